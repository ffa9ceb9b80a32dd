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
    /* Standard input is files, one behind the other (struct parse_file). Behind the
     * records of each comes a line {"end": true}; one that cannot be read ends the run,
     * as a file alone would. */
    bool files;
};

/* What the file is known to be; ERR_INVALID: usage. */
NODISCARD bool parse_proceedings_ask(const struct proceedings_task *options,
                                     struct arena *arena,
                                     struct proceedings_ask *ret_ask, struct err *err);
/* Reads standard input to its end. Nothing of one file is left when the next begins:
 * each has a reader of its own, with all its memory, and readers keep nothing beside it
 * (no static state); only one that was read to its end without complaint is followed by
 * another. */
NODISCARD bool parse_proceedings_run(const struct proceedings_task *options,
                                     struct parse_output *out, struct err *err);

#endif
