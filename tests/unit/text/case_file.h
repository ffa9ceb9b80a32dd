/* Tests that are files: an input line, then the lines expected of it, each behind a
 * mark
 * ("= "); blank lines and lines with '#' between them. "⏎" stands for a line feed. */
#ifndef TEST_CASE_FILE_H
#define TEST_CASE_FILE_H

#include "base/arena.h"
#include "base/buf.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

struct case_line {
    const char *text; /* line feeds put in */
    int number;
    bool is_input;
};

struct case_file {
    struct case_line *items;
    size_t count, capacity;
};

static inline const char *case_text(struct arena *arena, struct str line)
{
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 16);
    while (line.len > 0) {
        size_t end = str_find(line, LIT("⏎"));
        buf_add(&text, str_upto(line, end));
        if (end < line.len)
            buf_char(&text, '\n');
        line = str_from(line, end + LIT("⏎").len);
    }
    return arena_text(arena, buf_str(&text));
}

static inline struct case_file case_file_read(struct arena *arena, const char *path)
{
    struct case_file file = { 0 };
    FILE *stream = fopen(path, "r");
    assert(stream != NULL);
    char line[1 << 14];
    for (int number = 1; fgets(line, sizeof line, stream) != NULL; number++) {
        struct str text = str_of(line);
        text = str_upto(text, str_find_char(text, '\n'));
        bool expected = str_eq(text, LIT("=")) || str_skip(&text, LIT("= "));
        if (!expected && (text.len == 0 || text.ptr[0] == '#'))
            continue;
        if (str_eq(text, LIT("=")))
            text.len = 0;
        struct case_line item = { case_text(arena, text), number, !expected };
        ARENA_PUSH(arena, &file, item);
    }
    fclose(stream);
    return file;
}

#endif
