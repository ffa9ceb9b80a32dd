/* Reads the parameters of a search; see search_ask.h. */
#include "site/search/search_ask.h"

#include "site/words.h"

static enum search_place place_of(const struct request *request, bool in_faqs)
{
    struct str path = str_of(request->path);
    (void)str_skip(&path, LIT("/api/v1"));
    if (in_faqs)
        return SEARCH_FAQS;
    if (str_starts(path, LIT("/arxiv/")))
        return SEARCH_ARXIV;
    return str_starts(path, LIT("/venue/")) ? SEARCH_VENUES : SEARCH_ALL;
}

static int branch_of(enum search_place place)
{
    switch (place) {
    case SEARCH_ARXIV:
        return BRANCH_ARXIV;
    case SEARCH_VENUES:
        return BRANCH_VENUE;
    case SEARCH_ALL:
    case SEARCH_FAQS:
        break;
    }
    return SEARCH_EVERY_BRANCH;
}

static bool read_place(struct view *view, struct search_ask *ask, struct err *err)
{
    const char *in = request_param(view->request, "in");
    bool in_faqs = in != NULL && strcmp(in, "faq") == 0;
    if (in != NULL && in[0] != '\0' && !in_faqs)
        return err_set(err, ERR_INVALID,
                       "parameter in: “%s” is not known; in=faq searches inside FAQs",
                       words_excerpt(view->arena, in, 40));
    ask->place = place_of(view->request, in_faqs);
    ask->branch = branch_of(place_of(view->request, false));
    return true;
}

static bool read_highlight(struct view *view, struct search_ask *ask, struct err *err)
{
    int64_t highlight;
    if (!request_param_int(view->request, "highlight", 0, 1, 1, &highlight, err))
        return false;
    ask->highlight = highlight != 0;
    return true;
}

bool search_ask_read(struct view *view, struct search_ask *ret_ask, struct err *err)
{
    struct search_ask ask = { 0 };
    struct str text = str_trim(str_of(request_param(view->request, "query")));
    if (!read_place(view, &ask, err) || !read_highlight(view, &ask, err) ||
        !order_read(view, &ask.order, err) ||
        !view_read_window(view->request, VIEW_SHOW_DEFAULT, &ask.skip, &ask.show, err))
        return false;
    ask.query =
        query_read(view->arena, store_analyser(view->db), text, utc_day(view->now));
    ask.text = ask.query->text;
    *ret_ask = ask;
    return true;
}

const char *search_ask_path(const struct search_ask *ask)
{
    switch (ask->branch) {
    case BRANCH_ARXIV:
        return "/arxiv/search";
    case BRANCH_VENUE:
        return "/venue/search";
    default:
        return "/search";
    }
}

const char *search_ask_url(struct arena *arena, const struct search_ask *ask,
                           const char *form)
{
    const char *url = arena_printf(arena, "%s%s", search_ask_path(ask), form);
    if (ask->text[0] != '\0')
        url =
            view_url_with(arena, url, "query", words_escaped(arena, ask->text, false));
    if (ask->place == SEARCH_FAQS)
        url = view_url_with(arena, url, "in", "faq");
    if (!ask->highlight)
        url = view_url_with(arena, url, "highlight", "0");
    return order_url(arena, url, &ask->order);
}

const char *search_url_for(struct arena *arena, const struct search_ask *ask,
                           const char *text)
{
    struct search_ask other = *ask;
    other.text = text;
    return search_ask_url(arena, &other, "");
}

const char *search_url_in(struct arena *arena, const struct search_ask *ask,
                          enum search_place place)
{
    struct search_ask other = *ask;
    other.place = place;
    other.branch = branch_of(place);
    return search_ask_url(arena, &other, "");
}

const char *search_url_of(struct arena *arena, const char *text)
{
    return arena_printf(arena, "/search?query=%s", words_escaped(arena, text, false));
}
