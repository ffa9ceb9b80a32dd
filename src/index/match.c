/* The leaves of a matcher: what single postings, rows and days match. */
#include "index/match.h"

#include "index/phrase.h"
#include "index/segment_parts.h"

/* So many candidates of a window are looked up one by one rather than reading all
 * postings that fall into it: a step costs about this many times a posting. */
enum { SEEK_COST = 8 };

static uint32_t docs_of(const struct matcher *matcher)
{
    return segment_docs(matcher->part->segment);
}

static uint32_t any_next(struct matcher *matcher, uint32_t from)
{
    return from < docs_of(matcher) ? from : POSTING_END;
}

static void keep_all(struct matcher *matcher, struct window *window)
{
    (void)matcher;
    (void)window;
}
const struct match_kind match_all = { any_next, keep_all };

static uint32_t no_next(struct matcher *matcher, uint32_t from)
{
    (void)matcher;
    (void)from;
    return POSTING_END;
}

static void keep_none(struct matcher *matcher, struct window *window)
{
    (void)matcher;
    memset(window->bits, 0, sizeof window->bits);
}
const struct match_kind match_none = { no_next, keep_none };

static uint32_t word_next(struct matcher *matcher, uint32_t from)
{
    posting_seek(matcher->cursors, from);
    return matcher->cursors->doc;
}

static void look_up_each(struct posting_cursor *cursor, struct window *window)
{
    for (uint32_t doc = window->first; window_next(window, &doc); doc++) {
        posting_seek(cursor, doc);
        if (cursor->doc != doc)
            window_drop(window, doc);
    }
}

static void read_through(struct posting_cursor *cursor, struct window *window)
{
    struct window held = { window->first, window->end, { 0 } };
    posting_seek(cursor, window->first);
    for (; cursor->doc < window->end; posting_next(cursor))
        window_set(&held, cursor->doc);
    window_and(window, &held);
}

static void keep_holders(struct matcher *matcher, struct window *window)
{
    uint64_t docs = window->end - window->first;
    uint64_t postings = matcher->cost * docs / docs_of(matcher);
    if (window_count(window) * (uint64_t)SEEK_COST < postings)
        look_up_each(matcher->cursors, window);
    else
        read_through(matcher->cursors, window);
}
const struct match_kind match_word = { word_next, keep_holders };

/* A check: its word holds all candidates; does it stand in one of the fields? */
static void keep_in_fields(struct matcher *matcher, struct window *window)
{
    struct posting_cursor *cursor = matcher->cursors;
    for (uint32_t doc = window->first; window_next(window, &doc); doc++) {
        posting_seek(cursor, doc);
        struct term_freqs freqs = { 0 };
        if (cursor->doc == doc)
            freqs = posting_freqs(cursor);
        unsigned held = 0;
        for (int i = 0; i < FIELD_COUNT; i++)
            held |= (freqs.in[i] > 0 ? 1U : 0U) << i;
        if ((held & matcher->fields) == 0)
            window_drop(window, doc);
    }
}
const struct match_kind match_fields = { any_next, keep_in_fields };

static bool has_phrase(struct matcher *matcher, uint32_t doc)
{
    for (size_t i = 0; i < matcher->cursor_count; i++) {
        posting_seek(&matcher->cursors[i], doc);
        if (matcher->cursors[i].doc != doc)
            return false;
    }
    return phrase_is_there(matcher->cursors, matcher->cursor_count, matcher->fields);
}

/* A check as well: its words stand somewhere in the candidates; side by side? */
static void keep_phrases(struct matcher *matcher, struct window *window)
{
    for (uint32_t doc = window->first; window_next(window, &doc); doc++) {
        if (!has_phrase(matcher, doc))
            window_drop(window, doc);
    }
}
const struct match_kind match_phrase = { any_next, keep_phrases };

static uint32_t docs_next(struct matcher *matcher, uint32_t from)
{
    while (matcher->doc_at < matcher->doc_count &&
           matcher->docs[matcher->doc_at] < from)
        matcher->doc_at++;
    return matcher->doc_at < matcher->doc_count ? matcher->docs[matcher->doc_at]
                                                : POSTING_END;
}

static void keep_docs(struct matcher *matcher, struct window *window)
{
    struct window held = { window->first, window->end, { 0 } };
    uint32_t doc = docs_next(matcher, window->first);
    for (; doc < window->end; doc = docs_next(matcher, doc + 1))
        window_set(&held, doc);
    window_and(window, &held);
}
const struct match_kind match_docs = { docs_next, keep_docs };

_Static_assert((int)WINDOW_DOCS == (int)DAY_SPAN_DOCS, "a window has one span of days");

static bool span_is_outside(const struct matcher *matcher, uint32_t doc)
{
    const struct day_span *span = &matcher->part->days[doc / DAY_SPAN_DOCS];
    return span->last < matcher->first_day || span->first > matcher->last_day;
}

static uint32_t days_next(struct matcher *matcher, uint32_t from)
{
    uint32_t docs = docs_of(matcher);
    while (from < docs && span_is_outside(matcher, from))
        from += DAY_SPAN_DOCS - from % DAY_SPAN_DOCS;
    return from < docs ? from : POSTING_END;
}

static void keep_days(struct matcher *matcher, struct window *window)
{
    const struct day_span *span = &matcher->part->days[window->first / DAY_SPAN_DOCS];
    if (span->first >= matcher->first_day && span->last <= matcher->last_day)
        return;
    const uint16_t *days = matcher->part->segment->days;
    for (uint32_t doc = window->first; window_next(window, &doc); doc++) {
        if (days[doc] < matcher->first_day || days[doc] > matcher->last_day)
            window_drop(window, doc);
    }
}
const struct match_kind match_days = { days_next, keep_days };

bool matcher_knows_count(const struct matcher *matcher, uint64_t *ret_docs)
{
    if (matcher->part->dead_count > 0)
        return false;
    if (matcher->kind == &match_all)
        *ret_docs = docs_of(matcher);
    else if (matcher->kind == &match_word)
        *ret_docs = matcher->cursors->docs;
    else if (matcher->kind == &match_none)
        *ret_docs = 0;
    else
        return false;
    return true;
}
