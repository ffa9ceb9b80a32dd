/* Asks the store for the list that a reader means: the day itself, or the latest. */
#include "site/list/list_found.h"

#include "site/words.h"

static bool read_day(struct view *view, const struct list_ask *ask,
                     struct list_found *found, struct err *err)
{
    struct list_query query = {
        .set = &ask->set,
        .day = found->day,
        .sort = order_list_sort(ask->order.sort),
        .words = ask->order.words,
        .skip = ask->skip,
        .show = ask->show,
    };
    memcpy(query.sections, ask->sections, sizeof query.sections);
    if (!list_store_get(view->db, &query, view->arena, &found->page, err) ||
        !list_store_days_around(view->db, &ask->set, found->day, &found->previous,
                                &found->next, err))
        return false;
    struct completeness_ask here = {
        .set = &ask->set,
        .sections = ask->sections,
        .day = found->day,
        .total = found->page.total,
        .waiting = found->page.waiting,
    };
    return completeness_get(view->db, &here, view->arena, &found->here, err);
}

bool list_found_get(struct view *view, const struct list_ask *ask,
                    struct list_found *ret_found, struct err *err)
{
    struct list_found found = { .previous = DAY_NONE, .next = DAY_NONE };
    if (ask->show > VIEW_SHOW_LONG)
        store_read_deadline(view->db, VIEW_DEADLINE_LONG_MS);
    if (!list_store_latest_day(view->db, &ask->set, &found.latest, err))
        return false;
    found.day = ask->day != DAY_NONE ? ask->day : found.latest;
    if (found.day != DAY_NONE && !read_day(view, ask, &found, err))
        return false;
    *ret_found = found;
    return true;
}

const char *list_found_title(struct arena *arena, const struct list_ask *ask,
                             int32_t day)
{
    const struct category_set *set = &ask->set;
    const char *text = set->text;
    if (set->include_count == 1 && set->exclude_count == 0)
        text = arena_printf(arena, "%s (%s)", set->text, set->include[0]->name);
    if (day == DAY_NONE)
        return text;
    return arena_printf(arena, "%s on %s", text, words_day(arena, day));
}

void list_counts_record(cJSON *object, const int64_t counts[SECTION_COUNT])
{
    json_set_int(object, "new", counts[SECTION_NEW]);
    json_set_int(object, "cross", counts[SECTION_CROSS]);
    json_set_int(object, "replace",
                 counts[SECTION_REPLACE] + counts[SECTION_REPLACE_CROSS]);
}
