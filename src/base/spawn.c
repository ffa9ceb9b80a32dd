/* vfork, limits, exec. The child borrows our memory until exec, so that starting one
 * costs the same however large the daemon is; between vfork and exec it makes system
 * calls only (other threads may hold any lock) and writes nothing that we read. See
 * spawn.h. */
#include "base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OPEN_FILES_MAX = 32, FIRST_OTHER_FD = STDERR_FILENO + 1 };
enum { PIPE_INPUT, PIPE_OUTPUT, PIPE_ERROR, PIPE_STATUS, PIPE_COUNT };
enum { READ_END, WRITE_END };

struct pipes {
    int ends[PIPE_COUNT][2];
};

/* All that the child needs, ready before vfork. */
struct plan {
    const char *const *argv;
    const struct process_limits *limits;
    int input, output, error, status;
    pid_t parent;
};

static bool limit_to(int resource, rlim_t soft, rlim_t hard)
{
    struct rlimit limit = { .rlim_cur = soft, .rlim_max = hard };
    return setrlimit((__rlimit_resource_t)resource, &limit) == 0;
}

static bool limit_child(const struct process_limits *limits)
{
    rlim_t memory = limits->memory, cpu = (rlim_t)limits->cpu_seconds;
    return limit_to(RLIMIT_CORE, 0, 0) &&
           limit_to(RLIMIT_NOFILE, OPEN_FILES_MAX, OPEN_FILES_MAX) &&
           (cpu == 0 || limit_to(RLIMIT_CPU, cpu, cpu + 1)) &&
           (memory == 0 || limit_to(RLIMIT_AS, memory, memory));
}

static bool move_up(int *fd)
{
    *fd = fcntl(*fd, F_DUPFD_CLOEXEC, FIRST_OTHER_FD);
    return *fd >= 0;
}

/* Our own standard streams may have been closed, so that a pipe may sit on 0, 1 or 2.
 */
static bool take_streams(int input, int output, int error)
{
    return move_up(&input) && move_up(&output) && move_up(&error) &&
           dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0 &&
           dup2(error, STDERR_FILENO) >= 0;
}

static bool forget_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < SIGRTMIN; number++)
        (void)signal(number, SIG_DFL); /* SIGKILL and SIGSTOP say no */
    return sigprocmask(SIG_SETMASK, &none, NULL) == 0;
}

static bool become_child(const struct plan *plan)
{
    return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 &&
           getppid() == plan->parent && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           setpgid(0, 0) == 0 && take_streams(plan->input, plan->output, plan->error) &&
           close_range(FIRST_OTHER_FD, ~0U, CLOSE_RANGE_CLOEXEC) == 0 &&
           forget_signals() && limit_child(plan->limits);
}

static noreturn void run_child(const struct plan *plan)
{
    char *const no_environment[] = { NULL };
    int status = plan->status;
    if (move_up(&status) && become_child(plan))
        execve(plan->argv[0], (char *const *)(uintptr_t)plan->argv, no_environment);
    int why = errno;
    if (write(status, &why, sizeof why) < 0)
        _exit(126);
    _exit(127);
}

static pid_t start(const struct plan *plan)
{
    pid_t pid = vfork();
    if (pid == 0)
        run_child(plan);
    return pid;
}

static void pipe_end_close(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void pipes_close(struct pipes *pipes)
{
    for (int i = 0; i < PIPE_COUNT; i++) {
        pipe_end_close(&pipes->ends[i][READ_END]);
        pipe_end_close(&pipes->ends[i][WRITE_END]);
    }
}

static bool pipes_open(struct pipes *pipes)
{
    for (int i = 0; i < PIPE_COUNT; i++)
        pipes->ends[i][READ_END] = pipes->ends[i][WRITE_END] = -1;
    for (int i = 0; i < PIPE_COUNT; i++)
        if (pipe2(pipes->ends[i], O_CLOEXEC) != 0)
            return false;
    return true;
}

static bool do_not_block(int fd)
{
    return fcntl(fd, F_SETFL, O_NONBLOCK) == 0;
}

static int take_end(struct pipes *pipes, int which, int end)
{
    int fd = pipes->ends[which][end];
    pipes->ends[which][end] = -1;
    return fd;
}

/* Waits until the child has become its program; the error that it met, or 0. */
static int exec_error(struct pipes *pipes)
{
    pipe_end_close(&pipes->ends[PIPE_STATUS][WRITE_END]);
    int why = 0;
    ssize_t len;
    do
        len = read(pipes->ends[PIPE_STATUS][READ_END], &why, sizeof why);
    while (len < 0 && errno == EINTR);
    return len == 0 ? 0 : why ? why : EIO;
}

static pid_t start_without_signals(const struct plan *plan)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t pid = start(plan);
    int why = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = why;
    return pid;
}

static bool start_failed(const char *path, int why, struct err *err)
{
    return err_set(err, ERR_BROKEN, "cannot start %s: %s", path, strerror(why));
}

bool spawn(const char *const *argv, const struct process_limits *limits,
           struct spawned *ret_spawned, struct err *err)
{
    CLEANUP(pipes_close) struct pipes pipes;
    if (!pipes_open(&pipes) || !do_not_block(pipes.ends[PIPE_INPUT][WRITE_END]) ||
        !do_not_block(pipes.ends[PIPE_OUTPUT][READ_END]) ||
        !do_not_block(pipes.ends[PIPE_ERROR][READ_END]))
        return start_failed(argv[0], errno, err);
    struct plan plan = { .argv = argv,
                         .limits = limits,
                         .input = pipes.ends[PIPE_INPUT][READ_END],
                         .output = pipes.ends[PIPE_OUTPUT][WRITE_END],
                         .error = pipes.ends[PIPE_ERROR][WRITE_END],
                         .status = pipes.ends[PIPE_STATUS][WRITE_END],
                         .parent = getpid() };
    pid_t pid = start_without_signals(&plan);
    if (pid < 0)
        return start_failed(argv[0], errno, err);
    int why = exec_error(&pipes);
    if (why != 0) {
        waitpid(pid, NULL, 0);
        return start_failed(argv[0], why, err);
    }
    *ret_spawned = (struct spawned){ .pid = pid,
                                     .input = take_end(&pipes, PIPE_INPUT, WRITE_END),
                                     .output = take_end(&pipes, PIPE_OUTPUT, READ_END),
                                     .error = take_end(&pipes, PIPE_ERROR, READ_END) };
    return true;
}
