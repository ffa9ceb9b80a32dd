/* Groups in the venue's own order. The tracks of a large conference are many, and the
 * workshops of a year have names that fill a line each: those that would push the
 * papers out of sight are folded, but never the one that is shown. */
#include "site/venue/edition_groups.h"

#include "site/words.h"

enum {
    GROUPS_SHOWN = 12,
    LETTERS_SHOWN = 480, /* some five lines of a wide window */
    CHIP_LETTERS = 8,    /* what a chip's count and edges take */
    GROUPS_FOLDED = 4,   /* fewer are not worth a fold */
};

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

static size_t first_groups(const struct edition_groups *groups)
{
    size_t shown = 0, letters = 0;
    while (shown < groups->count && shown < GROUPS_SHOWN && letters < LETTERS_SHOWN)
        letters += strlen(groups->items[shown++].name) + CHIP_LETTERS;
    return groups->count - shown < GROUPS_FOLDED ? groups->count : shown;
}

void edition_groups_set(struct view *view, const struct edition_ask *ask,
                        const struct edition_found *found)
{
    const struct edition_groups *groups = &found->page.groups;
    size_t shown = first_groups(groups), folded = 0;
    cJSON *first = json_set_list(view->page, "groups");
    cJSON *more = json_set_list(view->page, "more_groups");
    if (groups->count > 0)
        add_chip(view, first, "All", found->edition.papers,
                 group_url(view, ask, found, NULL), found->page.group == NULL);
    for (size_t i = 0; i < groups->count; i++) {
        const struct edition_group *group = &groups->items[i];
        bool on = is_on(found, group), is_folded = i >= shown && !on;
        add_chip(view, is_folded ? more : first, group->name, group->papers,
                 group_url(view, ask, found, group->name), on);
        folded += is_folded;
    }
    json_set_bool(view->page, "has_groups", groups->count > 0);
    json_set_text(view->page, "more_groups_text",
                  folded > 0 ? arena_printf(view->arena, "%zu more groups", folded)
                             : NULL);
}
