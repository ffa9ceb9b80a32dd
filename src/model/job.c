/* Names of jobs' states, and how long a failed one waits; see job.h. */
#include "model/job.h"

#include <assert.h>

enum { BACKOFF_MAX = 600 };

const char *job_state_name(enum job_state state)
{
    static const char *const names[] = { [JOB_READY] = "ready",
                                         [JOB_RUNNING] = "running",
                                         [JOB_DONE] = "done",
                                         [JOB_DEAD] = "dead",
                                         [JOB_CANCELLED] = "cancelled" };
    _Static_assert(COUNT_OF(names) == JOB_STATE_COUNT, "a name for each");
    assert((size_t)state < COUNT_OF(names));
    return names[state];
}

const char *job_priority_name(enum job_priority priority)
{
    static const char *const names[] = { [PRIORITY_TOKEN] = "token",
                                         [PRIORITY_TODAY] = "today",
                                         [PRIORITY_OLDER] = "older",
                                         [PRIORITY_NIGHTLY] = "nightly" };
    _Static_assert(COUNT_OF(names) == PRIORITY_COUNT, "a name for each");
    assert((size_t)priority < COUNT_OF(names));
    return names[priority];
}

int64_t job_backoff(int64_t base, int64_t attempt, uint32_t chance)
{
    int64_t most = base < 0 ? 0 : base;
    for (int64_t i = 0; i < attempt && most > 0 && most < BACKOFF_MAX; i++)
        most *= 2;
    if (most > BACKOFF_MAX)
        most = BACKOFF_MAX;
    return (int64_t)((uint64_t)chance * (uint64_t)(most + 1) >> 32);
}
