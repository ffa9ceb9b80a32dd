/* Backups; see backup.h. The copy is made by the writer thread a few pages at a time
 * and checked by the thread that asked for it, so that writes go on meanwhile. */
#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

enum { PATH_SIZE = 4096 };

static bool path_failed(const char *path, struct err *err)
{
    return err_set(err, ERR_BROKEN, "%s: %s", path, strerror(errno));
}

static bool copy_into(struct writer *writer, const char *part, struct err *err)
{
    sqlite3 *target = NULL;
    bool ok = db_open_copy(part, &target, err) && writer_copy(writer, target, err);
    sqlite3_close(target);
    return ok;
}

static bool check_copy(const char *part, struct err *err)
{
    struct db *db = NULL;
    if (!db_open(part, DB_WRITER, &db, err))
        return false;
    bool ok = db_check(db, false, err) && db_leave_wal(db, err);
    db_close(db);
    return ok || err_add(err, "the copy is bad");
}

static bool sync_path(const char *path, int flags, struct err *err)
{
    int fd = open(path, flags | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (!ok)
        path_failed(path, err);
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool sync_folder_of(const char *path, struct err *err)
{
    char folder[PATH_SIZE];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash == NULL)
        return sync_path(".", O_RDONLY | O_DIRECTORY, err);
    slash[slash == folder] = '\0';
    return sync_path(folder, O_RDONLY | O_DIRECTORY, err);
}

static bool refuse_existing(const char *path, struct err *err)
{
    return err_set(err, ERR_INVALID, "%s exists already", path);
}

static bool give_name(const char *part, const char *path, struct err *err)
{
    if (renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) == 0 ||
        (errno == EINVAL && rename(part, path) == 0))
        return sync_folder_of(path, err);
    return errno == EEXIST ? refuse_existing(path, err) : path_failed(path, err);
}

static void remove_part(const char *part)
{
    static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
    for (size_t i = 0; i < COUNT_OF(suffixes); i++) {
        char path[PATH_SIZE + 16];
        snprintf(path, sizeof path, "%s%s", part, suffixes[i]);
        unlink(path);
    }
}

bool backup_write(struct writer *writer, const char *path, struct err *err)
{
    char part[PATH_SIZE];
    struct stat found;
    if ((size_t)snprintf(part, sizeof part, "%s.part", path) >= sizeof part)
        return err_set(err, ERR_INVALID, "the name of the copy is too long");
    if (lstat(path, &found) == 0)
        return refuse_existing(path, err);
    remove_part(part);
    bool ok = copy_into(writer, part, err) && check_copy(part, err) &&
              sync_path(part, O_RDWR, err) && give_name(part, path, err);
    if (!ok)
        remove_part(part);
    return ok;
}
