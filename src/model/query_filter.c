/* The labels of the query language: fields of a paper, and filters with what they
 * understand. See query_parts.h. */
#include "model/query_parts.h"

#include "model/paper_address.h"

#include "base/buf.h"
#include "model/arxiv_id.h"
#include "model/category.h"
#include "model/paper.h"
#include "model/venue.h"

#include <string.h>

enum { KEY_MAX = 400, YEAR_DIGITS = 4 };

static const char *lower_text(struct arena *arena, struct str text)
{
    char *lower = arena_text(arena, text);
    for (char *at = lower; *at != '\0'; at++)
        *at = char_lower(*at);
    return lower;
}

const char *query_facet(struct arena *arena, struct analyser *analyser,
                        const char *kind, const char *value)
{
    char key[KEY_MAX];
    struct str text = str_trim(str_of(value));
    bool is_text = strcmp(kind, "name") == 0 || strcmp(kind, "group") == 0;
    if (is_text) {
        size_t len = analyser_key(analyser, text, key, sizeof key);
        return arena_printf(arena, "%s:%.*s", kind, (int)len, key);
    }
    if (strcmp(kind, "cat") == 0)
        return arena_printf(arena, "%s:%.*s", kind, STR_ARG(text));
    return arena_printf(arena, "%s:%s", kind, lower_text(arena, text));
}

struct str query_name_text(struct arena *arena, struct str name)
{
    struct str given = name;
    struct str family = str_cut(&given, ',');
    if (given.len == 0 || str_find_char(given, ',') < given.len)
        return name;
    return str_of(arena_printf(arena, "%.*s %.*s", STR_ARG(given), STR_ARG(family)));
}

static struct query_node *left_out(struct query_build *build, struct str value,
                                   const char *known)
{
    query_note(build, "“%.*s” was not understood (%s); it was left out.",
               STR_ARG(query_quoted(value)), known);
    return NULL;
}

/* "cs.CL", "cs" and "cs.*"; an alias gives what it is another name of. */
static struct query_node *read_category(struct query_build *build, struct str value)
{
    struct str code = value;
    if (str_ends(code, LIT("*")))
        code.len--;
    if (str_ends(code, LIT(".")))
        code.len--;
    const struct category *category = category_find(code);
    const char *name = category != NULL ? category->code : category_archive(code);
    if (name != NULL)
        return query_facet_node(
            build, query_facet(build->arena, build->analyser, "cat", name));
    query_note(build, "There is no category %.*s; it was searched for as words.",
               STR_ARG(query_quoted(value)));
    return query_words_node(build, value);
}

static bool is_year(struct str text)
{
    return text.len == YEAR_DIGITS && str_has_only(text, STR_DIGITS) &&
           (str_starts(text, LIT("19")) || str_starts(text, LIT("20")));
}

/* As editions spell it: "nips" is NeurIPS. */
static struct str canonical_series(struct str series)
{
    const struct venue_series *known = venue_series_find(series);
    return known != NULL ? str_of(known->name) : series;
}

/* "ICLR", and "ICLR.2024" in any spelling: "ICLR 2024", "iclr2024". */
static struct query_node *read_venue(struct query_build *build, struct str value)
{
    struct str series = str_trim(value);
    struct str year = str_from(series, series.len - (series.len < 4 ? series.len : 4));
    bool is_edition = is_year(year) && series.len > year.len;
    if (is_edition)
        series.len -= year.len;
    while (is_edition && series.len > 0 &&
           memchr(" .-'_", series.ptr[series.len - 1], 5) != NULL)
        series.len--;
    if (series.len == 0)
        return NULL;
    series = canonical_series(series);
    const char *text = is_edition ? arena_printf(build->arena, "%.*s.%.*s",
                                                 STR_ARG(series), STR_ARG(year))
                                  : arena_text(build->arena, series);
    const char *facet = query_facet(build->arena, build->analyser,
                                    is_edition ? "edition" : "venue", text);
    return query_facet_node(build, facet);
}

static struct query_node *read_group(struct query_build *build, struct str value)
{
    const char *facet = query_facet(build->arena, build->analyser, "group",
                                    arena_text(build->arena, value));
    if (str_ends(str_of(facet), LIT(":")))
        return NULL;
    return query_facet_node(build, facet);
}

static struct query_node *read_branch(struct query_build *build, struct str value)
{
    static const enum branch branches[] = { BRANCH_ARXIV, BRANCH_VENUE };
    for (size_t i = 0; i < COUNT_OF(branches); i++) {
        const char *name = branch_name(branches[i]);
        if (str_eq_nocase(value, str_of(name)))
            return query_facet_node(
                build, query_facet(build->arena, build->analyser, "branch", name));
    }
    return left_out(build, value, "branch:arxiv or branch:venue");
}

static struct query_node *read_date(struct query_build *build, struct str value)
{
    int32_t first, last;
    if (!query_date_read(value, build->today, &first, &last))
        return left_out(build, value,
                        "a date is 2025, 2025-01, 2025-01-31, 2025-01..2025-03, "
                        "today or last week");
    return query_date_node(build, first, last);
}

static struct query_node *read_has(struct query_build *build, struct str value)
{
    if (str_eq_nocase(value, LIT("faq")))
        return query_mark_node(build, QUERY_HAS_FAQ);
    if (str_eq_nocase(value, LIT("code")))
        return query_facet_node(
            build, query_facet(build->arena, build->analyser, "has", "code"));
    return left_out(build, value, "has:faq or has:code");
}

static struct query_node *read_id(struct query_build *build, struct str value)
{
    const char *key = paper_address_key(build->arena, value);
    if (key != NULL)
        return query_id_node(build, key);
    query_note(build, "“%.*s” is no id of a paper; it was searched for as words.",
               STR_ARG(query_quoted(value)));
    return query_words_node(build, value);
}

enum {
    TITLE = 1 << FIELD_TITLE,
    AUTHORS = 1 << FIELD_AUTHORS,
    ABSTRACT = 1 << FIELD_ABSTRACT,
};

/* Ours, and those that arXiv's own search has. */
static const struct query_label labels[] = {
    { "title", TITLE, NULL },
    { "ti", TITLE, NULL },
    { "intitle", TITLE, NULL },
    { "author", AUTHORS, NULL },
    { "authors", AUTHORS, NULL },
    { "au", AUTHORS, NULL },
    { "abstract", ABSTRACT, NULL },
    { "abs", ABSTRACT, NULL },
    { "all", FIELDS_ALL, NULL },
    { "cat", 0, read_category },
    { "category", 0, read_category },
    { "venue", 0, read_venue },
    { "group", 0, read_group },
    { "branch", 0, read_branch },
    { "year", 0, read_date },
    { "date", 0, read_date },
    { "submitteddate", 0, read_date },
    { "has", 0, read_has },
    { "id", 0, read_id },
};

const struct query_label *query_label_find(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        if (str_eq_nocase(name, str_of(labels[i].name)))
            return &labels[i];
    return NULL;
}
