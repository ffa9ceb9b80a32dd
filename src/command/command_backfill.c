/* paperfeed backfill: the years before, by OAI-PMH. */
#include "command/command_task.h"
#include "command/commands.h"
#include "source/oai_set.h"

static const struct cli_option options[] = {
    { "set", "S", "a set, archive or category: cs, cs.CL, math:math:NA" },
    { "from", "D", "the first day of changes (default: all since 2005-09-16)" },
    { "until", "D", "the last one (default: yesterday)" },
    { "again", NULL, "ask for what is done, too" },
};

static bool read_day(const struct cli *cli, const char *name, int32_t *ret_day,
                     struct err *err)
{
    const char *text = cli_value(cli, name);
    *ret_day = DAY_NONE;
    return text == NULL || day_from_text(str_of(text), ret_day, err) ||
           err_add(err, "--%s", name);
}

static bool read_task(const struct cli *cli, char set[OAI_SET_SIZE],
                      struct backfill_task *ret_task, struct err *err)
{
    struct backfill_task task = { .set = set,
                                  .again = cli_value(cli, "again") != NULL };
    const char *name = cli_value(cli, "set");
    if (name != NULL && !oai_set_read(str_of(name), set, err))
        return err_add(err, "--set");
    if (!read_day(cli, "from", &task.from, err) ||
        !read_day(cli, "until", &task.until, err))
        return false;
    if (task.from != DAY_NONE && task.until != DAY_NONE && task.until < task.from)
        return err_set(err, ERR_INVALID, "--until is before --from");
    *ret_task = task;
    return true;
}

static enum exit_code run(const struct cli *cli)
{
    struct err err = { 0 };
    char set[OAI_SET_SIZE] = "";
    struct task task = { .kind = TASK_BACKFILL, .day = DAY_NONE };
    if (!read_task(cli, set, &task.backfill, &err))
        return cli_fail(USAGE, &err);
    return command_task(cli, &task);
}

const struct command command_backfill = {
    .name = "backfill",
    .arguments = "[--set S] [--from D] [--until D] [--again]",
    .summary =
        "Harvests arXiv's metadata by OAI-PMH, at arXiv's pace; goes on where it\n"
        "stopped. Days are those of the last change (UTC).\n"
        "Exit 0: done; 3: arXiv could not be read, the place is kept; 2: usage;\n"
        "1: failed, or stopped.",
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
