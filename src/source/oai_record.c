/* See oai_record.h. */
#include "source/oai_record.h"

#include "model/arxiv_id.h"
#include "model/category.h"
#include "source/entry.h"

/* From this day on arXiv's own format says of `created` and `updated` something else:
 * the date of the current version, and that of the last change of the record. */
static const int64_t NEW_SERVER_SINCE = INT64_C(1740787200); /* 2025-03-01 */

/* A version of arXivRaw, as far as it has been read. */
struct version {
    int number;
    int64_t date;
    bool is_empty; /* no source: what a withdrawal leaves */
};

static int version_number(struct str text)
{
    int64_t number = 0;
    struct err ignored;
    text = str_trim(text);
    bool read =
        str_skip(&text, LIT("v")) && str_to_int(text, 1, 9999, &number, &ignored);
    return read ? (int)number : 0;
}

static void end_version(const struct version *version, struct paper *paper,
                        bool *newest_is_empty)
{
    if (version->number == 1 && version->date != 0)
        paper->published = version->date;
    if (version->number <= paper->version)
        return;
    paper->version = version->number;
    paper->updated = version->date;
    *newest_is_empty = version->is_empty;
}

static void take_version_field(const struct xml_field *field, struct version *version)
{
    struct err ignored;
    struct str text = str_trim(field->text);
    if (strcmp(field->name, "version") == 0)
        *version = (struct version){ .number = version_number(text) };
    else if (strcmp(field->name, "date") == 0 &&
             !time_from_mail(text, &version->date, &ignored))
        version->date = 0;
    else if (strcmp(field->name, "size") == 0)
        version->is_empty |= str_eq_nocase(text, LIT("0kb"));
    else if (strcmp(field->name, "source_type") == 0)
        version->is_empty |= str_find_char(text, 'I') < text.len;
}

/* True where the newest version has no source. */
static bool read_versions(const struct xml_part *fields, struct paper *paper)
{
    struct version version = { 0 };
    bool newest_is_empty = false;
    for (size_t i = 0; i < fields->count; i++) {
        if (strcmp(fields->items[i].name, "version") == 0)
            end_version(&version, paper, &newest_is_empty);
        take_version_field(&fields->items[i], &version);
    }
    end_version(&version, paper, &newest_is_empty);
    return newest_is_empty;
}

static bool has_nocase(const char *text, struct str word)
{
    struct str rest = str_of(text);
    while (rest.len >= word.len) {
        if (str_eq_nocase(str_upto(rest, word.len), word))
            return true;
        rest = str_from(rest, 1);
    }
    return false;
}

/* Beside a version without source a single word is enough. */
static bool says_withdrawn(const char *comment)
{
    return has_nocase(comment, LIT("withdr")) || has_nocase(comment, LIT("retract")) ||
           has_nocase(comment, LIT("removed"));
}

static const char *line_of(struct arena *arena, const struct xml_part *fields,
                           const char *name, size_t max)
{
    return entry_text(arena, xml_part_text(fields, name), TEX_TITLE, max);
}

/* What arXivRaw and arXiv have in common. */
static void read_fields(struct arena *arena, const struct xml_part *fields,
                        struct source_entry *entry)
{
    struct paper *paper = &entry->paper;
    paper->title = line_of(arena, fields, "title", PAPER_TITLE_MAX);
    paper->abstract = entry_text(arena, xml_part_text(fields, "abstract"), TEX_ABSTRACT,
                                 PAPER_ABSTRACT_MAX);
    paper->comment = line_of(arena, fields, "comments", PAPER_FIELD_MAX);
    paper->journal_ref = line_of(arena, fields, "journal-ref", PAPER_FIELD_MAX);
    paper->doi = entry_plain(arena, xml_part_text(fields, "doi"), PAPER_FIELD_MAX);
    paper->license = entry_url(arena, xml_part_text(fields, "license"));
    struct str codes = str_trim(xml_part_text(fields, "categories"));
    while (codes.len > 0)
        entry_add_category(arena, entry, str_cut_word(&codes));
}

static void read_raw(struct arena *arena, const struct xml_part *fields,
                     struct source_entry *entry)
{
    bool is_empty = read_versions(fields, &entry->paper);
    read_fields(arena, fields, entry);
    entry_add_authors(arena, entry, xml_part_text(fields, "authors"));
    entry_finish(arena, entry);
    entry->paper.withdrawn |= is_empty && says_withdrawn(entry->paper.comment);
}

static int64_t read_day(struct str text)
{
    int32_t day = 0;
    struct err ignored;
    return day_from_text(str_trim(text), &day, &ignored) ? (int64_t)day * SECONDS_A_DAY
                                                         : 0;
}

int32_t oai_record_day(const struct oai_record *record)
{
    static const size_t date = sizeof "2024-01-31" - 1; /* OJS adds a time */
    return (int32_t)(read_day(str_upto(record->datestamp, date)) / SECONDS_A_DAY);
}

static void read_days(const struct xml_part *fields, int64_t response_date,
                      struct paper *paper)
{
    int64_t created = read_day(xml_part_text(fields, "created"));
    int64_t updated = read_day(xml_part_text(fields, "updated"));
    if (response_date >= NEW_SERVER_SINCE) {
        paper->updated = created;
        return;
    }
    paper->published = created;
    paper->updated = updated != 0 ? updated : created;
}

/* The parts of one name, in the order in which it is shown. */
struct name {
    struct str forenames, keyname, suffix;
};

static void add_name(struct arena *arena, struct source_entry *entry, struct name *name)
{
    if (name->keyname.len > 0)
        entry_add_author(arena, entry,
                         str_of(arena_printf(arena, "%.*s %.*s %.*s",
                                             STR_ARG(str_upto(name->forenames, 2000)),
                                             STR_ARG(str_upto(name->keyname, 2000)),
                                             STR_ARG(str_upto(name->suffix, 100)))));
    *name = (struct name){ { 0 }, { 0 }, { 0 } };
}

static void read_names(struct arena *arena, const struct xml_part *fields,
                       struct source_entry *entry)
{
    struct name name = { { 0 }, { 0 }, { 0 } };
    for (size_t i = 0; i < fields->count; i++) {
        const struct xml_field *field = &fields->items[i];
        if (strcmp(field->name, "author") == 0)
            add_name(arena, entry, &name);
        else if (strcmp(field->name, "keyname") == 0)
            name.keyname = str_trim(field->text);
        else if (strcmp(field->name, "forenames") == 0)
            name.forenames = str_trim(field->text);
        else if (strcmp(field->name, "suffix") == 0)
            name.suffix = str_trim(field->text);
    }
    add_name(arena, entry, &name);
}

static void read_arxiv(struct arena *arena, const struct xml_part *fields,
                       int64_t response_date, struct source_entry *entry)
{
    read_days(fields, response_date, &entry->paper);
    read_fields(arena, fields, entry);
    read_names(arena, fields, entry);
    entry_finish(arena, entry);
}

/* "Optics"; before March 2025 also "Physics - Optics". */
static const struct category *category_named(struct str name)
{
    size_t count = 0;
    const struct category *all = category_all(&count);
    for (size_t i = 0; i < count; i++)
        if (str_eq(name, str_of(all[i].name)))
            return &all[i];
    size_t dash = str_find(name, LIT(" - "));
    return dash < name.len ? category_named(str_from(name, dash + 3)) : NULL;
}

/* "Key, Forenames" */
static void add_creator(struct arena *arena, struct source_entry *entry, struct str raw)
{
    struct name name = { .forenames = raw };
    name.keyname = str_trim(str_cut(&name.forenames, ','));
    name.forenames = str_trim(name.forenames);
    add_name(arena, entry, &name);
}

static void take_identifier(struct arena *arena, struct str text, struct paper *paper)
{
    text = str_trim(text);
    if (str_skip(&text, LIT("doi:")))
        paper->doi = entry_plain(arena, text, PAPER_FIELD_MAX);
    else if (!str_starts(text, LIT("http")))
        paper->journal_ref = entry_text(arena, text, TEX_TITLE, PAPER_FIELD_MAX);
}

static void take_dc_date(struct str text, struct paper *paper)
{
    int64_t day = read_day(text);
    if (paper->published == 0)
        paper->published = day;
    if (day != 0)
        paper->updated = day;
}

/* The abstract comes first, then "Comment: 4 pages". */
static void take_description(struct arena *arena, struct str text, struct paper *paper)
{
    if (paper->abstract == NULL) {
        paper->abstract = entry_text(arena, text, TEX_ABSTRACT, PAPER_ABSTRACT_MAX);
    } else if (paper->comment == NULL) {
        text = str_trim(text);
        str_skip(&text, LIT("Comment: "));
        paper->comment = entry_text(arena, text, TEX_TITLE, PAPER_FIELD_MAX);
    }
}

static void take_dc_field(struct arena *arena, const struct xml_field *field,
                          struct source_entry *entry)
{
    struct paper *paper = &entry->paper;
    if (strcmp(field->name, "title") == 0) {
        paper->title = entry_text(arena, field->text, TEX_TITLE, PAPER_TITLE_MAX);
    } else if (strcmp(field->name, "creator") == 0) {
        add_creator(arena, entry, field->text);
    } else if (strcmp(field->name, "subject") == 0) {
        const struct category *category = category_named(str_trim(field->text));
        if (category != NULL)
            entry_add_category(arena, entry, str_of(category->code));
    } else if (strcmp(field->name, "description") == 0) {
        take_description(arena, field->text, paper);
    } else if (strcmp(field->name, "date") == 0) {
        take_dc_date(field->text, paper);
    } else if (strcmp(field->name, "identifier") == 0) {
        take_identifier(arena, field->text, paper);
    } else if (strcmp(field->name, "rights") == 0) {
        paper->license = entry_url(arena, field->text);
    }
}

static void read_dc(struct arena *arena, const struct xml_part *fields,
                    struct source_entry *entry)
{
    for (size_t i = 0; i < fields->count; i++)
        take_dc_field(arena, &fields->items[i], entry);
    entry_finish(arena, entry);
}

/* Does its metadata name the paper that its header names? */
static bool is_of(const struct oai_record *record, const char *key)
{
    struct arxiv_id id;
    struct err ignored;
    struct str text = str_trim(xml_part_text(&record->fields, "id"));
    return text.len == 0 || !arxiv_id_read(text, &id, &ignored) ||
           strcmp(id.key, key) == 0;
}

static bool start(const struct oai_record *record, struct arena *arena,
                  struct source_entry *ret_entry, struct err *err)
{
    struct str id = record->identifier;
    if (id.len == 0)
        id = str_trim(xml_part_text(&record->fields, "id"));
    struct str rest = id;
    if (record->identifier.len > 0 && !str_skip(&rest, LIT("oai:arXiv.org:")))
        return err_set(err, ERR_INVALID, "“%.*s” is not a record of arXiv",
                       STR_ARG(str_upto(id, 100)));
    if (!entry_start(arena, id, ret_entry, err))
        return false;
    if (!is_of(record, ret_entry->paper.key))
        return err_set(err, ERR_INVALID, "its text is another paper's");
    ret_entry->paper.version = 0;
    ret_entry->deleted = record->deleted;
    ret_entry->datestamp = oai_record_day(record);
    return true;
}

bool oai_record_read(const struct oai_record *record, int64_t response_date,
                     struct arena *arena, struct source_entry *ret_entry,
                     struct err *err)
{
    struct source_entry entry;
    if (!start(record, arena, &entry, err))
        return false;
    switch (entry.deleted ? OAI_NOTHING : record->dialect) {
    case OAI_NOTHING:
        if (!entry.deleted)
            return err_set(err, ERR_INVALID, "it has no metadata in a known format");
        entry_finish(arena, &entry);
        entry.paper.withdrawn = true;
        break;
    case OAI_RAW:
        read_raw(arena, &record->fields, &entry);
        break;
    case OAI_ARXIV:
        read_arxiv(arena, &record->fields, response_date, &entry);
        break;
    case OAI_DC:
        read_dc(arena, &record->fields, &entry);
        break;
    }
    if (!entry.deleted && entry.paper.title == NULL)
        return err_set(err, ERR_INVALID, "it has no title");
    *ret_entry = entry;
    return true;
}
