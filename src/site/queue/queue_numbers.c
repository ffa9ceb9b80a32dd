/* See queue_numbers.h. */
#include "site/queue/queue_numbers.h"

bool queue_numbers_get(struct db *db, int64_t now, struct queue_numbers *ret_numbers,
                       struct err *err)
{
    return job_store_counts(db, &ret_numbers->jobs, err) &&
           spend_now(db, now, &ret_numbers->spent, err);
}

void queue_numbers_set(cJSON *object, const struct queue_numbers *numbers)
{
    json_set_int(object, "ready", numbers->jobs.of[JOB_READY]);
    json_set_int(object, "running", numbers->jobs.of[JOB_RUNNING]);
    json_set_int(object, "dead", numbers->jobs.of[JOB_DEAD]);
    json_set_bool(object, "paused", numbers->jobs.paused);
    json_set_number(object, "spent_day", (double)numbers->spent.day / 1e6);
    json_set_number(object, "spent_month", (double)numbers->spent.month / 1e6);
}
