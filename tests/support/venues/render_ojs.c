/* OAI-PMH as Open Journal Systems speaks it: pages behind tokens that say only where
 * they go on; one article that cannot be printed takes its page with it. See render.h.
 */
#include "render.h"

#include "base/clock.h"

#include <inttypes.h>

enum { NAMES_TIMES = 5, SETS_A_PAGE = 3 };

/* A record of the archive, in its order. */
struct record {
    const struct venue_edition *edition;
    const struct venue_paper *paper;
    int32_t day;
    size_t group;
};
struct records {
    struct record *items;
    size_t count, capacity;
};

static struct record record_of(const struct venue_edition *edition,
                               const struct venue_paper *paper,
                               const struct venue_play *play)
{
    struct record record = { edition, paper, 0, paper->group };
    bool is_touched = paper->article == play->oai_touched;
    if (is_touched) {
        record.day = play->today;
        record.group = (paper->group + 1) % edition->group_count;
    } else if (!day_from_parts(edition->year, 4, 1, &record.day)) {
        record.day = 0;
    }
    return record;
}

/* Of the journal, from that day on; DAY_NONE: all. */
static struct records records_from(const struct proceedings *all,
                                   const struct venue_play *play, const char *series,
                                   int32_t from, struct arena *arena)
{
    struct records records = { 0 };
    for (size_t i = 0; i < all->count; i++) {
        const struct venue_edition *edition = &all->items[i];
        bool is_its = str_eq_nocase(str_of(edition->series), str_of(series));
        for (size_t n = 0; is_its && n < play_count(play, edition); n++) {
            struct record record = record_of(edition, &edition->papers.items[n], play);
            if (from == DAY_NONE || record.day >= from)
                ARENA_PUSH(arena, &records, record);
        }
    }
    return records;
}

/* ---- elements ---- */

static void put_element(struct buf *out, const char *name, const char *text)
{
    buf_printf(out, "<%s>", name);
    xml_text(out, text);
    buf_printf(out, "</%s>", name);
}

static void put_header(struct buf *out, const struct record *record)
{
    char day[DAY_TEXT_SIZE];
    day_to_text(record->day, day);
    buf_printf(out,
               "<header><identifier>oai:ojs.aaai.org:article/%" PRId64
               "</identifier><datestamp>%sT08:00:00Z</datestamp><setSpec>%s</setSpec>"
               "</header>",
               record->paper->article, day,
               record->edition->groups[record->group].native);
}

static void put_source(struct buf *out, const struct record *record)
{
    int year = record->edition->year;
    buf_printf(out,
               "<dc:source xml:lang=\"en-US\">Proceedings of the AAAI Conference on "
               "Artificial Intelligence; Vol. %d No. 1: AAAI-%02d Technical Tracks 1; "
               "%zu-%zu</dc:source>\n<dc:source>2374-3468</dc:source>\n",
               year - 1986, year % 100, record->paper->number * 9,
               record->paper->number * 9 + 8);
}

static void put_creators(struct buf *out, const struct venue_paper *paper)
{
    for (size_t i = 0; i < paper->authors.count; i++) {
        CLEANUP(buf_done) struct buf name = buf_upto(500);
        family_first(&name, paper->authors.items[i]);
        put_element(out, "dc:creator", name.ptr);
    }
}

static void put_record(struct buf *out, const struct record *record)
{
    const struct venue_paper *paper = record->paper;
    buf_text(out, "<record>");
    put_header(out, record);
    buf_text(out, "<metadata>\n<oai_dc:dc "
                  "xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\" "
                  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    put_element(out, "dc:title", paper->title);
    put_creators(out, paper);
    put_element(out, "dc:description", paper->abstract);
    buf_printf(
        out,
        "<dc:identifier>https://ojs.aaai.org/index.php/AAAI/article/view/%" PRId64
        "</dc:identifier>\n<dc:relation>https://ojs.aaai.org/index.php/AAAI/"
        "article/view/%" PRId64 "/%" PRId64 "</dc:relation>\n",
        paper->article, paper->article, paper->article + 7);
    put_source(out, record);
    buf_text(out, "</oai_dc:dc></metadata></record>\n");
}

/* ---- answers ---- */

static void begin(struct buf *out)
{
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\">\n"
                  "<responseDate>2026-10-09T23:24:22Z</responseDate>\n");
}

static void put_error(struct buf *out, const char *code, const char *words)
{
    begin(out);
    buf_printf(out, "<error code=\"%s\">%s</error>\n</OAI-PMH>\n", code, words);
}

static void put_token(struct buf *out, size_t next, size_t size, int32_t from)
{
    buf_printf(out, "<resumptionToken completeListSize=\"%zu\">", size);
    if (next < size)
        buf_printf(out, "at %zu+%" PRId32, next, from);
    buf_text(out, "</resumptionToken>\n");
}

/* "at 20+19000" */
static bool read_token(const char *token, size_t *ret_at, int32_t *ret_from)
{
    struct err ignored;
    int64_t at, from;
    struct str rest = str_of(token);
    if (!str_skip(&rest, LIT("at ")) ||
        !str_to_int(str_cut(&rest, '+'), 0, INT32_MAX, &at, &ignored) ||
        !str_to_int(rest, INT32_MIN, INT32_MAX, &from, &ignored))
        return false;
    *ret_at = (size_t)at;
    *ret_from = (int32_t)from;
    return true;
}

static bool is_broken(const struct venue_play *play, const struct record *record)
{
    return play->oai_broken != 0 && record->paper->article == play->oai_broken;
}

static void fail(struct answer *answer)
{
    answer->status = 500;
    answer->content_type = "text/html; charset=UTF-8";
    buf_clear(&answer->body);
}

static void put_list(const struct records *records, const struct venue_play *play,
                     bool is_names, size_t at, struct answer *answer)
{
    struct buf *out = &answer->body;
    size_t page = (size_t)play->oai_page * (is_names ? NAMES_TIMES : 1);
    for (size_t i = at; i < records->count && i < at + page; i++) {
        if (is_names)
            put_header(out, &records->items[i]);
        else if (is_broken(play, &records->items[i])) {
            fail(answer);
            return;
        } else
            put_record(out, &records->items[i]);
    }
}

static void list_records(const struct proceedings *all, const struct venue_play *play,
                         const struct ojs_ask *ask, struct answer *answer)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct err ignored;
    int32_t from = DAY_NONE;
    size_t at = 0;
    bool is_names = strcmp(ask->verb, "ListIdentifiers") == 0;
    if (ask->token != NULL &&
        (play->token_expired || !read_token(ask->token, &at, &from))) {
        put_error(&answer->body, "badResumptionToken", "The token has expired.");
        return;
    }
    if (ask->token == NULL && ask->from != NULL &&
        !day_from_text(str_of(ask->from), &from, &ignored)) {
        put_error(&answer->body, "badArgument", "from is no date");
        return;
    }
    struct records records = records_from(all, play, ask->series, from, &arena);
    size_t page = (size_t)play->oai_page * (is_names ? NAMES_TIMES : 1);
    if (records.count == 0) {
        put_error(&answer->body, "noRecordsMatch", "No matching records.");
        return;
    }
    begin(&answer->body);
    buf_printf(&answer->body, "<%s>\n", ask->verb);
    put_list(&records, play, is_names, at, answer);
    if (answer->status != 200)
        return;
    put_token(&answer->body, at + page, records.count, from);
    buf_printf(&answer->body, "</%s>\n</OAI-PMH>\n", ask->verb);
}

static void get_record(const struct proceedings *all, const struct venue_play *play,
                       const struct ojs_ask *ask, struct answer *answer)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct records records = records_from(all, play, ask->series, DAY_NONE, &arena);
    for (size_t i = 0; i < records.count; i++) {
        const char *name = arena_printf(&arena, "oai:ojs.aaai.org:article/%" PRId64,
                                        records.items[i].paper->article);
        if (ask->identifier == NULL || strcmp(name, ask->identifier) != 0)
            continue;
        if (is_broken(play, &records.items[i])) {
            fail(answer);
            return;
        }
        begin(&answer->body);
        buf_text(&answer->body, "<GetRecord>");
        put_record(&answer->body, &records.items[i]);
        buf_text(&answer->body, "</GetRecord>\n</OAI-PMH>\n");
        return;
    }
    put_error(&answer->body, "idDoesNotExist", "No such article.");
}

static void list_sets(const struct proceedings *all, const struct ojs_ask *ask,
                      struct answer *answer)
{
    struct buf *out = &answer->body;
    const struct venue_edition *edition = NULL;
    size_t at = 0;
    int32_t from = DAY_NONE;
    for (size_t i = 0; i < all->count && edition == NULL; i++)
        if (str_eq_nocase(str_of(all->items[i].series), str_of(ask->series)))
            edition = &all->items[i];
    if (edition == NULL ||
        (ask->token != NULL && !read_token(ask->token, &at, &from))) {
        put_error(out, "badArgument", "nothing is here");
        return;
    }
    begin(out);
    buf_text(out, "<ListSets>");
    for (size_t i = at; i < edition->group_count && i < at + SETS_A_PAGE; i++) {
        buf_printf(out, "<set><setSpec>%s</setSpec>", edition->groups[i].native);
        buf_text(out, "<setName>AAAI Technical Track on ");
        xml_text(out, edition->groups[i].shown);
        buf_text(out, "</setName></set>\n");
    }
    put_token(out, at + SETS_A_PAGE, edition->group_count, from);
    buf_text(out, "</ListSets>\n</OAI-PMH>\n");
}

void render_ojs(const struct proceedings *all, const struct venue_play *play,
                const struct ojs_ask *ask, struct answer *answer)
{
    const char *verb = ask->verb ? ask->verb : "";
    answer->content_type = "text/xml; charset=utf-8";
    if (strcmp(verb, "ListRecords") == 0 || strcmp(verb, "ListIdentifiers") == 0)
        list_records(all, play, ask, answer);
    else if (strcmp(verb, "GetRecord") == 0)
        get_record(all, play, ask, answer);
    else if (strcmp(verb, "ListSets") == 0)
        list_sets(all, ask, answer);
    else
        put_error(&answer->body, "badVerb", "no such verb");
}
