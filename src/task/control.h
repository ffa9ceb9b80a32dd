/* The daemon's end of control.sock: takes tasks from the command line, one at a time
 * (and a backfill beside them), and tells how they go. HTTP and JSON on a unix socket
 * that only our user can open.
 *
 *   POST /task        a task (task.h)        -> 202 {"task": 1} | 503 another one runs
 *   GET  /api/v1/status   as the site answers it
 *   GET  /task/{id}   {"state": "running", "what", "done", "total", "records"}
 *                     {"state": "done", "exit", "report" or "error"}
 *                     for the last few tasks that have ended
 */
#ifndef CONTROL_H
#define CONTROL_H

#include "site/site.h"
#include "task/task.h"

struct control;

/* `setting` is copied; its progress is the control's own. */
NODISCARD bool control_open(const char *socket_path, const struct task_setting *setting,
                            struct site *site, struct control **ret_control,
                            struct err *err);
/* After setting->stop was told; waits for the task at hand. NULL is fine. */
void control_close(struct control *control);

#endif
