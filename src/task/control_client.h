/* The command line's end of control.sock: hands a task to the daemon and follows it. */
#ifndef CONTROL_CLIENT_H
#define CONTROL_CLIENT_H

#include "task/task.h"

/* The socket of the daemon that owns the data folder. */
const char *control_path(const struct config *config, struct arena *arena);

/* The task's number. ERR_UPSTREAM: no daemon answers; ERR_BUSY: it is at another task.
 */
NODISCARD bool control_hand_over(const char *socket_path, const struct task *task,
                                 int64_t *ret_number, struct err *err);

struct control_watch {
    const char *socket_path;
    int64_t number;
    struct stop *stop; /* ends the watching; the daemon goes on with the task */
    void (*progress)(void *context, const struct task_progress *progress);
    void *context;
};
/* Waits for the end of a task that was handed over; the outcome is the daemon's. False:
 * the task failed, the daemon has ended, or we were asked to stop. */
NODISCARD bool control_follow(const struct control_watch *watch,
                              struct task_outcome *ret_outcome, struct err *err);

#endif
