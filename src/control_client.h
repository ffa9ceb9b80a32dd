/* The command line's end of control.sock: hands a task to the daemon and follows it. */
#ifndef CONTROL_CLIENT_H
#define CONTROL_CLIENT_H

#include "task.h"

/* The socket of the daemon that owns the data folder. */
const char *control_path(const struct config *config, struct arena *arena);

/* ERR_UPSTREAM: no daemon answers; ERR_BUSY: it is at another task. Otherwise the
 * outcome is the daemon's. */
NODISCARD bool control_run(const char *socket_path, const struct task *task,
                           void (*progress)(void *context,
                                            const struct task_progress *progress),
                           void *context, struct task_outcome *ret_outcome,
                           struct err *err);

#endif
