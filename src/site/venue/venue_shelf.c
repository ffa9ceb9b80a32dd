/* Puts the stored editions on their shelves; see venue_shelf.h. */
#include "site/venue/venue_shelf.h"

#include "site/venue/edition_ask.h"
#include "site/venue/edition_record.h"
#include "site/words.h"

bool shelf_knows(const struct shelf_series *series)
{
    size_t known;
    (void)venue_series_all(&known);
    return series->place < known;
}

static struct shelf_series series_of(const struct edition *first)
{
    size_t known;
    const struct venue_series *all = venue_series_all(&known);
    const struct venue_series *series = venue_series_find(str_of(first->series));
    return (struct shelf_series){
        .name = first->series,
        .title = series != NULL ? series->title : NULL,
        .field = venue_field_of(first->series),
        .place = series != NULL ? (size_t)(series - all) : known,
        .editions = first,
    };
}

static int nocase_order(const char *a, const char *b)
{
    while (*a != '\0' && char_lower(*a) == char_lower(*b)) {
        a++;
        b++;
    }
    return (unsigned char)char_lower(*a) - (unsigned char)char_lower(*b);
}

static int place_order(const void *a, const void *b)
{
    const struct shelf_series *left = a, *right = b;
    if (left->place != right->place)
        return left->place < right->place ? -1 : 1;
    return nocase_order(left->name, right->name);
}

bool shelf_get(struct view *view, struct shelf *ret_shelf, struct err *err)
{
    struct edition_list all = { 0 };
    struct shelf shelf = { 0 };
    if (!edition_store_list(view->db, view->arena, &all, err))
        return false;
    for (size_t i = 0; i < all.count; i++) {
        const struct edition *edition = &all.items[i];
        if (i == 0 || strcmp(edition->series, edition[-1].series) != 0)
            ARENA_PUSH(view->arena, &shelf, series_of(edition));
        struct shelf_series *series = &shelf.items[shelf.count - 1];
        series->count++;
        series->papers += edition->papers;
        shelf.papers += edition->papers;
    }
    shelf.editions = all.count;
    if (shelf.count > 0)
        qsort(shelf.items, shelf.count, sizeof *shelf.items, place_order);
    *ret_shelf = shelf;
    return true;
}

/* "ICLR.2024: 2,200 of 2,260 papers" */
static const char *lacks_text(struct arena *arena, const struct edition *edition)
{
    return arena_printf(arena, "%s: %s of %s papers", edition->name,
                        words_number(arena, edition->papers),
                        words_number(arena, edition->declared));
}

void shelf_add_year(cJSON *list, struct arena *arena, const struct edition *edition)
{
    cJSON *year = json_add_object(list);
    json_set_text(year, "text", arena_printf(arena, "%d", edition->year));
    json_set_text(year, "count", words_number(arena, edition->papers));
    json_set_text(year, "url", edition_url(arena, edition->name, "", NULL));
    bool warn = edition_lacks(edition);
    json_set_text(year, "title", warn ? lacks_text(arena, edition) : NULL);
    json_set_bool(year, "warn", warn);
}

bool shelf_set_latest(struct view *view, int64_t limit, struct err *err)
{
    struct arena *arena = view->arena;
    struct edition_list latest = { 0 };
    if (!edition_store_list_latest(view->db, limit, arena, &latest, err))
        return false;
    cJSON *list = json_set_list(view->page, "latest");
    for (size_t i = 0; i < latest.count; i++) {
        const struct edition *edition = &latest.items[i];
        cJSON *item = json_add_object(list);
        json_set_text(item, "text", edition_text(arena, edition));
        json_set_text(item, "count", words_number(arena, edition->papers));
        json_set_text(item, "url", edition_url(arena, edition->name, "", NULL));
        json_set_text(item, "sep", i == 0 ? "" : ", ");
    }
    json_set_bool(view->page, "has_latest", latest.count > 0);
    return true;
}
