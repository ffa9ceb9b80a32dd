/* paperfeed ingest: the nightly job. */
#include "command/command_task.h"
#include "command/commands.h"

static const struct cli_option options[] = {
    { "date", "D", "report on that listing day (2026-04-24) instead of the newest" },
};

static enum exit_code run(const struct cli *cli)
{
    struct err err = { 0 };
    struct task task = { .kind = TASK_INGEST, .day = DAY_NONE };
    const char *date = cli_value(cli, "date");
    if (date != NULL && !day_from_text(str_of(date), &task.day, &err)) {
        err_add(&err, "--date");
        return cli_fail(USAGE, &err);
    }
    return command_task(cli, &task);
}

const struct command command_ingest = {
    .name = "ingest",
    .arguments = "[--date D]",
    .summary =
        "Polls every watched category, reconciles, refreshes the proceedings of\n"
        "[venues], queues the FAQs of [faq] nightly, and prints the ledger.\n"
        "Exit 0: complete; 3: something announced is missing, or a source could not\n"
        "be read; 2: usage; 1: failed.",
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
