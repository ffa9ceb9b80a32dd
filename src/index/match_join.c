/* The inner nodes of a matcher: all of, one of, none of. */
#include "index/match.h"

/* No match before the latest of the children's next. */
static uint32_t and_next(struct matcher *matcher, uint32_t from)
{
    for (size_t i = 0; i < matcher->child_count && from != POSTING_END; i++)
        from = matcher_next(matcher->children[i], from);
    return from;
}

static void keep_all_of(struct matcher *matcher, struct window *window)
{
    for (size_t i = 0; i < matcher->child_count && !window_is_empty(window); i++)
        matcher_restrict(matcher->children[i], window);
}
const struct match_kind match_and = { and_next, keep_all_of };

static uint32_t or_next(struct matcher *matcher, uint32_t from)
{
    uint32_t first = POSTING_END;
    for (size_t i = 0; i < matcher->child_count && first > from; i++) {
        uint32_t next = matcher_next(matcher->children[i], from);
        first = next < first ? next : first;
    }
    return first;
}

/* The most frequent first: what is found already needs no second look. */
static void keep_one_of(struct matcher *matcher, struct window *window)
{
    struct window found = { window->first, window->end, { 0 } };
    for (size_t i = matcher->child_count; i > 0; i--) {
        if (matcher_next(matcher->children[i - 1], window->first) >= window->end)
            continue;
        struct window rest = *window;
        window_and_not(&rest, &found);
        matcher_restrict(matcher->children[i - 1], &rest);
        window_or(&found, &rest);
    }
    *window = found;
}
const struct match_kind match_or = { or_next, keep_one_of };

static uint32_t not_next(struct matcher *matcher, uint32_t from)
{
    return from < segment_docs(matcher->part->segment) ? from : POSTING_END;
}

static void drop_matches(struct matcher *matcher, struct window *window)
{
    struct window excluded = *window;
    matcher_restrict(matcher->children[0], &excluded);
    window_and_not(window, &excluded);
}
const struct match_kind match_not = { not_next, drop_matches };
