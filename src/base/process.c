/* The conversation with a child process and the verdict on how it ended; spawn.c starts
 * it. One poll loop feeds, reads, and watches the clock and the stop flag, so no order
 * of reading and writing on the child's side can bring us to a halt. See process.h. */
#include "base/process.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/spawn.h"
#include "base/utf8.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    PIECE_SIZE = 32 << 10,
    LINE_MAX_LEN = 400,
    STOP_SLICE_MS = 50, /* a stop flag cannot wake poll */
    EXIT_SLICE_MS = 20, /* where the kernel has no pidfd */
};

struct run {
    const struct process_task *task;
    struct spawned child; /* pid 0 once reaped, ends -1 once closed */
    int pidfd;
    int64_t deadline; /* microseconds, monotonic; INT64_MAX: none */
    struct str piece; /* input that is still to be written */
    bool talks;       /* the end of its input ends a talk, not the pipe */
    bool is_fed;      /* there is no more input in this talk */
    size_t output_total;
    char line[LINE_MAX_LEN]; /* the last line on standard error that is not blank */
    size_t line_len;
    bool line_ended;
};

/* Writing to a child that has died must not kill us, whatever this thread does with
 * SIGPIPE otherwise. */
struct pipe_signal {
    sigset_t before;
    bool was_pending;
};

static struct pipe_signal pipe_signal_block(void)
{
    struct pipe_signal saved = { .was_pending = false };
    sigset_t pending, just_pipe;
    sigpending(&pending);
    saved.was_pending = sigismember(&pending, SIGPIPE) == 1;
    sigemptyset(&just_pipe);
    sigaddset(&just_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &just_pipe, &saved.before);
    return saved;
}

static void pipe_signal_restore(struct pipe_signal *saved)
{
    const struct timespec at_once = { 0, 0 };
    sigset_t just_pipe;
    sigemptyset(&just_pipe);
    sigaddset(&just_pipe, SIGPIPE);
    if (!saved->was_pending)
        while (sigtimedwait(&just_pipe, NULL, &at_once) < 0 && errno == EINTR)
            continue;
    pthread_sigmask(SIG_SETMASK, &saved->before, NULL);
}

static void end_close(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* Ends the whole group. Until the child is reaped its group cannot be somebody else's.
 */
static void kill_group(const struct run *run)
{
    assert(run->child.pid > 0);
    kill(-run->child.pid, SIGKILL);
}

static int reap(struct run *run, struct rusage *ret_usage)
{
    int status = 255 << 8; /* "ended with 255", should somebody else have reaped it */
    kill_group(run);
    while (wait4(run->child.pid, &status, 0, ret_usage) < 0 && errno == EINTR)
        continue;
    run->child.pid = 0;
    return status;
}

static void run_close(struct run *run)
{
    struct rusage ignored;
    if (run->child.pid > 0)
        reap(run, &ignored);
    end_close(&run->child.input);
    end_close(&run->child.output);
    end_close(&run->child.error);
    end_close(&run->pidfd);
}

static const char *name_of(const struct run *run)
{
    const char *path = run->task->argv[0], *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool may_go_on(const struct run *run, struct err *err)
{
    const struct process_task *task = run->task;
    if (task->stop != NULL && stop_asked(task->stop))
        return err_set(err, ERR_BUSY, "%s was asked to stop", name_of(run));
    if (clock_monotonic_us() >= run->deadline)
        return err_set(err, ERR_LIMIT, "%s took longer than %d ms", name_of(run),
                       task->limits.wall_ms);
    return true;
}

static bool next_piece(struct run *run, struct err *err)
{
    run->piece = (struct str){ NULL, 0 };
    if (run->task->input != NULL &&
        !run->task->input(run->task->context, &run->piece, err))
        return false;
    run->is_fed = run->piece.len == 0;
    if (run->is_fed && !run->talks)
        end_close(&run->child.input);
    return true;
}

/* A child that stops reading has its reasons: what it says and how it ends tells. */
static bool feed(struct run *run, struct err *err)
{
    if (run->piece.len == 0 && !next_piece(run, err))
        return false;
    if (run->child.input < 0 || run->is_fed)
        return true;
    ssize_t len = write(run->child.input, run->piece.ptr, run->piece.len);
    if (len >= 0)
        run->piece = str_from(run->piece, (size_t)len);
    else if (errno != EAGAIN && errno != EINTR)
        end_close(&run->child.input);
    return true;
}

/* The length read; 0 when there is nothing now; the end closes *fd. */
static size_t read_end(int *fd, char *piece)
{
    if (*fd < 0)
        return 0;
    ssize_t len = read(*fd, piece, PIECE_SIZE);
    if (len == 0 || (len < 0 && errno != EAGAIN && errno != EINTR))
        end_close(fd);
    return len > 0 ? (size_t)len : 0;
}

static bool take_output(struct run *run, size_t *ret_len, struct err *err)
{
    char piece[PIECE_SIZE];
    size_t max = run->task->limits.output_max;
    size_t len = read_end(&run->child.output, piece);
    run->output_total += len;
    if (max != 0 && run->output_total > max)
        return err_set(err, ERR_LIMIT, "%s wrote more than %zu bytes", name_of(run),
                       max);
    if (len > 0 && run->task->output != NULL &&
        !run->task->output(run->task->context, (struct str){ piece, len }, err))
        return false;
    *ret_len = len;
    return true;
}

static void note_error_char(struct run *run, char c)
{
    if (c == '\n') {
        run->line_ended = run->line_len > 0;
        return;
    }
    if (run->line_ended)
        run->line_len = 0;
    run->line_ended = false;
    if (c != '\r' && run->line_len < LINE_MAX_LEN)
        run->line[run->line_len++] = (unsigned char)c < 0x20 || c == 0x7F ? ' ' : c;
}

static size_t take_error(struct run *run)
{
    char piece[PIECE_SIZE];
    size_t len = read_end(&run->child.error, piece);
    for (size_t i = 0; i < len; i++)
        note_error_char(run, piece[i]);
    return len;
}

static bool has_exited(const struct run *run)
{
    siginfo_t info = { 0 };
    int failed =
        waitid(P_PID, (id_t)run->child.pid, &info, WEXITED | WNOWAIT | WNOHANG);
    return failed == 0 ? info.si_pid != 0 : errno != EINTR;
}

static int poll_ms(const struct run *run)
{
    int64_t ms = -1;
    if (run->deadline != INT64_MAX)
        ms = (run->deadline - clock_monotonic_us() + 999) / 1000;
    if (run->task->stop != NULL && (ms < 0 || ms > STOP_SLICE_MS))
        ms = STOP_SLICE_MS;
    if (run->pidfd < 0 && (ms < 0 || ms > EXIT_SLICE_MS))
        ms = EXIT_SLICE_MS;
    return ms > INT32_MAX ? INT32_MAX : (int)ms;
}

static bool converse_once(struct run *run, struct err *err)
{
    int input = run->is_fed ? -1 : run->child.input;
    struct pollfd ends[] = { { .fd = input, .events = POLLOUT },
                             { .fd = run->child.output, .events = POLLIN },
                             { .fd = run->child.error, .events = POLLIN },
                             { .fd = run->pidfd, .events = POLLIN } };
    size_t ignored;
    if (poll(ends, COUNT_OF(ends), poll_ms(run)) < 0)
        return errno == EINTR ||
               err_set(err, ERR_BROKEN, "cannot wait for %s", name_of(run));
    if (ends[2].revents != 0)
        take_error(run);
    return (ends[1].revents == 0 || take_output(run, &ignored, err)) &&
           (ends[0].revents == 0 || feed(run, err));
}

/* What the child left in the pipes when it ended. */
static bool drain(struct run *run, struct err *err)
{
    size_t output = 0, error = 0;
    kill_group(run);
    do {
        if (!may_go_on(run, err) || !take_output(run, &output, err))
            return false;
        error = take_error(run);
    } while (output > 0 || error > 0);
    return true;
}

static bool converse(struct run *run, struct err *err)
{
    while (!has_exited(run))
        if (!may_go_on(run, err) || !converse_once(run, err))
            return false;
    return drain(run, err);
}

/* The last line as text that can be shown. */
static struct str last_words(struct run *run)
{
    struct str line = { run->line, utf8_floor(run->line, run->line_len) };
    if (!utf8_valid(line))
        for (size_t i = 0; i < line.len; i++)
            if ((unsigned char)run->line[i] >= 0x80)
                run->line[i] = '?';
    line = str_trim(line);
    str_skip(&line, LIT("paperfeed parse: "));
    return line.len > 0 ? line : LIT("it did not say why");
}

static bool speaks_of_memory(struct str words)
{
    return str_find(words, LIT("ut of memory")) < words.len ||
           str_find(words, LIT("bad_alloc")) < words.len;
}

static bool judge_signal(struct run *run, int number, const struct rusage *usage,
                         struct err *err)
{
    const struct process_limits *limits = &run->task->limits;
    struct str words = last_words(run);
    int64_t cpu = usage->ru_utime.tv_sec + usage->ru_stime.tv_sec;
    bool cpu_spent = limits->cpu_seconds != 0 && cpu >= limits->cpu_seconds;
    if (number == SIGXCPU || (number == SIGKILL && cpu_spent))
        return err_set(err, ERR_LIMIT, "%s used more than %d s of processor time",
                       name_of(run), limits->cpu_seconds);
    if (number == SIGKILL)
        return err_set(err, ERR_LIMIT, "%s was killed, most likely for its memory",
                       name_of(run));
    if (number == SIGABRT && speaks_of_memory(words))
        return err_set(err, ERR_LIMIT, "%s needs more than %zu bytes of memory",
                       name_of(run), limits->memory);
    return err_set(err, ERR_BROKEN, "%s died of SIG%s: %.*s", name_of(run),
                   sigabbrev_np(number) ? sigabbrev_np(number) : "?", STR_ARG(words));
}

static bool judge(struct run *run, int status, const struct rusage *usage,
                  struct err *err)
{
    if (WIFSIGNALED(status))
        return judge_signal(run, WTERMSIG(status), usage, err);
    if (WEXITSTATUS(status) == 0)
        return true;
    struct str words = last_words(run);
    if (WEXITSTATUS(status) == 1)
        return err_set(err, ERR_INVALID, "%.*s", STR_ARG(words));
    return err_set(err, ERR_BROKEN, "%s ended with %d: %.*s", name_of(run),
                   WEXITSTATUS(status), STR_ARG(words));
}

static struct run run_of(const struct process_task *task)
{
    return (struct run){
        .task = task,
        .child = { .input = -1, .output = -1, .error = -1 },
        .pidfd = -1,
        .deadline = INT64_MAX,
    };
}

static void set_deadline(struct run *run)
{
    int64_t wall_us = (int64_t)run->task->limits.wall_ms * 1000;
    if (wall_us > 0)
        run->deadline = clock_monotonic_us() + wall_us;
}

static bool start(struct run *run, struct err *err)
{
    const struct process_task *task = run->task;
    set_deadline(run);
    if (!may_go_on(run, err) || !spawn(task->argv, &task->limits, &run->child, err))
        return false;
    run->pidfd = pidfd_open(run->child.pid, 0);
    return true;
}

static bool end(struct run *run, struct err *err)
{
    struct rusage usage;
    int status = reap(run, &usage);
    return judge(run, status, &usage, err);
}

bool process_run(const struct process_task *task, struct err *err)
{
    CLEANUP(pipe_signal_restore) struct pipe_signal saved = pipe_signal_block();
    CLEANUP(run_close) struct run run = run_of(task);
    return start(&run, err) && converse(&run, err) && end(&run, err);
}

struct process {
    struct process_task task;
    struct run run;
};

bool process_open(const struct process_task *task, struct process **ret_process,
                  struct err *err)
{
    struct process *process = mem_alloc(sizeof *process);
    process->task = *task;
    process->run = run_of(&process->task);
    process->run.talks = true;
    if (!start(&process->run, err)) {
        process_close(process);
        return false;
    }
    *ret_process = process;
    return true;
}

static bool ended_early(struct run *run, struct err *err)
{
    return drain(run, err) && end(run, err) &&
           err_set(err, ERR_BROKEN, "%s ended before it was done", name_of(run));
}

bool process_talk(struct process *process, const bool *over, struct err *err)
{
    CLEANUP(pipe_signal_restore) struct pipe_signal saved = pipe_signal_block();
    struct run *run = &process->run;
    run->is_fed = false;
    run->output_total = 0;
    set_deadline(run);
    while (!*over || !run->is_fed) {
        if (has_exited(run))
            return ended_early(run, err);
        if (!may_go_on(run, err) || !converse_once(run, err))
            return false;
    }
    return true;
}

bool process_is_waiting(const struct process *process)
{
    const struct run *run = &process->run;
    struct pollfd output = { .fd = run->child.output, .events = POLLIN };
    return run->child.pid > 0 && !has_exited(run) && output.fd >= 0 &&
           poll(&output, 1, 0) == 0;
}

int64_t process_cpu_seconds(const struct process *process)
{
    clockid_t clock;
    struct timespec used;
    bool known = clock_getcpuclockid(process->run.child.pid, &clock) == 0 &&
                 clock_gettime(clock, &used) == 0;
    return known ? used.tv_sec : INT64_MAX;
}

void process_close(struct process *process)
{
    if (process == NULL)
        return;
    run_close(&process->run);
    free(process);
}
