/* Resource limits and a seccomp allow-list (libseccomp); see sandbox.h.
 *
 * What is not on the list fails with EPERM instead of killing: that confines just as
 * well, and a C library that tries a newer call first still works. */
#include "sandbox.h"

#include <errno.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

enum { FILES_MAX = 3 };
static const rlim_t MEMORY_MAX = (rlim_t)1 << 30;

/* Allocation, time, signals, the end. */
static const int allowed[] = {
    SCMP_SYS(brk),          SCMP_SYS(munmap),       SCMP_SYS(mremap),
    SCMP_SYS(madvise),      SCMP_SYS(futex),        SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),  SCMP_SYS(restart_syscall),
    SCMP_SYS(getrandom),    SCMP_SYS(fstat),        SCMP_SYS(getpid),
    SCMP_SYS(gettid),       SCMP_SYS(exit),         SCMP_SYS(exit_group),
};

/* What a sanitizer needs to write its report; such builds are not for the world. */
static const int allowed_to_sanitizer[] = {
    SCMP_SYS(open),      SCMP_SYS(openat),     SCMP_SYS(close),
    SCMP_SYS(readlink),  SCMP_SYS(newfstatat), SCMP_SYS(lseek),
    SCMP_SYS(prlimit64), SCMP_SYS(prctl),      SCMP_SYS(sched_getaffinity),
    SCMP_SYS(uname),     SCMP_SYS(read),       SCMP_SYS(write),
    SCMP_SYS(mmap),      SCMP_SYS(mprotect),   SCMP_SYS(sched_yield),
};

static void filter_done(scmp_filter_ctx *filter)
{
    seccomp_release(*filter); /* NULL is fine */
}

static bool allow_all(scmp_filter_ctx filter, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) != 0)
            return false;
    return true;
}

static bool allow_if(scmp_filter_ctx filter, int call, struct scmp_arg_cmp condition)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, condition) == 0;
}

static struct scmp_arg_cmp first_is(scmp_datum_t value)
{
    return (struct scmp_arg_cmp){ .arg = 0, .op = SCMP_CMP_EQ, .datum_a = value };
}

/* Streams by number; memory that is never executable; signals to ourselves (abort). */
static bool allow_narrowly(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp not_executable =
        SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    scmp_datum_t self = (scmp_datum_t)getpid();
    return allow_if(filter, SCMP_SYS(read), first_is(STDIN_FILENO)) &&
           allow_if(filter, SCMP_SYS(write), first_is(STDOUT_FILENO)) &&
           allow_if(filter, SCMP_SYS(write), first_is(STDERR_FILENO)) &&
           allow_if(filter, SCMP_SYS(mmap), not_executable) &&
           allow_if(filter, SCMP_SYS(mprotect), not_executable) &&
           allow_if(filter, SCMP_SYS(tgkill), first_is(self));
}

static bool fill_filter(scmp_filter_ctx filter)
{
    return allow_all(filter, allowed, COUNT_OF(allowed)) && allow_narrowly(filter) &&
           (!HAS_SANITIZER ||
            allow_all(filter, allowed_to_sanitizer, COUNT_OF(allowed_to_sanitizer)));
}

static bool enter_filter(struct err *err)
{
    CLEANUP(filter_done) scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (filter == NULL || !fill_filter(filter))
        return err_set(err, ERR_BROKEN, "the system call filter cannot be built");
    int failed = seccomp_load(filter);
    if (failed != 0)
        return err_set(
            err, ERR_BROKEN,
            "this system offers no system call filter (%s): foreign bytes are "
            "not parsed here unless PAPERFEED_SANDBOX=off allows it",
            strerror(-failed));
    return true;
}

static bool limit(int resource, rlim_t value)
{
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)resource, &now) != 0)
        return false;
    if (value > now.rlim_max)
        value = now.rlim_max;
    return setrlimit((__rlimit_resource_t)resource, &(struct rlimit){ value, value }) ==
           0;
}

bool sandbox_enter(const struct sandbox_limits *limits, struct err *err)
{
    rlim_t cpu = limits->cpu_seconds ? (rlim_t)limits->cpu_seconds : RLIM_INFINITY;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !limit(RLIMIT_CORE, 0) ||
        !limit(RLIMIT_CPU, cpu) || (!HAS_SANITIZER && !limit(RLIMIT_AS, MEMORY_MAX)) ||
        (!HAS_SANITIZER && !limit(RLIMIT_NOFILE, FILES_MAX)))
        return err_set(err, ERR_BROKEN, "limits cannot be set: %s", strerror(errno));
    return limits->no_filter || enter_filter(err);
}
