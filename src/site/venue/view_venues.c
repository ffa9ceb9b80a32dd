/* The tree of venues.html: series by field, a row of years each. A whole anthology
 * brings hundreds of series that nobody has heard of: these are folded, as are the
 * years before the last dozen. */
#include "site/venue/view_venues.h"

#include "site/venue/edition_ask.h"
#include "site/venue/edition_record.h"
#include "site/venue/venue_shelf.h"
#include "site/words.h"

enum { YEARS_SHOWN = 10, YEARS_UNFOLDED = 12, SERIES_UNFOLDED = 20, LATEST_SHOWN = 5 };

static void set_root(struct view *view, const struct shelf *shelf)
{
    json_set_text(view->root, "name", "venues");
    json_set_int(view->root, "total", (int64_t)shelf->count);
    json_set_int(view->root, "editions", (int64_t)shelf->editions);
    json_set_int(view->root, "stored", shelf->papers);
    if (view->is_page)
        return; /* it has page.fields */
    cJSON *venues = json_set_list(view->root, "venues");
    for (size_t i = 0; i < shelf->count; i++) {
        const struct shelf_series *series = &shelf->items[i];
        cJSON *venue = json_add_object(venues);
        json_set_text(venue, "name", series->name);
        json_set_text(venue, "title", series->title);
        json_set_text(venue, "field", series->field);
        json_set_int(venue, "papers", series->papers);
        cJSON *editions = json_set_list(venue, "editions");
        for (size_t k = 0; k < series->count; k++)
            edition_record(json_add_object(editions), &series->editions[k]);
    }
}

static void add_series(struct view *view, cJSON *list,
                       const struct shelf_series *series)
{
    struct arena *arena = view->arena;
    size_t shown = series->count <= YEARS_UNFOLDED ? series->count : YEARS_SHOWN;
    cJSON *row = json_add_object(list);
    json_set_text(row, "name", series->name);
    json_set_text(row, "title", series->title);
    json_set_text(row, "url", edition_url(arena, series->name, "", NULL));
    json_set_text(row, "feed_url", edition_url(arena, series->name, "/feed", NULL));
    cJSON *years = json_set_list(row, "years");
    for (size_t i = 0; i < shown; i++)
        shelf_add_year(years, arena, &series->editions[i]);
    cJSON *older = json_set_list(row, "older");
    for (size_t i = shown; i < series->count; i++)
        shelf_add_year(older, arena, &series->editions[i]);
    json_set_text(row, "older_text",
                  shown < series->count
                      ? arena_printf(arena, "%zu more, back to %d",
                                     series->count - shown,
                                     series->editions[series->count - 1].year)
                      : NULL);
}

static cJSON *add_field(struct view *view, cJSON *fields, const char *name,
                        size_t count, bool folded)
{
    cJSON *field = json_add_object(fields);
    json_set_text(field, "name", name);
    json_set_text(field, "id",
                  arena_printf(view->arena, "field-%d", cJSON_GetArraySize(fields)));
    json_set_text(field, "count",
                  words_count(view->arena, (int64_t)count, "series", "series"));
    json_set_bool(field, "folded", folded);
    return json_set_list(field, "series");
}

static size_t field_end(const struct shelf *shelf, size_t start)
{
    size_t end = start;
    while (end < shelf->count &&
           strcmp(shelf->items[end].field, shelf->items[start].field) == 0)
        end++;
    return end;
}

static void set_fields(struct view *view, const struct shelf *shelf)
{
    cJSON *fields = json_set_list(view->page, "fields");
    for (size_t start = 0, end; start < shelf->count; start = end) {
        end = field_end(shelf, start);
        bool folded = start > 0 && end - start > SERIES_UNFOLDED &&
                      !shelf_knows(&shelf->items[start]);
        cJSON *list =
            add_field(view, fields, shelf->items[start].field, end - start, folded);
        for (size_t i = start; i < end; i++)
            add_series(view, list, &shelf->items[i]);
    }
    json_set_bool(view->page, "has_fields", cJSON_GetArraySize(fields) > 1);
}

static const char *lead(struct arena *arena, const struct shelf *shelf)
{
    return arena_printf(
        arena, "%s in %s of %s", words_count(arena, shelf->papers, "paper", "papers"),
        words_count(arena, (int64_t)shelf->editions, "edition", "editions"),
        words_count(arena, (int64_t)shelf->count, "series", "series"));
}

bool view_venues_tree(struct view *view, struct err *err)
{
    struct shelf shelf;
    if (view_leads_to(view, "/venue", "/venue"))
        return true;
    store_read_deadline(view->db, VIEW_DEADLINE_LONG_MS);
    if (!shelf_get(view, &shelf, err))
        return false;
    view->template = "venues";
    set_root(view, &shelf);
    struct page_head head = {
        .title = "Venues",
        .description = "Proceedings of conferences, by field, series and year",
        .branch = "venue",
        .canonical_url = "/venue",
        .feed_url = "/venue/latest/feed",
        .feed_json_url = "/venue/latest/feed.json",
    };
    view_head(view, &head);
    json_set_text(view->page, "lead",
                  shelf.count > 0 ? lead(view->arena, &shelf) : NULL);
    set_fields(view, &shelf);
    json_set_null(view->page, "empty");
    if (shelf.count == 0)
        view_empty(view, "No proceedings are stored here yet.",
                   "They appear here once they are imported or harvested: "
                   "docs/venues.md says how.",
                   NULL, NULL);
    return shelf_set_latest(view, LATEST_SHOWN, err);
}
