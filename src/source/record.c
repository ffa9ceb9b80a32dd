/* Records as JSON and back; see record.h. The reading half trusts nothing: types,
 * bounds and ids are checked, and what follows from the id is worked out again. */
#include "source/record.h"

#include "model/arxiv_id.h"
#include "model/category.h"
#include "source/entry.h"
#include "source/record_harvest.h"
#include "source/record_parts.h"

enum { URL_MAX = 4000, TIME_MAX = 64, DOCUMENT_TITLE_MAX = 4000, COUNT_MAX = 10000000 };
enum { BRANCH_MAX = 20 };

void record_write_list(cJSON *object, const char *name, const struct text_list *list)
{
    cJSON *texts = json_set_list(object, name);
    for (size_t i = 0; i < list->count; i++)
        json_add_text(texts, list->items[i]);
}

void record_set_count(cJSON *object, const char *name, int64_t count, int64_t min)
{
    if (count >= min)
        json_set_int(object, name, count);
    else
        json_set_null(object, name);
}

static void write_paper(cJSON *object, const struct paper *paper)
{
    json_set_text(object, "id", paper->key);
    json_set_text(object, "branch", branch_name(paper->branch));
    record_set_count(object, "version", paper->version, 1);
    json_set_text(object, "title", paper->title);
    record_write_list(object, "authors", &paper->authors);
    json_set_text(object, "abstract", paper->abstract);
    record_write_list(object, "categories", &paper->categories);
    json_set_text(object, "primary_category", paper->primary_category);
    json_set_time(object, "published", paper->published);
    json_set_time(object, "updated", paper->updated);
    json_set_day(object, "announced", paper->announced);
    json_set_text(object, "comment", paper->comment);
    json_set_text(object, "journal_ref", paper->journal_ref);
    json_set_text(object, "doi", paper->doi);
    json_set_text(object, "license", paper->license);
    json_set_text(object, "pdf_url", paper->pdf_url);
    json_set_text(object, "page_url", paper->page_url);
    json_set_text(object, "code_url", paper->code_url);
    json_set_bool(object, "withdrawn", paper->withdrawn);
    json_set_bool(object, "provisional", paper->provisional);
}

cJSON *record_entry_json(const struct source_entry *entry)
{
    cJSON *object = cJSON_CreateObject();
    write_paper(object, &entry->paper);
    json_set_text(object, "announce_type",
                  entry->announced ? section_name(entry->section) : NULL);
    json_set_int(object, "position", entry->position);
    record_set_count(object, "section_total", entry->section_total, 1);
    json_set_bool(object, "authors_cut", entry->authors_cut);
    if (entry->deleted)
        json_set_bool(object, "deleted", true);
    if (entry->datestamp != 0)
        json_set_day(object, "datestamp", entry->datestamp);
    if (entry->paper.branch == BRANCH_VENUE)
        record_venue_write(object, entry);
    return object;
}

/* The texts of a paper that are only copied. X(member, bound) */
#define TEXTS(X)                                                                       \
    X(title, PAPER_TITLE_MAX)                                                          \
    X(abstract, PAPER_ABSTRACT_MAX)                                                    \
    X(comment, PAPER_FIELD_MAX)                                                        \
    X(journal_ref, PAPER_FIELD_MAX)                                                    \
    X(doi, PAPER_FIELD_MAX)                                                            \
    X(license, URL_MAX)                                                                \
    X(code_url, URL_MAX)

static bool read_texts(const cJSON *object, struct arena *arena, struct paper *paper,
                       struct err *err)
{
#define X(member, bound)                                                               \
    if (!json_get_text_or_null(object, #member, bound, arena, &paper->member, err))    \
        return false;
    TEXTS(X)
#undef X
    if (paper->license != NULL)
        paper->license = entry_url(arena, str_of(paper->license));
    if (paper->code_url != NULL)
        paper->code_url = entry_url(arena, str_of(paper->code_url));
    return true;
}

bool record_read_list(const cJSON *object, const struct record_list_bounds *bounds,
                      struct arena *arena, struct text_list *list, struct err *err)
{
    const cJSON *items = NULL, *item = NULL;
    if (!json_get_list_or_empty(object, bounds->name, bounds->items, &items, err))
        return false;
    cJSON_ArrayForEach(item, items)
    {
        struct str text = str_of(cJSON_IsString(item) ? item->valuestring : NULL);
        if (text.len == 0 || text.len > bounds->bytes)
            return err_set(err, ERR_INVALID,
                           "“%s” of a record may hold texts of at most %zu bytes",
                           bounds->name, bounds->bytes);
        ARENA_PUSH(arena, list, arena_text(arena, text));
    }
    return true;
}

static const struct record_list_bounds authors_bounds = { "authors", PAPER_AUTHORS_MAX,
                                                          PAPER_NAME_MAX };
static const struct record_list_bounds categories_bounds = { "categories",
                                                             PAPER_CATEGORIES_MAX,
                                                             PAPER_NAME_MAX };

static bool read_categories(const cJSON *object, struct arena *arena,
                            struct source_entry *entry, struct err *err)
{
    struct text_list codes = { 0 };
    if (!record_read_list(object, &categories_bounds, arena, &codes, err))
        return false;
    for (size_t i = 0; i < codes.count; i++)
        entry_add_category(arena, entry, str_of(codes.items[i]));
    return true;
}

static bool read_time(const cJSON *object, const char *name, struct arena *arena,
                      int64_t *ret_time, struct err *err)
{
    const char *text = NULL;
    if (!json_get_text_or_null(object, name, TIME_MAX, arena, &text, err))
        return false;
    *ret_time = 0;
    return text == NULL || time_from_text(str_of(text), ret_time, err);
}

static bool read_day(const cJSON *object, const char *name, struct arena *arena,
                     int32_t *ret_day, struct err *err)
{
    const char *text = NULL;
    if (!json_get_text_or_null(object, name, TIME_MAX, arena, &text, err))
        return false;
    *ret_day = DAY_NONE;
    return text == NULL || day_from_text(str_of(text), ret_day, err);
}

static bool read_dates(const cJSON *object, struct arena *arena, struct paper *paper,
                       struct err *err)
{
    return read_time(object, "published", arena, &paper->published, err) &&
           read_time(object, "updated", arena, &paper->updated, err) &&
           read_day(object, "announced", arena, &paper->announced, err);
}

static bool start_arxiv(const cJSON *object, struct arena *arena,
                        struct source_entry *ret_entry, struct err *err)
{
    const char *id = NULL;
    if (!json_get_text(object, "id", ARXIV_KEY_SIZE - 1, arena, &id, err))
        return false;
    if (!arxiv_id_is_canonical(str_of(id)))
        return err_set(err, ERR_INVALID, "“%s” is not the canonical id of a paper", id);
    return entry_start(arena, str_of(id), ret_entry, err);
}

/* arXiv's, where none is said. */
static bool read_branch(const cJSON *object, struct arena *arena,
                        enum branch *ret_branch, struct err *err)
{
    const char *name = NULL;
    if (!json_get_text_or_null(object, "branch", BRANCH_MAX, arena, &name, err))
        return false;
    *ret_branch = BRANCH_ARXIV;
    if (name == NULL || strcmp(name, branch_name(BRANCH_ARXIV)) == 0)
        return true;
    *ret_branch = BRANCH_VENUE;
    return strcmp(name, branch_name(BRANCH_VENUE)) == 0 ||
           err_set(err, ERR_INVALID, "there is no branch “%s”", name);
}

static bool read_identity(const cJSON *object, struct arena *arena,
                          struct source_entry *ret_entry, struct err *err)
{
    enum branch branch;
    int64_t version = 0;
    if (!read_branch(object, arena, &branch, err) ||
        !json_get_int_or(object, "version", 1, ARXIV_VERSION_MAX, 0, &version, err))
        return false;
    if (branch == BRANCH_VENUE ? !record_venue_start(object, arena, ret_entry, err)
                               : !start_arxiv(object, arena, ret_entry, err))
        return false;
    ret_entry->paper.version = (int)version;
    return true;
}

static bool read_datestamp(const cJSON *object, struct arena *arena,
                           struct source_entry *entry, struct err *err)
{
    int32_t day = DAY_NONE;
    if (!read_day(object, "datestamp", arena, &day, err))
        return false;
    entry->datestamp = day == DAY_NONE ? 0 : day;
    return true;
}

static bool read_place(const cJSON *object, struct arena *arena,
                       struct source_entry *entry, struct err *err)
{
    const char *type = NULL;
    if (!json_get_text_or_null(object, "announce_type", TIME_MAX, arena, &type, err) ||
        !json_get_int_or(object, "position", 0, INT64_C(1) << 40, 0, &entry->position,
                         err) ||
        !json_get_int_or(object, "section_total", 0, COUNT_MAX, 0,
                         &entry->section_total, err))
        return false;
    entry->announced = type != NULL;
    return type == NULL || section_read(str_of(type), &entry->section, err);
}

static bool read_flags(const cJSON *object, struct source_entry *entry, struct err *err)
{
    struct paper *paper = &entry->paper;
    return json_get_bool_or(object, "withdrawn", false, &paper->withdrawn, err) &&
           json_get_bool_or(object, "provisional", false, &paper->provisional, err) &&
           json_get_bool_or(object, "authors_cut", false, &entry->authors_cut, err) &&
           json_get_bool_or(object, "deleted", false, &entry->deleted, err);
}

/* An arXiv paper's addresses follow from its id. */
static bool read_branch_fields(const cJSON *object, struct arena *arena,
                               struct source_entry *entry, struct err *err)
{
    struct paper *paper = &entry->paper;
    if (paper->branch == BRANCH_VENUE)
        return record_venue_read(object, arena, entry, err);
    paper->page_url = paper_arxiv_page_url(arena, paper->key);
    paper->pdf_url = paper_arxiv_pdf_url(arena, paper->key);
    return true;
}

bool record_entry_read(const cJSON *object, struct arena *arena,
                       struct source_entry *ret_entry, struct err *err)
{
    struct source_entry entry;
    if (!read_identity(object, arena, &entry, err))
        return false;
    struct paper *paper = &entry.paper;
    if (!read_texts(object, arena, paper, err) ||
        !record_read_list(object, &authors_bounds, arena, &paper->authors, err) ||
        !read_categories(object, arena, &entry, err) ||
        !read_dates(object, arena, paper, err) ||
        !read_place(object, arena, &entry, err) || !read_flags(object, &entry, err) ||
        !read_datestamp(object, arena, &entry, err) ||
        !read_branch_fields(object, arena, &entry, err))
        return false;
    *ret_entry = entry;
    return true;
}

static void write_counts(cJSON *object, const char *name, const int64_t *counts)
{
    cJSON *sections = json_set_object(object, name);
    for (int i = 0; i < SECTION_COUNT; i++)
        json_set_int(sections, section_name((enum section)i), counts[i]);
}

cJSON *record_document_json(const struct source_document *document)
{
    cJSON *object = cJSON_CreateObject();
    json_set_day(object, "day", document->day);
    json_set_time(object, "generated", document->generated);
    json_set_text(object, "title", document->title);
    json_set_bool(object, "complete", document->complete);
    json_set_bool(object, "no_updates", document->no_updates);
    write_counts(object, "shown", document->shown);
    write_counts(object, "total", document->total);
    record_set_count(object, "total_results", document->total_results, 0);
    json_set_int(object, "entries", (int64_t)document->entries.count);
    if (document->harvest.is_page)
        record_harvest_write(&document->harvest, json_set_object(object, "harvest"));
    return object;
}

static bool read_counts(const cJSON *object, const char *name, int64_t *counts,
                        struct err *err)
{
    const cJSON *sections = cJSON_GetObjectItemCaseSensitive(object, name);
    for (int i = 0; i < SECTION_COUNT; i++)
        if (!json_get_int_or(sections, section_name((enum section)i), 0, COUNT_MAX, 0,
                             &counts[i], err))
            return false;
    return true;
}

bool record_document_read(const cJSON *object, struct arena *arena,
                          struct source_document *ret_document, struct err *err)
{
    struct source_document document = { 0 };
    if (!read_day(object, "day", arena, &document.day, err) ||
        !read_time(object, "generated", arena, &document.generated, err) ||
        !json_get_text_or_null(object, "title", DOCUMENT_TITLE_MAX, arena,
                               &document.title, err) ||
        !json_get_bool_or(object, "complete", false, &document.complete, err) ||
        !json_get_bool_or(object, "no_updates", false, &document.no_updates, err) ||
        !read_counts(object, "shown", document.shown, err) ||
        !read_counts(object, "total", document.total, err) ||
        !json_get_int_or(object, "total_results", 0, INT32_MAX, -1,
                         &document.total_results, err) ||
        !record_harvest_read(cJSON_GetObjectItemCaseSensitive(object, "harvest"), arena,
                             &document.harvest, err))
        return false;
    *ret_document = document;
    return true;
}
