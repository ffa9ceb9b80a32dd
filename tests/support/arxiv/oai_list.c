/* Which records a question is about; see oai.h. */
#include "oai.h"

static bool is_deleted(const struct oai_play *play, const char *id)
{
    return scene_has(&play->deleted, id);
}

/* The present server ends its day at UTC's midnight; new papers appear at about 22:30
 * in New York, which is the day of the listing in UTC. */
static int32_t datestamp(const struct scene *scene, const struct oai_play *play,
                         size_t day, const struct fake_paper *paper)
{
    int32_t first = 0;
    for (size_t i = play->touched.count; i-- > 0;)
        if (strcmp(play->touched.items[i].id, paper->id) == 0)
            return play->touched.items[i].day;
    if (day > 0)
        return scene->world->items[day].date;
    if (play->bulk != 0)
        return play->bulk;
    int32_t own = utc_day(paper->updated);
    return day_from_parts(2005, 9, 16, &first) && own < first ? first : own;
}

/* "cs", "cs:cs:CL", "physics:hep-th", "physics:cond-mat:str-el" */
static bool is_in_set(const struct fake_paper *paper, const char *set,
                      struct arena *arena)
{
    static const char *const own[] = { "math", "cs",   "q-bio", "q-fin",
                                       "stat", "eess", "econ" };
    struct str rest = str_of(set);
    struct str group = str_cut(&rest, ':');
    struct str archive = str_cut(&rest, ':');
    const char *code = archive.len == 0 ? arena_text(arena, group)
                       : rest.len == 0  ? arena_text(arena, archive)
                                        : arena_printf(arena, "%.*s.%.*s",
                                                       STR_ARG(archive), STR_ARG(rest));
    struct category_wish wish = category_wish_read(arena, code);
    bool whole_physics = str_eq(str_of(set), LIT("physics")), found = *set == '\0';
    for (size_t i = 0; i < paper->categories.count && !found; i++) {
        struct str category = str_of(paper->categories.items[i]);
        struct str of = str_cut(&category, '.');
        bool is_own = false;
        for (size_t o = 0; o < COUNT_OF(own); o++)
            is_own |= str_eq(of, str_of(own[o]));
        found = whole_physics ? !is_own
                              : category_wish_has(&wish, paper->categories.items[i]);
    }
    return found;
}

/* The paper as of now; only its last event counts. */
static bool is_latest(const struct scene *scene, size_t day, size_t event)
{
    const struct fake_paper *paper = scene->world->items[day].items[event].paper;
    return world_paper(scene->world, scene->day, str_of(paper->id), 0) == paper &&
           !scene_has(scene->withheld, paper->id);
}

static int record_order(const void *a, const void *b)
{
    const struct oai_record *left = a, *right = b;
    if (left->day != right->day)
        return left->day < right->day ? -1 : 1;
    return strcmp(left->paper->id, right->paper->id);
}

static void add_day(const struct scene *scene, const struct oai_play *play,
                    const struct oai_ask *ask, size_t day, struct oai_list *list,
                    struct arena *arena)
{
    const struct fake_day *events = &scene->world->items[day];
    for (size_t i = 0; i < events->count; i++) {
        const struct fake_paper *paper = events->items[i].paper;
        struct oai_record record = { paper, datestamp(scene, play, day, paper),
                                     is_deleted(play, paper->id) };
        if (record.day >= ask->from && record.day <= ask->until &&
            is_latest(scene, day, i) && is_in_set(paper, ask->set, arena))
            ARENA_PUSH(arena, list, record);
    }
}

struct oai_list oai_list(const struct scene *scene, const struct oai_play *play,
                         const struct oai_ask *ask, struct arena *arena)
{
    struct oai_list list = { 0 };
    for (size_t day = 0; day <= scene->day; day++)
        add_day(scene, play, ask, day, &list, arena);
    if (list.count > 1)
        qsort(list.items, list.count, sizeof *list.items, record_order);
    size_t skip = ask->skip < list.count ? ask->skip : list.count;
    list.size = list.count;
    list.items = list.count > 0 ? list.items + skip : NULL;
    list.count -= skip;
    return list;
}

struct oai_record oai_record_of(const struct scene *scene, const struct oai_play *play,
                                const char *id)
{
    struct oai_record record = { 0 };
    for (size_t day = 0; day <= scene->day; day++)
        for (size_t i = 0; i < scene->world->items[day].count; i++) {
            const struct fake_paper *paper = scene->world->items[day].items[i].paper;
            if (strcmp(paper->id, id) == 0 && is_latest(scene, day, i))
                record = (struct oai_record){ paper, datestamp(scene, play, day, paper),
                                              is_deleted(play, id) };
        }
    return record;
}
