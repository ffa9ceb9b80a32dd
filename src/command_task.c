/* Lock or daemon, progress, report. See command_task.h. */
#include "command_task.h"

#include "control_client.h"
#include "task_report.h"
#include "terminal.h"

#include <signal.h>
#include <unistd.h>

enum { READERS = 2, BUSY_AGAIN_MS = 500 };

/* SIGINT and SIGTERM end a task in order. */
static struct stop task_stop;

static void *wait_for_signal(void *argument)
{
    int which;
    sigwait(argument, &which);
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

static bool run_here(const struct config *config, struct store *store,
                     const struct task *task, struct terminal *terminal,
                     struct task_outcome *ret_outcome, struct err *err)
{
    struct task_setting setting = {
        .config = config,
        .store = store,
        .stop = &task_stop,
        .progress = terminal_progress,
        .context = terminal,
    };
    bool ok = task_run(task, &setting, ret_outcome, err);
    store_close(store);
    return ok;
}

/* The daemon does one task at a time: wait for ours. */
static bool run_there(const char *socket_path, const struct task *task,
                      struct terminal *terminal, struct task_outcome *ret_outcome,
                      struct err *err)
{
    static const struct task_progress waiting = { .what = "waiting for another task" };
    while (!control_run(socket_path, task, terminal_progress, terminal, ret_outcome,
                        err)) {
        if (err->code != ERR_BUSY)
            return false;
        terminal_progress(terminal, &waiting);
        if (stop_wait(&task_stop, BUSY_AGAIN_MS))
            return err_set(err, ERR_BUSY, "stopped while waiting for the daemon");
    }
    return true;
}

static bool run_task(const struct config *config, const struct task *task,
                     struct task_outcome *ret_outcome, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct store_options options = { .dir = config->dir, .readers = READERS };
    struct terminal terminal = terminal_start();
    struct store *store = NULL;
    struct err owned = { 0 };
    bool ok;
    catch_signals();
    if (store_open(&options, &store, &owned)) {
        ok = run_here(config, store, task, &terminal, ret_outcome, err);
    } else if (owned.code == ERR_BUSY) {
        ok = run_there(control_path(config, &arena), task, &terminal, ret_outcome, err);
        if (!ok && err->code == ERR_UPSTREAM)
            *err = owned; /* whoever holds the lock is no daemon */
    } else {
        *err = owned;
        ok = false;
    }
    terminal_end(&terminal);
    return ok;
}

static void print_report(const cJSON *report, bool json)
{
    CLEANUP(buf_done) struct buf text = buf_upto(64 << 20);
    if (!json) {
        task_report_print(report);
        return;
    }
    json_write(&text, report, false);
    fwrite(text.ptr, 1, text.len, stdout);
}

enum exit_code command_task(const struct cli *cli, const struct task *task)
{
    struct err err = { 0 };
    struct config config;
    struct task_outcome outcome = { .code = FAILED };
    if (!cli_config(cli, &config, &err))
        return cli_fail(USAGE, &err);
    bool ok = run_task(&config, task, &outcome, &err);
    config_done(&config);
    if (!ok)
        return cli_fail(FAILED, &err);
    print_report(outcome.report, cli->json);
    json_done(&outcome.report);
    return outcome.code;
}
