/* Asks for absent papers on behalf of readers. What upstream has already denied, and
 * what cannot exist yet, is answered without asking. */
#include "site/want.h"

#include "base/clock.h"
#include "base/mem.h"

#include "store/arxiv/poll_store.h"

struct want_budget {
    pthread_mutex_t mutex;
    int64_t minute;
    size_t spent;
};

struct want_budget *want_budget_open(void)
{
    struct want_budget *budget = mem_alloc(sizeof *budget);
    pthread_mutex_init(&budget->mutex, NULL);
    return budget;
}

void want_budget_close(struct want_budget *budget)
{
    if (budget == NULL)
        return;
    pthread_mutex_destroy(&budget->mutex);
    free(budget);
}

size_t want_budget_take(struct want_budget *budget, int64_t now, size_t wanted)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&budget->mutex);
    if (budget->minute != now / 60) {
        budget->minute = now / 60;
        budget->spent = 0;
    }
    size_t left = WANT_A_MINUTE - budget->spent;
    size_t taken = wanted < left ? wanted : left;
    budget->spent += taken;
    return taken;
}

void want_budget_give_back(struct want_budget *budget, size_t unused)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&budget->mutex);
    budget->spent -= unused < budget->spent ? unused : budget->spent;
}

struct wish {
    const struct arxiv_id *ids;
    size_t count;
    enum want_state *states;
    bool *ask; /* ids to be put on the list */
    int64_t now;
    size_t allowed, asked;
};

static bool is_from_the_future(const struct arxiv_id *id, int64_t now)
{
    return arxiv_id_month(id) > utc_day(now) + 1;
}

/* What the read side knows already. */
static bool look(struct view *view, struct wish *wish, size_t i, struct err *err)
{
    struct wanted wanted = { 0 };
    wish->states[i] = WANT_UNKNOWN;
    if (is_from_the_future(&wish->ids[i], wish->now))
        return true;
    struct err none = { 0 };
    if (!poll_store_get_wanted(view->db, wish->ids[i].key, view->arena, &wanted,
                               &none)) {
        if (none.code != ERR_NOT_FOUND) {
            *err = none;
            return false;
        }
        wish->ask[i] = true;
        wish->states[i] = WANT_REFUSED;
        return true;
    }
    /* Not what upstream has just lacked: a page that reloads must not ask and ask. */
    bool raise = !wanted.unknown && wanted.reason != WANTED_READER && wanted.tries == 0;
    bool again = wanted.unknown && wish->now - wanted.asked_at >= WANT_AGAIN_AFTER;
    wish->ask[i] = raise || again;
    if (!wanted.unknown)
        wish->states[i] = WANT_COMING;
    return true;
}

static bool waiting_now(struct db *db, struct arena *arena, int64_t *ret_waiting,
                        struct err *err)
{
    struct wanted_list list = { 0 };
    int64_t waiting = 0;
    if (!poll_store_due(db, INT64_MAX, 4 * WANT_WAITING_MAX, arena, &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++)
        waiting += list.items[i].reason == WANTED_READER;
    *ret_waiting = waiting;
    return true;
}

static bool put_wish(struct db *db, void *context, struct err *err)
{
    struct wish *wish = context;
    CLEANUP(arena_done) struct arena arena = { 0 };
    int64_t waiting = 0;
    if (!waiting_now(db, &arena, &waiting, err))
        return false;
    for (size_t i = 0; i < wish->count; i++) {
        bool is_new = false;
        if (!wish->ask[i] || waiting >= WANT_WAITING_MAX ||
            wish->asked == wish->allowed)
            continue;
        if (!poll_store_want(db, wish->ids[i].key, WANTED_READER, wish->now, &is_new,
                             err))
            return false;
        wish->states[i] = WANT_COMING;
        wish->asked++;
        waiting++;
    }
    return true;
}

static size_t count_set(const bool *flags, size_t count)
{
    size_t set = 0;
    for (size_t i = 0; i < count; i++)
        set += flags[i];
    return set;
}

bool want_papers(struct view *view, const struct arxiv_id *ids, size_t count,
                 enum want_state *states, struct err *err)
{
    const struct site_options *options = &view->site->options;
    struct wish wish = {
        .ids = ids,
        .count = count,
        .states = states,
        .ask = ARENA_ARRAY(view->arena, bool, count),
        .now = view->now,
    };
    for (size_t i = 0; i < count; i++)
        if (!look(view, &wish, i, err))
            return false;
    if (!options->fetching) {
        for (size_t i = 0; i < count; i++)
            states[i] = states[i] == WANT_UNKNOWN ? WANT_UNKNOWN : WANT_REFUSED;
        return true;
    }
    wish.allowed =
        want_budget_take(view->site->budget, view->now, count_set(wish.ask, count));
    if (wish.allowed == 0)
        return true;
    store_read_end(&view->db); /* other readers need not wait for the writer */
    bool written = store_write(options->store, put_wish, &wish, err);
    want_budget_give_back(view->site->budget, wish.allowed - wish.asked);
    if (!written)
        return false;
    if (wish.asked > 0 && options->wake_fetcher != NULL)
        options->wake_fetcher(options->context);
    return true;
}
