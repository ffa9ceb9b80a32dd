/* A progress line on a terminal; silent where standard error is not one. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include "task/task.h"

struct terminal {
    bool shown;
    int64_t started_us, painted_us;
    bool counting; /* with what was done when it began: */
    int64_t first_done, first_records;
};

struct terminal terminal_start(void);
/* For task_setting.progress; context is the struct terminal. */
void terminal_progress(void *context, const struct task_progress *progress);
void terminal_end(struct terminal *terminal); /* wipes the line */

#endif
