/* See import_files.h. */
#include "work/import/import_files.h"

#include "base/mem.h"
#include "source/sniff.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 256 << 10 };

void import_files_measure(struct import_files *files, const char *const *names,
                          size_t count)
{
    struct stat facts;
    for (size_t i = 0; i < count; i++)
        if (stat(names[i], &facts) == 0)
            files->total += facts.st_size;
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
    files->begun = false;
    files->fd = open(name, O_RDONLY | O_CLOEXEC);
    if (files->fd < 0 || fstat(files->fd, &facts) != 0)
        return err_set(err, ERR_INVALID, "%s cannot be opened: %s", name,
                       strerror(errno));
    if (!S_ISREG(facts.st_mode) && !S_ISFIFO(facts.st_mode))
        return err_set(err, ERR_INVALID, "%s is not a file", name);
    return true;
}

/* Packed bytes are no text of any format, and look like none. */
static bool check_start(struct import_files *files, struct str piece, struct err *err)
{
    const char *packer = files->begun ? NULL : sniff_packer(piece);
    files->begun = true;
    return packer == NULL ||
           err_set(err, ERR_INVALID, "it is packed by %s: unpack it", packer);
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
        return err_set(err, ERR_INVALID, "it cannot be read: %s", strerror(errno));
    files->done += got;
    *ret_piece = (struct str){ files->piece, (size_t)got };
    return check_start(files, *ret_piece, err);
}

bool import_files_read(struct import_files *files, struct buf *bytes, struct err *err)
{
    struct str piece = LIT(" ");
    while (piece.len > 0) {
        if (!import_files_give(files, &piece, err))
            return false;
        buf_add(bytes, piece);
        if (bytes->full)
            return err_set(err, ERR_INVALID, "it is over %zu MiB", bytes->max >> 20);
    }
    return true;
}

void import_files_done(struct import_files *files)
{
    close_file(files);
    free(files->piece);
}
