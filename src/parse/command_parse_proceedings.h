/* `paperfeed parse acl|bibtex|json`: proceedings in pieces, a JSON line for each
 * record. See command_parse.h. */
#ifndef COMMAND_PARSE_PROCEEDINGS_H
#define COMMAND_PARSE_PROCEEDINGS_H

#include "parse/command_parse_io.h"
#include "proceedings/format.h"

struct proceedings_task {
    const struct proceedings_format *format;
    const char *venue, *year; /* as written; NULL: not given */
    /* What is said of editions, what is left out and what is broken are lines of their
     * own, and a record without an edition is broken. */
    bool document;
};

/* What the file is known to be; ERR_INVALID: usage. */
NODISCARD bool parse_proceedings_ask(const struct proceedings_task *options,
                                     struct arena *arena,
                                     struct proceedings_ask *ret_ask, struct err *err);
/* Reads standard input to its end. */
NODISCARD bool parse_proceedings_run(const struct proceedings_task *options,
                                     struct parse_output *out, struct err *err);

#endif
