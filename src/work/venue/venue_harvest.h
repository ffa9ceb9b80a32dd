/* The lines of the configuration's [venues], refreshed: asks each source whether it has
 * something new and imports what it sends. Conditional requests, one at a time, at a
 * pace for each host that the database keeps; a stop at any moment loses nothing, and a
 * harvest of several pages goes on where it was. A line that fails says so and does not
 * stop the others. */
#ifndef WORK_VENUE_HARVEST_H
#define WORK_VENUE_HARVEST_H

#include "model/venue_line.h"
#include "net/http_client.h"
#include "store/store.h"
#include "work/import/importer.h"

/* OpenReview's API, of now and of the time before, and the operator's login: "" = none.
 * Either a ready token, or a name and a password. Addresses without / at the end. */
struct openreview_access {
    const char *api2_url, *api1_url;
    const char *user, *password_file, *token_file;
};

struct venue_harvest_options {
    struct store *store;
    struct stop *stop;
    const struct venue_line *lines;
    size_t line_count;
    const char *contact;
    int64_t spacing_ms;
    struct openreview_access openreview;
    void (*progress)(void *context, const char *what); /* may be NULL */
    /* Asked between requests: is there something more urgent? NULL: never. */
    bool (*give_way)(void *context);
    void *context; /* of both */
};

/* Of one line. */
struct venue_line_report {
    const char *name, *kind;
    bool unchanged;      /* its sources say that nothing is new */
    bool paused;         /* it gave way, and goes on where it was */
    const char *problem; /* why it could not be read; NULL: it could */
    struct import_report import;
};
struct venue_harvest_report {
    struct venue_line_report *items;
    size_t count, capacity;
    bool complete; /* every line could be read */
    bool done;     /* false: it gave way, and the rest is for the next run */
};
/* False: our own trouble, or stopped (ERR_BUSY). `due_only`: lines that were checked
 * within a day wait. */
NODISCARD bool venue_harvest_run(const struct venue_harvest_options *options,
                                 bool due_only, struct arena *arena,
                                 struct venue_harvest_report *ret_report,
                                 struct err *err);

#endif
