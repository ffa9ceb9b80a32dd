/* What the kinds of harvesters share: one address of a [venues] line on its way into
 * the store. Behind venue_harvest.h; only venue_*.c include this. */
#ifndef WORK_VENUE_VISIT_H
#define WORK_VENUE_VISIT_H

#include "store/venue/venue_source_store.h"
#include "work/venue/venue_fetch.h"
#include "work/venue/venue_harvest.h"
#include "work/venue/venue_import.h"

struct openreview_session; /* of a run (openreview_login.h) */

struct venue_visit {
    const struct venue_harvest_options *options;
    const struct venue_line *line;
    struct proceedings_ask ask; /* the line's edition; year 0: all of the series */
    const char *url;
    struct venue_fetch *fetch;
    struct venue_import *import;
    struct import_report *report;
    struct arena *arena;     /* of this visit */
    struct arena *run_arena; /* of the report */
    struct openreview_session *openreview;
    struct venue_source source;
    bool unchanged; /* the source says that nothing is new */
    bool paused;    /* something more urgent: it goes on another time */
};

/* How one kind refreshes an address; venue_visit_open has filled in the rest. What is
 * in `source` when it returns true is kept. */
typedef bool venue_refresh(struct venue_visit *visit, struct err *err);
venue_refresh venue_refresh_acl, venue_refresh_pmlr, venue_refresh_virtual,
    venue_refresh_ojs, venue_refresh_openreview;

/* Is there something more urgent? Asked between requests. */
bool venue_visit_gives_way(const struct venue_visit *visit);

/* Asks for `url`, if the source knows an answer of it conditionally; notes ETag and
 * Last-Modified of a new one in `source`, or that nothing is new. */
NODISCARD bool venue_visit_get(struct venue_visit *visit, struct venue_source *source,
                               const char *url, struct http_answer *ret_answer,
                               struct err *err);
/* Imports bytes; `file` lacks name, ask and input. */
NODISCARD bool venue_visit_import(struct venue_visit *visit, struct venue_file *file,
                                  struct str bytes, struct err *err);
/* Two documents as one file. */
NODISCARD bool venue_visit_import_both(struct venue_visit *visit,
                                       struct venue_file *file, struct str first,
                                       struct str second, struct err *err);
/* As venue_visit_import, but durable behind the next venue_import_flush. */
NODISCARD bool venue_visit_read(struct venue_visit *visit, struct venue_file *file,
                                struct str bytes, struct err *err);
/* All pages were read: that many papers are in the line's edition, if it has one. */
NODISCARD bool venue_visit_declare(struct venue_visit *visit,
                                   enum venue_dialect dialect, int64_t papers,
                                   struct err *err);
/* The place in the harvest is kept at once; NULL begins anew. */
NODISCARD bool venue_visit_keep_cursor(struct venue_visit *visit, const char *cursor,
                                       struct err *err);

#endif
