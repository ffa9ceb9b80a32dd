/* Proceedings on their way into the store: bytes to the sandboxed child, its records to
 * the writer, a few thousand at a time. Shared by `import` and by the harvesters. */
#ifndef WORK_VENUE_IMPORT_H
#define WORK_VENUE_IMPORT_H

#include "base/process.h"
#include "proceedings/format.h"
#include "store/venue/venue_store.h"
#include "work/arxiv/seen_keys.h"
#include "work/import/import_report.h"

struct venue_import; /* a run over any number of files; one thread's */

struct venue_import_options {
    struct store *store;
    struct stop *stop; /* may be NULL */
    bool dry_run;
    bool move; /* a paper that stands in another edition is moved */
    /* Records so far, after each batch; may be NULL. */
    void (*progress)(void *context, int64_t records);
    void *context;
};
/* `arena` keeps the report's texts; the report is filled as the run goes. Never NULL.
 */
struct venue_import *venue_import_open(const struct venue_import_options *options,
                                       struct arena *arena,
                                       struct import_report *report);
void venue_import_close(struct venue_import *import); /* NULL is fine */

/* A list that comes in several files, each a page of it. Zeroed before the first one.
 */
struct venue_pages {
    struct proceedings_page told; /* by the page that was read last */
    struct seen_keys papers;      /* of all pages that were read with it */
};

struct venue_file {
    const char *format; /* "acl", "bibtex", "json", "oai" */
    const char *name;   /* in errors: a file's, an address */
    struct proceedings_ask ask;
    process_input *input; /* gives the bytes, piece by piece */
    void *context;        /* given to it */
    /* oai: the next page's token, in the report's arena, empty behind the last page;
     * NULL: not wanted. */
    struct str *ret_token;
    /* Of a source in several pages: how many records came before, so that positions go
     * on (oai: articles have numbers of their own). */
    int64_t before;
    /* One of several that were saved: positions go on in each edition behind those of
     * the files before it in the run. */
    bool follows;
    /* The list that it may be a page of. Then what its editions declare is believed
     * only where it is all of it. NULL: a file of its own. */
    struct venue_pages *pages;
    /* oai: what its groups are called (ListSets); a record knows the native name alone.
     * In this order they are told of the editions. */
    const struct source_group *groups;
    size_t group_count; /* 0: those of a ListSets that came before in the run */
};
/* Durable when it returns true, with what the source says about its editions. ERR_BUSY:
 * stopped (what was stored stays); ERR_INVALID, ERR_UPSTREAM: what the parser says of
 * the file as a whole. oai: ERR_NOT_FOUND: the token has expired, so begin again;
 * ERR_UPSTREAM: the protocol's other errors (but noRecordsMatch, which is an empty
 * page), or a page that is cut off where a token was wanted. */
NODISCARD bool venue_import_file(struct venue_import *import,
                                 const struct venue_file *file, struct err *err);
/* The same for one of many small files: what it brought is durable behind the next
 * venue_import_flush. */
NODISCARD bool venue_import_read(struct venue_import *import,
                                 const struct venue_file *file, struct err *err);
NODISCARD bool venue_import_flush(struct venue_import *import, struct err *err);

/* How many papers a source in pages has in an edition. Durable when it returns true. */
NODISCARD bool venue_import_declare(struct venue_import *import, const char *edition,
                                    enum venue_dialect dialect, int64_t papers,
                                    struct err *err);

/* Papers of proceedings in a document that was read otherwise; arXiv's are not looked
 * at. What is broken in it is the caller's to tell. */
NODISCARD bool venue_import_document(struct venue_import *import,
                                     const struct venue_file *file,
                                     const struct source_document *document,
                                     struct err *err);
/* The editions that were told of, as they are now, into the report. */
NODISCARD bool venue_import_tell(struct venue_import *import, struct err *err);

#endif
