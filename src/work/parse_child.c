/* The daemon's end of the parse child, where records come back; see parse_child.h. */
#include "work/parse_child_parts.h"

enum {
    DOCUMENT_WALL_MS = 25000,
    DOCUMENT_CPU_SECONDS = 20,
    ANSWER_MAX = 192 << 20, /* of a document; a stream has no end */
};

static bool told_unasked(const struct source_entry *entry, struct err *err)
{
    return err_set(err, ERR_UPSTREAM,
                   "it tells of %.100s, of proceedings, where arXiv was asked",
                   entry->paper.key);
}

/* One document. */
struct document_run {
    struct str bytes;
    struct arena *arena;
    struct source_document document;
    bool has_header, venues;
    int64_t promised; /* entries, by the header */
};

static bool take_header(struct document_run *run, const cJSON *object, struct err *err)
{
    run->has_header = true;
    return (record_document_read(object, run->arena, &run->document, err) &&
            json_get_int(object, "entries", 0, SOURCE_ENTRIES_MAX, &run->promised,
                         err)) ||
           parse_answer_broken(err);
}

static bool take_record(void *reader, const cJSON *object, struct err *err)
{
    struct document_run *run = reader;
    struct source_entry entry;
    if (!run->has_header)
        return take_header(run, object, err);
    if ((int64_t)run->document.entries.count >= run->promised)
        return err_set(err, ERR_BROKEN,
                       "the parser gave more entries than it promised");
    if (!record_entry_read(object, run->arena, &entry, err))
        return parse_answer_broken(err);
    if (entry.paper.branch == BRANCH_VENUE && !run->venues)
        return told_unasked(&entry, err);
    ARENA_PUSH(run->arena, &run->document.entries, entry);
    return true;
}

static bool give_bytes(void *context, struct str *ret_piece, struct err *err)
{
    (void)err;
    struct document_run *run = context;
    *ret_piece = run->bytes;
    run->bytes = LIT("");
    return true;
}

static bool check_kept_promise(const struct document_run *run, struct err *err)
{
    if (!run->has_header || (int64_t)run->document.entries.count != run->promised)
        return err_set(err, ERR_BROKEN, "the parser's answer is cut off");
    return true;
}

static bool run_document(const struct parse_task *task, struct document_run *run,
                         struct err *err)
{
    char year[PARSE_YEAR_SIZE];
    snprintf(year, sizeof year, "%d", task->ask.year);
    const struct parse_option options[] = {
        { "--category", task->category },
        { "--venue", task->ask.series },
        { "--year", task->ask.year != 0 ? year : NULL },
    };
    const struct parse_lines lines = {
        .arguments = parse_arguments(task->format, options, COUNT_OF(options)),
        .limits = { PARSE_MEMORY_MAX, DOCUMENT_CPU_SECONDS, DOCUMENT_WALL_MS,
                    ANSWER_MAX },
        .stop = task->stop,
        .input = give_bytes,
        .take = take_record,
        .context = run,
    };
    return parse_lines_run(&lines, err) && check_kept_promise(run, err);
}

bool parse_child_run(const struct parse_task *task, struct str bytes,
                     struct arena *arena, struct source_document *ret_document,
                     struct err *err)
{
    struct document_run run = { .bytes = bytes,
                                .arena = arena,
                                .venues = task->venues };
    if (!run_document(task, &run, err))
        return false;
    *ret_document = run.document;
    return true;
}

/* A stream of records. */
static bool take_broken_line(const struct parse_stream *stream, const cJSON *object,
                             struct arena *arena, struct err *err)
{
    const char *why = NULL;
    int64_t line = 0;
    if (!json_get_text(object, "error", sizeof err->text, arena, &why, err) ||
        !json_get_int(object, "line", 1, INT64_C(1) << 50, &line, err))
        return parse_answer_broken(err);
    return stream->broken(stream->context, line, why, err);
}

static bool take_stream_record(void *reader, const cJSON *object, struct err *err)
{
    const struct parse_stream *stream = reader;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_entry entry;
    if (cJSON_GetObjectItemCaseSensitive(object, "error") != NULL)
        return take_broken_line(stream, object, &arena, err);
    if (!record_entry_read(object, &arena, &entry, err))
        return parse_answer_broken(err);
    if (entry.paper.branch == BRANCH_VENUE)
        return told_unasked(&entry, err);
    return stream->record(stream->context, &entry, err);
}

static bool give_stream(void *context, struct str *ret_piece, struct err *err)
{
    const struct parse_stream *stream = context;
    return stream->input(stream->context, ret_piece, err);
}

bool parse_child_stream(const struct parse_stream *stream, struct err *err)
{
    struct parse_stream kept = *stream;
    const struct parse_lines lines = {
        .arguments = parse_arguments(stream->format, NULL, 0),
        .limits = { .memory = PARSE_MEMORY_MAX },
        .stop = stream->stop,
        .input = give_stream,
        .take = take_stream_record,
        .context = &kept,
    };
    return parse_lines_run(&lines, err);
}
