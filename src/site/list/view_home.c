/* The tree of home.html. */
#include "site/list/view_home.h"

#include "site/list/list_found.h"
#include "site/status/poll_state.h"
#include "site/venue/edition_ask.h"
#include "site/venue/venue_shelf.h"
#include "site/words.h"

#include <assert.h>

enum { REFRESH_SECONDS = 30, SERIES_SHOWN = 20, YEARS_SHOWN = 4, LATEST_SHOWN = 3 };

struct home {
    int32_t latest;
    struct poll_state poll;
};

static void set_badge(cJSON *card, struct arena *arena, const char *code,
                      const struct completeness *here)
{
    if (!here->known) {
        json_set_null(card, "ledger");
        return;
    }
    cJSON *badge = json_set_object(card, "ledger");
    const char *stored = words_number(arena, here->stored);
    const char *text = arena_printf(arena, "all %s", stored);
    if (here->unseen)
        text = "not seen";
    else if (!here->complete)
        text = arena_printf(arena, "%s of %s", stored,
                            words_number(arena, here->announced));
    json_set_bool(badge, "ok", here->complete);
    json_set_text(badge, "text", text);
    json_set_text(badge, "url", view_url_with(arena, "/ledger", "category", code));
}

static const char *count_text(struct arena *arena, const struct list_found *found,
                              enum section section)
{
    bool known = found->day != DAY_NONE && found->page.announced;
    return known ? words_number(arena, found->page.counts[section]) : "";
}

static void add_category(struct view *view, cJSON *list,
                         const struct category *category,
                         const struct list_found *found)
{
    struct arena *arena = view->arena;
    cJSON *object = json_add_object(list);
    json_set_text(object, "code", category->code);
    json_set_text(object, "name", category->name);
    json_set_day(object, "date", found->day);
    list_counts_record(json_set_object(object, "counts"), found->page.counts);
    completeness_record(json_set_object(object, "ledger"), &found->here);
    cJSON *card = json_set_object(object, "card");
    json_set_text(card, "url", list_url(arena, category->code, DAY_NONE, NULL));
    json_set_text(card, "feed_url",
                  list_feed_url(arena, category->code, "/feed", DAY_NONE, NULL));
    json_set_text(card, "day",
                  found->day != DAY_NONE ? words_day_short(arena, found->day) : NULL);
    json_set_text(card, "new_text", count_text(arena, found, SECTION_NEW));
    json_set_text(card, "cross_text", count_text(arena, found, SECTION_CROSS));
    set_badge(card, arena, category->code, &found->here);
}

static struct list_ask ask_for_counts(const char *text, struct arena *arena)
{
    struct err err = { 0 };
    struct list_ask ask = { .day = DAY_NONE };
    bool valid = category_set_read(str_of(text), arena, &ask.set, &err);
    assert(valid); /* site_open has checked the watched ones */
    list_sections_usual(ask.sections);
    return ask;
}

static bool add_watched(struct view *view, struct home *home, struct err *err)
{
    cJSON *list = json_set_list(view->root, "categories");
    home->latest = DAY_NONE;
    for (size_t i = 0; i < view->site->options.category_count; i++) {
        const struct category *category = view->site->watched[i];
        struct list_ask ask = ask_for_counts(category->code, view->arena);
        struct list_found found;
        if (!list_found_get(view, &ask, &found, err))
            return false;
        if (found.day > home->latest)
            home->latest = found.day;
        add_category(view, list, category, &found);
    }
    return true;
}

const char *view_home_combined(const struct site *site, struct arena *arena)
{
    if (site->options.category_count < 2)
        return NULL;
    const char *joined = words_joined(arena, site->options.categories,
                                      site->options.category_count, ",");
    return ask_for_counts(joined, arena).set.text;
}

static bool set_combined(struct view *view, struct err *err)
{
    struct arena *arena = view->arena;
    const char *text = view_home_combined(view->site, arena);
    if (text == NULL) {
        json_set_null(view->page, "combined");
        return true;
    }
    struct list_ask ask = ask_for_counts(text, arena);
    struct list_found found = { 0 };
    if (!list_found_get(view, &ask, &found, err))
        return false;
    cJSON *combined = json_set_object(view->page, "combined");
    json_set_text(combined, "url", list_url(arena, text, DAY_NONE, NULL));
    json_set_text(combined, "feed_url",
                  list_feed_url(arena, text, "/feed", DAY_NONE, NULL));
    int64_t count = (int64_t)view->site->options.category_count;
    json_set_text(combined, "text",
                  count == 2 ? "Both in one list"
                             : arena_printf(arena, "All %s in one list",
                                            words_small(arena, count)));
    const char *papers = words_count(arena, found.page.total, "paper", "papers");
    json_set_text(combined, "count_text", found.day != DAY_NONE ? papers : NULL);
    return true;
}

static void add_groups(struct view *view)
{
    size_t count;
    const struct category *all = category_all(&count);
    cJSON *groups = json_set_list(view->page, "groups"), *list = NULL;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(all[i].group, all[i - 1].group) != 0) {
            cJSON *group = json_add_object(groups);
            json_set_text(group, "name", all[i].group);
            json_set_bool(group, "open", false);
            list = json_set_list(group, "categories");
        }
        cJSON *category = json_add_object(list);
        json_set_text(category, "code", all[i].code);
        json_set_text(category, "name", all[i].name);
        json_set_text(category, "url",
                      list_url(view->arena, all[i].code, DAY_NONE, NULL));
    }
    json_set_text(view->page, "groups_text",
                  arena_printf(view->arena, "All %zu categories", count));
}

static const char *status_text(struct view *view, const struct poll_state *poll)
{
    struct arena *arena = view->arena;
    const char *read = "arXiv has not been read yet";
    if (poll->checked_at != 0)
        read = arena_printf(arena, "arXiv was read at %s",
                            words_clock(arena, poll->checked_at, view->now));
    if (!view->site->options.fetching)
        return arena_printf(arena, "%s; fetching is off on this server.", read);
    if (poll->next_at <= view->now)
        return arena_printf(arena, "%s.", read);
    return arena_printf(arena, "%s; next at %s.", read,
                        words_clock(arena, poll->next_at, view->now));
}

static void set_status(struct view *view, const struct poll_state *poll)
{
    cJSON *status = json_set_object(view->page, "status");
    json_set_bool(status, "ok", poll->checked_at != 0 && poll->problem == NULL);
    json_set_text(status, "text", status_text(view, poll));
    json_set_text(status, "url", "/status");
}

static void add_venue(struct view *view, cJSON *venues,
                      const struct shelf_series *series)
{
    struct arena *arena = view->arena;
    cJSON *venue = json_add_object(venues);
    json_set_text(venue, "name", series->name);
    json_set_text(venue, "title", series->title);
    json_set_text(venue, "latest", series->editions[0].name);
    json_set_int(venue, "papers", series->papers);
    cJSON *card = json_set_object(venue, "card");
    json_set_text(card, "url", edition_url(arena, series->name, "", NULL));
    cJSON *editions = json_set_list(card, "editions");
    for (size_t i = 0; i < series->count && i < YEARS_SHOWN; i++)
        shelf_add_year(editions, arena, &series->editions[i]);
}

struct pick {
    const struct shelf_series *series;
    size_t rank; /* within its field, best known first */
};

static int rank_order(const void *a, const void *b)
{
    const struct pick *left = a, *right = b;
    bool known = shelf_knows(left->series);
    if (known != shelf_knows(right->series))
        return known ? -1 : 1;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    return left->series < right->series ? -1 : left->series > right->series;
}

static int shelf_order(const void *a, const void *b)
{
    const struct pick *left = a, *right = b;
    return left->series < right->series ? -1 : left->series > right->series;
}

/* The first of each field, then the second, until there are enough; in the shelf's
 * order. */
static const struct pick *pick_series(struct arena *arena, const struct shelf *shelf,
                                      size_t shown)
{
    struct pick *picks = ARENA_ARRAY(arena, struct pick, shelf->count + 1);
    for (size_t i = 0; i < shelf->count; i++) {
        bool same =
            i > 0 && strcmp(shelf->items[i].field, shelf->items[i - 1].field) == 0;
        picks[i] = (struct pick){ &shelf->items[i], same ? picks[i - 1].rank + 1 : 0 };
    }
    qsort(picks, shelf->count, sizeof *picks, rank_order);
    qsort(picks, shown, sizeof *picks, shelf_order);
    return picks;
}

static void set_venues(struct view *view, const struct shelf *shelf)
{
    size_t shown = shelf->count < SERIES_SHOWN ? shelf->count : SERIES_SHOWN;
    const struct pick *picks = pick_series(view->arena, shelf, shown);
    cJSON *venues = json_set_list(view->root, "venues");
    for (size_t i = 0; i < shown; i++)
        add_venue(view, venues, picks[i].series);
    json_set_text(view->page, "venues_text",
                  shelf->editions > 0
                      ? arena_printf(view->arena, "All %s",
                                     words_count(view->arena, (int64_t)shelf->editions,
                                                 "edition", "editions"))
                      : NULL);
}

bool view_home_tree(struct view *view, struct err *err)
{
    struct home home;
    struct shelf shelf;
    store_read_deadline(view->db, VIEW_DEADLINE_LONG_MS);
    if (!poll_state_get(view, NULL, &home.poll, err) || !shelf_get(view, &shelf, err))
        return false;
    view->template = "home";
    view->keep_seconds = VIEW_KEEP_AGES;
    if (!add_watched(view, &home, err))
        return false;
    json_set_day(view->root, "date", home.latest);
    struct page_head head = {
        .description = "New arXiv papers by category, every morning, complete.",
        .branch = "home",
        .canonical_url = "/",
    };
    view_head(view, &head);
    json_set_text(view->page, "day",
                  home.latest != DAY_NONE ? words_day(view->arena, home.latest) : NULL);
    set_venues(view, &shelf);
    if (!set_combined(view, err) || !shelf_set_latest(view, LATEST_SHOWN, err))
        return false;
    add_groups(view);
    set_status(view, &home.poll);
    poll_state_notice(view, &home.poll);
    if (home.latest == DAY_NONE && view->site->options.fetching) {
        view_refresh(view, REFRESH_SECONDS);
        view->keep_seconds = 0;
    }
    return true;
}

bool view_categories_tree(struct view *view, struct err *err)
{
    (void)err;
    size_t count;
    const struct category *all = category_all(&count);
    cJSON *list = json_set_list(view->root, "categories");
    for (size_t i = 0; i < count; i++) {
        cJSON *category = json_add_object(list);
        json_set_text(category, "code", all[i].code);
        json_set_text(category, "name", all[i].name);
        json_set_text(category, "archive", all[i].archive);
        json_set_text(category, "group", all[i].group);
        json_set_bool(category, "watched", poll_state_is_watched(view->site, &all[i]));
    }
    return true;
}
