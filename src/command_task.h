/* What the writing commands share: the task goes to the daemon if one owns the data
 * folder, else it is done here. */
#ifndef COMMAND_TASK_H
#define COMMAND_TASK_H

#include "task.h"

enum exit_code command_task(const struct cli *cli, const struct task *task);

#endif
