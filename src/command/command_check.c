/* paperfeed check and paperfeed backup: care of the database. */
#include "command/command_task.h"
#include "command/commands.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

static enum exit_code run_check(const struct cli *cli)
{
    struct task task = { .kind = TASK_CHECK, .day = DAY_NONE };
    return command_task(cli, &task);
}

static enum exit_code run_backup(const struct cli *cli)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct err err = { 0 };
    char here[PATH_MAX];
    const char *file = cli->words[0];
    struct task task = { .kind = TASK_BACKUP, .day = DAY_NONE };
    if (getcwd(here, sizeof here) == NULL) {
        err_set(&err, ERR_BROKEN, "the working folder is gone: %s", strerror(errno));
        return cli_fail(FAILED, &err);
    }
    if (file[0] != '/')
        file = arena_printf(&arena, "%s/%s", here, file);
    ARENA_PUSH(&arena, &task.files, file);
    return command_task(cli, &task);
}

const struct command command_check = {
    .name = "check",
    .arguments = "",
    .summary =
        "Checks the database: every page, every index, the search index against the\n"
        "texts. Exit 0: whole; 1: damaged.",
    .run = run_check,
};

const struct command command_backup = {
    .name = "backup",
    .arguments = "FILE",
    .summary =
        "Writes a consistent copy of the database to FILE, which must not exist.",
    .words_min = 1,
    .words_max = 1,
    .run = run_backup,
};
