/* The lock of a data folder; see folder_lock.h. The file stays when the lock is given
 * back: removing it would let two owners in. */
#include "store/folder_lock.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

static bool say_owner(int fd, const char *dir, struct err *err)
{
    char pid[32] = "";
    ssize_t len = pread(fd, pid, sizeof pid - 1, 0);
    struct str text = str_trim((struct str){ pid, len > 0 ? (size_t)len : 0 });
    if (!str_has_only(text, "0123456789"))
        return err_set(err, ERR_BUSY, "%s is in use by another process", dir);
    return err_set(err, ERR_BUSY, "%s is in use by process %.*s", dir, STR_ARG(text));
}

static bool write_pid(int fd)
{
    char pid[32];
    int len = snprintf(pid, sizeof pid, "%d\n", (int)getpid());
    return ftruncate(fd, 0) == 0 && pwrite(fd, pid, (size_t)len, 0) == len;
}

bool folder_lock_take(const char *dir, int *ret_fd, struct err *err)
{
    char path[4096];
    if ((size_t)snprintf(path, sizeof path, "%s/paperfeed.lock", dir) >= sizeof path)
        return err_set(err, ERR_INVALID, "the name of the data folder is too long");
    if (mkdir(dir, 0750) != 0 && errno != EEXIST)
        return err_set(err, ERR_BROKEN, "%s cannot be made: %s", dir, strerror(errno));
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
    if (fd < 0)
        return err_set(err, ERR_BROKEN, "%s cannot be opened: %s", path,
                       strerror(errno));
    bool ok = flock(fd, LOCK_EX | LOCK_NB) == 0;
    if (!ok && errno == EWOULDBLOCK)
        say_owner(fd, dir, err);
    else if (!ok || !(ok = write_pid(fd)))
        err_set(err, ERR_BROKEN, "%s cannot be locked: %s", path, strerror(errno));
    if (ok)
        *ret_fd = fd;
    else
        close(fd);
    return ok;
}

void folder_lock_give_back(int fd)
{
    if (fd >= 0)
        close(fd);
}
