/* A parse child that prints what it is given: /proc/self/exe is the test itself,
 * started as "parse". So a test writes what a child might say. Input that starts with
 * "!" is the child's last word on standard error. */
#ifndef TEST_CAT_CHILD_H
#define TEST_CAT_CHILD_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static inline bool is_child(int argc, char **argv)
{
    return argc > 3 && strcmp(argv[1], "parse") == 0;
}

static inline int play_cat(void)
{
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
