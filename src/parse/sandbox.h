/* The two cells in which foreign bytes are parsed. One way only, and no privileges come
 * back.
 *
 * Ours: after sandbox_enter this process can read standard input, write standard output
 * and error, allocate and end. It opens no file and no socket and starts nothing.
 *
 * A foreign program's, which must load its libraries: after sandbox_enter_program this
 * process can become that program (execve), which then reads its libraries and their
 * data besides; it writes no file, opens no socket, starts no process. */
#ifndef SANDBOX_H
#define SANDBOX_H

#include "base/err.h"

struct sandbox_limits {
    int cpu_seconds; /* 0 = none */
    bool no_filter;  /* the operator does without the system call filter */
};

/* ERR_BROKEN when the system refuses: an old kernel, a container without seccomp. Then
 * nothing may be parsed unless the operator has said so (no_filter). */
NODISCARD bool sandbox_enter(const struct sandbox_limits *limits, struct err *err);

struct sandbox_program {
    const char *path; /* the one program outside of the library folders */
    int cpu_seconds;
    bool no_filter; /* as above; Landlock (Linux 5.13) is done without as well */
};

/* ERR_BROKEN when the system refuses, as above. Memory is limited last, so what comes
 * next should be execve. */
NODISCARD bool sandbox_enter_program(const struct sandbox_program *program,
                                     struct err *err);

#endif
