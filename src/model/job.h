/* A job of the durable queue: write the FAQ of one paper in one language. The rules of
 * the queue are those of store/queue/job_store.h. */
#ifndef MODEL_JOB_H
#define MODEL_JOB_H

#include "model/faq.h"

/* The numbers are stored. */
enum job_state {
    JOB_READY,
    JOB_RUNNING,
    JOB_DONE,
    JOB_DEAD,
    JOB_CANCELLED,
    JOB_STATE_COUNT
};
const char *job_state_name(enum job_state state); /* "ready", "running", … */

/* Lower goes first. The numbers are stored. */
enum job_priority {
    PRIORITY_TOKEN, /* somebody with a token asked */
    PRIORITY_TODAY, /* a paper of the latest announcement */
    PRIORITY_OLDER,
    PRIORITY_NIGHTLY, /* nobody asked; the operator's nightly list */
    PRIORITY_COUNT
};
const char *job_priority_name(enum job_priority priority); /* "token", "today", … */

struct job {
    int64_t id;
    const char *key; /* of the paper */
    enum branch branch;
    const char *title; /* of the paper, for lists */
    const char *language;
    enum job_state state;
    enum job_priority priority;
    int64_t run_at; /* not before; seconds */
    int64_t created, finished;
    int64_t attempt;    /* tries that failed and counted */
    int64_t snoozes;    /* put back without counting */
    int64_t estimate;   /* reserved while it runs, millionths */
    int64_t spent;      /* millionths */
    int64_t faq;        /* row of the FAQ that it writes; 0: not begun */
    int answers;        /* stored so far */
    const char *reason; /* why it waits, died or was cancelled; NULL: none */
};
struct job_list {
    struct job *items;
    size_t count, capacity;
};

/* The right to a running job: whoever was given another token since has lost it. */
struct lease {
    int64_t job;
    int64_t token;
};

/* Seconds before try number attempt + 1: full jitter, up to base·2^attempt and never
 * over ten minutes. `chance`: 32 random bits. Pure. */
int64_t job_backoff(int64_t base, int64_t attempt, uint32_t chance);

#endif
