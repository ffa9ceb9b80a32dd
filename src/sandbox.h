/* The cell in which foreign bytes are parsed: after sandbox_enter this process can
 * read standard input, write standard output and error, allocate and end. It opens
 * no file and no socket, starts nothing, and gets no privileges back. One way only. */
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

#endif
