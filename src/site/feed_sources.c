/* Which papers a feed has: a whole announcement day, so that a reader of the feed
 * misses none of it, or the first results of a search. */
#include "site/feed.h"

#include "site/list_found.h"
#include "site/view_search.h"
#include "site/words.h"

static const char *form_path(enum feed_form form)
{
    switch (form) {
    case FEED_ATOM:
        return "/feed";
    case FEED_JSON:
        return "/feed.json";
    }
    return "";
}

static const struct paper *papers_of(struct arena *arena, const struct list_page *page)
{
    struct paper *papers = ARENA_ARRAY(arena, struct paper, page->count);
    for (size_t i = 0; i < page->count; i++)
        papers[i] = page->items[i].paper;
    return papers;
}

static const char *list_feed_title(struct arena *arena, const struct list_ask *ask)
{
    return arena_printf(arena, "%s | paperfeed",
                        list_found_title(arena, ask, ask->day));
}

/* arXiv announces at 20:00 in New York on the evening before. */
static int64_t announced_at(int32_t day)
{
    enum { EVENING = 20 * 3600 };
    return day == DAY_NONE ? 0 : eastern_instant(day - 1, EVENING);
}

bool feed_of_list(const struct site *site, const struct request *request,
                  const char *what, enum feed_form form, struct response *response,
                  struct err *err)
{
    CLEANUP(view_done) struct view view;
    view_init(&view, site, request, VIEW_DEADLINE_MS);
    struct list_ask ask = { 0 };
    struct list_found found = { 0 };
    if (!list_ask_read(request, what, VIEW_SHOW_MAX, &ask, err) ||
        !list_found_get(&view, &ask, &found, err))
        return false;
    struct arena *arena = view.arena;
    struct feed feed = {
        .title = list_feed_title(arena, &ask),
        .home_path = list_url(arena, ask.set.text, ask.day, ask.sections_text),
        .self_path = list_feed_url(arena, ask.set.text, form_path(form), ask.day,
                                   ask.sections_text),
        .updated = announced_at(found.day),
        .papers = papers_of(arena, &found.page),
        .count = found.page.count,
    };
    return feed_answer(&view, &feed, form, response, err);
}

static const char *search_path(struct arena *arena, const char *form, const char *query)
{
    return arena_printf(arena, "/search%s?query=%s", form,
                        words_escaped(arena, query, false));
}

bool feed_of_search(const struct site *site, const struct request *request,
                    enum feed_form form, struct response *response, struct err *err)
{
    CLEANUP(view_done) struct view view;
    view_init(&view, site, request, VIEW_DEADLINE_MS);
    struct search_ask ask = { 0 };
    struct search_page found = { .total = 0 };
    if (!search_ask_read(request, &ask, err) || !search_find(&view, &ask, &found, err))
        return false;
    struct feed feed = {
        .title = arena_printf(view.arena, "%s | paperfeed", ask.query),
        .home_path = search_path(view.arena, "", ask.query),
        .self_path = search_path(view.arena, form_path(form), ask.query),
        .papers = found.papers.items,
        .count = found.papers.count,
    };
    return feed_answer(&view, &feed, form, response, err);
}
