/* A page's records to entries, its head to what a harvest must know; see oai.h. */
#include "source/oai.h"

#include "source/entry.h"
#include "source/oai_record.h"
#include "source/oai_venue.h"
#include "source/sniff.h"

#include <inttypes.h>

struct reading {
    const struct oai_ask *ask;
    struct arena *arena;
    struct source_document document;
    int64_t records;
};

enum { WORDS_MAX = 400, CODE_MAX = 60 };

static int64_t response_date(const struct oai_page *page)
{
    int64_t time = 0;
    struct err ignored;
    return time_from_text(page->response_date, &time, &ignored) ? time : 0;
}

static void note_broken(struct reading *reading, struct str identifier, const char *why)
{
    struct source_harvest *harvest = &reading->document.harvest;
    struct arena *arena = reading->arena;
    harvest->broken_count++;
    if (harvest->broken.count >= SOURCE_PROBLEMS_MAX)
        return;
    const char *where = entry_plain(arena, str_upto(identifier, 200), 200);
    struct source_problem problem = {
        .where =
            where ? where : arena_printf(arena, "record %" PRId64, reading->records),
        .why = entry_plain(arena, str_of(why), sizeof(struct err)),
    };
    ARENA_PUSH(arena, &harvest->broken, problem);
}

static bool read_record(struct reading *reading, const struct oai_page *page,
                        const struct oai_record *record, struct source_entry *ret_entry,
                        struct err *err)
{
    if (oai_venue_is(record->identifier))
        return oai_venue_read(record, reading->ask, reading->arena, ret_entry, err);
    return oai_record_read(record, response_date(page), reading->arena, ret_entry, err);
}

static bool take_entry(struct reading *reading, const struct oai_page *page,
                       const struct oai_record *record, struct err *err)
{
    struct source_entry entry;
    struct err why;
    if (!read_record(reading, page, record, &entry, &why)) {
        note_broken(reading, record->identifier, why.text);
        return true;
    }
    entry.position = reading->records;
    return entry_keep(reading->arena, &reading->document, &entry, err);
}

/* A journal's article is asked for by the whole of its name. */
static void take_header(struct reading *reading, const struct oai_record *record)
{
    struct text_list *identifiers = &reading->document.harvest.identifiers;
    struct source_entry entry;
    struct err why;
    if (oai_venue_is(record->identifier))
        ARENA_PUSH(reading->arena, identifiers,
                   arena_text(reading->arena, record->identifier));
    else if (entry_start(reading->arena, record->identifier, &entry, &why))
        ARENA_PUSH(reading->arena, identifiers, entry.paper.key);
    else
        note_broken(reading, record->identifier, why.text);
}

static void take_set(struct reading *reading, const struct oai_record *record)
{
    struct source_harvest *harvest = &reading->document.harvest;
    struct source_group group;
    if (harvest->sets.count < SOURCE_GROUPS_MAX &&
        oai_venue_set(record, reading->arena, &group))
        ARENA_PUSH(reading->arena, &harvest->sets, group);
}

static bool on_record(void *context, const struct oai_page *page,
                      const struct oai_record *record, enum oai_item item,
                      struct err *err)
{
    struct reading *reading = context;
    reading->records++;
    switch (item) { /* no default: -Wswitch */
    case OAI_RECORD:
        return take_entry(reading, page, record, err);
    case OAI_HEADER:
        take_header(reading, record);
        break;
    case OAI_SET:
        take_set(reading, record);
        break;
    }
    return true;
}

static int64_t read_count(struct str text)
{
    int64_t count = -1;
    struct err ignored;
    return str_to_int(str_trim(text), 0, INT32_MAX, &count, &ignored) ? count : -1;
}

static bool read_token(struct reading *reading, const struct oai_page *page,
                       struct err *err)
{
    struct source_harvest *harvest = &reading->document.harvest;
    if (page->token.len > SOURCE_TOKEN_MAX)
        return err_set(err, ERR_INVALID, "the resumption token is over %d bytes",
                       SOURCE_TOKEN_MAX);
    if (page->token.len > 0 && page->whole)
        harvest->token = arena_text(reading->arena, page->token);
    harvest->list_size = read_count(page->list_size);
    harvest->cursor = read_count(page->cursor);
    return true;
}

static void read_error(struct reading *reading, const struct oai_page *page)
{
    struct source_harvest *harvest = &reading->document.harvest;
    if (page->error == NULL)
        return;
    harvest->error = entry_plain(reading->arena, str_of(page->error), CODE_MAX);
    harvest->why = entry_plain(reading->arena, page->error_words, WORDS_MAX);
    if (harvest->error == NULL)
        harvest->error = "error";
}

/* Identify, ListMetadataFormats: answers to questions that a harvest does not ask. */
static bool check_is_page(const struct oai_page *page, struct err *err)
{
    if (page->error != NULL || page->has_list || (!page->whole && page->verb == NULL))
        return true;
    struct str verb = page->verb ? str_of(page->verb) : LIT("nothing");
    return err_set(err, ERR_INVALID,
                   "records of an OAI-PMH harvest were expected, found %.*s",
                   STR_ARG(sniff_quote(verb)));
}

bool oai_read(struct str bytes, const struct oai_ask *ask, struct arena *arena,
              struct source_document *ret_document, struct err *err)
{
    static const struct oai_ask nothing = { 0 };
    struct reading reading = { .ask = ask ? ask : &nothing,
                               .arena = arena,
                               .document = { .day = DAY_NONE, .total_results = -1 } };
    struct oai_page page;
    if (!oai_page_read(bytes, arena, on_record, &reading, &page, err) ||
        !check_is_page(&page, err) || !read_token(&reading, &page, err))
        return false;
    read_error(&reading, &page);
    reading.document.harvest.is_page = true;
    reading.document.generated = response_date(&page);
    reading.document.complete = page.whole;
    *ret_document = reading.document;
    return true;
}
