/* Adds filters to a query's text and takes them off; see search_narrow.h. */
#include "site/search/search_narrow.h"

#include "site/words.h"

enum { YEARS_SHOWN = 12, VENUES_SHOWN = 12 };

static const char *const fields[] = { "year:", "date:", "venue:", "group:",
                                      "cat:",  "has:",  "branch:" };

static bool is_filter(struct str word)
{
    (void)str_skip(&word, LIT("-"));
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (word.len > strlen(fields[i]) && str_starts(word, str_of(fields[i])))
            return true;
    return false;
}

/* Behind the word that starts at `at`: white space within quotes and parentheses
 * belongs to it. */
static size_t word_end(struct str text, size_t at)
{
    bool quoted = false;
    int depth = 0;
    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (char_is_space(c) && !quoted && depth <= 0)
            break;
        quoted = quoted != (c == '"');
        if (!quoted && (c == '(' || c == ')'))
            depth += c == '(' ? 1 : -1;
    }
    return at;
}

struct narrow_filters narrow_filters_of(struct arena *arena, const char *text)
{
    struct narrow_filters found = { 0 };
    struct str whole = str_of(text);
    for (size_t at = 0; at < whole.len;) {
        size_t end = word_end(whole, at);
        struct str word = str_upto(str_from(whole, at), end - at);
        struct narrow_filter filter = { word, at, end };
        if (is_filter(word))
            ARENA_PUSH(arena, &found, filter);
        at = end + 1;
    }
    return found;
}

const char *narrow_removed(struct arena *arena, const char *text,
                           const struct narrow_filter *filter)
{
    struct str before = str_trim(str_upto(str_of(text), filter->start));
    struct str after = str_trim(str_from(str_of(text), filter->end));
    const char *gap = before.len > 0 && after.len > 0 ? " " : "";
    return arena_printf(arena, "%.*s%s%.*s", STR_ARG(before), gap, STR_ARG(after));
}

const char *narrow_added(struct arena *arena, const struct query *query,
                         const char *filter)
{
    if (query->text[0] == '\0')
        return filter;
    bool either = query->root != NULL && query->root->kind == QUERY_OR;
    if (strlen(query->text) + strlen(filter) >= QUERY_BYTES_MAX)
        return arena_printf(arena, "%s %s", filter, query->text); /* its end is cut */
    return arena_printf(arena, either ? "(%s) %s" : "%s %s", query->text, filter);
}

static bool has_filter(const struct narrow_filters *filters, struct str name)
{
    for (size_t i = 0; i < filters->count; i++)
        if (str_starts(filters->items[i].text, name))
            return true;
    return false;
}

static void set_filters(struct view *view, const struct search_ask *ask,
                        const struct narrow_filters *filters)
{
    cJSON *list = json_set_list(view->page, "filters");
    for (size_t i = 0; i < filters->count; i++) {
        const struct narrow_filter *filter = &filters->items[i];
        const char *without = narrow_removed(view->arena, ask->text, filter);
        cJSON *item = json_add_object(list);
        json_set_text(item, "text", arena_text(view->arena, filter->text));
        json_set_text(item, "url", search_url_for(view->arena, ask, without));
    }
    json_set_bool(view->page, "has_filters", filters->count > 0);
}

/* "ICLR.2024" is shown as "ICLR 2024". */
static const char *shown_name(struct arena *arena, const char *name)
{
    char *shown = arena_text(arena, str_of(name));
    for (char *c = shown; *c != '\0'; c++)
        *c = *c == '.' ? ' ' : *c;
    return shown;
}

struct narrowing {
    const char *name, *field; /* in the tree; "year:" */
    const struct search_count *counts;
    size_t count, shown;
};

static void set_counts(struct view *view, cJSON *narrow, const struct search_ask *ask,
                       const struct narrowing *by)
{
    struct arena *arena = view->arena;
    cJSON *list = json_set_list(narrow, by->name);
    for (size_t i = 0; i < by->count && i < by->shown; i++) {
        const struct search_count *count = &by->counts[i];
        const char *filter = arena_printf(arena, "%s%s", by->field, count->name);
        cJSON *item = json_add_object(list);
        json_set_text(item, "text", shown_name(arena, count->name));
        json_set_text(item, "count", words_number(arena, count->count));
        json_set_text(
            item, "url",
            search_url_for(arena, ask, narrow_added(arena, ask->query, filter)));
    }
    const char *has = arena_printf(arena, "has_%s", by->name);
    json_set_bool(narrow, has, cJSON_GetArraySize(list) > 0);
}

/* One that would change nothing is not offered. */
static size_t useful(const struct narrow_filters *filters, struct str field,
                     size_t count, int64_t total, const struct search_count *counts)
{
    if (has_filter(filters, field) || (count == 1 && counts[0].count >= total))
        return 0;
    return count;
}

void narrow_set(struct view *view, const struct search_ask *ask,
                const struct search_page *found)
{
    struct narrow_filters filters = narrow_filters_of(view->arena, ask->text);
    struct narrowing years = {
        .name = "years",
        .field = "year:",
        .counts = found->years,
        .count = useful(&filters, LIT("year:"), found->year_count, found->total,
                        found->years),
        .shown = YEARS_SHOWN,
    };
    struct narrowing venues = {
        .name = "venues",
        .field = "venue:",
        .counts = found->editions,
        .count = useful(&filters, LIT("venue:"), found->edition_count, found->total,
                        found->editions),
        .shown = VENUES_SHOWN,
    };
    set_filters(view, ask, &filters);
    if (years.count == 0 && venues.count == 0) {
        json_set_null(view->page, "narrow");
        return;
    }
    cJSON *narrow = json_set_object(view->page, "narrow");
    set_counts(view, narrow, ask, &years);
    set_counts(view, narrow, ask, &venues);
}
