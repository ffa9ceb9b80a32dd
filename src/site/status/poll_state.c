/* Sums the sources' cursors up: a category is well as long as its last answer, from
 * whichever source, is younger than its last failure. */
#include "site/status/poll_state.h"

#include "site/words.h"

bool poll_state_is_watched(const struct site *site, const struct category *category)
{
    for (size_t i = 0; i < site->options.category_count; i++)
        if (site->watched[i] == category)
            return true;
    return false;
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* Cursors are named by source and category: "list cs.CL". */
struct category_reading poll_state_of_category(const struct poll_cursors *cursors,
                                               const char *code)
{
    struct category_reading poll = { 0 };
    for (size_t i = 0; i < cursors->count; i++) {
        const struct poll_cursor *cursor = &cursors->items[i];
        struct str name = str_of(cursor->name);
        str_cut(&name, ' ');
        if (!str_eq(name, str_of(code)))
            continue;
        poll.checked_at = later(poll.checked_at, cursor->checked_at);
        poll.changed_at = later(poll.changed_at, cursor->changed_at);
        if (cursor->failed_at > poll.failed_at && cursor->problem != NULL) {
            poll.failed_at = cursor->failed_at;
            poll.problem = cursor->problem;
        }
    }
    return poll;
}

static bool is_asked(const struct category_set *set, const struct category *category)
{
    for (size_t i = 0; set != NULL && i < set->include_count; i++)
        if (set->include[i] == category)
            return true;
    return set == NULL;
}

bool poll_state_get(struct view *view, const struct category_set *set,
                    struct poll_state *ret_state, struct err *err)
{
    const struct site_options *options = &view->site->options;
    struct poll_state state = { 0 };
    if (!poll_store_list_cursors(view->db, view->arena, &state.cursors, err))
        return false;
    bool first = true;
    for (size_t i = 0; i < options->category_count; i++) {
        if (!is_asked(set, view->site->watched[i]))
            continue;
        struct category_reading poll =
            poll_state_of_category(&state.cursors, view->site->watched[i]->code);
        if (first || poll.checked_at < state.checked_at)
            state.checked_at = poll.checked_at;
        if (poll.failed_at > poll.checked_at && poll.failed_at > state.failed_at) {
            state.failed_at = poll.failed_at;
            state.problem = poll.problem;
        }
        first = false;
    }
    if (options->fetching && options->next_poll != NULL)
        state.next_at = options->next_poll(options->context);
    *ret_state = state;
    return true;
}

static bool ends_sentence(const char *text)
{
    return str_ends(str_of(text), LIT("."));
}

bool poll_state_notice(struct view *view, const struct poll_state *state)
{
    if (state->problem == NULL)
        return false;
    struct arena *arena = view->arena;
    const char *what = words_excerpt(arena, state->problem, 300);
    const char *dot = ends_sentence(what) ? "" : ".";
    const char *text;
    if (state->checked_at == 0)
        text = arena_printf(arena, "arXiv could not be reached: %s%s", what, dot);
    else
        text = arena_printf(arena, "arXiv could not be read at %s: %s%s",
                            words_clock(arena, state->failed_at, view->now), what, dot);
    const char *after = NULL;
    if (!view->site->options.fetching)
        after = "Fetching is off on this server.";
    else if (state->next_at > view->now)
        after = arena_printf(arena, "Trying again at %s.",
                             words_clock(arena, state->next_at, view->now));
    else if (state->next_at != 0)
        after = "Trying again now.";
    view_problem(view, text, after);
    view->keep_seconds = 0;
    return true;
}
