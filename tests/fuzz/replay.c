/* Runs a fuzz target over files and folders of files, where there is no libFuzzer. */
#include "base/buf.h"

#include <dirent.h>

enum { FILE_MAX = 64 << 20, PATH_SIZE = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static bool replay_file(const char *path)
{
    CLEANUP(buf_done) struct buf bytes = buf_upto(FILE_MAX);
    char piece[16 << 10];
    size_t len;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    while ((len = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(&bytes, (struct str){ piece, len });
    fclose(file);
    LLVMFuzzerTestOneInput((const uint8_t *)buf_str(&bytes).ptr, bytes.len);
    return true;
}

static size_t replay_folder(const char *path)
{
    DIR *folder = opendir(path);
    size_t count = 0;
    if (folder == NULL)
        return 0;
    for (struct dirent *item; (item = readdir(folder)) != NULL;) {
        char name[PATH_SIZE];
        snprintf(name, sizeof name, "%s/%s", path, item->d_name);
        if (item->d_name[0] != '.')
            count += replay_file(name);
    }
    closedir(folder);
    return count;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        size_t count = replay_folder(argv[i]);
        printf("%s: %zu inputs\n", argv[i], count);
        if (count == 0)
            return 1;
    }
    return argc > 1 ? 0 : 1;
}
