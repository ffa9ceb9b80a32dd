/* paperfeed import: bulk load of files. */
#include "command_task.h"
#include "commands.h"
#include "work/importer.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const struct cli_option options[] = {
    { "dry-run", NULL, "count what would change, store nothing" },
};

/* The daemon has another working folder: paths are made absolute. */
static bool add_file(struct task *task, struct arena *arena, const char *file,
                     struct err *err)
{
    char path[PATH_MAX];
    if (realpath(file, path) == NULL)
        return err_set(err, ERR_INVALID, "%s cannot be opened: %s", file,
                       strerror(errno));
    ARENA_PUSH(arena, &task->files, arena_text(arena, str_of(path)));
    return true;
}

static enum exit_code run(const struct cli *cli)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct err err = { 0 };
    struct task task = { .kind = TASK_IMPORT,
                         .day = DAY_NONE,
                         .format = cli->words[0],
                         .dry_run = cli_value(cli, "dry-run") != NULL };
    if (!import_format_exists(task.format)) {
        err_set(&err, ERR_INVALID, "there is no format “%.40s”; formats are: %s",
                task.format, import_formats);
        return cli_fail(USAGE, &err);
    }
    for (size_t i = 1; i < cli->word_count; i++)
        if (!add_file(&task, &arena, cli->words[i], &err))
            return cli_fail(FAILED, &err);
    return command_task(cli, &task);
}

const struct command command_import = {
    .name = "import",
    .arguments = "FORMAT FILE… [--dry-run]",
    .summary =
        "Loads papers in bulk. FORMAT is kaggle: the arXiv metadata dump as JSON\n"
        "Lines; or oai: pages of an OAI-PMH harvest that somebody kept. A broken\n"
        "record is reported with its place and does not stop the rest.",
    .options = options,
    .option_count = COUNT_OF(options),
    .words_min = 2,
    .words_max = CLI_WORDS_MAX,
    .run = run,
};
