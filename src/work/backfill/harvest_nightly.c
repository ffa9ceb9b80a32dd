/* See harvest_nightly.h. */
#include "work/backfill/harvest_nightly.h"

#include "base/clock.h"
#include "work/backfill/harvest_window.h"

enum {
    HOUR = 3600,
    AT = 6 * HOUR, /* UTC: the morning's lists and feeds have come */
    AFTER_FAILURE = HOUR,
    JITTER = 20 * 60,
};

/* Is it one that goes on by itself? */
static bool goes_on(const struct harvest *harvest)
{
    return harvest->kind == HARVEST_BACKFILL && harvest->finished_at != 0;
}

static bool is_held(const struct harvest_list *stored, const char *set)
{
    for (size_t i = 0; i < stored->count; i++)
        if (goes_on(&stored->items[i]) && oai_set_holds(stored->items[i].set, set))
            return true;
    return false;
}

static const struct harvest *find_current(const struct harvest_list *list,
                                          const char *set)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].kind == HARVEST_CURRENT &&
            strcmp(list->items[i].set, set) == 0)
            return &list->items[i];
    return NULL;
}

/* What is being planned. */
struct planning {
    const struct harvest_list *stored;
    int64_t now;
    struct arena *arena;
    struct harvest_list *plan;
};

static void plan_more(const struct planning *planning, const struct harvest *stored)
{
    struct harvest harvest = *stored;
    harvest_extend(&harvest, utc_day(planning->now) - 1, planning->now);
    if (!harvest_is_done(&harvest))
        ARENA_PUSH(planning->arena, planning->plan, harvest);
}

static void plan_archive(const struct planning *planning, const char *set)
{
    if (is_held(planning->stored, set) || find_current(planning->plan, set) != NULL)
        return;
    const struct harvest *stored = find_current(planning->stored, set);
    if (stored != NULL) {
        plan_more(planning, stored);
        return;
    }
    int32_t yesterday = utc_day(planning->now) - 1;
    struct harvest harvest =
        harvest_new(HARVEST_CURRENT, arena_text(planning->arena, str_of(set)),
                    yesterday, yesterday, planning->now);
    ARENA_PUSH(planning->arena, planning->plan, harvest);
}

void nightly_plan(const struct nightly_options *options,
                  const struct harvest_list *stored, int64_t now, struct arena *arena,
                  struct harvest_list *ret_plan)
{
    struct harvest_list plan = { 0 };
    const struct planning planning = { stored, now, arena, &plan };
    for (size_t i = 0; i < stored->count; i++)
        if (goes_on(&stored->items[i]))
            plan_more(&planning, &stored->items[i]);
    for (size_t i = 0; i < options->category_count; i++) {
        const struct category *category = category_find(str_of(options->categories[i]));
        char set[OAI_SET_SIZE];
        if (category == NULL)
            continue;
        oai_set_of_archive(category, set);
        plan_archive(&planning, set);
    }
    *ret_plan = plan;
}

static bool make_plan(const struct nightly_options *options, struct arena *arena,
                      struct harvest_list *ret_plan, struct err *err)
{
    struct harvest_list stored;
    CLEANUP(store_read_end) struct db *db = store_read_begin(options->store);
    if (!harvest_store_list(db, arena, &stored, err))
        return false;
    nightly_plan(options, &stored, clock_now(), arena, ret_plan);
    return true;
}

static void add_counts(struct harvest_counts *sum, const struct harvest_counts *before,
                       const struct harvest_counts *after)
{
    sum->read += after->read - before->read;
    sum->added += after->added - before->added;
    sum->changed += after->changed - before->changed;
    sum->unchanged += after->unchanged - before->unchanged;
    sum->skipped += after->skipped - before->skipped;
    sum->duplicate += after->duplicate - before->duplicate;
}

static bool is_urgent(const struct nightly_options *options)
{
    return options->give_way != NULL && options->give_way(options->context);
}

/* arXiv's trouble, or a backfill that is at the same set: not ours. */
static bool is_ours(const struct err *err)
{
    return err->code == ERR_BROKEN || err->code == ERR_NONE;
}

/* *ret_go_on false: something urgent, or a problem. */
static bool walk(const struct nightly_options *options, struct harvest_walk *walk,
                 struct arena *arena, struct nightly_report *report, bool *ret_go_on,
                 struct err *err)
{
    *ret_go_on = false;
    while (!harvest_is_done(&walk->at)) {
        if (is_urgent(options))
            return true;
        if (harvest_walk_step(walk, err))
            continue;
        if (stop_asked(options->stop) || is_ours(err))
            return false;
        report->problem = arena_text(arena, str_of(err->text));
        return true;
    }
    *ret_go_on = true;
    return true;
}

static bool run_one(const struct nightly_options *options,
                    const struct harvest *harvest, struct arena *arena,
                    struct nightly_report *report, bool *ret_go_on, struct err *err)
{
    const struct harvest_options walking = { .store = options->store,
                                             .arxiv = options->arxiv };
    struct harvest_walk at;
    *ret_go_on = false;
    if (!harvest_walk_begin(&walking, harvest, &at, err)) {
        if (err->code != ERR_NOT_FOUND)
            return false;
        report->problem = arena_text(arena, str_of(err->text));
        return true;
    }
    bool fine = walk(options, &at, arena, report, ret_go_on, err);
    add_counts(&report->counts, &harvest->counts, &at.at.counts);
    return fine;
}

bool nightly_run(const struct nightly_options *options, struct arena *arena,
                 struct nightly_report *ret_report, struct err *err)
{
    struct nightly_report report = { .problem = NULL };
    struct harvest_list plan;
    bool go_on = true;
    if (!make_plan(options, arena, &plan, err))
        return false;
    for (size_t i = 0; i < plan.count && go_on; i++) {
        if (stop_asked(options->stop))
            return err_set(err, ERR_BUSY, "stopped while harvesting");
        if (!run_one(options, &plan.items[i], arena, &report, &go_on, err))
            return false;
    }
    report.done = go_on;
    *ret_report = report;
    return true;
}

int64_t nightly_next(int64_t now, bool done, uint32_t chance)
{
    int64_t jitter = chance % JITTER;
    if (!done)
        return now + AFTER_FAILURE + jitter;
    int64_t today = (int64_t)utc_day(now) * SECONDS_A_DAY + AT;
    return (today > now ? today : today + SECONDS_A_DAY) + jitter;
}
