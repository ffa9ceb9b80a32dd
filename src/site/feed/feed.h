/* Atom and JSON Feed of any list, and of proceedings. */
#ifndef SITE_FEED_H
#define SITE_FEED_H

#include "site/view.h"
#include "store/paper/paper_store.h"

enum feed_form { FEED_ATOM, FEED_JSON };
enum { FEED_AUTHORS_MAX = 100 };

struct feed_entry {
    const char *id, *title, *path;              /* of this site */
    const char *source_url, *pdf_url, *summary; /* each may be NULL */
    int64_t published;                          /* 0: not known */
    int64_t updated;                            /* when it last meant something new */
    struct text_list authors, categories;
};
struct feed {
    const char *title;
    const char *home_path, *self_path; /* of this site */
    const char *author_name;           /* NULL: arXiv */
    int64_t updated;                   /* at the latest, where no entry says more */
    const struct feed_entry *entries;
    size_t count;
};
/* Papers as entries; one without times of its own has changed at `otherwise`. */
const struct feed_entry *feed_entries(struct arena *arena, const struct paper *papers,
                                      size_t count, int64_t otherwise);
NODISCARD bool feed_answer(struct view *view, const struct feed *feed,
                           enum feed_form form, struct response *response,
                           struct err *err);

/* The feeds of a daily list, named by the path's `what`; of a search, newest first; of
 * an author. */
NODISCARD bool feed_of_list(const struct site *site, const struct request *request,
                            const char *what, enum feed_form form,
                            struct response *response, struct err *err);
NODISCARD bool feed_of_search(const struct site *site, const struct request *request,
                              enum feed_form form, struct response *response,
                              struct err *err);
NODISCARD bool feed_of_author(const struct site *site, const struct request *request,
                              const char *name, enum feed_form form,
                              struct response *response, struct err *err);

/* The papers of an edition, or of the latest one of a series, the last that came first:
 * `what` is the part of the path that names it. */
NODISCARD bool feed_of_edition(const struct site *site, const struct request *request,
                               const char *what, enum feed_form form,
                               struct response *response, struct err *err);
/* The proceedings that were added last, an entry each. */
NODISCARD bool feed_of_latest(const struct site *site, const struct request *request,
                              enum feed_form form, struct response *response,
                              struct err *err);
const char *feed_form_path(enum feed_form form); /* "/feed", "/feed.json" */

#endif
