/* Ask, header and counts; see json_home.h. */
#include "proceedings/json/json_home.h"

#include "proceedings/json/json_member.h"
#include "proceedings/json/json_split.h"
#include "proceedings/json/json_words.h"
#include "source/entry.h"

enum { EDITIONS_MAX = 500, HEADERS_MAX = 1000 };
enum { TITLE_MAX = 1000, DECLARED_MAX = 10000000 };

void json_home_done(struct json_home *home)
{
    for (size_t i = 0; i < home->editions.count; i++)
        key_counts_done(&home->editions.items[i].keys);
    home->editions.count = 0;
}

static const char *const venue_names[] = { "venue", "series", "conference", NULL };

/* {"edition": {"name": "ICLR.2024", …}}: as `parse` prints it. */
static const cJSON *edition_in(const cJSON *object)
{
    const cJSON *edition = cJSON_GetObjectItemCaseSensitive(object, "edition");
    return cJSON_IsObject(edition) ? edition : NULL;
}

bool json_header_recognises(const cJSON *object)
{
    static const char *const of_papers[] = { "title", "authors",  "author",
                                             "id",    "abstract", "group" };
    for (size_t i = 0; i < COUNT_OF(of_papers); i++)
        if (json_member(object, of_papers[i]) != NULL)
            return false;
    return json_member_first(object, venue_names).len > 0 || edition_in(object) != NULL;
}

/* Another edition has another title, other groups. */
static bool read_edition(struct str venue, struct arena *arena,
                         struct json_header *header, struct err *err)
{
    struct str series;
    struct json_header fresh = { .declared = -1,
                                 .count = -1,
                                 .source = header->source };
    const char *edition;
    struct err ignored;
    if (venue.len == 0)
        return true;
    if (venue_edition_read(arena, venue, &edition, &ignored) &&
        paper_edition(edition, &series, &fresh.year))
        fresh.series = arena_text(arena, series);
    else if (!venue_series_read(arena, venue, &fresh.series, err))
        return false;
    *header = fresh;
    return true;
}

static void add_group(struct arena *arena, struct json_header *header,
                      const cJSON *group)
{
    static const char *const names[] = { "name", "title", NULL };
    static const char *const natives[] = { "native", "id", NULL };
    bool is_object = cJSON_IsObject(group);
    struct str name = is_object
                          ? json_member_first(group, names)
                          : str_of(cJSON_IsString(group) ? group->valuestring : NULL);
    const char *shown = venue_group_name(arena, name);
    if (shown == NULL || header->names.count >= SOURCE_GROUPS_MAX ||
        text_list_has(&header->names, shown))
        return;
    struct str native = is_object ? json_member_first(group, natives) : LIT("");
    const char *also = entry_plain(arena, native, PAPER_VENUE_MAX);
    ARENA_PUSH(arena, &header->names, shown);
    ARENA_PUSH(arena, &header->natives, also ? also : "");
}

/* The object in which the list stands: {"response": {"json": {…}}} has its members
 * further in. */
static const cJSON *innermost(const cJSON *object)
{
    const cJSON *member = object->child;
    while (member != NULL) {
        bool is_around = cJSON_IsObject(member) && member->string != NULL &&
                         json_split_is_around(str_of(member->string));
        object = is_around ? member : object;
        member = is_around ? member->child : member->next;
    }
    return object;
}

static int64_t count_of(const cJSON *object, const char *name)
{
    return json_member_number(object, name, 0, DECLARED_MAX, -1);
}

static const char *next_of(const cJSON *object, struct arena *arena)
{
    const cJSON *next = json_member(object, "next");
    struct str text = json_member_text(object, "next");
    if (next == NULL || cJSON_IsFalse(next) || (cJSON_IsString(next) && text.len == 0))
        return NULL;
    return text.len <= PROCEEDINGS_NEXT_MAX ? arena_text(arena, text) : "";
}

/* A header that names no edition is about all. */
static bool is_about(const struct json_header *header, const char *name)
{
    struct str series;
    int year;
    return header->series == NULL || (paper_edition(name, &series, &year) &&
                                      str_eq(series, str_of(header->series)) &&
                                      (header->year == 0 || year == header->year));
}

/* What comes after the papers is about them too. */
static void give_to_editions(struct json_home *home)
{
    for (size_t i = 0; i < home->editions.count; i++) {
        struct json_edition *edition = &home->editions.items[i];
        if (is_about(&home->header, edition->name))
            edition->header = home->header;
    }
}

bool json_header_read(const cJSON *object, struct json_home *home, struct err *err)
{
    const cJSON *edition = edition_in(object);
    struct json_header header = home->header;
    struct arena *arena = home->arena;
    const cJSON *group = NULL;
    object = edition ? edition : innermost(object);
    if (++home->headers > HEADERS_MAX)
        return err_set(err, ERR_LIMIT, "there are over %d headers", HEADERS_MAX);
    struct str venue = edition ? json_member_text(edition, "name")
                               : json_member_first(object, venue_names);
    if (!read_edition(venue, arena, &header, err))
        return false;
    header.year = (int)json_member_number(object, "year", VENUE_YEAR_MIN,
                                          VENUE_YEAR_MAX, header.year);
    const char *title = json_words_line(
        arena, json_member_text(object, edition ? "title" : "name"), TITLE_MAX);
    header.title = title ? title : header.title;
    const char *source =
        entry_plain(arena, json_member_text(object, "source"), PAPER_VENUE_MAX);
    header.source = source ? source : header.source;
    int64_t declared = count_of(object, "declared");
    header.declared = declared >= 0 ? declared : count_of(object, "total");
    header.count = count_of(object, "count");
    header.next = next_of(object, arena);
    cJSON_ArrayForEach(group, json_member(object, "groups"))
        add_group(arena, &header, group);
    home->header = header;
    give_to_editions(home);
    return true;
}

enum json_stand json_home_edition(const struct json_home *home, struct arena *arena,
                                  const char *series, int year,
                                  const char **ret_edition)
{
    const struct proceedings_ask *ask = home->ask;
    series = series ? series : home->header.series;
    year = year != 0 ? year : home->header.year;
    bool is_other_series =
        ask->series && series && !str_eq_nocase(str_of(series), str_of(ask->series));
    bool is_other_year = ask->year != 0 && year != 0 && year != ask->year;
    series = series ? series : ask->series;
    year = year != 0 ? year : ask->year;
    if (series == NULL || year == 0)
        return ask->edition_optional ? JSON_HERE : JSON_NOWHERE;
    *ret_edition = venue_edition_name(arena, series, year);
    return is_other_series || is_other_year ? JSON_ELSEWHERE : JSON_HERE;
}

static struct json_edition *find(struct json_home *home, const char *name,
                                 enum venue_dialect dialect)
{
    for (size_t i = home->editions.count; i > 0; i--) {
        struct json_edition *edition = &home->editions.items[i - 1];
        if (edition->dialect == dialect && strcmp(edition->name, name) == 0)
            return edition;
    }
    return NULL;
}

void json_home_count(struct json_home *home, const struct source_entry *entry)
{
    const char *name = entry->paper.venue;
    if (name == NULL)
        return;
    struct json_edition *edition = find(home, name, entry->dialect);
    if (edition == NULL && home->editions.count >= EDITIONS_MAX)
        return;
    if (edition == NULL) {
        struct json_edition added = { .name = arena_text(home->arena, str_of(name)),
                                      .dialect = entry->dialect };
        added.header.declared = added.header.count = -1;
        ARENA_PUSH(home->arena, &home->editions, added);
        edition = &home->editions.items[home->editions.count - 1];
    }
    if (is_about(&home->header, name))
        edition->header = home->header;
    (void)key_counts_add(&edition->keys, str_of(entry->paper.key));
}

/* How many papers the source says that it has. */
static int64_t declared_of(const struct json_home *home,
                           const struct json_edition *edition)
{
    const struct json_header *header = &edition->header;
    int64_t seen = home->entries + home->left_out + home->broken;
    bool is_only = home->editions.count == 1;
    int64_t papers = edition->keys.count + (is_only ? home->broken : 0);
    switch (edition->dialect) {
    case VENUE_PAPERLISTS:
        return papers;
    case VENUE_VIRTUAL: /* it counts events */
        return header->next != NULL || header->count > seen ? -1 : papers;
    case VENUE_OPENREVIEW: /* with what is left out, unless asked for without */
        return is_only && home->left_out == 0 ? header->count : -1;
    case VENUE_OWN:
        return is_only || header->series != NULL ? header->declared : -1;
    default:
        return -1;
    }
}

static bool tell(const struct json_home *home, const struct json_edition *edition,
                 const struct proceedings_sink *sink, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct json_header *header = &edition->header;
    struct source_edition told = { .name = edition->name,
                                   .title = header->title,
                                   .dialect = edition->dialect,
                                   .part = "",
                                   .declared = declared_of(home, edition) };
    for (size_t i = 0; i < header->names.count; i++) {
        const char *native = header->natives.items[i];
        const struct source_group group = { header->names.items[i],
                                            native[0] != '\0' ? native : NULL };
        ARENA_PUSH(&arena, &told.groups, group);
    }
    return sink->edition(sink->context, &told, err);
}

bool json_home_tell_page(const struct json_home *home,
                         const struct proceedings_sink *sink, struct err *err)
{
    const struct proceedings_page page = { home->header.next, home->header.count };
    bool is_said = page.next != NULL || page.count >= 0;
    return sink->page == NULL || !is_said || sink->page(sink->context, &page, err);
}

bool json_home_tell(const struct json_home *home, const struct proceedings_sink *sink,
                    struct err *err)
{
    for (size_t i = 0; i < home->editions.count; i++)
        if (!tell(home, &home->editions.items[i], sink, err))
            return false;
    return true;
}
