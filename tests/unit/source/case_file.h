/* Files that tests read. */
#ifndef TEST_CASE_FILE_H
#define TEST_CASE_FILE_H

#include "base/buf.h"

#include <stdio.h>

/* False if the file cannot be opened. */
static inline bool case_file_read(const char *path, struct buf *out)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    char piece[16 << 10];
    size_t len;
    while ((len = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(out, (struct str){ piece, len });
    fclose(file);
    return true;
}

#endif
