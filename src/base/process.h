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

/* A child that is talked to several times: it ends a talk by its output and waits for
 * the next one. Its limits of time and output are a talk's, those of memory and
 * processor time its life's. */
struct process;
/* argv and context outlive it; input, output and context are those of all talks. */
NODISCARD bool process_open(const struct process_task *task,
                            struct process **ret_process, struct err *err);
/* Gives input until that ends, takes output until *over is set by it, whichever comes
 * last. Errors are those of process_run (ERR_BROKEN, too, where the child ended as if
 * all were done); behind one there is only process_close. */
NODISCARD bool process_talk(struct process *process, const bool *over, struct err *err);
/* Between two talks: does the child live, and has it said nothing since the last one?
 */
bool process_is_waiting(const struct process *process);
/* What the child has used since it was started. */
int64_t process_cpu_seconds(const struct process *process);
/* Kills it and waits for its end. NULL is fine. */
void process_close(struct process *process);

#endif
