/* Foreign bytes are parsed by a child: `/proc/self/exe parse --document FORMAT`, which
 * has no files, no network and little memory (sandbox.h), and prints JSON Lines. For a
 * PDF the child runs pdftotext in a cell of its own.
 *
 * This is the daemon's end: it starts the child, feeds it and reads its records back.
 * What the child prints is as foreign as what it was given: bounded, typed, checked.
 * The child's own error comes back with its code. Thread-safe. */
#ifndef WORK_PARSE_CHILD_H
#define WORK_PARSE_CHILD_H

#include "base/process.h"
#include "proceedings/format.h"
#include "source/paper_text.h"
#include "source/record.h"

struct parse_task {
    const char *format;         /* "rss", "atom", "list", "api" */
    const char *category;       /* of a listing; else NULL */
    bool venues;                /* "oai": records of proceedings may come, too */
    struct proceedings_ask ask; /* what is known about these */
    struct stop *stop;          /* ends the child; may be NULL */
};

/* One whole document. ERR_INVALID, ERR_UPSTREAM, ERR_REFUSED and ERR_LIMIT are what its
 * parser says; ERR_BROKEN: the child itself failed. A document that is cut off
 * succeeds, with complete = false. */
NODISCARD bool parse_child_run(const struct parse_task *task, struct str bytes,
                               struct arena *arena,
                               struct source_document *ret_document, struct err *err);

/* A paper's full text: format "html" or "pdf". ERR_INVALID, ERR_LIMIT: this document is
 * no readable paper; ERR_BROKEN: we cannot read any such (no pdftotext, no Landlock),
 * so take the next source; ERR_BUSY: asked to stop. */
NODISCARD bool parse_child_text(const char *format, struct str bytes, struct stop *stop,
                                struct arena *arena, struct paper_text *ret_text,
                                struct err *err);
/* A model's Markdown to safe HTML (text/markdown.h), with the child's limits on time
 * and memory. Where that fails the text comes out as plain paragraphs: always an
 * answer. */
const char *parse_child_markdown(struct str markdown, struct stop *stop,
                                 struct arena *arena);

/* A file of records of any size, such as "kaggle". */
struct parse_stream {
    const char *format;
    struct stop *stop;
    process_input *input; /* gives the file piece by piece */
    /* One record, valid during the call; its position is its line. False (with err)
     * ends the run. */
    bool (*record)(void *context, const struct source_entry *entry, struct err *err);
    /* A line that is no record, and why. False (with err) ends the run. */
    bool (*broken)(void *context, int64_t line, const char *why, struct err *err);
    void *context; /* given to all three */
};
NODISCARD bool parse_child_stream(const struct parse_stream *stream, struct err *err);

/* Files of proceedings that are read one behind the other by one child, since starting
 * a child costs more than most of them. Nothing of one comes among the records of
 * another:
 * - the child is given a file when it has told of the last one's end; the file in which
 *   it says anything wrong, meets a limit or dies is its last one, is told as if it had
 *   been alone, and the next gets a new child, as it does where the child says anything
 *   or dies between the two;
 * - in the child each file has its own reader, and nothing else is kept
 *   (parse/command_parse_proceedings.h);
 * - a file that takes over a child, though no fault in it is known, could speak for
 *   those that come behind it: in records that are checked like any others, and no
 *   worse than those which it could claim to hold itself; and but for so many bytes.
 * One thread's; that thread outlives the child. */
struct parse_files;
struct parse_files *parse_files_open(void);        /* never NULL */
void parse_files_close(struct parse_files *files); /* ends the child; NULL is fine */

/* A file of proceedings of any size: format "acl", "bibtex" or "json". What is told to
 * the sink is valid during the call and has been checked; a child that tells of
 * anything else is ERR_BROKEN. Errors of the file as a whole are its reader's
 * (proceedings/format.h). */
struct parse_proceedings {
    const char *format;
    struct proceedings_ask ask;
    struct stop *stop;
    process_input *input; /* gives the file piece by piece */
    void *context;        /* given to it */
    const struct proceedings_sink *sink;
};
NODISCARD bool parse_child_proceedings(struct parse_files *files,
                                       const struct parse_proceedings *task,
                                       struct err *err);

#endif
