/* Proceedings from the parse child; see parse_child.h. Entries must be of the venue
 * branch, whole and within bounds: the reader in the child has seen to that, so one
 * that is not has been tampered with. */
#include "work/parse_child_parts.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { CPU_SECONDS = 1800, WHERE_MAX = 500 };
/* A child that has worked so much is not given another file, so that what is allowed of
 * time and memory is, but for a hundredth of the time, each file's own. */
enum { USED_CPU_SECONDS = 18, USED_BYTES = 64 << 20 };

struct parse_files {
    struct parse_talker *child; /* NULL: none runs */
    struct parse_lines lines;   /* of the child */
    struct arena arena;         /* of what it was started for: */
    const char *format;
    struct proceedings_ask ask;
    int64_t given; /* bytes */
    /* The file at hand: */
    const struct parse_proceedings *task;
    unsigned char length[4]; /* of the piece that comes behind it */
    struct str piece;
    bool given_all, over;
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

static bool said_after_the_end(struct err *err)
{
    err_set(err, ERR_BROKEN, "it says more of a file that it has ended");
    return parse_answer_broken(err);
}

static bool take_line(void *context, const cJSON *object, struct err *err)
{
    struct parse_files *files = context;
    CLEANUP(arena_done) struct arena arena = { 0 };
    if (files->over)
        return said_after_the_end(err);
    files->over = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, "end"));
    if (files->over)
        return true;
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        if (cJSON_GetObjectItemCaseSensitive(object, lines[i].member) != NULL)
            return lines[i].take(files->task->sink, object, &arena, err);
    err_set(err, ERR_BROKEN, "a line is neither a record nor said of one");
    return parse_answer_broken(err);
}

/* Each piece with its length in front; see parse/command_parse_io.h. */
static bool give_framed(void *context, struct str *ret_piece, struct err *err)
{
    struct parse_files *files = context;
    if (files->piece.len > 0 || files->given_all) {
        *ret_piece = files->piece;
        files->piece = LIT("");
        return true;
    }
    if (!files->task->input(files->task->context, &files->piece, err))
        return false;
    uint32_t len = (uint32_t)files->piece.len;
    assert(len == files->piece.len);
    for (int i = 0; i < 4; i++)
        files->length[i] = (unsigned char)(len >> (24 - 8 * i));
    files->given += len;
    files->given_all = len == 0;
    *ret_piece = (struct str){ (const char *)files->length, sizeof files->length };
    return true;
}

static void end_child(struct parse_files *files)
{
    parse_talker_close(files->child);
    arena_done(&files->arena);
    files->child = NULL;
    files->given = 0;
}

static bool start_child(struct parse_files *files, const struct parse_proceedings *task,
                        struct err *err)
{
    struct arena *arena = &files->arena;
    files->format = arena_text(arena, str_of(task->format));
    files->ask = task->ask;
    files->ask.series = arena_text_or_null(arena, task->ask.series);
    const struct parse_option options[] = {
        { "--venue", files->ask.series },
        { "--year",
          task->ask.year != 0 ? arena_printf(arena, "%d", task->ask.year) : NULL },
    };
    files->lines = (struct parse_lines){
        .arguments = parse_arguments(files->format, options, COUNT_OF(options)),
        .limits = { .memory = PARSE_MEMORY_MAX, .cpu_seconds = CPU_SECONDS },
        .stop = task->stop,
        .input = give_framed,
        .take = take_line,
        .context = files,
    };
    parse_arguments_add(&files->lines.arguments, "--files");
    return parse_talker_open(&files->lines, &files->child, err);
}

static bool same_series(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool can_go_on(const struct parse_files *files,
                      const struct parse_proceedings *task)
{
    return files->child != NULL && strcmp(files->format, task->format) == 0 &&
           same_series(files->ask.series, task->ask.series) &&
           files->ask.year == task->ask.year && files->lines.stop == task->stop &&
           files->given < USED_BYTES && parse_talker_is_waiting(files->child) &&
           parse_talker_cpu_seconds(files->child) < USED_CPU_SECONDS;
}

struct parse_files *parse_files_open(void)
{
    return mem_alloc(sizeof(struct parse_files));
}

void parse_files_close(struct parse_files *files)
{
    if (files == NULL)
        return;
    end_child(files);
    free(files);
}

static bool read_file(struct parse_files *files, const struct parse_proceedings *task,
                      struct err *err)
{
    files->task = task;
    files->piece = LIT("");
    files->given_all = files->over = false;
    if (!can_go_on(files, task)) {
        end_child(files);
        if (!start_child(files, task, err))
            return false;
    }
    return parse_talker_talk(files->child, &files->over, err);
}

bool parse_child_proceedings(struct parse_files *files,
                             const struct parse_proceedings *task, struct err *err)
{
    bool fine = read_file(files, task, err);
    files->task = NULL;
    if (!fine)
        end_child(files);
    return fine;
}
