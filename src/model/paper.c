/* What a paper must have, and where arXiv shows it; see paper.h. */
#include "model/paper.h"

#include "base/utf8.h"

#include <string.h>

const char *branch_name(enum branch branch)
{
    switch (branch) { /* no default: -Wswitch */
    case BRANCH_ARXIV:
        return "arxiv";
    case BRANCH_VENUE:
        return "venue";
    }
    return "unknown";
}

bool text_list_has(const struct text_list *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], text) == 0)
            return true;
    return false;
}

static bool check_text(const char *field, const char *text, size_t max, struct err *err)
{
    struct str s = str_of(text);
    if (s.len > max)
        return err_set(err, ERR_INVALID,
                       "%s is %zu bytes long, at most %zu are allowed", field, s.len,
                       max);
    return utf8_valid(s) || err_set(err, ERR_INVALID, "%s is not UTF-8", field);
}

static bool check_given(const char *field, const char *text, size_t max,
                        struct err *err)
{
    if (str_trim(str_of(text)).len == 0)
        return err_set(err, ERR_INVALID, "%s is empty", field);
    return check_text(field, text, max, err);
}

static bool check_list(const char *field, const struct text_list *list, size_t max,
                       size_t item_max, struct err *err)
{
    if (list->count > max)
        return err_set(err, ERR_INVALID, "%s has %zu entries, at most %zu are allowed",
                       field, list->count, max);
    for (size_t i = 0; i < list->count; i++)
        if (!check_given(field, list->items[i], item_max, err))
            return false;
    return true;
}

static bool check_fields(const struct paper *paper, struct err *err)
{
    const struct {
        const char *name, *text;
        size_t max;
    } fields[] = {
        { "comment", paper->comment, PAPER_FIELD_MAX },
        { "journal_ref", paper->journal_ref, PAPER_FIELD_MAX },
        { "doi", paper->doi, PAPER_FIELD_MAX },
        { "license", paper->license, PAPER_FIELD_MAX },
        { "pdf_url", paper->pdf_url, PAPER_FIELD_MAX },
        { "page_url", paper->page_url, PAPER_FIELD_MAX },
        { "code_url", paper->code_url, PAPER_FIELD_MAX },
        { "venue", paper->venue, PAPER_VENUE_MAX },
        { "group", paper->group, PAPER_VENUE_MAX },
        { "award", paper->award, PAPER_AWARD_MAX },
    };
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (!check_text(fields[i].name, fields[i].text, fields[i].max, err))
            return false;
    return true;
}

static bool check_lists(const struct paper *paper, struct err *err)
{
    if (paper->categories.count == 0 && paper->branch == BRANCH_ARXIV)
        return err_set(err, ERR_INVALID, "categories are empty");
    return check_list("categories", &paper->categories, PAPER_CATEGORIES_MAX,
                      PAPER_CATEGORY_MAX, err) &&
           check_list("authors", &paper->authors, PAPER_AUTHORS_MAX, PAPER_NAME_MAX,
                      err) &&
           check_list("subjects", &paper->subjects, PAPER_SUBJECTS_MAX,
                      PAPER_SUBJECT_MAX, err);
}

bool paper_check(const struct paper *paper, struct err *err)
{
    if (paper->version < 0)
        return err_set(err, ERR_INVALID, "version is negative");
    return check_given("key", paper->key, PAPER_KEY_MAX, err) &&
           check_given("title", paper->title, PAPER_TITLE_MAX, err) &&
           check_text("abstract", paper->abstract, PAPER_ABSTRACT_MAX, err) &&
           check_lists(paper, err) && check_fields(paper, err);
}

bool paper_edition(const char *venue, struct str *ret_series, int *ret_year)
{
    struct str text = str_of(venue);
    struct err ignored;
    int64_t year = 0;
    if (text.len < 6 || text.ptr[text.len - 5] != '.' ||
        !str_to_int(str_from(text, text.len - 4), 1900, 2199, &year, &ignored))
        return false;
    *ret_series = str_upto(text, text.len - 5);
    *ret_year = (int)year;
    return true;
}

int32_t paper_day(const struct paper *paper)
{
    struct str series;
    int year = 0;
    int32_t day = DAY_NONE;
    if (paper->announced != DAY_NONE)
        day = paper->announced;
    else if (paper->published != 0)
        day = utc_day(paper->published);
    else if (paper_edition(paper->venue, &series, &year) &&
             !day_from_parts(year, 1, 1, &day))
        day = DAY_NONE;
    return day;
}

const char *paper_arxiv_page_url(struct arena *arena, const char *key)
{
    return arena_printf(arena, "https://arxiv.org/abs/%s", key);
}

const char *paper_arxiv_pdf_url(struct arena *arena, const char *key)
{
    return arena_printf(arena, "https://arxiv.org/pdf/%s", key);
}
