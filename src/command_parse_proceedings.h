/* `paperfeed parse acl|bibtex|json`: proceedings in pieces, one JSON line each for a
 * record and what is said of an edition. See command_parse.h. */
#ifndef COMMAND_PARSE_PROCEEDINGS_H
#define COMMAND_PARSE_PROCEEDINGS_H

#include "command_parse_io.h"
#include "proceedings/format.h"

struct proceedings_task {
    const struct proceedings_format *format;
    const char *venue, *year; /* as written; NULL: not given */
    bool document; /* what is left out and what is broken are lines of their own */
};

/* What the file is known to be; ERR_INVALID: usage. */
NODISCARD bool parse_proceedings_ask(const struct proceedings_task *options,
                                     struct arena *arena,
                                     struct proceedings_ask *ret_ask, struct err *err);
/* Reads standard input to its end. */
NODISCARD bool parse_proceedings_run(const struct proceedings_task *options,
                                     struct parse_output *out, struct err *err);

#endif
