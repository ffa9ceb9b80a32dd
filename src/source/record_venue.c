/* The half of a record that papers of proceedings alone have, and their editions; see
 * record.h. As there, the reading half trusts nothing. */
#include "source/entry.h"
#include "source/record_parts.h"

#include "model/arxiv_id.h"

enum { IDS_MAX = 50, NAME_MAX = 40, TITLE_MAX = 1000, PART_MAX = 200 };
enum { DECLARED_MAX = 10000000 };

static void write_year(cJSON *object, const char *edition)
{
    struct str series;
    int year = 0;
    if (paper_edition(edition, &series, &year))
        json_set_int(object, "year", year);
    else
        json_set_null(object, "year");
}

static void write_dialect(cJSON *object, enum venue_dialect dialect)
{
    bool known = dialect != VENUE_UNKNOWN;
    json_set_text(object, "dialect", known ? venue_dialect_name(dialect) : NULL);
}

void record_venue_write(cJSON *object, const struct source_entry *entry)
{
    const struct paper *paper = &entry->paper;
    json_set_text(object, "venue", paper->venue);
    write_year(object, paper->venue);
    json_set_text(object, "group", paper->group);
    json_set_text(object, "award", paper->award);
    record_write_list(object, "subjects", &paper->subjects);
    write_dialect(object, entry->dialect);
    record_write_list(object, "ids", &entry->ids);
    json_set_text(object, "arxiv", entry->arxiv);
    if (entry->placed)
        json_set_bool(object, "placed", true);
}

static bool check_key(struct str key, struct err *err)
{
    return venue_key_is_valid(key) ||
           err_set(err, ERR_INVALID, "“%.*s” is not the key of a paper in proceedings",
                   STR_ARG(str_upto(key, 100)));
}

bool record_venue_start(const cJSON *object, struct arena *arena,
                        struct source_entry *ret_entry, struct err *err)
{
    const char *key = NULL;
    if (!json_get_text(object, "id", PAPER_KEY_MAX, arena, &key, err) ||
        !check_key(str_of(key), err))
        return false;
    *ret_entry = (struct source_entry){
        .paper = { .branch = BRANCH_VENUE, .key = key, .announced = DAY_NONE }
    };
    return true;
}

/* The year must be the edition's: it is told twice, for those who read records. */
static bool read_edition(const cJSON *object, struct arena *arena, struct paper *paper,
                         struct err *err)
{
    const char *venue = NULL;
    struct str series;
    int64_t told = 0;
    int year = 0;
    if (!json_get_text_or_null(object, "venue", PAPER_VENUE_MAX, arena, &venue, err) ||
        !json_get_int_or(object, "year", VENUE_YEAR_MIN, VENUE_YEAR_MAX, 0, &told, err))
        return false;
    if (venue == NULL)
        return true;
    if (!venue_edition_read(arena, str_of(venue), &paper->venue, err))
        return false;
    return told == 0 || (paper_edition(paper->venue, &series, &year) && told == year) ||
           err_set(err, ERR_INVALID, "%s is not of %d", paper->venue, (int)told);
}

static bool read_dialect(const cJSON *object, struct arena *arena,
                         enum venue_dialect *ret_dialect, struct err *err)
{
    const char *name = NULL;
    if (!json_get_text_or_null(object, "dialect", NAME_MAX, arena, &name, err))
        return false;
    *ret_dialect = VENUE_UNKNOWN;
    return name == NULL || venue_dialect_read(str_of(name), ret_dialect) ||
           err_set(err, ERR_INVALID, "“%s” is not a dialect of proceedings", name);
}

static bool read_ids(const cJSON *object, struct arena *arena,
                     struct source_entry *entry, struct err *err)
{
    static const struct record_list_bounds bounds = { "ids", IDS_MAX, PAPER_KEY_MAX };
    if (!record_read_list(object, &bounds, arena, &entry->ids, err) ||
        !json_get_text_or_null(object, "arxiv", ARXIV_KEY_SIZE - 1, arena,
                               &entry->arxiv, err))
        return false;
    for (size_t i = 0; i < entry->ids.count; i++)
        if (!check_key(str_of(entry->ids.items[i]), err))
            return false;
    return entry->arxiv == NULL || arxiv_id_is_canonical(str_of(entry->arxiv)) ||
           err_set(err, ERR_INVALID, "“%s” is not the canonical id of a paper",
                   entry->arxiv);
}

static bool read_url(const cJSON *object, const char *name, struct arena *arena,
                     const char **ret_url, struct err *err)
{
    const char *text = NULL;
    if (!json_get_text_or_null(object, name, PAPER_FIELD_MAX, arena, &text, err))
        return false;
    *ret_url = text != NULL ? entry_url(arena, str_of(text)) : NULL;
    return true;
}

bool record_venue_read(const cJSON *object, struct arena *arena,
                       struct source_entry *entry, struct err *err)
{
    static const struct record_list_bounds bounds = { "subjects", PAPER_SUBJECTS_MAX,
                                                      PAPER_SUBJECT_MAX };
    struct paper *paper = &entry->paper;
    entry->placed = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, "placed"));
    return read_edition(object, arena, paper, err) &&
           json_get_text_or_null(object, "group", PAPER_VENUE_MAX, arena, &paper->group,
                                 err) &&
           json_get_text_or_null(object, "award", PAPER_AWARD_MAX, arena, &paper->award,
                                 err) &&
           record_read_list(object, &bounds, arena, &paper->subjects, err) &&
           read_dialect(object, arena, &entry->dialect, err) &&
           read_ids(object, arena, entry, err) &&
           read_url(object, "page_url", arena, &paper->page_url, err) &&
           read_url(object, "pdf_url", arena, &paper->pdf_url, err);
}

void record_write_groups(cJSON *list, const struct source_group *groups, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cJSON *group = json_add_object(list);
        json_set_text(group, "name", groups[i].name);
        json_set_text(group, "native", groups[i].native);
    }
}

bool record_read_group(const cJSON *object, struct arena *arena,
                       struct source_group *ret_group, struct err *err)
{
    struct source_group group;
    if (!json_get_text(object, "name", PAPER_VENUE_MAX, arena, &group.name, err) ||
        !json_get_text_or_null(object, "native", PAPER_VENUE_MAX, arena, &group.native,
                               err))
        return false;
    if (str_trim(str_of(group.name)).len == 0)
        return err_set(err, ERR_INVALID, "a group has no name");
    *ret_group = group;
    return true;
}

cJSON *record_edition_json(const struct source_edition *edition)
{
    cJSON *object = cJSON_CreateObject();
    json_set_text(object, "name", edition->name);
    json_set_text(object, "title", edition->title);
    write_dialect(object, edition->dialect);
    json_set_text(object, "part", edition->part);
    record_set_count(object, "declared", edition->declared, 0);
    RECORD_WRITE_GROUPS(json_set_list(object, "groups"), edition->groups);
    return object;
}

static bool read_name(const cJSON *object, struct arena *arena, const char **ret_name,
                      struct err *err)
{
    const char *text = NULL;
    return json_get_text(object, "name", PAPER_VENUE_MAX, arena, &text, err) &&
           venue_edition_read(arena, str_of(text), ret_name, err);
}

static bool read_groups(const cJSON *object, struct arena *arena,
                        struct source_edition *edition, struct err *err)
{
    const cJSON *list = NULL, *item = NULL;
    struct source_group group;
    if (!json_get_list_or_empty(object, "groups", SOURCE_GROUPS_MAX, &list, err))
        return false;
    cJSON_ArrayForEach(item, list)
    {
        if (!record_read_group(item, arena, &group, err))
            return false;
        ARENA_PUSH(arena, &edition->groups, group);
    }
    return true;
}

bool record_edition_read(const cJSON *object, struct arena *arena,
                         struct source_edition *ret_edition, struct err *err)
{
    struct source_edition edition = { .declared = -1 };
    if (!read_name(object, arena, &edition.name, err) ||
        !json_get_text_or_null(object, "title", TITLE_MAX, arena, &edition.title,
                               err) ||
        !read_dialect(object, arena, &edition.dialect, err) ||
        !json_get_text_or_null(object, "part", PART_MAX, arena, &edition.part, err) ||
        !json_get_int_or(object, "declared", 0, DECLARED_MAX, -1, &edition.declared,
                         err) ||
        !read_groups(object, arena, &edition, err))
        return false;
    if (edition.part == NULL)
        edition.part = "";
    *ret_edition = edition;
    return true;
}
