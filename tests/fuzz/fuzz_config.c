/* Any bytes as a configuration file: refused with its line, or printed so that it reads
 * back as the same. */
#include "base/utf8.h"
#include "config/config.h"

#include <assert.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void file_done(int *file)
{
    close(*file);
}

static bool load(struct str text, struct config *ret_config, struct err *err)
{
    CLEANUP(file_done) int file = memfd_create("paperfeed.ini", MFD_CLOEXEC);
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    assert(file >= 0 && pwrite(file, text.ptr, text.len, 0) == (ssize_t)text.len);
    return config_load(&(struct config_flags){ .file = path }, ret_config, err);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(config_done) struct config config = { .listen = NULL };
    CLEANUP(config_done) struct config again = { .listen = NULL };
    CLEANUP(buf_done) struct buf printed = buf_upto(1 << 20);
    CLEANUP(buf_done) struct buf reprinted = buf_upto(1 << 20);
    struct err err = { 0 };
    if (!load((struct str){ (const char *)bytes, len }, &config, &err)) {
        assert(err.code == ERR_INVALID && utf8_valid(str_of(err.text)));
        return 0;
    }
    assert(config.categories.count > 0);
    config_print(&config, &printed);
    assert(load(buf_str(&printed), &again, &err));
    config_print(&again, &reprinted);
    assert(str_eq(buf_str(&printed), buf_str(&reprinted)));
    return 0;
}
