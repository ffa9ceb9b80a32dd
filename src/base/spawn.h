/* The start of a child process with its three streams on pipes: the half of process.h
 * that runs between fork and exec. For process.c only. */
#ifndef BASE_SPAWN_H
#define BASE_SPAWN_H

#include "base/process.h"

#include <sys/types.h>

struct spawned {
    pid_t pid;
    int input, output, error; /* our ends, not blocking, closed on exec */
};

/* Starts argv[0] in a process group of its own. ERR_BROKEN when that cannot be done;
 * then nothing is left open. The caller closes the ends and reaps the child. */
NODISCARD bool spawn(const char *const *argv, const struct process_limits *limits,
                     struct spawned *ret_spawned, struct err *err);

#endif
