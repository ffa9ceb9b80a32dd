/* The lines of the configuration's [venues], refreshed: asks each source whether it has
 * something new and imports what it sends. Conditional requests, one at a time, at a
 * pace for each host that the database keeps; a stop at any moment loses nothing, and a
 * harvest of several pages goes on where it was. A line that fails says so and does not
 * stop the others. */
#ifndef WORK_VENUE_HARVEST_H
#define WORK_VENUE_HARVEST_H

#include "net/http_client.h"
#include "store/store.h"
#include "work/importer.h"

enum venue_kind {
    VENUE_KIND_ACL,
    VENUE_KIND_PMLR,
    VENUE_KIND_VIRTUAL,
    VENUE_KIND_OJS,
    VENUE_KIND_OPENREVIEW,
    VENUE_KIND_COUNT
};
/* "acl", "pmlr", …; their names with a comma between. */
const char *venue_kind_name(enum venue_kind kind);
bool venue_kind_read(struct str name, enum venue_kind *ret_kind);

/* "ACL.2024 = acl https://….xml https://….xml" */
struct venue_line {
    const char *name; /* an edition; a series alone for ojs: all its years */
    enum venue_kind kind;
    struct text_list urls;
};

struct venue_harvest_options {
    struct store *store;
    struct stop *stop;
    const struct venue_line *lines;
    size_t line_count;
    const char *contact;
    int64_t spacing_ms;
    struct url_guard trusted; /* origins that the operator wrote down */
    /* OpenReview's login: "" = none. Either a token, or a name and a password. */
    const char *openreview_user, *openreview_password, *openreview_token;
    void (*progress)(void *context, const char *what); /* may be NULL */
    void *context;
};

/* Of one line. */
struct venue_line_report {
    const char *name;
    bool unchanged;      /* the source says that nothing is new */
    const char *problem; /* why it could not be read; NULL: it could */
    struct import_report import;
};
struct venue_harvest_report {
    struct venue_line_report *items;
    size_t count, capacity;
    bool complete; /* every line could be read */
};
/* False: our own trouble, or stopped (ERR_BUSY). `due_only`: lines that were checked
 * within a day wait. */
NODISCARD bool venue_harvest_run(const struct venue_harvest_options *options,
                                 bool due_only, struct arena *arena,
                                 struct venue_harvest_report *ret_report,
                                 struct err *err);

#endif
