/* Key files and systemd credentials; see provider_key.h and providers.h. */
#include "faq/provider_key.h"

#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

static const char scheme[] = "Authorization: Bearer ";

static void file_done(int *file)
{
    if (*file >= 0)
        close(*file);
}

/* A name without a slash is a credential. False where there is no such folder. */
static bool key_path(const struct provider *provider, char ret_path[PATH_SIZE])
{
    const char *folder = getenv("CREDENTIALS_DIRECTORY");
    bool is_path = strchr(provider->key_file, '/') != NULL;
    if (!is_path && folder == NULL)
        return false;
    int len = is_path
                  ? snprintf(ret_path, PATH_SIZE, "%s", provider->key_file)
                  : snprintf(ret_path, PATH_SIZE, "%s/%s", folder, provider->key_file);
    return len > 0 && len < PATH_SIZE;
}

uint64_t provider_key_stamp(const struct provider *provider)
{
    char path[PATH_SIZE];
    struct stat found;
    if (provider->key_file[0] == '\0' || !key_path(provider, path) ||
        stat(path, &found) != 0)
        return 0;
    uint64_t stamp = hash_add_int(HASH_START, (uint64_t)found.st_ino);
    stamp = hash_add_int(stamp, (uint64_t)found.st_size);
    stamp = hash_add_int(stamp, (uint64_t)found.st_mtim.tv_sec);
    return hash_add_int(stamp, (uint64_t)found.st_mtim.tv_nsec);
}

/* What is wrong with a key is said without the key. */
static bool check_key(struct str key, const char *name, struct err *err)
{
    if (key.len == 0)
        return err_set(err, ERR_INVALID, "the key file of model %s is empty", name);
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] <= ' ' || key.ptr[i] > '~')
            return err_set(err, ERR_INVALID,
                           "the key file of model %s holds more than one word of "
                           "printable characters",
                           name);
    return true;
}

static bool read_key(const char *path, const char *name, char *ret_key, size_t size,
                     struct err *err)
{
    CLEANUP(file_done) int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t len = file < 0 ? -1 : read(file, ret_key, size - 1);
    if (len < 0)
        return err_set(err, ERR_INVALID, "the key file of model %s, %.200s: %s", name,
                       path, strerror(errno));
    if ((size_t)len == size - 1)
        return err_set(err, ERR_INVALID, "the key file of model %s is too long", name);
    struct str key = str_trim((struct str){ ret_key, (size_t)len });
    memmove(ret_key, key.ptr, key.len);
    ret_key[key.len] = '\0';
    key.ptr = ret_key;
    return check_key(key, name, err);
}

bool provider_key_header(const struct provider *provider,
                         char ret_header[PROVIDER_KEY_SIZE], struct err *err)
{
    enum { BEFORE = sizeof scheme - 1 };
    char path[PATH_SIZE];
    memset(ret_header, 0, PROVIDER_KEY_SIZE);
    if (provider->key_file[0] == '\0')
        return true;
    if (!key_path(provider, path))
        return err_set(err, ERR_INVALID,
                       "the key file of model %s, “%.200s”, is no path, and there are "
                       "no systemd credentials",
                       provider->name, provider->key_file);
    memcpy(ret_header, scheme, BEFORE);
    if (read_key(path, provider->name, ret_header + BEFORE, PROVIDER_KEY_SIZE - BEFORE,
                 err))
        return true;
    explicit_bzero(ret_header, PROVIDER_KEY_SIZE);
    return false;
}
