/* Tasks that are long enough for a file of their own, and what they share. Behind
 * task.h. */
#ifndef TASK_PARTS_H
#define TASK_PARTS_H

#include "task/task.h"

/* Tells whoever watches how far the task is; total 0: not countable. */
void task_say(const struct task_setting *setting, const char *what, int64_t done,
              int64_t total, int64_t records);

/* One pass over arXiv, then the nightly queue (task_ingest.c). */
NODISCARD bool task_run_ingest(const struct task *task,
                               const struct task_setting *setting,
                               struct task_outcome *ret_outcome, struct err *err);

/* Imports (task_import.c): the JSON form, and the work. */
void import_task_put(const struct import_task *task, cJSON *object);
NODISCARD bool import_task_read(const cJSON *object, struct arena *arena,
                                struct import_task *ret_task, struct err *err);
NODISCARD bool import_task_run(const struct task *task,
                               const struct task_setting *setting,
                               struct task_outcome *ret_outcome, struct err *err);

/* Harvests (task_backfill.c): the JSON form, and the work. */
void backfill_task_put(const struct backfill_task *task, cJSON *object);
NODISCARD bool backfill_task_read(const cJSON *object, struct arena *arena,
                                  struct backfill_task *ret_task, struct err *err);
NODISCARD bool backfill_task_run(const struct backfill_task *task,
                                 const struct task_setting *setting,
                                 struct task_outcome *ret_outcome, struct err *err);

/* Tokens (task_token.c): the JSON form, and the work. */
void token_task_put(const struct token_task *task, cJSON *object);
NODISCARD bool token_task_read(const cJSON *object, struct arena *arena,
                               struct token_task *ret_task, struct err *err);
NODISCARD bool token_task_run(const struct token_task *task,
                              const struct task_setting *setting,
                              struct task_outcome *ret_outcome, struct err *err);

#endif
