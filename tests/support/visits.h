/* What a played server was asked, when, and how it ended: the log behind GET /_log.
 * Locks for itself. */
#ifndef SUPPORT_VISITS_H
#define SUPPORT_VISITS_H

#include "server.h"

#include "base/arena.h"

#include <cjson/cJSON.h>
#include <pthread.h>

struct visit {
    int64_t start_ms, end_ms; /* 0 = not ended */
    size_t in_flight;         /* others that had not ended when it came */
    int status;
    const char *path, *method, *user_agent, *accept;
    const char *if_none_match, *if_modified_since, *authorization;
};
struct visits {
    pthread_mutex_t mutex;
    struct arena arena;
    struct visit *items;
    size_t count, capacity;
};

void visits_init(struct visits *visits);
void visits_done(struct visits *visits);
/* The number by which the visit is known; its headers come later. */
size_t visits_begin(struct visits *visits, const struct exchange *exchange);
void visits_heard(struct visits *visits, size_t number, struct exchange *exchange);
void visits_ended(struct visits *visits, size_t number, int status);
/* "" for one that was forgotten; valid until visits_done. */
const char *visits_path(struct visits *visits, size_t number);
void visits_forget(struct visits *visits);
/* {"requests": [{ms, end_ms, in_flight, status, method, path, …}]}; the caller frees
 * it.
 */
cJSON *visits_json(struct visits *visits);

#endif
