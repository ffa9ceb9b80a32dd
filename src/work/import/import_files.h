/* The files of an import, read one after the other, with how far they have been read.
 */
#ifndef WORK_IMPORT_FILES_H
#define WORK_IMPORT_FILES_H

#include "base/buf.h"
#include "base/err.h"

/* Start with IMPORT_FILES_NONE. */
struct import_files {
    const char *name; /* of the one that is open */
    int fd;
    bool begun;
    char *piece;
    int64_t done, total; /* bytes of all files */
};
#define IMPORT_FILES_NONE                                                              \
    {                                                                                  \
        .fd = -1                                                                       \
    }

/* Adds up how large they are; one that is not there says so when it is opened. */
void import_files_measure(struct import_files *files, const char *const *names,
                          size_t count);
/* Opens the next one; what was open is closed. */
NODISCARD bool import_files_open(struct import_files *files, const char *name,
                                 struct err *err);
/* Its next piece, empty at its end. ERR_INVALID: it is packed; the caller adds which
 * file it is. */
NODISCARD bool import_files_give(struct import_files *files, struct str *ret_piece,
                                 struct err *err);
/* All of it; ERR_INVALID where it is more than `bytes` may hold. */
NODISCARD bool import_files_read(struct import_files *files, struct buf *bytes,
                                 struct err *err);
void import_files_done(struct import_files *files);

#endif
