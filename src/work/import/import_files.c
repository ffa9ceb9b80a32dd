/* See import_files.h. */
#include "work/import/import_files.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 256 << 10 };

bool import_files_measure(struct import_files *files, const char *const *names,
                          size_t count, struct err *err)
{
    struct stat facts;
    for (size_t i = 0; i < count; i++) {
        if (stat(names[i], &facts) != 0 || access(names[i], R_OK) != 0)
            return err_set(err, ERR_INVALID, "%s cannot be read: %s", names[i],
                           strerror(errno));
        files->total += facts.st_size;
    }
    return true;
}

static void close_file(struct import_files *files)
{
    if (files->fd >= 0)
        close(files->fd);
    files->fd = -1;
}

bool import_files_open(struct import_files *files, const char *name, struct err *err)
{
    struct stat facts;
    close_file(files);
    files->name = name;
    files->fd = open(name, O_RDONLY | O_CLOEXEC);
    if (files->fd < 0 || fstat(files->fd, &facts) != 0)
        return err_set(err, ERR_INVALID, "%s cannot be opened: %s", name,
                       strerror(errno));
    if (!S_ISREG(facts.st_mode) && !S_ISFIFO(facts.st_mode))
        return err_set(err, ERR_INVALID, "%s is not a file", name);
    return true;
}

bool import_files_give(struct import_files *files, struct str *ret_piece,
                       struct err *err)
{
    ssize_t got;
    if (files->piece == NULL)
        files->piece = mem_alloc(PIECE);
    do
        got = read(files->fd, files->piece, PIECE);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return err_set(err, ERR_INVALID, "%s cannot be read: %s", files->name,
                       strerror(errno));
    files->done += got;
    *ret_piece = (struct str){ files->piece, (size_t)got };
    return true;
}

bool import_files_read(struct import_files *files, struct buf *bytes, struct err *err)
{
    struct str piece = LIT(" ");
    while (piece.len > 0) {
        if (!import_files_give(files, &piece, err))
            return false;
        buf_add(bytes, piece);
        if (bytes->full)
            return err_set(err, ERR_INVALID, "%s is over %zu MiB", files->name,
                           bytes->max >> 20);
    }
    return true;
}

void import_files_done(struct import_files *files)
{
    close_file(files);
    free(files->piece);
}
