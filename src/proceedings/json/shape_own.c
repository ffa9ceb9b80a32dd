/* Our own JSON Lines: what an operator writes, and what our API and `parse` print
 * (docs/venues.md). The operator's word: believed before any other source. */
#include "proceedings/json/json_member.h"
#include "proceedings/json/json_shape.h"
#include "proceedings/json/json_words.h"
#include "source/entry.h"

static bool recognises(const cJSON *record)
{
    return json_member_text(record, "title").len > 0;
}

/* "ICLR.2024", or "ICLR" beside a year; a record need not say it. ERR_INVALID: neither.
 */
static bool read_edition(const cJSON *record, struct arena *arena,
                         const char **ret_series, int *ret_year, struct err *err)
{
    struct str venue = json_member_text(record, "venue"), series;
    const char *edition;
    struct err ignored;
    *ret_year =
        (int)json_member_number(record, "year", VENUE_YEAR_MIN, VENUE_YEAR_MAX, 0);
    *ret_series = NULL;
    if (venue.len == 0)
        return true;
    if (!venue_edition_read(arena, venue, &edition, &ignored) ||
        !paper_edition(edition, &series, ret_year))
        return venue_series_read(arena, venue, ret_series, err);
    *ret_series = arena_text(arena, series);
    return true;
}

static void add_key(struct json_reading *reading, struct str key)
{
    (void)proceedings_add_id(reading->arena, &reading->entry, key);
}

/* "GMwRl2e9Y1" of the source "OpenReview", which record or header names. */
static void add_id(struct json_reading *reading, const cJSON *record, struct str id)
{
    struct str source = json_member_text(record, "source");
    const char *of_header = reading->home->header.source;
    if (source.len == 0)
        source = str_of(of_header);
    bool is_key = str_find_char(id, '@') < id.len || source.len == 0;
    add_key(reading,
            is_key ? id
                   : str_of(arena_printf(reading->arena, "%.*s@%.*s",
                                         STR_ARG(str_upto(id, PAPER_KEY_MAX)),
                                         STR_ARG(str_upto(source, PAPER_KEY_MAX)))));
}

static void read_ids(struct json_reading *reading, const cJSON *record, struct str id)
{
    static const char *const pages[] = { "url", "page_url", "site" };
    static const char *const files[] = { "pdf", "pdf_url" };
    const cJSON *other = NULL;
    if (id.len > 0)
        add_id(reading, record, id);
    cJSON_ArrayForEach(other, json_member(record, "ids")) if (cJSON_IsString(other))
        add_key(reading, str_of(other->valuestring));
    json_fields_openreview(reading, json_member_text(record, "openreview"));
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        json_fields_page(reading, json_member_text(record, pages[i]));
    for (size_t i = 0; i < COUNT_OF(files); i++)
        json_fields_pdf(reading, json_member_text(record, files[i]));
    json_fields_doi(reading, json_member_text(record, "doi"));
    if (reading->entry.arxiv == NULL)
        (void)proceedings_add_id(reading->arena, &reading->entry,
                                 json_member_text(record, "arxiv"));
}

static void read_date(struct json_reading *reading, const cJSON *record)
{
    static const char *const names[] = { "date", "published", NULL };
    struct str date = str_upto(json_member_first(record, names), 10);
    int32_t day = 0;
    struct err ignored;
    if (day_from_text(date, &day, &ignored))
        reading->entry.paper.published = (int64_t)day * SECONDS_A_DAY;
}

static void read_words(struct json_reading *reading, const cJSON *record)
{
    static const char *const codes[] = { "code", "code_url", "github", NULL };
    struct paper *paper = &reading->entry.paper;
    const cJSON *authors = json_member(record, "authors");
    const cJSON *subjects = json_member(record, "subjects");
    json_fields_title(reading, json_member_text(record, "title"));
    json_fields_abstract(reading, json_member_text(record, "abstract"));
    json_fields_authors(reading, authors ? authors : json_member(record, "author"));
    json_fields_subjects(reading,
                         subjects ? subjects : json_member(record, "keywords"));
    json_fields_award(reading, json_member(record, "award"));
    json_fields_code(reading, json_member_first(record, codes));
    paper->comment = json_words_line(
        reading->arena, json_member_text(record, "comment"), PAPER_FIELD_MAX);
    paper->journal_ref = json_words_line(
        reading->arena, json_member_text(record, "journal_ref"), PAPER_FIELD_MAX);
}

static void read_group(struct json_reading *reading, const cJSON *record)
{
    static const char *const names[] = { "group", "section", NULL };
    struct str group = json_member_first(record, names);
    if (group.len > 0)
        reading->entry.paper.group = venue_group_name(reading->arena, group);
    else
        json_fields_group(reading, json_member_text(record, "status"),
                          json_member_text(record, "track"));
}

static bool read_own(const cJSON *record, struct json_reading *reading, struct err *err)
{
    const char *series = NULL;
    int year = 0;
    struct str id = json_member_id(reading->arena, record, "id");
    if (json_fields_refuse(reading, json_member_text(record, "status")))
        return true;
    if (!read_edition(record, reading->arena, &series, &year, err) ||
        !json_fields_start(reading, VENUE_OWN, series, year, err))
        return false;
    if (reading->left_out != NULL)
        return true;
    int64_t order = json_member_number(record, "order", 1, INT32_MAX, 0);
    reading->entry.placed = order > 0;
    reading->entry.position = order > 0 ? order : reading->position;
    read_words(reading, record);
    read_group(reading, record);
    read_date(reading, record);
    read_ids(reading, record, id);
    return json_fields_finish(reading, id, err);
}

const struct json_shape shape_own = { recognises, read_own };
