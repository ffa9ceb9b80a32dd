/* Groups in the venue's own order. The tracks of a large conference are many: those
 * behind the first dozen are folded, unless one of them is shown. */
#include "site/venue/edition_groups.h"

#include "site/words.h"

enum { GROUPS_SHOWN = 12, GROUPS_UNFOLDED = 15 };

static void add_chip(struct view *view, cJSON *list, const char *text, int64_t papers,
                     const char *url, bool on)
{
    cJSON *chip = json_add_object(list);
    json_set_text(chip, "text", text);
    json_set_text(chip, "count", words_number(view->arena, papers));
    json_set_text(chip, "url", url);
    json_set_bool(chip, "on", on);
}

static bool is_on(const struct edition_found *found, const struct edition_group *group)
{
    return found->page.group != NULL && strcmp(found->page.group, group->name) == 0;
}

static const char *group_url(struct view *view, const struct edition_ask *ask,
                             const struct edition_found *found, const char *group)
{
    return order_url(view->arena,
                     edition_url(view->arena, found->edition.name, "", group),
                     &ask->order);
}

static void set_more(struct view *view, size_t count, bool open)
{
    json_set_text(view->page, "more_groups_text",
                  count > 0 ? arena_printf(view->arena, "%zu more groups", count)
                            : NULL);
    json_set_bool(view->page, "more_groups_open", open);
}

void edition_groups_set(struct view *view, const struct edition_ask *ask,
                        const struct edition_found *found)
{
    const struct edition_groups *groups = &found->page.groups;
    size_t shown = groups->count <= GROUPS_UNFOLDED ? groups->count : GROUPS_SHOWN;
    cJSON *first = json_set_list(view->page, "groups");
    cJSON *more = json_set_list(view->page, "more_groups");
    bool open = false;
    if (groups->count > 0)
        add_chip(view, first, "All", found->edition.papers,
                 group_url(view, ask, found, NULL), found->page.group == NULL);
    for (size_t i = 0; i < groups->count; i++) {
        const struct edition_group *group = &groups->items[i];
        bool on = is_on(found, group);
        add_chip(view, i < shown ? first : more, group->name, group->papers,
                 group_url(view, ask, found, group->name), on);
        open = open || (on && i >= shown);
    }
    set_more(view, groups->count - shown, open);
}
