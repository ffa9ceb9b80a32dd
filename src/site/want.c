/* Asks for absent papers on behalf of readers. What upstream has already denied, and
 * what cannot exist yet, is answered without asking. */
#include "site/want.h"

#include "base/clock.h"

#include "store/poll_store.h"

struct wish {
    const struct arxiv_id *ids;
    size_t count;
    enum want_state *states;
    bool *ask; /* ids to be put on the list */
    int64_t now;
    size_t asked;
};

static bool is_from_the_future(const struct arxiv_id *id, int64_t now)
{
    return arxiv_id_month(id) > utc_day(now) + 1;
}

/* What the read side knows already. */
static bool look(struct view *view, struct wish *wish, size_t i, struct err *err)
{
    struct wanted wanted = {0};
    wish->states[i] = WANT_UNKNOWN;
    if (is_from_the_future(&wish->ids[i], wish->now))
        return true;
    struct err none = {0};
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
    bool raise = !wanted.unknown && wanted.reason != WANTED_READER;
    bool again = wanted.unknown && wish->now - wanted.asked_at >= WANT_AGAIN_AFTER;
    wish->ask[i] = raise || again;
    if (!wanted.unknown)
        wish->states[i] = WANT_COMING;
    return true;
}

static bool waiting_now(struct db *db, int64_t now, struct arena *arena,
                        int64_t *ret_waiting, struct err *err)
{
    struct wanted_list list = {0};
    int64_t waiting = 0;
    if (!poll_store_due(db, INT64_MAX, 4 * WANT_WAITING_MAX, arena, &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++)
        waiting += list.items[i].reason == WANTED_READER &&
                   (!list.items[i].unknown || now - list.items[i].asked_at < 60);
    *ret_waiting = waiting;
    return true;
}

static bool put_wish(struct db *db, void *context, struct err *err)
{
    struct wish *wish = context;
    CLEANUP(arena_done) struct arena arena = {0};
    int64_t waiting = 0;
    if (!waiting_now(db, wish->now, &arena, &waiting, err))
        return false;
    for (size_t i = 0; i < wish->count && waiting < WANT_WAITING_MAX; i++) {
        bool is_new = false;
        if (!wish->ask[i])
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

static bool any(const bool *flags, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (flags[i])
            return true;
    return false;
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
    if (!any(wish.ask, count))
        return true;
    if (!store_write(options->store, put_wish, &wish, err))
        return false;
    if (wish.asked > 0 && options->wake_fetcher != NULL)
        options->wake_fetcher(options->context);
    return true;
}
