/* A child process fed on standard input and read on standard output, within limits.
 *
 * For work on foreign bytes. The child dies with us (parent death signal), gets no
 * other descriptor, an empty environment, and is killed at the deadline, at the output
 * ceiling, or when `stop` is asked. Thread-safe: no global state. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include "base/buf.h"
#include "base/err.h"
#include "base/thread.h"

struct process_limits {
    size_t memory; /* address space, bytes; 0 = none (a sanitizer needs terabytes) */
    int cpu_seconds;
    int wall_ms;       /* from start to end; 0 = none */
    size_t output_max; /* bytes on standard output; 0 = none */
};

/* Gives the next piece of input; an empty view ends it. The view stays valid until the
 * next call. */
typedef bool process_input(void *context, struct str *ret_piece, struct err *err);
/* Takes a piece of output; false (with err) kills the child. */
typedef bool process_output(void *context, struct str piece, struct err *err);

struct process_task {
    const char *const *argv; /* argv[0] is a path; NULL-terminated */
    struct process_limits limits;
    process_input *input;   /* NULL: none */
    process_output *output; /* NULL: dropped */
    void *context;
    struct stop *stop; /* may be NULL */
};

/* Runs the task to its end. ERR_INVALID with the child's last line on standard error
 * when it exits 1 (its input was bad), ERR_LIMIT when a limit ended it, ERR_BUSY when
 * we were asked to stop, ERR_BROKEN when it could not be started or died otherwise;
 * what input or output reported comes first. Returns when the child ends: what it
 * started itself and left in its process group is killed with it. A child need not read
 * all of its input. */
NODISCARD bool process_run(const struct process_task *task, struct err *err);

#endif
