/* One list shows its neighbours among the watched ones; an expression shows its parts.
 */
#include "site/list/list_chips.h"

struct chip {
    const struct category *category;
    bool on, excluded;
};

static void add_chip(struct view *view, cJSON *chips, const struct list_ask *ask,
                     int32_t day, struct chip chip)
{
    const struct category *category = chip.category;
    cJSON *object = json_add_object(chips);
    json_set_text(object, "text", category->code);
    json_set_text(object, "title",
                  chip.excluded
                      ? arena_printf(view->arena, "without %s", category->name)
                      : category->name);
    json_set_text(object, "url",
                  order_url(view->arena,
                            list_url(view->arena, category->code, day, NULL),
                            &ask->order));
    json_set_bool(object, "on", chip.on);
    json_set_bool(object, "excluded", chip.excluded);
}

static void add_watched(struct view *view, cJSON *chips, const struct list_ask *ask,
                        int32_t day)
{
    const struct category *mine = ask->set.include[0];
    for (size_t i = 0; i < view->site->options.category_count; i++) {
        const struct category *category = view->site->watched[i];
        struct chip chip = { .category = category, .on = category == mine };
        add_chip(view, chips, ask, day, chip);
    }
}

static void add_parts(struct view *view, cJSON *chips, const struct list_ask *ask,
                      int32_t day)
{
    for (size_t i = 0; i < ask->set.include_count; i++) {
        struct chip chip = { .category = ask->set.include[i], .on = true };
        add_chip(view, chips, ask, day, chip);
    }
    for (size_t i = 0; i < ask->set.exclude_count; i++) {
        struct chip chip = { .category = ask->set.exclude[i], .excluded = true };
        add_chip(view, chips, ask, day, chip);
    }
}

void list_chips_set(struct view *view, const struct list_ask *ask, int32_t day)
{
    cJSON *chips = json_set_list(view->page, "chips");
    if (ask->set.include_count == 1 && ask->set.exclude_count == 0)
        add_watched(view, chips, ask, day);
    else
        add_parts(view, chips, ask, day);
}
