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
    } fields[] = {
        { "comment", paper->comment },   { "journal_ref", paper->journal_ref },
        { "doi", paper->doi },           { "license", paper->license },
        { "pdf_url", paper->pdf_url },   { "page_url", paper->page_url },
        { "code_url", paper->code_url },
    };
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (!check_text(fields[i].name, fields[i].text, PAPER_FIELD_MAX, err))
            return false;
    return true;
}

static bool check_lists(const struct paper *paper, struct err *err)
{
    if (paper->categories.count == 0)
        return err_set(err, ERR_INVALID, "categories are empty");
    return check_list("categories", &paper->categories, PAPER_CATEGORIES_MAX,
                      PAPER_CATEGORY_MAX, err) &&
           check_list("authors", &paper->authors, PAPER_AUTHORS_MAX, PAPER_NAME_MAX,
                      err);
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

const char *paper_arxiv_page_url(struct arena *arena, const char *key)
{
    return arena_printf(arena, "https://arxiv.org/abs/%s", key);
}

const char *paper_arxiv_pdf_url(struct arena *arena, const char *key)
{
    return arena_printf(arena, "https://arxiv.org/pdf/%s", key);
}
