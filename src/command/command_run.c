/* paperfeed run: the daemon, until SIGTERM or SIGINT. */
#include "base/log.h"
#include "command/commands.h"
#include "daemon/app.h"
#include "daemon/last_call.h"

#include <signal.h>

static const struct cli_option options[] = {
    { "listen", "ADDR:PORT", "where to serve; port 0 takes any free one" },
    { "no-fetch", NULL, "do not poll arXiv" },
    { "no-work", NULL, "do not write FAQs: what readers ask for waits in the queue" },
};

static void block_signals(sigset_t *ending)
{
    sigemptyset(ending);
    sigaddset(ending, SIGTERM);
    sigaddset(ending, SIGINT);
    sigaddset(ending, SIGHUP);
    pthread_sigmask(SIG_BLOCK, ending, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static enum exit_code serve(const struct app_options *given)
{
    struct err err = { 0 };
    struct app *app = NULL;
    sigset_t ending;
    int which = 0;
    block_signals(&ending);
    if (!app_open(given, &app, &err))
        return cli_fail(FAILED, &err);
    printf("listening on %s\n", app_address(app));
    fflush(stdout);
    sigwait(&ending, &which);
    log_info("stopping signal=%d", which);
    last_call();
    app_close(app);
    log_info("stopped");
    return DONE;
}

static enum exit_code run(const struct cli *cli)
{
    struct err err = { 0 };
    struct config config;
    if (!cli_config(cli, &config, &err))
        return cli_fail(USAGE, &err);
    config_set_log_level(&config);
    const struct app_options app_options = {
        .config = &config,
        .fetch = cli_value(cli, "no-fetch") == NULL,
        .work = cli_value(cli, "no-work") == NULL,
    };
    enum exit_code code = serve(&app_options);
    config_done(&config);
    return code;
}

const struct command command_run = {
    .name = "run",
    .arguments = "[--listen ADDR:PORT] [--no-fetch] [--no-work]",
    .summary =
        "Runs the site: polls arXiv, writes FAQs and serves pages until it is told to\n"
        "stop.",
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
