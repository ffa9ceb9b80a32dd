/* paperfeed import: bulk load of files. */
#include "command/command_task.h"
#include "command/commands.h"
#include "model/venue.h"
#include "work/import/importer.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct cli_option options[] = {
    { "venue", "V", "the conference, where the file does not say it: ICLR" },
    { "year", "Y", "and its year: 2024" },
    { "move", NULL, "papers that stand in another edition are moved to this one" },
    { "dry-run", NULL, "count what would change, store nothing" },
};

/* What the files of a folder are called, by format. */
static const struct {
    const char *format, *ending;
} endings[] = {
    { "acl", ".xml" },     { "oai", ".xml" },      { "bibtex", ".bib" },
    { "json", ".json" },   { "json", ".jsonl" },   { "json", ".ndjson" },
    { "kaggle", ".json" }, { "kaggle", ".jsonl" },
};

static bool is_of_format(const char *file, const char *format)
{
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (strcmp(endings[i].format, format) == 0 && file[0] != '.' &&
            str_ends(str_of(file), str_of(endings[i].ending)))
            return true;
    return false;
}

static void names_done(struct dirent ***names)
{
    free(*names);
}

/* Its files of that format, by name. */
static bool add_folder(struct task *task, struct arena *arena, const char *path,
                       struct err *err)
{
    CLEANUP(names_done) struct dirent **names = NULL;
    size_t before = task->files.count;
    int count = scandir(path, &names, NULL, alphasort);
    if (count < 0)
        return err_set(err, ERR_INVALID, "%s cannot be read: %s", path,
                       strerror(errno));
    for (int i = 0; i < count; i++) {
        if (is_of_format(names[i]->d_name, task->import.format))
            ARENA_PUSH(arena, &task->files,
                       arena_printf(arena, "%s/%s", path, names[i]->d_name));
        free(names[i]);
    }
    return task->files.count > before ||
           err_set(err, ERR_INVALID, "%s has no files of format %s", path,
                   task->import.format);
}

/* The daemon has another working folder: paths are made absolute. */
static bool add_file(struct task *task, struct arena *arena, const char *file,
                     struct err *err)
{
    char path[PATH_MAX];
    struct stat facts;
    if (strcmp(file, "-") == 0)
        return err_set(err, ERR_INVALID,
                       "standard input cannot be imported: give the name of a file");
    if (realpath(file, path) == NULL || stat(path, &facts) != 0)
        return err_set(err, ERR_INVALID, "%s cannot be opened: %s", file,
                       strerror(errno));
    if (S_ISDIR(facts.st_mode))
        return add_folder(task, arena, path, err);
    ARENA_PUSH(arena, &task->files, arena_text(arena, str_of(path)));
    return true;
}

static bool add_files(struct task *task, struct arena *arena, const struct cli *cli,
                      struct err *err)
{
    for (size_t i = 1; i < cli->word_count; i++)
        if (!add_file(task, arena, cli->words[i], err))
            return false;
    return task->files.count <= CLI_WORDS_MAX ||
           err_set(err, ERR_INVALID, "these are %zu files; give %d at most",
                   task->files.count, CLI_WORDS_MAX);
}

static bool read_edition(const struct cli *cli, struct arena *arena,
                         struct import_task *task, struct err *err)
{
    const char *venue = cli_value(cli, "venue"), *year = cli_value(cli, "year");
    int64_t number = 0;
    if (venue == NULL && year == NULL)
        return true;
    if (strcmp(task->format, "kaggle") == 0)
        return err_set(err, ERR_INVALID,
                       "kaggle is arXiv's papers: no --venue, no "
                       "--year");
    if (venue == NULL || year == NULL)
        return err_set(err, ERR_INVALID,
                       "--venue and --year go together: --venue ICLR "
                       "--year 2024");
    if (!venue_series_read(arena, str_of(venue), &task->series, err))
        return err_add(err, "--venue");
    if (!str_to_int(str_of(year), VENUE_YEAR_MIN, VENUE_YEAR_MAX, &number, err))
        return err_add(err, "--year");
    task->year = (int)number;
    return true;
}

static bool read_task(const struct cli *cli, struct arena *arena,
                      struct import_task *ret_task, struct err *err)
{
    struct import_task task = { .format = cli->words[0],
                                .dry_run = cli_value(cli, "dry-run") != NULL,
                                .move = cli_value(cli, "move") != NULL };
    if (!import_format_exists(task.format))
        return err_set(err, ERR_INVALID, "there is no format “%.40s”; formats are: %s",
                       task.format, import_formats);
    if (!read_edition(cli, arena, &task, err))
        return false;
    *ret_task = task;
    return true;
}

static enum exit_code run(const struct cli *cli)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct err err = { 0 };
    struct task task = { .kind = TASK_IMPORT, .day = DAY_NONE };
    if (!read_task(cli, &arena, &task.import, &err))
        return cli_fail(USAGE, &err);
    if (!add_files(&task, &arena, cli, &err))
        return cli_fail(FAILED, &err);
    return command_task(cli, &task);
}

const struct command command_import = {
    .name = "import",
    .arguments = "FORMAT FILE… [--venue V --year Y] [--move] [--dry-run]",
    .summary =
        "Loads papers in bulk; a folder stands for its files of that format. FORMAT "
        "is\n"
        "  acl     proceedings: XML of the ACL Anthology\n"
        "  bibtex  proceedings: BibTeX, such as PMLR's\n"
        "  json    proceedings: our JSON Lines, paperlists, CSL-JSON, OpenReview's "
        "notes,\n"
        "          a conference's virtual site\n"
        "  oai     pages of an OAI-PMH harvest that somebody kept: arXiv's, or those "
        "of\n"
        "          proceedings (AAAI)\n"
        "  kaggle  the arXiv metadata dump as JSON Lines\n"
        "A broken record is reported with its place and does not stop the rest. Files\n"
        "may be loaded again, in any order: what is known already is left as it is.",
    .options = options,
    .option_count = COUNT_OF(options),
    .words_min = 2,
    .words_max = CLI_WORDS_MAX,
    .run = run,
};
