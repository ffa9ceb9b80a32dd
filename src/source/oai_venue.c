/* See oai_venue.h. */
#include "source/oai_venue.h"

#include "model/paper_address.h"
#include "source/entry.h"
#include "source/html_drop.h"

#include <string.h>

/* Volume 33 of AAAI is of 2019. */
enum { AAAI_YEAR = 1986, SOURCE_NAME_MAX = 20 };

bool oai_venue_is(struct str identifier)
{
    struct str host = identifier;
    if (!str_skip(&host, LIT("oai:")))
        return false;
    struct str article = host;
    host = str_cut(&article, ':');
    return identifier.len <= PAPER_KEY_MAX &&
           str_has_only(host, STR_LETTERS STR_DIGITS ".-") &&
           str_skip(&article, LIT("article/")) && str_has_only(article, STR_DIGITS);
}

static struct str host_of(struct str identifier)
{
    (void)str_cut(&identifier, ':');
    return str_cut(&identifier, ':');
}

static struct str number_of(struct str identifier)
{
    return str_from(identifier, str_find_char(identifier, '/') + 1);
}

/* "AAAI" of the set "AAAI:AISI" */
static struct str journal_of(const struct oai_record *record)
{
    return str_upto(record->set, str_find_char(record->set, ':'));
}

/* Article numbers are the site's: all journals at ojs.aaai.org share them. */
static const char *source_of(struct arena *arena, const struct oai_record *record)
{
    if (str_eq_nocase(host_of(record->identifier), LIT("ojs.aaai.org")))
        return "AAAI";
    struct str journal = journal_of(record);
    char *source = arena_alloc(arena, SOURCE_NAME_MAX + 1);
    size_t len = 0;
    for (size_t i = 0; i < journal.len && len < SOURCE_NAME_MAX; i++) {
        if (char_is_letter(journal.ptr[i]))
            source[len++] = char_upper(journal.ptr[i]);
    }
    return source;
}

/* "3745@AAAI"; of another site its journal's name in capitals: "11118@JAIR". NULL: the
 * record does not say its journal. */
static const char *key_of(struct arena *arena, const struct oai_record *record)
{
    const char *key =
        arena_printf(arena, "%.*s@%s", STR_ARG(number_of(record->identifier)),
                     source_of(arena, record));
    return venue_key_is_valid(str_of(key)) ? key : NULL;
}

/* What the journal's line says: "Proceedings of …; Vol. 33 No. 01: AAAI-19; 695-701".
 */
struct issue {
    struct str journal, number, pages;
};

static bool are_pages(struct str text)
{
    struct str rest = text;
    while (rest.len > 0 && (char_is_digit(rest.ptr[0]) || rest.ptr[0] == '-' ||
                            rest.ptr[0] == ' ' || str_starts(rest, LIT("–"))))
        rest = str_from(rest, str_starts(rest, LIT("–")) ? LIT("–").len : 1);
    return rest.len == 0 && text.len > 0 && char_is_digit(text.ptr[0]);
}

static struct issue read_issue(struct str line)
{
    struct issue issue = { .journal = str_trim(str_cut(&line, ';')) };
    struct str number = line;
    size_t last = number.len;
    while (last > 0 && number.ptr[last - 1] != ';')
        last--;
    struct str pages = str_trim(str_from(number, last));
    if (are_pages(pages)) {
        issue.pages = pages;
        number = str_upto(number, last > 0 ? last - 1 : 0);
    }
    issue.number = str_trim(number);
    return issue;
}

/* The first line that is no ISSN. */
static struct issue issue_of(const struct oai_record *record)
{
    for (size_t i = 0; i < record->fields.count; i++) {
        const struct xml_field *field = &record->fields.items[i];
        if (strcmp(field->name, "source") == 0 &&
            str_find_char(field->text, ';') < field->text.len)
            return read_issue(field->text);
    }
    return (struct issue){ .journal = LIT("") };
}

static int64_t number_at(struct str text)
{
    int64_t number = 0;
    struct err ignored;
    size_t len = 0;
    while (len < text.len && char_is_digit(text.ptr[len]))
        len++;
    return str_to_int(str_upto(text, len), 0, INT32_MAX, &number, &ignored) ? number
                                                                            : 0;
}

static int as_year(int64_t number)
{
    return number >= VENUE_YEAR_MIN && number <= VENUE_YEAR_MAX ? (int)number : 0;
}

/* "Vol. 80 (2024)": 0 if it does not say so. */
static int year_in_brackets(struct str number)
{
    for (size_t open = str_find_char(number, '('); open < number.len;
         open += 1 + str_find_char(str_from(number, open + 1), '(')) {
        struct str inside = str_from(number, open + 1);
        if (str_find_char(inside, ')') == 4 && as_year(number_at(inside)) != 0)
            return as_year(number_at(inside));
    }
    return 0;
}

static int volume_year(struct str number)
{
    size_t at = str_find(number, LIT("Vol. "));
    int64_t volume = number_at(str_from(number, at + LIT("Vol. ").len));
    return volume > 0 ? as_year(volume + AAAI_YEAR) : 0;
}

static int year_of(const struct oai_record *record, const char *series,
                   const struct issue *issue, const struct oai_ask *ask)
{
    int year = 0;
    if (strcmp(series, "AAAI") == 0)
        year = volume_year(issue->number);
    if (year == 0)
        year = year_in_brackets(issue->number);
    if (year == 0 && ask->year != 0)
        year = ask->year;
    if (year == 0)
        year = as_year(number_at(str_trim(xml_part_text(&record->fields, "date"))));
    return year;
}

/* The caller's word, else the set's, else the journal's title, where it is a series
 * that we know. */
static bool read_series(const struct oai_record *record, const struct issue *issue,
                        const struct oai_ask *ask, struct arena *arena,
                        const char **ret_series, struct err *err)
{
    const struct venue_series *known = venue_series_find(issue->journal);
    struct str journal = journal_of(record);
    if (ask->series != NULL) {
        *ret_series = ask->series;
        return true;
    }
    if (known != NULL && venue_series_find(journal) == NULL)
        journal = str_of(known->name);
    return venue_series_read(arena, journal, ret_series, err);
}

static bool read_edition(const struct oai_record *record, const struct issue *issue,
                         const struct oai_ask *ask, struct source_entry *entry,
                         struct arena *arena, struct err *err)
{
    const char *series = NULL;
    if (!read_series(record, issue, ask, arena, &series, err))
        return false;
    int year = year_of(record, series, issue, ask);
    if (year == 0)
        return err_set(err, ERR_INVALID, "neither it nor the caller says its year");
    entry->paper.venue = venue_edition_name(arena, series, year);
    return true;
}

/* "Last, First"; OJS before 3 puts an affiliation behind a semicolon. */
static void add_creator(struct arena *arena, struct source_entry *entry, struct str raw)
{
    struct str first = str_upto(raw, str_find_char(raw, ';'));
    struct str last = str_cut(&first, ',');
    entry_add_name(arena, entry, first, last);
}

static void take_identifier(struct arena *arena, struct str text, struct paper *paper)
{
    text = str_trim(text);
    if (str_starts(text, LIT("10.")) && paper->doi == NULL)
        paper->doi = entry_doi(arena, text);
    else if (paper->page_url == NULL)
        paper->page_url = entry_url(arena, text);
}

/* ".../article/view/3745/3623" shows the file in a frame, ".../download/…" sends it. */
static void take_relation(struct arena *arena, struct str text, struct paper *paper)
{
    static const struct str frame = LIT("/article/view/");
    text = str_trim(text);
    size_t at = str_find(text, frame);
    struct str rest = str_from(text, at + frame.len);
    bool is_file = at < text.len && str_find_char(rest, '/') < rest.len;
    if (is_file && paper->pdf_url == NULL)
        paper->pdf_url = entry_url(
            arena, str_of(arena_printf(arena, "%.*s/article/download/%.*s",
                                       STR_ARG(str_upto(text, at)), STR_ARG(rest))));
}

/* Keywords stand one by one, or in a row. */
static void add_subjects(struct arena *arena, struct str text,
                         struct source_entry *entry)
{
    while (text.len > 0)
        entry_add_subject(
            arena, entry,
            entry_text(arena, str_cut(&text, ';'), TEX_TITLE, PAPER_SUBJECT_MAX));
}

static void take_field(struct arena *arena, const struct xml_field *field,
                       struct source_entry *entry)
{
    struct paper *paper = &entry->paper;
    struct str text = field->text;
    if (strcmp(field->name, "title") == 0 && paper->title == NULL)
        paper->title =
            entry_text(arena, html_drop_tags(arena, text), TEX_TITLE, PAPER_TITLE_MAX);
    else if (strcmp(field->name, "description") == 0 && paper->abstract == NULL)
        paper->abstract = entry_text(arena, html_drop_tags(arena, text), TEX_ABSTRACT,
                                     PAPER_ABSTRACT_MAX);
    else if (strcmp(field->name, "creator") == 0)
        add_creator(arena, entry, text);
    else if (strcmp(field->name, "identifier") == 0)
        take_identifier(arena, text, paper);
    else if (strcmp(field->name, "relation") == 0)
        take_relation(arena, text, paper);
    else if (strcmp(field->name, "subject") == 0)
        add_subjects(arena, text, entry);
    else if (strcmp(field->name, "rights") == 0 && paper->license == NULL)
        paper->license = entry_url(arena, text);
}

static void take_issue(struct arena *arena, const struct issue *issue,
                       struct paper *paper)
{
    paper->journal_ref = entry_plain(
        arena,
        str_of(arena_printf(arena, "%.*s%s%.*s",
                            STR_ARG(str_upto(issue->journal, PAPER_FIELD_MAX)),
                            issue->number.len > 0 ? ", " : "",
                            STR_ARG(str_upto(issue->number, PAPER_FIELD_MAX)))),
        PAPER_FIELD_MAX);
    paper->comment = entry_pages(arena, issue->pages);
}

/* The page's address may know the paper by another key. */
static void take_key(struct arena *arena, struct source_entry *entry)
{
    struct paper *paper = &entry->paper;
    const char *key =
        paper->page_url ? paper_address_key(arena, str_of(paper->page_url)) : NULL;
    if (key != NULL && venue_key_is_valid(str_of(key)) && strcmp(key, paper->key) != 0)
        ARENA_PUSH(arena, &entry->ids, key);
    paper->code_url = paper_code_url(arena, paper->abstract, NULL);
}

static bool read_paper(const struct oai_record *record, const struct oai_ask *ask,
                       struct arena *arena, struct source_entry *entry, struct err *err)
{
    const struct issue issue = issue_of(record);
    if (record->dialect != OAI_DC)
        return err_set(err, ERR_INVALID, "it has no metadata in a known format");
    if (!read_edition(record, &issue, ask, entry, arena, err))
        return false;
    for (size_t i = 0; i < record->fields.count; i++)
        take_field(arena, &record->fields.items[i], entry);
    if (entry->paper.title == NULL)
        return err_set(err, ERR_INVALID, "it has no title");
    entry->paper.group = entry_plain(arena, record->set, PAPER_VENUE_MAX);
    take_issue(arena, &issue, &entry->paper);
    take_key(arena, entry);
    return true;
}

bool oai_venue_read(const struct oai_record *record, const struct oai_ask *ask,
                    struct arena *arena, struct source_entry *ret_entry,
                    struct err *err)
{
    struct source_entry entry = {
        .paper = { .branch = BRANCH_VENUE,
                   .key = key_of(arena, record),
                   .announced = DAY_NONE },
        .dialect = VENUE_OJS,
        .deleted = record->deleted,
        .datestamp = oai_record_day(record),
    };
    if (entry.paper.key == NULL)
        return err_set(err, ERR_INVALID, "its set does not say whose it is");
    if (!entry.deleted && !read_paper(record, ask, arena, &entry, err))
        return false;
    *ret_entry = entry;
    return true;
}

/* A set without a colon is the whole journal. */
bool oai_venue_set(const struct oai_record *record, struct arena *arena,
                   struct source_group *ret_group)
{
    struct str native = str_trim(record->set);
    const char *name = entry_plain(arena, record->set_name, PAPER_FIELD_MAX);
    if (name == NULL || str_find_char(native, ':') == native.len ||
        native.len > PAPER_VENUE_MAX)
        return false;
    name = venue_group_name(arena, str_of(name));
    if (name == NULL || *name == '\0')
        return false;
    *ret_group =
        (struct source_group){ name, entry_plain(arena, native, PAPER_VENUE_MAX) };
    return true;
}
