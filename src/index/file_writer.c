/* Writes, syncs, renames; see file_writer.h. */
#include "index/file_writer.h"

#include "base/mem.h"
#include "index/segment_parts.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>

enum { PIECE_BYTES = 256 << 10, FILE_MODE = 0600 };

static bool open_file(struct file_writer *writer, const char *path, const char *suffix,
                      struct err *err)
{
    size_t size = strlen(path) + strlen(suffix) + 1;
    char *temporary = mem_alloc(size);
    snprintf(temporary, size, "%s%s", path, suffix);
    int fd =
        open(temporary, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
    if (fd < 0) {
        err_set(err, ERR_BROKEN, "cannot create %s: %s", temporary, strerror(errno));
        free(temporary);
        return false;
    }
    *writer = (struct file_writer){ .fd = fd, .temporary = temporary };
    writer->piece = mem_alloc(PIECE_BYTES);
    return true;
}

bool file_writer_open(struct file_writer *writer, const char *path, struct err *err)
{
    if (!open_file(writer, path, ".new", err))
        return false;
    writer->path = path;
    return true;
}

bool file_writer_open_aside(struct file_writer *writer, const char *path,
                            struct err *err)
{
    if (!open_file(writer, path, ".aside", err))
        return false;
    unlink(writer->temporary);
    return true;
}

void file_writer_flush(struct file_writer *writer)
{
    size_t done = 0;
    writer->sum = segment_sum(writer->sum, writer->piece, writer->len);
    while (done < writer->len && !writer->failed) {
        ssize_t wrote = write(writer->fd, writer->piece + done, writer->len - done);
        if (wrote > 0)
            done += (size_t)wrote;
        writer->failed = wrote < 0 && errno != EINTR;
        if (writer->failed)
            writer->reason = errno;
    }
    writer->len = 0;
}

void file_writer_add(struct file_writer *writer, const void *bytes, size_t size)
{
    const unsigned char *from = bytes;
    writer->bytes += size;
    while (size > 0) {
        size_t room = PIECE_BYTES - writer->len, part = size < room ? size : room;
        memcpy(writer->piece + writer->len, from, part);
        writer->len += part;
        from += part;
        size -= part;
        if (writer->len == PIECE_BYTES)
            file_writer_flush(writer);
    }
}

void file_writer_append(struct file_writer *writer, struct file_writer *aside)
{
    file_writer_flush(aside);
    uint64_t at = 0;
    while (at < aside->bytes && !aside->failed) {
        ssize_t got = pread(aside->fd, aside->piece, PIECE_BYTES, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        aside->failed = got <= 0;
        if (aside->failed)
            aside->reason = got < 0 ? errno : EIO;
        else
            file_writer_add(writer, aside->piece, (size_t)got);
        at += got > 0 ? (uint64_t)got : 0;
    }
    if (aside->failed && !writer->failed) {
        writer->failed = true;
        writer->reason = aside->reason;
    }
}

static bool sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = mem_text(slash == NULL ? "." : path);
    if (slash != NULL)
        folder[slash == path ? 1 : slash - path] = '\0';
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    free(folder);
    return done;
}

bool file_writer_check(const struct file_writer *writer, struct err *err)
{
    return !writer->failed || err_set(err, ERR_BROKEN, "cannot write %s: %s",
                                      writer->temporary, strerror(writer->reason));
}

bool file_writer_commit(struct file_writer *writer, struct err *err)
{
    assert(writer->path != NULL);
    file_writer_flush(writer);
    if (!file_writer_check(writer, err))
        return false;
    if (fsync(writer->fd) != 0 || rename(writer->temporary, writer->path) != 0)
        return err_set(err, ERR_BROKEN, "cannot keep %s: %s", writer->path,
                       strerror(errno));
    if (!sync_folder(writer->path)) {
        err_set(err, ERR_BROKEN, "cannot keep %s: %s", writer->path, strerror(errno));
        unlink(writer->path);
        return false;
    }
    free(writer->temporary);
    writer->temporary = NULL;
    return true;
}

void file_writer_done(struct file_writer *writer)
{
    if (writer->temporary != NULL && writer->path != NULL)
        unlink(writer->temporary);
    if (writer->piece != NULL)
        close(writer->fd);
    free(writer->temporary);
    free(writer->piece);
    *writer = (struct file_writer){ 0 };
}
