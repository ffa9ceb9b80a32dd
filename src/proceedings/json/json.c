/* JSON proceedings, whatever their shape: pieces to records (json_split.h), a record to
 * its shape (json_shape.h), and what is said of the file as a whole. See format.h. */
#include "base/mem.h"
#include "proceedings/json/json_abstracts.h"
#include "proceedings/json/json_error.h"
#include "proceedings/json/json_member.h"
#include "proceedings/json/json_repair.h"
#include "proceedings/json/json_shape.h"
#include "proceedings/json/json_split.h"
#include "source/entry.h"
#include "source/sniff.h"

#include <inttypes.h>
#include <stdlib.h>

enum { START_LEN = 4096, MEMBERS_NAMED = 6, WORDS_MAX = 200, WHERE_SIZE = 64 };
enum { HOPELESS_MIN = 10000, HOPELESS_TIMES = 10 };

struct proceedings_reader {
    const struct proceedings_sink *sink;
    struct json_split_sink pieces;
    struct json_split split;
    struct json_home home;
    struct json_abstracts abstracts;
    struct arena arena; /* of the file */
    struct buf start;   /* its first bytes, until they show that it is no markup */
    bool has_started;   /* they do */
    int64_t records;    /* papers and what was left out, for their positions */
    int64_t kept;       /* abstracts whose papers may follow */
    char first_words[WORDS_MAX + 1]; /* why the first broken record is */
};

/* A file of another kind is not read to its end. */
static bool is_hopeless(const struct json_home *home)
{
    return home->broken > HOPELESS_MIN &&
           home->broken / HOPELESS_TIMES > home->entries + home->left_out;
}

static bool tell_broken(struct proceedings_reader *reader,
                        const struct json_place *place, const char *why,
                        struct err *err)
{
    char where[WHERE_SIZE];
    if (place->number > 0)
        snprintf(where, sizeof where, "record %" PRId64 ", line %" PRId64,
                 place->number, place->line);
    else
        snprintf(where, sizeof where, "line %" PRId64, place->line);
    if (reader->home.broken++ == 0)
        snprintf(reader->first_words, sizeof reader->first_words, "%s: %s", where, why);
    if (is_hopeless(&reader->home))
        return err_set(err, ERR_INVALID, "next to nothing in it can be read: %s",
                       reader->first_words);
    return reader->sink->broken(reader->sink->context, where, why, err);
}

static bool on_broken(void *context, const struct json_place *place, const char *why,
                      struct err *err)
{
    return tell_broken(context, place, why, err);
}

/* "a, b, c": what an object of no known shape has. */
static const char *member_names(struct arena *arena, const cJSON *object)
{
    const char *names = "";
    int count = 0;
    const cJSON *member = NULL;
    cJSON_ArrayForEach(member, object)
    {
        if (count++ == MEMBERS_NAMED)
            break;
        const char *name = entry_plain(arena, str_of(member->string), 40);
        names = arena_printf(arena, "%s%s%s", names, count > 1 ? ", " : "",
                             name ? name : "");
    }
    return arena_printf(arena, "%s%s", count > 0 ? names : "none",
                        count > MEMBERS_NAMED ? " …" : "");
}

static bool take_header(struct proceedings_reader *reader,
                        const struct json_place *place, const cJSON *object,
                        struct err *err)
{
    struct err broken = { 0 };
    if (json_header_read(object, &reader->home, &broken))
        return true;
    return tell_broken(reader, place, broken.text, err);
}

static bool no_edition(struct err *err)
{
    return err_set(err, ERR_INVALID,
                   "the file says no edition: give --venue and --year");
}

static bool tell(struct proceedings_reader *reader, const struct json_reading *reading,
                 struct err *err)
{
    const struct proceedings_sink *sink = reader->sink;
    if (reading->is_kept) {
        reader->kept++;
        return true;
    }
    reader->records++;
    if (reading->left_out != NULL) {
        reader->home.left_out++;
        return sink->left_out(sink->context, reading->left_out, err);
    }
    reader->home.entries++;
    if (!reading->is_addition)
        json_home_count(&reader->home, &reading->entry);
    return sink->entry(sink->context, &reading->entry, err);
}

static bool take_paper(struct proceedings_reader *reader,
                       const struct json_place *place, const cJSON *object,
                       struct arena *arena, struct err *err)
{
    struct json_reading reading = { .arena = arena,
                                    .home = &reader->home,
                                    .abstracts = &reader->abstracts,
                                    .position = reader->records + 1 };
    struct err broken = { 0 };
    const struct json_shape *shape = json_shape_of(object);
    if (shape == NULL) {
        return tell_broken(reader, place,
                           arena_printf(arena, "no shape that we know: members %s",
                                        member_names(arena, object)),
                           err);
    }
    if (shape->read(object, &reading, &broken))
        return tell(reader, &reading, err);
    if (broken.code == ERR_NOT_FOUND && reader->records == 0)
        return no_edition(err);
    return tell_broken(reader, place, broken.text, err);
}

static bool take_object(struct proceedings_reader *reader,
                        const struct json_place *place, const cJSON *object,
                        struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    bool stands_alone = place->number == 0;
    if (stands_alone && json_error_recognises(object))
        return json_error_set(&arena, object, err);
    if (stands_alone && json_header_recognises(object))
        return take_header(reader, place, object, err);
    return take_paper(reader, place, object, &arena, err);
}

static bool on_record(void *context, const struct json_place *place, struct buf *text,
                      struct err *err)
{
    struct proceedings_reader *reader = context;
    CLEANUP(json_done) cJSON *object = NULL;
    struct err broken = { 0 };
    json_repair(text->ptr, text->len);
    if (!json_read(buf_str(text), &object, &broken))
        return tell_broken(reader, place, broken.text, err);
    return take_object(reader, place, object, err);
}

static bool on_header(void *context, const struct json_place *place, struct buf *text,
                      bool is_whole, struct err *err)
{
    struct proceedings_reader *reader = context;
    CLEANUP(json_done) cJSON *object = NULL;
    struct err broken = { 0 };
    json_repair(text->ptr, text->len);
    if (json_read(buf_str(text), &object, &broken))
        return take_header(reader, place, object, err);
    return !is_whole || tell_broken(reader, place, broken.text, err);
}

static struct proceedings_reader *json_open(const struct proceedings_ask *ask,
                                            const struct proceedings_sink *sink)
{
    struct proceedings_reader *reader = mem_alloc(sizeof *reader);
    reader->sink = sink;
    reader->pieces =
        (struct json_split_sink){ on_record, on_header, on_broken, reader };
    reader->home = (struct json_home){ .ask = ask, .arena = &reader->arena };
    reader->home.header.declared = reader->home.header.count = -1;
    reader->start = buf_upto(START_LEN);
    json_split_init(&reader->split, &reader->pieces, PROCEEDINGS_RECORD_MAX);
    return reader;
}

static void json_close(struct proceedings_reader *reader)
{
    json_split_done(&reader->split);
    json_home_done(&reader->home);
    json_abstracts_done(&reader->abstracts);
    arena_done(&reader->arena);
    buf_done(&reader->start);
    free(reader);
}

/* A page or other markup where JSON should be; then the first bytes go on. */
static bool start(struct proceedings_reader *reader, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct str begun = buf_str(&reader->start), text = begun;
    reader->has_started = true;
    (void)str_skip(&text, LIT("\xef\xbb\xbf"));
    if (!proceedings_check_start(begun, err))
        return false;
    if (str_starts(str_trim(text), LIT("<")))
        return err_set(err, ERR_INVALID, "instead of JSON there is %s",
                       sniff(&arena, begun));
    return json_split_give(&reader->split, begun, err);
}

static bool json_give(struct proceedings_reader *reader, struct str piece,
                      struct err *err)
{
    if (!reader->has_started) {
        size_t len = START_LEN - reader->start.len;
        buf_add(&reader->start, str_upto(piece, len));
        piece = str_from(piece, len);
        if (reader->start.len < START_LEN)
            return true;
        if (!start(reader, err))
            return false;
    }
    return json_split_give(&reader->split, piece, err);
}

/* Words where JSON should be: "Rate exceeded." */
static bool refuse_words(const struct proceedings_reader *reader, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    return err_set(err, ERR_INVALID, "there are no proceedings in it, but %s",
                   sniff(&arena, buf_str(&reader->start)));
}

static bool begins_as_json(struct str start)
{
    (void)str_skip(&start, LIT("\xef\xbb\xbf"));
    start = str_trim(start);
    return str_starts(start, LIT("{")) || str_starts(start, LIT("["));
}

/* Is there a paper in the file, or an answer that has none? */
static bool check_papers(const struct proceedings_reader *reader, struct err *err)
{
    const struct json_home *home = &reader->home;
    if (home->entries > 0 || home->left_out > 0)
        return true;
    if (!begins_as_json(buf_str(&reader->start)))
        return refuse_words(reader, err);
    if (home->broken > 0)
        return err_set(err, ERR_INVALID, "there are no proceedings in it: %s",
                       reader->first_words);
    if (reader->kept > 0)
        return err_set(err, ERR_INVALID,
                       "it has abstracts alone: give them before the papers, as one "
                       "file");
    return reader->split.lists > 0 || home->header.series != NULL ||
           err_set(err, ERR_INVALID, "there are no proceedings in it");
}

static bool json_end(struct proceedings_reader *reader, struct err *err)
{
    if (!reader->has_started && !start(reader, err))
        return false;
    return json_split_end(&reader->split, err) && check_papers(reader, err) &&
           json_home_tell_page(&reader->home, reader->sink, err) &&
           json_home_tell(&reader->home, reader->sink, err);
}

const struct proceedings_format proceedings_json = { "json", json_open, json_give,
                                                     json_end, json_close };
