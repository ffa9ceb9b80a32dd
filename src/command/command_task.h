/* What the writing commands share: the task goes to the daemon if one owns the data
 * folder, else it is done here. */
#ifndef COMMAND_TASK_H
#define COMMAND_TASK_H

#include "task/task.h"

/* Does the task and prints its report. */
enum exit_code command_task(const struct cli *cli, const struct task *task);

/* The same in two steps. *ret_report is touched only where there is one; the caller
 * frees it with json_done. */
enum exit_code command_outcome(const struct cli *cli, const struct task *task,
                               cJSON **ret_report);
void command_print(const cJSON *report, bool json);

#endif
