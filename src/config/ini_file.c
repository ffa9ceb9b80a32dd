/* Between libinih, which reads lines, and whoever wants keys. See ini_file.h. */
#include "config/ini_file.h"

#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MAX = 256 << 10 };

struct reading {
    const struct ini_reader *reader;
    struct err *err;
    struct str rest; /* of the file */
    bool indented;   /* the line at hand */
    bool has_key;    /* the section had a key already, which a line may continue */
    bool refused;    /* by the reader */
};

/* Gives libinih the next line, as fgets does. */
static char *next_line(char *line, int size, void *stream)
{
    struct reading *reading = stream;
    if (reading->rest.len == 0)
        return NULL;
    struct str one = str_cut(&reading->rest, '\n');
    snprintf(line, (size_t)size, "%.*s\n", STR_ARG(one));
    reading->indented = char_is_space(line[0]);
    if (line[0] == '[')
        reading->has_key = false;
    return line;
}

/* inih's handler: 1 goes on, 0 tells that this line is wrong. */
static int take_line(void *user, const char *section, const char *key,
                     const char *value)
{
    struct reading *reading = user;
    struct ini_line line = { section, key, value,
                             reading->indented && reading->has_key };
    if (reading->refused)
        return 0;
    reading->has_key = true;
    reading->refused =
        !reading->reader->take(reading->reader->context, &line, reading->err);
    return !reading->refused;
}

static bool check_lines(const char *name, struct str text, struct err *err)
{
    for (int line = 1; text.len > 0; line++) {
        struct str one = str_cut(&text, '\n');
        if (one.len > INI_LINE_MAX)
            return err_set(err, ERR_INVALID, "%s:%d: the line is over %d bytes long",
                           name, line, INI_LINE_MAX);
        if (str_find_char(one, '\0') < one.len)
            return err_set(err, ERR_INVALID, "%s:%d: the line holds a NUL byte", name,
                           line);
    }
    return true;
}

bool ini_text_read(const char *name, struct str text, const struct ini_reader *reader,
                   struct err *err)
{
    struct reading reading = { .reader = reader, .err = err, .rest = text };
    if (!check_lines(name, text, err))
        return false;
    int line = ini_parse_stream(next_line, &reading, take_line, &reading);
    if (line > 0 && !reading.refused)
        err_set(err, ERR_INVALID, "not a [section], a key = value or a # comment");
    if (line != 0)
        return err_add(err, "%s:%d", name, line);
    return true;
}

static bool read_bytes(const char *file, struct buf *out, struct err *err)
{
    char piece[4096];
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_set(err, ERR_INVALID, "%s cannot be opened: %s", file,
                       strerror(errno));
    ssize_t got = 0;
    while (!out->full && (got = read(fd, piece, sizeof piece)) > 0)
        buf_add(out, (struct str){ piece, (size_t)got });
    int failed = got < 0 ? errno : 0;
    close(fd);
    if (failed)
        return err_set(err, ERR_INVALID, "%s cannot be read: %s", file,
                       strerror(failed));
    if (out->full)
        return err_set(err, ERR_INVALID, "%s is over %zu bytes", file, out->max);
    return true;
}

bool ini_file_read(const char *file, const struct ini_reader *reader, struct err *err)
{
    CLEANUP(buf_done) struct buf text = buf_upto(FILE_MAX);
    return read_bytes(file, &text, err) &&
           ini_text_read(file, buf_str(&text), reader, err);
}
