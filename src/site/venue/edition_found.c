/* Asks the store for the edition that a reader means, or says what it has instead. */
#include "site/venue/edition_found.h"

#include "site/words.h"

enum { NAMED_MAX = 12 };

/* "2024, 2023 and 4 more" */
static const char *some_of(struct arena *arena, const struct text_list *names)
{
    size_t shown = names->count < NAMED_MAX ? names->count : NAMED_MAX;
    const char *text = words_joined(arena, names->items, shown, ", ");
    if (shown == names->count)
        return text;
    return arena_printf(arena, "%s and %zu more", text, names->count - shown);
}

/* Always false. */
static bool say_what_is_there(struct view *view, const struct edition_ask *ask,
                              const struct edition_list *years, struct err *err)
{
    struct text_list names = { 0 };
    for (size_t i = 0; i < years->count; i++)
        ARENA_PUSH(view->arena, &names, years->items[i].name);
    if (names.count == 0)
        return err_set(err, ERR_NOT_FOUND,
                       "no proceedings of %s are stored here; /venue lists what is",
                       ask->series);
    return err_set(err, ERR_NOT_FOUND,
                   "%s is not stored here; of its series there is %s", ask->edition,
                   some_of(view->arena, &names));
}

/* A series that the table does not have is found in any case too. */
static bool find_spelling(struct view *view, struct edition_ask *ask, struct err *err)
{
    struct edition_list all = { 0 };
    if (!edition_store_list(view->db, view->arena, &all, err))
        return false;
    for (size_t i = 0; i < all.count; i++) {
        if (!str_eq_nocase(str_of(all.items[i].series), str_of(ask->series)))
            continue;
        ask->series = all.items[i].series;
        break;
    }
    return true;
}

static bool list_years(struct view *view, struct edition_ask *ask,
                       struct edition_list *ret_years, struct err *err)
{
    if (venue_series_find(str_of(ask->series)) == NULL &&
        !find_spelling(view, ask, err))
        return false;
    return edition_store_list_series(view->db, ask->series, view->arena, ret_years,
                                     err);
}

bool edition_find(struct view *view, const struct edition_ask *asked,
                  struct edition *ret_edition, struct err *err)
{
    struct edition_ask ask = *asked;
    struct edition_list years = { 0 };
    struct err none = { 0 };
    if (ask.edition != NULL) {
        if (edition_store_get(view->db, ask.edition, view->arena, ret_edition, &none))
            return true;
        if (none.code != ERR_NOT_FOUND) {
            *err = none;
            return false;
        }
    }
    if (!list_years(view, &ask, &years, err))
        return false;
    if (ask.edition != NULL || years.count == 0)
        return say_what_is_there(view, &ask, &years, err);
    *ret_edition = years.items[0];
    return true;
}

static void find_neighbours(struct edition_found *found)
{
    for (size_t i = 0; i < found->years.count; i++) {
        const struct edition *year = &found->years.items[i];
        if (year->year > found->edition.year)
            found->next = year;
        if (year->year < found->edition.year && found->previous == NULL)
            found->previous = year;
    }
}

/* Always false. */
static bool say_which_groups(struct view *view, const struct edition_ask *ask,
                             const struct edition_found *found, struct err *err)
{
    struct text_list names = { 0 };
    struct edition_groups groups = { 0 };
    if (!edition_store_groups(view->db, found->edition.id, view->arena, &groups, err))
        return false;
    for (size_t i = 0; i < groups.count; i++)
        ARENA_PUSH(view->arena, &names, groups.items[i].name);
    const char *group = words_excerpt(view->arena, ask->group, 60);
    if (names.count == 0)
        return err_set(err, ERR_NOT_FOUND, "%s has no groups, so no “%s”",
                       found->edition.name, group);
    return err_set(err, ERR_NOT_FOUND, "%s has no group “%s”; it has %s",
                   found->edition.name, group, some_of(view->arena, &names));
}

static bool read_papers(struct view *view, const struct edition_ask *ask,
                        struct edition_found *found, struct err *err)
{
    struct edition_query query = {
        .edition = found->edition.id,
        .group = ask->group,
        .sort = order_list_sort(ask->order.sort),
        .words = ask->order.words,
        .skip = ask->skip,
        .show = ask->show,
    };
    struct err none = { 0 };
    if (edition_store_papers(view->db, &query, view->arena, &found->page, &none))
        return true;
    if (none.code == ERR_NOT_FOUND && ask->group != NULL)
        return say_which_groups(view, ask, found, err);
    *err = none;
    return false;
}

bool edition_found_get(struct view *view, const struct edition_ask *ask,
                       struct edition_found *ret_found, struct err *err)
{
    struct edition_found found = { 0 };
    if (ask->show > VIEW_SHOW_LONG)
        store_read_deadline(view->db, VIEW_DEADLINE_LONG_MS);
    if (!edition_find(view, ask, &found.edition, err) ||
        !edition_store_list_series(view->db, found.edition.series, view->arena,
                                   &found.years, err) ||
        !edition_store_sources(view->db, found.edition.id, view->arena, &found.sources,
                               err) ||
        !read_papers(view, ask, &found, err))
        return false;
    find_neighbours(&found);
    *ret_found = found;
    return true;
}
