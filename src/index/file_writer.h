/* A file that is there whole or not at all: written under a name of its own, brought to
 * the disk, then renamed. */
#ifndef INDEX_FILE_WRITER_H
#define INDEX_FILE_WRITER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct file_writer {
    const char *path; /* NULL: a file without a name, for the time being */
    char *temporary;
    int fd;
    unsigned char *piece; /* that gathers before it is written; NULL: not open */
    size_t len;
    uint64_t bytes, sum; /* told so far; segment_sum of what was written */
    bool failed;         /* what is told from then on is lost */
    int reason;          /* errno */
};

/* `path` must outlive the writer. */
NODISCARD bool file_writer_open(struct file_writer *writer, const char *path,
                                struct err *err);
/* A nameless file beside `path`: read back by file_writer_append. */
NODISCARD bool file_writer_open_aside(struct file_writer *writer, const char *path,
                                      struct err *err);
void file_writer_add(struct file_writer *writer, const void *bytes, size_t size);
/* All that `aside` was told. */
void file_writer_append(struct file_writer *writer, struct file_writer *aside);
/* Writes what is gathered, so that `sum` is that of all bytes. */
void file_writer_flush(struct file_writer *writer);
/* Has all gone well so far? For who has much more to tell. */
NODISCARD bool file_writer_check(const struct file_writer *writer, struct err *err);
/* Brings file and name to the disk. */
NODISCARD bool file_writer_commit(struct file_writer *writer, struct err *err);
/* Removes what was not committed. */
void file_writer_done(struct file_writer *writer);

#endif
