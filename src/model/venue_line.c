/* Kinds, editions and addresses of a [venues] line; see venue_line.h. */
#include "model/venue_line.h"

#include "model/venue.h"

#include <string.h>

#define X(constant, name) [constant] = (name),
static const char *const kinds[] = { VENUE_KINDS(X) };
#undef X
#define X(constant, name) name ", "
static const char all_kinds[] = VENUE_KINDS(X);
#undef X

const char *venue_kind_name(enum venue_kind kind)
{
    return kinds[kind];
}

static bool find_kind(struct str name, enum venue_kind *ret_kind)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (str_eq(name, str_of(kinds[i]))) {
            *ret_kind = (enum venue_kind)i;
            return true;
        }
    }
    return false;
}

static bool read_kind(struct str word, enum venue_kind *ret_kind, struct err *err)
{
    if (find_kind(word, ret_kind))
        return true;
    if (word.len == 0)
        return err_set(err, ERR_INVALID,
                       "needs a kind and an address, such as acl https://…; kinds are "
                       "%.*s",
                       (int)strlen(all_kinds) - 2, all_kinds);
    return err_set(err, ERR_INVALID, "there is no kind “%.*s”; kinds are %.*s",
                   STR_ARG(str_upto(word, 40)), (int)strlen(all_kinds) - 2, all_kinds);
}

/* Only ojs knows which of its papers are of which year. */
static bool read_name(struct arena *arena, struct str name, enum venue_kind kind,
                      const char **ret_name, struct err *err)
{
    bool has_year = str_find_char(name, '.') < name.len;
    if (kind == VENUE_KIND_OJS && !has_year)
        return venue_series_read(arena, name, ret_name, err);
    return venue_edition_read(arena, name, ret_name, err);
}

static bool check_url(struct str word, struct err *err)
{
    struct str rest = word;
    if (word.len > VENUE_URL_MAX)
        return err_set(err, ERR_INVALID, "an address is over %d bytes", VENUE_URL_MAX);
    if ((!str_skip(&rest, LIT("https://")) && !str_skip(&rest, LIT("http://"))) ||
        rest.len == 0 || str_find_char(word, '#') < word.len ||
        str_find_char(str_upto(rest, str_find_char(rest, '/')), '@') <
            str_find_char(rest, '/'))
        return err_set(err, ERR_INVALID,
                       "“%.*s” is no address; write it like https://example.org/a.bib",
                       STR_ARG(str_upto(word, 60)));
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] <= ' ' || word.ptr[i] >= 0x7F)
            return err_set(err, ERR_INVALID,
                           "an address is written in plain ASCII, with %%XX for the "
                           "rest");
    return true;
}

bool venue_line_add(struct arena *arena, struct venue_line *line, struct str value,
                    struct err *err)
{
    struct str word;
    while ((word = str_cut_word(&value)).len > 0) {
        const char *url = arena_text(arena, word);
        if (!check_url(word, err))
            return false;
        if (text_list_has(&line->urls, url))
            return err_set(err, ERR_INVALID, "“%.60s” is given twice", url);
        if (line->urls.count == VENUE_LINE_URLS_MAX)
            return err_set(err, ERR_INVALID, "has more than %d addresses",
                           VENUE_LINE_URLS_MAX);
        ARENA_PUSH(arena, &line->urls, url);
    }
    return true;
}

bool venue_line_read(struct arena *arena, struct str name, struct str value,
                     struct venue_line *ret_line, struct err *err)
{
    struct venue_line line = { 0 };
    if (!read_kind(str_cut_word(&value), &line.kind, err) ||
        !read_name(arena, name, line.kind, &line.name, err) ||
        !venue_line_add(arena, &line, value, err))
        return false;
    *ret_line = line;
    return true;
}

void venue_line_edition(const struct venue_line *line, struct arena *arena,
                        const char **ret_series, int *ret_year)
{
    struct str series;
    *ret_year = 0;
    *ret_series = paper_edition(line->name, &series, ret_year)
                      ? arena_text(arena, series)
                      : line->name;
}
