/* A piece of work that writes: run by the daemon when there is one, else by the command
 * itself. So a task has a JSON form, and its outcome is JSON too. */
#ifndef TASK_H
#define TASK_H

#include "cli.h"
#include "store/store.h"
#include "text/json.h"
#include "work/fetcher.h"

enum task_kind { TASK_INGEST, TASK_IMPORT, TASK_CHECK, TASK_BACKUP };

struct task {
    enum task_kind kind;
    int32_t day;            /* ingest; DAY_NONE: the newest */
    const char *format;     /* import */
    struct text_list files; /* import: absolute paths; backup: the one file */
    bool dry_run;           /* import */
};

/* Where a task has got to; for a progress line. total 0: not countable. */
struct task_progress {
    char what[120];
    int64_t done, total, records;
};

struct task_setting {
    const struct config *config;
    struct store *store;
    struct fetcher *fetcher; /* NULL: no daemon; the task speaks to arXiv itself */
    struct stop *stop;
    void (*progress)(void *context, const struct task_progress *progress);
    void *context;
};

struct task_outcome {
    cJSON *report; /* the receiver frees it with json_done */
    enum exit_code code;
};

cJSON *task_json(const struct task *task);
NODISCARD bool task_read(const cJSON *object, struct arena *arena,
                         struct task *ret_task, struct err *err);

/* False: our own trouble; then the exit code is FAILED. */
NODISCARD bool task_run(const struct task *task, const struct task_setting *setting,
                        struct task_outcome *ret_outcome, struct err *err);

/* What the fetcher needs, from the configuration. */
struct ingest_options task_ingest_options(const struct task_setting *setting);

#endif
