/* The tree of latest.html; see view_latest.h. */
#include "site/venue/view_latest.h"

#include "site/venue/edition_ask.h"
#include "site/venue/edition_record.h"
#include "site/words.h"

enum { GROUPS_NAMED = 12 };

bool latest_find(struct view *view, struct latest_item **ret_items, size_t *ret_count,
                 struct err *err)
{
    struct edition_list list = { 0 };
    int64_t show;
    if (!request_param_int(view->request, "show", 1, LATEST_SHOW_MAX,
                           LATEST_SHOW_DEFAULT, &show, err) ||
        !edition_store_list_latest(view->db, show, view->arena, &list, err))
        return false;
    struct latest_item *items =
        ARENA_ARRAY(view->arena, struct latest_item, list.count);
    for (size_t i = 0; i < list.count; i++) {
        items[i].edition = list.items[i];
        if (!edition_store_groups(view->db, list.items[i].id, view->arena,
                                  &items[i].groups, err))
            return false;
    }
    *ret_items = items;
    *ret_count = list.count;
    return true;
}

const char *latest_groups_text(struct arena *arena, const struct edition_groups *groups)
{
    struct text_list texts = { 0 };
    for (size_t i = 0; i < groups->count && i < GROUPS_NAMED; i++) {
        const char *papers = words_number(arena, groups->items[i].papers);
        ARENA_PUSH(arena, &texts,
                   arena_printf(arena, "%s %s", groups->items[i].name, papers));
    }
    if (texts.count == 0)
        return NULL;
    const char *text = words_joined(arena, texts.items, texts.count, " · ");
    if (groups->count == texts.count)
        return text;
    return arena_printf(arena, "%s and %zu more groups", text,
                        groups->count - texts.count);
}

static void add_edition(struct view *view, cJSON *list, const struct latest_item *item)
{
    struct arena *arena = view->arena;
    const struct edition *edition = &item->edition;
    cJSON *object = json_add_object(list);
    edition_record(object, edition);
    edition_record_groups(object, &item->groups);
    cJSON *card = json_set_object(object, "card");
    json_set_text(card, "url", edition_url(arena, edition->name, "", NULL));
    json_set_text(card, "text", edition_text(arena, edition));
    json_set_text(card, "count",
                  words_count(arena, edition->papers, "paper", "papers"));
    json_set_text(card, "groups_text", latest_groups_text(arena, &item->groups));
    json_set_text(card, "day",
                  edition->added_at != 0
                      ? words_day_year(arena, utc_day(edition->added_at))
                      : NULL);
    json_set_bool(card, "warn", edition_lacks(edition));
    json_set_text(
        card, "lacks_text",
        edition_lacks(edition)
            ? arena_printf(arena, "of %s", words_number(arena, edition->declared))
            : NULL);
}

bool view_latest_tree(struct view *view, struct err *err)
{
    struct latest_item *items;
    size_t count;
    if (!latest_find(view, &items, &count, err))
        return false;
    view->template = "latest";
    json_set_text(view->root, "name", "latest");
    json_set_int(view->root, "total", (int64_t)count);
    cJSON *list = json_set_list(view->root, "editions");
    for (size_t i = 0; i < count; i++)
        add_edition(view, list, &items[i]);
    struct page_head head = {
        .title = "Latest proceedings",
        .description = "Proceedings of conferences, the last ones added first",
        .branch = "venue",
        .canonical_url = "/venue/latest",
        .feed_url = "/venue/latest/feed",
        .feed_json_url = "/venue/latest/feed.json",
    };
    view_head(view, &head);
    json_set_bool(view->page, "has_editions", count > 0);
    json_set_null(view->page, "empty");
    if (count == 0)
        view_empty(view, "No proceedings are stored here yet.",
                   "They appear here once they are imported or harvested.", NULL, NULL);
    return true;
}
