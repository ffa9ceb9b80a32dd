/* Questions to a world: who was told what on which day. Pure. */
#include "world.h"

static const char *const section_names[IN_SECTIONS] = { "new", "cross", "replace",
                                                        "replace-cross" };

const char *fake_section_name(enum fake_section section)
{
    return section_names[section];
}

void world_done(struct fake_world *world)
{
    arena_done(&world->arena);
    *world = (struct fake_world){ 0 };
}

struct category_wish category_wish_read(struct arena *arena, const char *text)
{
    struct category_wish wish = { 0 };
    struct str rest = str_of(text);
    while (rest.len > 0) {
        struct str name = str_cut(&rest, '+');
        ARENA_PUSH(arena, &wish.names, arena_text(arena, name));
    }
    return wish;
}

bool category_wish_has(const struct category_wish *wish, const char *category)
{
    struct str whole = str_of(category), rest = whole;
    struct str archive = str_cut(&rest, '.');
    for (size_t i = 0; i < wish->names.count; i++) {
        struct str name = str_of(wish->names.items[i]);
        if (str_eq_nocase(name, whole) || str_eq_nocase(name, archive))
            return true;
    }
    return false;
}

static bool has_secondary(const struct category_wish *wish,
                          const struct fake_paper *paper)
{
    for (size_t i = 1; i < paper->categories.count; i++)
        if (category_wish_has(wish, paper->categories.items[i]))
            return true;
    return false;
}

/* arXiv's rule: the section follows from what happened and from where the paper's
 * primary category lies, seen from those who ask. */
static bool section_for(const struct fake_event *event,
                        const struct category_wish *wish,
                        enum fake_section *ret_section)
{
    const struct fake_paper *paper = event->paper;
    bool primary = category_wish_has(wish, paper->categories.items[0]);
    if (event->action == ACTION_CROSS) {
        *ret_section = IN_CROSS;
        return category_wish_has(wish, event->cross_to);
    }
    if (!primary && !has_secondary(wish, paper))
        return false;
    if (event->action == ACTION_NEW)
        *ret_section = primary ? IN_NEW : IN_CROSS;
    else
        *ret_section = primary ? IN_REPLACE : IN_REPLACE_CROSS;
    return true;
}

static int entry_order(const void *left, const void *right)
{
    const struct fake_entry *a = left, *b = right;
    if (a->section != b->section)
        return (int)a->section - (int)b->section;
    return strcmp(a->paper->id, b->paper->id);
}

enum { LAST_ANNOUNCED_VERSION = 5 }; /* feeds and listings drop later ones */

struct fake_entries world_announced(const struct fake_world *world, size_t day,
                                    const struct category_wish *wish,
                                    struct arena *arena)
{
    struct fake_entries entries = { 0 };
    const struct fake_day *events = &world->items[day];
    for (size_t i = 0; day > 0 && i < events->count; i++) {
        struct fake_entry entry = { .paper = events->items[i].paper };
        if (entry.paper->version <= LAST_ANNOUNCED_VERSION &&
            section_for(&events->items[i], wish, &entry.section))
            ARENA_PUSH(arena, &entries, entry);
    }
    if (entries.count > 1)
        qsort(entries.items, entries.count, sizeof *entries.items, entry_order);
    return entries;
}

static const struct fake_paper *paper_of_day(const struct fake_day *day, struct str id,
                                             int version)
{
    for (size_t i = 0; i < day->count; i++) {
        const struct fake_paper *paper = day->items[i].paper;
        if (str_eq(str_of(paper->id), id) &&
            (version == 0 || paper->version == version))
            return paper;
    }
    return NULL;
}

const struct fake_paper *world_paper(const struct fake_world *world, size_t day,
                                     struct str id, int version)
{
    for (size_t i = day + 1; i-- > 0;) {
        const struct fake_paper *paper = paper_of_day(&world->items[i], id, version);
        if (paper != NULL)
            return paper;
    }
    return NULL;
}

bool world_knows_category(const struct fake_world *world, const char *category)
{
    struct category_wish wish = { 0 };
    const char *names[] = { category };
    wish.names = (struct name_list){ .items = names, .count = 1 };
    for (size_t d = 0; d < world->count; d++)
        for (size_t i = 0; i < world->items[d].count; i++) {
            const struct fake_paper *paper = world->items[d].items[i].paper;
            if (category_wish_has(&wish, paper->categories.items[0]) ||
                has_secondary(&wish, paper))
                return true;
        }
    return false;
}
