/* The tree of an edition: its groups, its papers in the venue's order, whether all of
 * them are here, and the years around it. */
#include "site/venue/view_edition.h"

#include "site/paper/view_cards.h"
#include "site/venue/edition_groups.h"
#include "site/venue/edition_record.h"
#include "site/words.h"

#include <inttypes.h>

enum { SOURCES_SHOWN = 20 };

static void set_root(struct view *view, const struct edition_ask *ask,
                     const struct edition_found *found)
{
    cJSON *root = view->root;
    edition_record_own(root, &found->edition);
    json_set_text(root, "field", venue_field_of(found->edition.series));
    json_set_text(root, "group", found->page.group);
    edition_record_groups(root, &found->page.groups);
    edition_record_sources(root, &found->sources);
    json_set_text(root, "previous", found->previous ? found->previous->name : NULL);
    json_set_text(root, "next", found->next ? found->next->name : NULL);
    json_set_text(root, "sort", ask->order.text);
    json_set_int(root, "total", found->page.total);
    json_set_int(root, "skip", ask->skip);
    json_set_int(root, "show", ask->show);
}

static struct marker *marker_for(struct view *view, const struct edition_ask *ask)
{
    if (!ask->highlight || ask->order.sort != SORT_WORDS)
        return NULL;
    struct marker *marker = marker_new(view->arena, store_analyser(view->db));
    marker_add_words(marker, &ask->order.words);
    return marker;
}

static bool add_papers(struct view *view, const struct edition_ask *ask,
                       const struct edition_found *found, struct err *err)
{
    struct marker *marker = marker_for(view, ask);
    cJSON *papers = json_set_list(view->root, "papers"), *record;
    for (size_t i = 0; i < found->page.count; i++) {
        struct paper_place place = {
            .index = ask->skip + (int64_t)i + 1,
            .total = found->page.total,
            .marker = marker,
        };
        if (!view_card_add(view, papers, &found->page.items[i], place, &record, err))
            return false;
    }
    return true;
}

/* As it is called: "demo" and "oral" are found, and shown as the venue writes them. */
static const char *page_url(struct view *view, const struct edition_found *found)
{
    return edition_url(view->arena, found->edition.name, "", found->page.group);
}

static const char *page_ask_url(struct view *view, const struct edition_ask *ask,
                                const struct edition_found *found)
{
    const char *url = page_url(view, found);
    if (ask->highlight)
        url = view_url_with(view->arena, url, "highlight", "1");
    return order_url(view->arena, url, &ask->order);
}

static void set_head(struct view *view, const struct edition_ask *ask,
                     const struct edition_found *found)
{
    struct arena *arena = view->arena;
    const struct edition *edition = &found->edition;
    /* Who follows the series goes on to its next edition. */
    const char *followed = ask->edition != NULL ? edition->name : edition->series;
    const char *group = found->page.group, *title = edition_title(edition);
    const char *text = view_paper_venue_text(arena, edition->name, group);
    struct page_head head = {
        .title = edition_heading(arena, edition->name, group),
        .description = title != NULL ? arena_printf(arena, "Papers of %s: %s", text,
                                                    words_excerpt(arena, title, 200))
                                     : arena_printf(arena, "Papers of %s", text),
        .branch = "venue",
        .canonical_url = page_url(view, found),
        .feed_url = edition_url(arena, followed, "/feed", group),
        .feed_json_url = edition_url(arena, followed, "/feed.json", group),
    };
    view_head(view, &head);
    json_set_text(view->page, "heading", head.title);
    json_set_text(view->page, "heading_label", title);
}

static void set_step(struct view *view, const char *name, const struct edition *year)
{
    if (year == NULL) {
        json_set_null(view->page, name);
        return;
    }
    cJSON *step = json_set_object(view->page, name);
    json_set_text(step, "url", edition_url(view->arena, year->name, "", NULL));
    json_set_text(step, "text", arena_printf(view->arena, "%d", year->year));
    json_set_text(step, "name", year->name);
}

static void set_years(struct view *view, const struct edition_found *found)
{
    const struct edition *edition = &found->edition;
    set_step(view, "previous_year", found->previous);
    set_step(view, "next_year", found->next);
    bool latest =
        found->years.count == 0 || found->years.items[0].year <= edition->year;
    json_set_text(view->page, "latest_url",
                  latest ? NULL : edition_url(view->arena, edition->series, "", NULL));
    json_set_text(view->page, "years_url",
                  arena_printf(view->arena, "/venue#series-%s", edition->series));
    json_set_text(view->page, "statistics_url",
                  edition_url(view->arena, edition->name, "/statistics", NULL));
    json_set_text(view->page, "search_url",
                  edition_search_url(view->arena, edition->name, found->page.group));
}

static void set_orders(struct view *view, const struct edition_ask *ask,
                       const struct edition_found *found)
{
    const struct order_field fields[] = {
        { "group", found->page.group },
        { "highlight", "1" },
    };
    const struct order_controls controls = {
        .url = page_url(view, found),
        .action = edition_url(view->arena, found->edition.name, "", NULL),
        .usual = "the venue’s order",
        .fields = fields,
        .field_count = COUNT_OF(fields),
    };
    order_controls_set(view, &ask->order, &controls);
}

static void set_sources(struct view *view, const struct edition_found *found)
{
    cJSON *list = json_set_list(view->page, "sources");
    const struct edition_sources *sources = &found->sources;
    for (size_t i = 0; i < sources->count && i < SOURCES_SHOWN; i++) {
        cJSON *item = json_add_object(list);
        json_set_text(item, "text",
                      edition_source_text(view->arena, &sources->items[i]));
        json_set_text(item, "sep", i == 0 ? "" : "; ");
    }
    bool cut = sources->count > SOURCES_SHOWN;
    json_set_text(
        view->page, "sources_more",
        cut ? arena_printf(view->arena, " and %zu more", sources->count - SOURCES_SHOWN)
            : NULL);
    json_set_bool(view->page, "has_sources", sources->count > 0);
}

static void say_why_empty(struct view *view, const struct edition_found *found)
{
    json_set_null(view->page, "empty");
    if (found->page.count > 0)
        return;
    if (found->page.total > 0) {
        view_empty(view, "The list ends before this page.", NULL, page_url(view, found),
                   "Go to its beginning");
        return;
    }
    const struct edition *other = found->previous ? found->previous : found->next;
    view_empty(
        view,
        arena_printf(view->arena, "No paper of %s is stored here yet.",
                     edition_text(view->arena, &found->edition)),
        "Its papers appear here when its proceedings are imported or harvested.",
        other ? edition_url(view->arena, other->name, "", NULL) : "/venue",
        other ? arena_printf(view->arena, "Go to %s", edition_text(view->arena, other))
              : "All venues");
}

static void set_pager(struct view *view, const struct edition_ask *ask,
                      const struct edition_found *found)
{
    struct page_turn turn = {
        .url = page_ask_url(view, ask, found),
        .total = found->page.total,
        .skip = ask->skip,
        .show = ask->show,
        .show_default = VIEW_SHOW_DEFAULT,
        .show_max = VIEW_SHOW_MAX,
    };
    view_pager(view, &turn);
}

static void set_page(struct view *view, const struct edition_ask *ask,
                     const struct edition_found *found)
{
    set_head(view, ask, found);
    set_years(view, found);
    edition_groups_set(view, ask, found);
    json_set_text(view->page, "total_text",
                  arena_printf(view->arena, "%" PRId64, found->page.total));
    edition_badge(view->page, view->arena, &found->edition, &found->sources);
    set_orders(view, ask, found);
    set_sources(view, found);
    say_why_empty(view, found);
    set_pager(view, ask, found);
}

bool view_edition_tree(struct view *view, const char *what, struct err *err)
{
    struct edition_ask ask;
    struct edition_found found;
    if (!edition_ask_read(view, what, VIEW_SHOW_DEFAULT, &ask, err) ||
        !edition_found_get(view, &ask, &found, err))
        return false;
    const char *name = ask.edition ? found.edition.name : found.edition.series;
    if (view_leads_to(view, arena_printf(view->arena, "/venue/%s", name),
                      edition_url(view->arena, name, "", NULL)))
        return true;
    view->template = "edition";
    set_root(view, &ask, &found);
    if (!add_papers(view, &ask, &found, err))
        return false;
    set_page(view, &ask, &found);
    return true;
}
