/* Lock or daemon, progress, report. See command_task.h. */
#include "command/command_task.h"

#include "base/clock.h"
#include "command/print_report.h"
#include "command/terminal.h"
#include "daemon/last_call.h"
#include "task/control_client.h"

#include <signal.h>
#include <unistd.h>

enum {
    READERS = 2,
    AGAIN_MS = 500,
    OWNER_PATIENCE_US = 10000000, /* a daemon that starts or ends does not answer */
};

/* SIGINT and SIGTERM end a task in order. */
static struct stop task_stop;

static void *wait_for_signal(void *argument)
{
    int which;
    sigwait(argument, &which);
    last_call();
    stop_now(&task_stop);
    return NULL;
}

static void catch_signals(void)
{
    static sigset_t ending;
    stop_init(&task_stop);
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ending, NULL);
    signal(SIGPIPE, SIG_IGN);
    pthread_detach(thread_start("signals", wait_for_signal, &ending));
}

/* What it takes to run one task, here or there. */
struct attempt {
    const struct config *config;
    const struct task *task;
    const char *socket_path;
    struct terminal terminal;
};

static bool run_here(struct attempt *attempt, struct store *store,
                     struct task_outcome *ret_outcome, struct err *err)
{
    struct task_setting setting = {
        .config = attempt->config,
        .store = store,
        .stop = &task_stop,
        .progress = terminal_progress,
        .context = &attempt->terminal,
    };
    bool ok = task_run(attempt->task, &setting, ret_outcome, err);
    store_close(store);
    return ok;
}

static bool run_there(struct attempt *attempt, int64_t number,
                      struct task_outcome *ret_outcome, struct err *err)
{
    struct control_watch watch = {
        .socket_path = attempt->socket_path,
        .number = number,
        .stop = &task_stop,
        .progress = terminal_progress,
        .context = &attempt->terminal,
    };
    return control_follow(&watch, ret_outcome, err);
}

/* Takes the folder, or hands the task to the daemon that has it. A daemon does one task
 * at a time: ours is waited for, however long the other takes. */
static bool run_somewhere(struct attempt *attempt, struct task_outcome *ret_outcome,
                          struct err *err)
{
    static const struct task_progress waiting = { .what = "waiting for another task" };
    struct store_options options = { .dir = attempt->config->dir, .readers = READERS };
    int64_t deadline = clock_monotonic_us() + OWNER_PATIENCE_US, number;
    do {
        struct store *store = NULL;
        struct err owned = { 0 };
        if (store_open(&options, &store, &owned))
            return run_here(attempt, store, ret_outcome, err);
        *err = owned;
        if (owned.code != ERR_BUSY)
            return false;
        if (control_hand_over(attempt->socket_path, attempt->task, &number, err))
            return run_there(attempt, number, ret_outcome, err);
        bool mute = err->code == ERR_UPSTREAM;
        if (mute)
            *err = owned; /* whoever holds the lock is no daemon */
        if (mute ? clock_monotonic_us() > deadline : err->code != ERR_BUSY)
            return false;
        terminal_progress(&attempt->terminal, &waiting);
    } while (!stop_wait(&task_stop, AGAIN_MS));
    return err_set(err, ERR_BUSY, "stopped while waiting for another task");
}

static bool run_task(const struct config *config, const struct task *task,
                     struct task_outcome *ret_outcome, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct attempt attempt = {
        .config = config,
        .task = task,
        .socket_path = control_path(config, &arena),
        .terminal = terminal_start(),
    };
    catch_signals();
    bool ok = run_somewhere(&attempt, ret_outcome, err);
    terminal_end(&attempt.terminal);
    return ok;
}

void command_print(const cJSON *report, bool json)
{
    CLEANUP(buf_done) struct buf text = buf_upto(64 << 20);
    if (!json) {
        print_report(report);
        return;
    }
    json_write(&text, report, false);
    fwrite(text.ptr, 1, text.len, stdout);
}

enum exit_code command_outcome(const struct cli *cli, const struct task *task,
                               cJSON **ret_report)
{
    struct err err = { 0 };
    struct config config;
    struct task_outcome outcome = { .code = FAILED };
    if (!cli_config(cli, &config, &err))
        return cli_fail(USAGE, &err);
    config_set_log_level(&config);
    bool ok = run_task(&config, task, &outcome, &err);
    config_done(&config);
    if (!ok)
        return cli_fail(FAILED, &err);
    *ret_report = outcome.report;
    return outcome.code;
}

enum exit_code command_task(const struct cli *cli, const struct task *task)
{
    CLEANUP(json_done) cJSON *report = NULL;
    enum exit_code code = command_outcome(cli, task, &report);
    if (report != NULL)
        command_print(report, cli->json);
    return code;
}
