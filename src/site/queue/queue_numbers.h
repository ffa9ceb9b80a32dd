/* The queue of FAQs in numbers: for /queue, /status and /metrics. */
#ifndef SITE_QUEUE_NUMBERS_H
#define SITE_QUEUE_NUMBERS_H

#include "store/queue/spend_store.h"
#include "text/json.h"

struct queue_numbers {
    struct job_counts jobs;
    struct spend_now spent;
};
NODISCARD bool queue_numbers_get(struct db *db, int64_t now,
                                 struct queue_numbers *ret_numbers, struct err *err);
/* {"ready","running","dead","paused","spent_day","spent_month"} */
void queue_numbers_set(cJSON *object, const struct queue_numbers *numbers);

#endif
