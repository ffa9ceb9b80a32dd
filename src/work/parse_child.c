/* The daemon's end of the parse child, where records come back; see parse_child.h. */
#include "work/parse_child_parts.h"

#include <assert.h>
#include <inttypes.h>

enum {
    DOCUMENT_WALL_MS = 25000,
    DOCUMENT_CPU_SECONDS = 20,
    ANSWER_MAX = 192 << 20, /* of a document; a stream has no end */
};

bool parse_answer_broken(struct err *err)
{
    err->code = ERR_BROKEN;
    return err_add(err, "the parser's answer cannot be read");
}

static bool end_line(struct parse_answer *answer, struct err *err)
{
    CLEANUP(json_done) cJSON *object = NULL;
    if (answer->line.full)
        return err_set(err, ERR_LIMIT, "the parser's answer has a line over %d MiB",
                       PARSE_ANSWER_LINE_MAX >> 20);
    if (!json_read(buf_str(&answer->line), &object, err))
        return parse_answer_broken(err);
    buf_clear(&answer->line);
    return answer->take(answer->reader, object, err);
}

bool parse_answer_take(struct parse_answer *answer, struct str piece, struct err *err)
{
    while (piece.len > 0) {
        size_t end = str_find_char(piece, '\n');
        buf_add(&answer->line, str_upto(piece, end));
        if ((end < piece.len || answer->line.full) && !end_line(answer, err))
            return false;
        piece = str_from(piece, end + 1);
    }
    return true;
}

bool parse_answer_end(const struct parse_answer *answer, struct err *err)
{
    return answer->line.len == 0 ||
           err_set(err, ERR_BROKEN, "the parser's answer is cut off");
}

/* "upstream: arXiv says …" as the child wrote it on standard error. */
bool parse_restore_code(struct err *err)
{
    struct str words = str_of(err->text);
    for (int code = ERR_INVALID; err->code == ERR_INVALID && code <= ERR_BROKEN;
         code++) {
        struct str rest = words;
        if (str_skip(&rest, str_of(err_code_name((enum err_code)code))) &&
            str_skip(&rest, LIT(": "))) {
            char text[sizeof err->text];
            snprintf(text, sizeof text, "%.*s", STR_ARG(rest));
            return err_set(err, (enum err_code)code, "%s", text);
        }
    }
    return false;
}

/* A system without seccomp needs the operator's word: see src/parse/sandbox.h. */
static bool may_do_without_filter(void)
{
    const char *sandbox = getenv("PAPERFEED_SANDBOX");
    return sandbox != NULL && strcmp(sandbox, "off") == 0;
}

struct parse_arguments parse_arguments(const char *format,
                                       const struct parse_option *options,
                                       size_t option_count)
{
    struct parse_arguments arguments = { { "/proc/self/exe", "parse", "--document",
                                           format } };
    size_t count = 4;
    assert(count + 2 * option_count + 2 <= PARSE_ARGUMENTS_MAX);
    for (size_t i = 0; i < option_count; i++) {
        if (options[i].value == NULL)
            continue;
        arguments.items[count++] = options[i].name;
        arguments.items[count++] = options[i].value;
    }
    if (may_do_without_filter())
        arguments.items[count++] = "--no-sandbox";
    return arguments;
}

static bool told_unasked(const struct source_entry *entry, struct err *err)
{
    return err_set(err, ERR_UPSTREAM,
                   "it tells of %.100s, of proceedings, where arXiv was asked",
                   entry->paper.key);
}

/* One document. */
struct document_run {
    struct parse_answer answer;
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

static bool take_document_output(void *context, struct str piece, struct err *err)
{
    struct document_run *run = context;
    return parse_answer_take(&run->answer, piece, err);
}

static bool check_kept_promise(const struct document_run *run, struct err *err)
{
    if (!run->has_header || run->answer.line.len > 0 ||
        (int64_t)run->document.entries.count != run->promised)
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
    struct parse_arguments arguments =
        parse_arguments(task->format, options, COUNT_OF(options));
    const struct process_task process = {
        .argv = arguments.items,
        .limits = { PARSE_MEMORY_MAX, DOCUMENT_CPU_SECONDS, DOCUMENT_WALL_MS,
                    ANSWER_MAX },
        .input = give_bytes,
        .output = take_document_output,
        .context = run,
        .stop = task->stop,
    };
    if (!process_run(&process, err))
        return parse_restore_code(err);
    return check_kept_promise(run, err);
}

bool parse_child_run(const struct parse_task *task, struct str bytes,
                     struct arena *arena, struct source_document *ret_document,
                     struct err *err)
{
    struct document_run run = { .bytes = bytes,
                                .arena = arena,
                                .venues = task->venues };
    run.answer =
        (struct parse_answer){ buf_upto(PARSE_ANSWER_LINE_MAX), take_record, &run };
    bool fine = run_document(task, &run, err);
    buf_done(&run.answer.line);
    if (fine)
        *ret_document = run.document;
    return fine;
}

/* A stream of records. */
struct stream_run {
    struct parse_answer answer;
    const struct parse_stream *stream;
};

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
    const struct parse_stream *stream = ((struct stream_run *)reader)->stream;
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
    const struct parse_stream *stream = ((struct stream_run *)context)->stream;
    return stream->input(stream->context, ret_piece, err);
}

static bool take_stream_output(void *context, struct str piece, struct err *err)
{
    struct stream_run *run = context;
    return parse_answer_take(&run->answer, piece, err);
}

bool parse_child_stream(const struct parse_stream *stream, struct err *err)
{
    struct stream_run run = { .stream = stream };
    run.answer = (struct parse_answer){ buf_upto(PARSE_ANSWER_LINE_MAX),
                                        take_stream_record, &run };
    struct parse_arguments arguments = parse_arguments(stream->format, NULL, 0);
    const struct process_task process = {
        .argv = arguments.items,
        .limits = { .memory = PARSE_MEMORY_MAX },
        .input = give_stream,
        .output = take_stream_output,
        .context = &run,
        .stop = stream->stop,
    };
    bool fine = process_run(&process, err) ? parse_answer_end(&run.answer, err)
                                           : parse_restore_code(err);
    buf_done(&run.answer.line);
    return fine;
}
