/* Resource limits, seccomp allow-lists (libseccomp) and Landlock; see sandbox.h.
 *
 * What is not on the list fails with EPERM instead of killing: that confines just as
 * well, and a C library that tries a newer call first still works. */
#include "parse/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FILES_MAX = 3, PROGRAM_FILES_MAX = 32 };
enum { READ_FOLDER = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR };
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

/* What a program needs beside it to load its libraries and read its data. What it may
 * open is Landlock's to say. */
static const int allowed_to_program[] = {
    SCMP_SYS(execve),
    SCMP_SYS(read),
    SCMP_SYS(pread64),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(close),
    SCMP_SYS(lseek),
    SCMP_SYS(open),
    SCMP_SYS(openat),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    SCMP_SYS(fcntl),
    SCMP_SYS(getcwd),
    SCMP_SYS(mmap),
    SCMP_SYS(mprotect),
    SCMP_SYS(arch_prctl),
    SCMP_SYS(rseq),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
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

/* Its own limits and itself are all that it may touch. */
static bool fill_program_filter(scmp_filter_ctx filter)
{
    return allow_all(filter, allowed, COUNT_OF(allowed)) &&
           allow_all(filter, allowed_to_program, COUNT_OF(allowed_to_program)) &&
           allow_if(filter, SCMP_SYS(prlimit64), first_is(0)) &&
           allow_if(filter, SCMP_SYS(tgkill), first_is((scmp_datum_t)getpid()));
}

static bool enter_filter(bool (*fill)(scmp_filter_ctx filter), struct err *err)
{
    CLEANUP(filter_done) scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (filter == NULL || !fill(filter))
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
    return limits->no_filter || enter_filter(fill_filter, err);
}

/* What a program may read; what is absent on this system is passed over. */
static const struct {
    const char *path;
    uint64_t access;
} readable[] = {
    { "/lib", READ_FOLDER | LANDLOCK_ACCESS_FS_EXECUTE }, /* the loader is in one */
    { "/lib64", READ_FOLDER | LANDLOCK_ACCESS_FS_EXECUTE },
    { "/usr/lib", READ_FOLDER | LANDLOCK_ACCESS_FS_EXECUTE },
    { "/usr/lib64", READ_FOLDER | LANDLOCK_ACCESS_FS_EXECUTE },
    { "/etc/ld.so.cache", LANDLOCK_ACCESS_FS_READ_FILE },
    { "/usr/share/poppler", READ_FOLDER },
};

static void end_close(const int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

static bool allow_path(int ruleset, const char *path, uint64_t access)
{
    CLEANUP(end_close) int fd = open(path, O_PATH | O_CLOEXEC);
    const struct landlock_path_beneath_attr rule = { .allowed_access = access,
                                                     .parent_fd = fd };
    if (fd < 0)
        return errno == ENOENT;
    return syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule,
                   0) == 0;
}

static bool allow_paths(int ruleset, const char *program)
{
    for (size_t i = 0; i < COUNT_OF(readable); i++)
        if (!allow_path(ruleset, readable[i].path, readable[i].access))
            return false;
    return allow_path(ruleset, program,
                      LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE);
}

/* Every right that this kernel knows of, so that what is not allowed is refused. */
static uint64_t rights_of(long version)
{
    uint64_t bits = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13;
    return (UINT64_C(1) << bits) - 1;
}

static bool restrict_files(const char *program, struct err *err)
{
    long version =
        syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    const struct landlock_ruleset_attr rights = { .handled_access_fs =
                                                      rights_of(version) };
    CLEANUP(end_close)
    int ruleset = version < 1 ? -1
                              : (int)syscall(SYS_landlock_create_ruleset, &rights,
                                             sizeof rights, 0);
    if (ruleset < 0)
        return err_set(err, ERR_BROKEN,
                       "this system offers no Landlock (%s): no foreign program reads "
                       "foreign bytes here unless PAPERFEED_SANDBOX=off allows it",
                       strerror(errno));
    if (!allow_paths(ruleset, program) ||
        syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
        return err_set(err, ERR_BROKEN, "files cannot be closed off: %s",
                       strerror(errno));
    return true;
}

static bool limit_program(const struct sandbox_program *program, struct err *err)
{
    if (!limit(RLIMIT_CORE, 0) || !limit(RLIMIT_FSIZE, 0) || !limit(RLIMIT_NPROC, 0) ||
        !limit(RLIMIT_NOFILE, PROGRAM_FILES_MAX) ||
        !limit(RLIMIT_CPU, (rlim_t)program->cpu_seconds) ||
        !limit(RLIMIT_AS, MEMORY_MAX))
        return err_set(err, ERR_BROKEN, "limits cannot be set: %s", strerror(errno));
    return true;
}

bool sandbox_enter_program(const struct sandbox_program *program, struct err *err)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return err_set(err, ERR_BROKEN, "privileges cannot be given up: %s",
                       strerror(errno));
    bool confined = program->no_filter || (restrict_files(program->path, err) &&
                                           enter_filter(fill_program_filter, err));
    return confined && limit_program(program, err);
}
