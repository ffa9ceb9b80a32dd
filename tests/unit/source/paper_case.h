/* A paper and what is made of it: a file and the .txt beside it, which begins with what
 * the text tells of itself. With PAPERFEED_WRITE_CASES set the .txt is written anew, to
 * be read with care. */
#ifndef TEST_PAPER_CASE_H
#define TEST_PAPER_CASE_H

#include "source/paper_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef bool paper_reader(struct str bytes, struct arena *arena,
                          struct paper_text *ret_text, struct err *err);

static inline bool read_whole_file(const char *path, struct buf *bytes)
{
    char piece[1 << 14];
    size_t len;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    while ((len = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(bytes, (struct str){ piece, len });
    fclose(file);
    return !bytes->full;
}

static inline void describe_paper(const struct paper_text *text, struct buf *out)
{
    buf_printf(out, "title: %s\n", text->title ? text->title : "(none)");
    buf_printf(out, "invisible %" PRId64 ", hidden %" PRId64 ", failed %" PRId64 "%s\n",
               text->invisible, text->hidden, text->failed, text->cut ? ", cut" : "");
    for (size_t i = 0; i < text->sections.count; i++)
        buf_printf(out, "%d: %s\n", text->sections.items[i].level,
                   text->sections.items[i].title);
    buf_printf(out, "----\n%s\n", text->text);
}

static inline void write_case(const char *path, const struct buf *found)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(found->ptr, 1, found->len, file);
    fclose(file);
}

static inline void check_paper_case(const char *folder, const char *name,
                                    const char *ending, paper_reader *read)
{
    char path[1000];
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf bytes = buf_upto(1 << 20);
    CLEANUP(buf_done) struct buf expected = buf_upto(1 << 20);
    CLEANUP(buf_done) struct buf found = buf_upto(1 << 20);
    struct paper_text text;
    struct err err = { 0 };
    snprintf(path, sizeof path, CASES "/%s/%s.%s", folder, name, ending);
    assert_true(read_whole_file(path, &bytes));
    if (!read(buf_str(&bytes), &arena, &text, &err))
        fail_msg("%s: %s", path, err.text);
    describe_paper(&text, &found);
    snprintf(path, sizeof path, CASES "/%s/%s.txt", folder, name);
    if (getenv("PAPERFEED_WRITE_CASES") != NULL)
        write_case(path, &found);
    assert_true(read_whole_file(path, &expected));
    if (strcmp(found.ptr, expected.ptr) != 0)
        print_error("%s\n", path);
    assert_string_equal(found.ptr, expected.ptr);
}

#endif
