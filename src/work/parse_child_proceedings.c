/* Proceedings from the parse child; see parse_child.h. Entries must be of the venue
 * branch, whole and within bounds: the reader in the child has seen to that, so one
 * that is not has been tampered with. */
#include "work/parse_child_parts.h"

enum { CPU_SECONDS = 1800, WHERE_MAX = 500 };

struct proceedings_run {
    struct parse_answer answer;
    const struct parse_proceedings *task;
};

static bool take_skipped(const struct proceedings_sink *sink, const cJSON *object,
                         struct arena *arena, struct err *err)
{
    const char *why = NULL;
    if (!json_get_text(object, "skipped", sizeof err->text, arena, &why, err))
        return parse_answer_broken(err);
    return sink->left_out(sink->context, why, err);
}

static bool take_error(const struct proceedings_sink *sink, const cJSON *object,
                       struct arena *arena, struct err *err)
{
    const char *why = NULL, *where = NULL;
    if (!json_get_text(object, "error", sizeof err->text, arena, &why, err) ||
        !json_get_text(object, "where", WHERE_MAX, arena, &where, err))
        return parse_answer_broken(err);
    return sink->broken(sink->context, where, why, err);
}

static bool take_edition(const struct proceedings_sink *sink, const cJSON *object,
                         struct arena *arena, struct err *err)
{
    struct source_edition edition;
    const cJSON *told = cJSON_GetObjectItemCaseSensitive(object, "edition");
    if (!record_edition_read(told, arena, &edition, err))
        return parse_answer_broken(err);
    return sink->edition(sink->context, &edition, err);
}

static bool take_page(const struct proceedings_sink *sink, const cJSON *object,
                      struct arena *arena, struct err *err)
{
    struct proceedings_page page = { .count = -1 };
    const cJSON *told = cJSON_GetObjectItemCaseSensitive(object, "page");
    if (!json_get_text_or_null(told, "next", PROCEEDINGS_NEXT_MAX, arena, &page.next,
                               err) ||
        !json_get_int(told, "count", -1, INT32_MAX, &page.count, err))
        return parse_answer_broken(err);
    return sink->page == NULL || sink->page(sink->context, &page, err);
}

static bool check_entry(const struct source_entry *entry, struct err *err)
{
    const struct paper *paper = &entry->paper;
    if (paper->branch != BRANCH_VENUE || entry->deleted)
        return err_set(err, ERR_BROKEN, "%.100s is not of proceedings", paper->key);
    if (paper->venue == NULL || entry->dialect == VENUE_UNKNOWN)
        return err_set(err, ERR_BROKEN, "%.100s is of no edition", paper->key);
    return paper_check(paper, err);
}

static bool take_entry(const struct proceedings_sink *sink, const cJSON *object,
                       struct arena *arena, struct err *err)
{
    struct source_entry entry;
    if (!record_entry_read(object, arena, &entry, err) || !check_entry(&entry, err))
        return parse_answer_broken(err);
    return sink->entry(sink->context, &entry, err);
}

/* What a line may hold, by the member that tells it apart. */
static const struct {
    const char *member;
    bool (*take)(const struct proceedings_sink *sink, const cJSON *object,
                 struct arena *arena, struct err *err);
} lines[] = {
    { "id", take_entry },  { "skipped", take_skipped }, { "edition", take_edition },
    { "page", take_page }, { "error", take_error },
};

static bool take_line(void *reader, const cJSON *object, struct err *err)
{
    const struct proceedings_run *run = reader;
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        if (cJSON_GetObjectItemCaseSensitive(object, lines[i].member) != NULL)
            return lines[i].take(run->task->sink, object, &arena, err);
    err_set(err, ERR_BROKEN, "a line is neither a record nor said of one");
    return parse_answer_broken(err);
}

static bool give_piece(void *context, struct str *ret_piece, struct err *err)
{
    const struct parse_proceedings *task = ((struct proceedings_run *)context)->task;
    return task->input(task->context, ret_piece, err);
}

static bool take_piece(void *context, struct str piece, struct err *err)
{
    struct proceedings_run *run = context;
    return parse_answer_take(&run->answer, piece, err);
}

static bool run_child(struct proceedings_run *run, struct err *err)
{
    const struct parse_proceedings *task = run->task;
    char year[PARSE_YEAR_SIZE];
    snprintf(year, sizeof year, "%d", task->ask.year);
    const struct parse_option options[] = {
        { "--venue", task->ask.series },
        { "--year", task->ask.year != 0 ? year : NULL },
    };
    struct parse_arguments arguments =
        parse_arguments(task->format, options, COUNT_OF(options));
    const struct process_task process = {
        .argv = arguments.items,
        .limits = { .memory = PARSE_MEMORY_MAX, .cpu_seconds = CPU_SECONDS },
        .input = give_piece,
        .output = take_piece,
        .context = run,
        .stop = task->stop,
    };
    return process_run(&process, err) ? parse_answer_end(&run->answer, err)
                                      : parse_restore_code(err);
}

bool parse_child_proceedings(const struct parse_proceedings *task, struct err *err)
{
    struct proceedings_run run = { .task = task };
    run.answer =
        (struct parse_answer){ buf_upto(PARSE_ANSWER_LINE_MAX), take_line, &run };
    bool fine = run_child(&run, err);
    buf_done(&run.answer.line);
    return fine;
}
