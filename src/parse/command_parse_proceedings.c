/* The reader's sink prints; memory is flat whatever the file's size. See
 * command_parse_proceedings.h. */
#include "parse/command_parse_proceedings.h"

#include <inttypes.h>

enum { REASONS_MAX = 100 };

/* What is printed of a file, and what is only counted. */
struct printing {
    const struct proceedings_task *options;
    struct parse_output *out;
    struct arena arena; /* of the reasons */
    struct {
        const char *why;
        int64_t count;
    } reasons[REASONS_MAX];
    size_t reason_count;
    int64_t records, broken, other_reasons;
};

static bool can_go_on(const struct printing *printing, struct err *err)
{
    return !printing->out->failed ||
           err_set(err, ERR_BROKEN, "standard output cannot be written");
}

static bool print_entry(void *context, const struct source_entry *entry,
                        struct err *err)
{
    struct printing *printing = context;
    printing->records++;
    parse_put_json(printing->out, record_entry_json(entry));
    return can_go_on(printing, err);
}

static bool print_edition(void *context, const struct source_edition *edition,
                          struct err *err)
{
    struct printing *printing = context;
    if (!printing->options->document)
        return true;
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToObject(object, "edition", record_edition_json(edition));
    parse_put_json(printing->out, object);
    return can_go_on(printing, err);
}

/* For the daemon, which asks for the next one. */
static bool print_page(void *context, const struct proceedings_page *page,
                       struct err *err)
{
    struct printing *printing = context;
    if (!printing->options->document)
        return true;
    cJSON *object = cJSON_CreateObject();
    cJSON *told = json_set_object(object, "page");
    json_set_text(told, "next", page->next);
    json_set_int(told, "count", page->count);
    parse_put_json(printing->out, object);
    return can_go_on(printing, err);
}

static void count_reason(struct printing *printing, const char *why)
{
    size_t at = 0;
    while (at < printing->reason_count && strcmp(printing->reasons[at].why, why) != 0)
        at++;
    if (at == REASONS_MAX) {
        printing->other_reasons++;
        return;
    }
    if (at == printing->reason_count) {
        printing->reasons[at].why = arena_text(&printing->arena, str_of(why));
        printing->reason_count++;
    }
    printing->reasons[at].count++;
}

static bool print_left_out(void *context, const char *why, struct err *err)
{
    struct printing *printing = context;
    printing->records++;
    if (!printing->options->document) {
        count_reason(printing, why);
        return true;
    }
    cJSON *object = cJSON_CreateObject();
    json_set_text(object, "skipped", why);
    parse_put_json(printing->out, object);
    return can_go_on(printing, err);
}

static bool print_broken(void *context, const char *where, const char *why,
                         struct err *err)
{
    struct printing *printing = context;
    printing->records++;
    printing->broken++;
    if (!printing->options->document) {
        parse_complain(where, why);
        return true;
    }
    cJSON *object = cJSON_CreateObject();
    json_set_text(object, "error", why);
    json_set_text(object, "where", where);
    parse_put_json(printing->out, object);
    return can_go_on(printing, err);
}

static void complain_of_count(int64_t count, const char *why)
{
    char what[40];
    snprintf(what, sizeof what, "%" PRId64 " left out", count);
    parse_complain(what, why);
}

static bool print_counts(const struct printing *printing, struct err *err)
{
    for (size_t i = 0; i < printing->reason_count; i++)
        complain_of_count(printing->reasons[i].count, printing->reasons[i].why);
    if (printing->other_reasons > 0)
        complain_of_count(printing->other_reasons, "other reasons");
    return printing->broken == 0 || printing->options->document ||
           err_set(err, ERR_INVALID, "%" PRId64 " of %" PRId64 " records are broken",
                   printing->broken, printing->records);
}

static bool read_pieces(const struct proceedings_format *format,
                        struct proceedings_reader *reader, struct parse_file *file,
                        struct err *err)
{
    char piece[PARSE_PIECE_SIZE];
    size_t len = 0;
    for (;;) {
        if (!parse_file_piece(file, piece, &len, err))
            return false;
        if (len == 0)
            return format->end(reader, err);
        if (!format->give(reader, (struct str){ piece, len }, err))
            return false;
    }
}

static bool read_year(const char *text, int *ret_year, struct err *err)
{
    int64_t year = 0;
    if (!str_to_int(str_of(text), VENUE_YEAR_MIN, VENUE_YEAR_MAX, &year, err))
        return err_add(err, "--year");
    *ret_year = (int)year;
    return true;
}

bool parse_proceedings_ask(const struct proceedings_task *options, struct arena *arena,
                           struct proceedings_ask *ret_ask, struct err *err)
{
    struct proceedings_ask ask = { .edition_optional = !options->document };
    if (options->venue != NULL &&
        !venue_series_read(arena, str_of(options->venue), &ask.series, err))
        return err_add(err, "--venue");
    if (options->year != NULL && !read_year(options->year, &ask.year, err))
        return false;
    *ret_ask = ask;
    return true;
}

static bool run_file(const struct proceedings_task *options, struct parse_output *out,
                     struct parse_file *file, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct printing printing = { .options = options, .out = out };
    const struct proceedings_sink sink = { print_entry,  print_edition, print_left_out,
                                           print_broken, print_page,    &printing };
    struct proceedings_ask ask;
    if (!parse_proceedings_ask(options, &arena, &ask, err))
        return false;
    struct proceedings_reader *reader = options->format->open(&ask, &sink);
    bool read = read_pieces(options->format, reader, file, err);
    options->format->close(reader);
    parse_flush(out);
    read = read && print_counts(&printing, err);
    arena_done(&printing.arena);
    return read;
}

static bool print_end(struct parse_output *out, struct err *err)
{
    cJSON *object = cJSON_CreateObject();
    json_set_bool(object, "end", true);
    parse_put_json(out, object);
    parse_flush(out);
    return !out->failed ||
           err_set(err, ERR_BROKEN, "standard output cannot be written");
}

static bool run_files(const struct proceedings_task *options, struct parse_output *out,
                      struct err *err)
{
    struct parse_file file;
    bool there = true;
    while (there) {
        if (!parse_file_next(&file, &there, err))
            return false;
        if (there && !(run_file(options, out, &file, err) && print_end(out, err)))
            return false;
    }
    return true;
}

bool parse_proceedings_run(const struct proceedings_task *options,
                           struct parse_output *out, struct err *err)
{
    struct parse_file alone = { .framed = false };
    return options->files ? run_files(options, out, err)
                          : run_file(options, out, &alone, err);
}
