/* Which papers a feed has: a whole announcement day, so that a reader of the feed
 * misses none of it, or the first results of a search. */
#include "site/feed/feed.h"

#include "site/list/list_found.h"
#include "site/paper/view_author.h"
#include "site/search/view_faq_search.h"
#include "site/search/view_search.h"
#include "site/venue/view_venue.h"
#include "site/words.h"

const char *feed_form_path(enum feed_form form)
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

static const char *self_path(struct arena *arena, const struct list_ask *ask,
                             enum feed_form form)
{
    return order_url(arena,
                     list_feed_url(arena, ask->set.text, feed_form_path(form), ask->day,
                                   ask->sections_text),
                     &ask->order);
}

bool feed_of_list(const struct site *site, const struct request *request,
                  const char *what, enum feed_form form, struct response *response,
                  struct err *err)
{
    CLEANUP(view_done) struct view view;
    view_init(&view, site, request, VIEW_DEADLINE_MS);
    struct list_ask ask = { 0 };
    struct list_found found = { 0 };
    if (!list_ask_read(&view, what, VIEW_SHOW_MAX, &ask, err) ||
        !list_found_get(&view, &ask, &found, err))
        return false;
    struct arena *arena = view.arena;
    struct feed feed = {
        .title = list_feed_title(arena, &ask),
        .home_path = list_ask_url(arena, &ask, ask.day, ask.sections_text),
        .self_path = self_path(arena, &ask, form),
        .updated = announced_at(found.day),
        .entries = feed_entries(arena, papers_of(arena, &found.page), found.page.count,
                                announced_at(found.day)),
        .count = found.page.count,
    };
    return feed_answer(&view, &feed, form, response, err);
}

/* A reader who follows a search hears of each paper once, as it comes. */
static bool find_newest(struct view *view, struct search_ask *ask,
                        struct search_page *found, struct err *err)
{
    ask->order = (struct order){ .sort = SORT_TIME };
    if (ask->place == SEARCH_FAQS)
        return faq_search_papers(view, ask, &found->papers, err);
    if (!search_find(view, ask, false, found, err))
        return false;
    size_t all = (size_t)found->all_shown; /* not what matches in part only */
    if (found->papers.count > all)
        found->papers.count = all;
    return true;
}

bool feed_of_search(const struct site *site, const struct request *request,
                    enum feed_form form, struct response *response, struct err *err)
{
    CLEANUP(view_done) struct view view;
    view_init(&view, site, request, VIEW_DEADLINE_MS);
    struct search_ask ask = { 0 };
    struct search_page found = { .total = 0 };
    if (!search_ask_read(&view, &ask, err) || !find_newest(&view, &ask, &found, err))
        return false;
    ask.highlight = true; /* not a feed's affair: one address a search */
    struct feed feed = {
        .title = arena_printf(view.arena, "%s | paperfeed",
                              ask.text[0] != '\0' ? ask.text : "Search"),
        .home_path = search_ask_url(view.arena, &ask, ""),
        .self_path = search_ask_url(view.arena, &ask, feed_form_path(form)),
        .author_name = view_is_venue(request) ? "paperfeed" : NULL,
        .entries = feed_entries(view.arena, found.papers.items, found.papers.count, 0),
        .count = found.papers.count,
    };
    return feed_answer(&view, &feed, form, response, err);
}

bool feed_of_author(const struct site *site, const struct request *request,
                    const char *name, enum feed_form form, struct response *response,
                    struct err *err)
{
    CLEANUP(view_done) struct view view;
    view_init(&view, site, request, VIEW_DEADLINE_MS);
    struct author_ask ask;
    struct search_page found = { .total = 0 };
    if (!author_ask_read(&view, name, &ask, err))
        return false;
    ask.order = (struct order){ .sort = SORT_TIME };
    if (!author_find(&view, &ask, &found, err))
        return false;
    struct feed feed = {
        .title = arena_printf(view.arena, "%s | paperfeed", ask.name),
        .home_path = author_url(view.arena, &ask, ""),
        .self_path = author_url(view.arena, &ask, feed_form_path(form)),
        .entries = feed_entries(view.arena, found.papers.items, found.papers.count, 0),
        .count = found.papers.count,
    };
    return feed_answer(&view, &feed, form, response, err);
}
