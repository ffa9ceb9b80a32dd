/* Atom and JSON Feed of any list. */
#ifndef SITE_FEED_H
#define SITE_FEED_H

#include "site/view.h"
#include "store/paper_store.h"

enum feed_form { FEED_ATOM, FEED_JSON };
enum { FEED_AUTHORS_MAX = 100 };

struct feed {
    const char *title;
    const char *home_path, *self_path; /* of this site */
    int64_t updated;                   /* at the latest, where no paper says more */
    const struct paper *papers;
    size_t count;
};
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

#endif
