/* INI files, line by line: what the configuration and the question sets have in common.
 * libinih knows the syntax; here are the bounds, and which line was wrong. A line holds
 * [section], key = value, # a comment, or, indented, more of the key above. */
#ifndef INI_FILE_H
#define INI_FILE_H

#include "base/buf.h"
#include "base/err.h"

enum { INI_LINE_MAX = 190 }; /* bytes; libinih takes a little more */

struct ini_line {
    const char *section, *key, *value;
    bool continues; /* an indented line: `value` is more of the key above */
};

struct ini_reader {
    /* False (with err) stops the reading; the texts live for the call. */
    bool (*take)(void *context, const struct ini_line *line, struct err *err);
    void *context;
};

/* ERR_INVALID begins with "file:line: ", or names the file that cannot be read. */
NODISCARD bool ini_file_read(const char *file, const struct ini_reader *reader,
                             struct err *err);
/* The same of a text in memory; `name` stands for the file. */
NODISCARD bool ini_text_read(const char *name, struct str text,
                             const struct ini_reader *reader, struct err *err);

#endif
