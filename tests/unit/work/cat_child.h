/* A parse child that prints what it is given: /proc/self/exe is the test itself,
 * started as "parse". So a test writes what a child might say. Input that starts with
 * "!" is the child's last word on standard error. With --files it tells of the end of
 * each of its files, but of one that starts with "?" it does not. */
#ifndef TEST_CAT_CHILD_H
#define TEST_CAT_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool cat_has_files;

static inline bool is_child(int argc, char **argv)
{
    cat_has_files = argc > 3 && strcmp(argv[argc - 1], "--files") == 0;
    return argc > 3 && strcmp(argv[1], "parse") == 0;
}

static inline size_t cat_read(void *bytes, size_t size)
{
    size_t len = 0;
    ssize_t got = 1;
    while (len < size && got > 0) {
        got = read(STDIN_FILENO, (char *)bytes + len, size - len);
        len += got > 0 ? (size_t)got : 0;
    }
    return len;
}

/* A piece of a file to standard output; 0 at its end, -1 at the end of all. */
static inline int cat_piece(char *ret_first)
{
    unsigned char length[4];
    if (cat_read(length, 4) < 4)
        return -1;
    size_t size = (size_t)length[0] << 24 | (size_t)length[1] << 16 |
                  (size_t)length[2] << 8 | length[3];
    char *piece = malloc(size + 1);
    size_t len = cat_read(piece, size);
    if (len > 0 && *ret_first == 0)
        *ret_first = piece[0];
    bool says = len > 0 && (piece[0] == '!' || piece[0] == '?');
    fwrite(piece + says, 1, len - says, *ret_first == '!' ? stderr : stdout);
    free(piece);
    return len > 0;
}

static inline int play_cat_of_files(void)
{
    for (;;) {
        char first = 0;
        int more = 1;
        while (more > 0)
            more = cat_piece(&first);
        if (more < 0 || first == '!')
            return first == '!';
        if (first != '?')
            puts("{\"end\":true}");
        fflush(stdout);
        if (first == '?')
            return 0;
    }
}

static inline int play_cat(void)
{
    if (cat_has_files)
        return play_cat_of_files();
    char piece[4096];
    size_t len = fread(piece, 1, sizeof piece, stdin);
    bool failed = len > 0 && piece[0] == '!';
    FILE *out = failed ? stderr : stdout;
    fwrite(piece + failed, 1, len - failed, out);
    while ((len = fread(piece, 1, sizeof piece, stdin)) > 0)
        fwrite(piece, 1, len, out);
    return failed ? 1 : 0;
}

#endif
