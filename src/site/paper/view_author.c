/* The tree of author.html; see view_author.h. */
#include "site/paper/view_author.h"

#include "base/clock.h"
#include "site/paper/view_cards.h"
#include "site/words.h"

#include <inttypes.h>

bool author_ask_read(struct view *view, const char *name, struct author_ask *ret_ask,
                     struct err *err)
{
    struct author_ask ask = { 0 };
    struct str trimmed = str_trim(str_of(name));
    if (trimmed.len == 0 || trimmed.len > PAPER_NAME_MAX)
        return err_set(err, ERR_NOT_FOUND, "that is no author's name");
    ask.name = arena_text(view->arena, trimmed);
    if (!order_read(view, &ask.order, err) ||
        !view_read_window(view->request, VIEW_SHOW_DEFAULT, &ask.skip, &ask.show, err))
        return false;
    *ret_ask = ask;
    return true;
}

/* The name as one filter; the index holds it whole. */
static struct query *query_for(struct view *view, const char *name)
{
    struct query_node *node = ARENA_NEW(view->arena, struct query_node);
    struct query *query = ARENA_NEW(view->arena, struct query);
    node->kind = QUERY_FACET;
    node->facet = query_facet(view->arena, store_analyser(view->db), "name", name);
    query->root = node;
    query->text = name;
    return query;
}

bool author_find(struct view *view, const struct author_ask *ask,
                 struct search_page *ret_found, struct err *err)
{
    struct search_query search = {
        .query = query_for(view, ask->name),
        .branch = SEARCH_EVERY_BRANCH,
        .sort = ask->order.sort == SORT_BEST ? SORT_TIME : ask->order.sort,
        .words = ask->order.words,
        .skip = ask->skip,
        .show = ask->show,
    };
    store_read_deadline(view->db, VIEW_DEADLINE_LONG_MS);
    int64_t start_us = clock_monotonic_us();
    bool ok = search_store_find(view->db, &search, view->arena, ret_found, err);
    view->search_us = clock_monotonic_us() - start_us;
    return ok;
}

const char *author_url(struct arena *arena, const struct author_ask *ask,
                       const char *form)
{
    return arena_printf(arena, "%s%s", view_paper_author_url(arena, ask->name), form);
}

static void set_root(struct view *view, const struct author_ask *ask,
                     const struct search_page *found)
{
    json_set_text(view->root, "name", ask->name);
    json_set_text(view->root, "sort", ask->order.text);
    json_set_int(view->root, "total", found->total);
    json_set_int(view->root, "skip", ask->skip);
    json_set_int(view->root, "show", ask->show);
}

static bool set_papers(struct view *view, const struct author_ask *ask,
                       const struct search_page *found, struct err *err)
{
    struct marker *marker = NULL;
    if (ask->order.sort == SORT_WORDS) {
        marker = marker_new(view->arena, store_analyser(view->db));
        marker_add_words(marker, &ask->order.words);
    }
    cJSON *papers = json_set_list(view->root, "papers"), *record;
    for (size_t i = 0; i < found->papers.count; i++) {
        struct paper_place place = {
            .index = ask->skip + (int64_t)i + 1,
            .total = found->total,
            .marker = marker,
        };
        if (!view_card_add(view, papers, &found->papers.items[i], place, &record, err))
            return false;
    }
    return true;
}

static void set_orders(struct view *view, const struct author_ask *ask)
{
    const char *url = author_url(view->arena, ask, "");
    const struct order_controls controls = {
        .url = url,
        .action = url,
        .usual = "newest",
        .usual_is = SORT_TIME,
    };
    order_controls_set(view, &ask->order, &controls);
}

static void say_why_empty(struct view *view, const struct author_ask *ask,
                          const struct search_page *found)
{
    json_set_null(view->page, "empty");
    if (found->papers.count > 0)
        return;
    if (found->total > 0)
        view_empty(view, "The list ends before this page.", NULL,
                   author_url(view->arena, ask, ""), "Go to its beginning");
    else
        view_empty(view, "No paper stored here names this author.",
                   "Names are compared as wholes: “J. Su” is another one than “Jianlin "
                   "Su”.",
                   search_url_of(view->arena, ask->name), "Search for the words");
}

static void set_page(struct view *view, const struct author_ask *ask,
                     const struct search_page *found)
{
    struct arena *arena = view->arena;
    const char *url = author_url(arena, ask, "");
    bool known = found->total > 0;
    struct page_head head = {
        .title = ask->name,
        .description = arena_printf(arena, "Papers by %s", ask->name),
        .branch = "arxiv",
        .canonical_url = url,
        .feed_url = known ? author_url(arena, ask, "/feed") : NULL,
        .feed_json_url = known ? author_url(arena, ask, "/feed.json") : NULL,
        .noindex = !known,
    };
    view_head(view, &head);
    json_set_text(view->page, "heading", ask->name);
    json_set_text(view->page, "total_text",
                  arena_printf(arena, "%" PRId64, found->total));
    json_set_text(view->page, "count_text",
                  words_count(arena, found->total, "paper", "papers"));
    json_set_text(view->page, "search_url", search_url_of(arena, ask->name));
    set_orders(view, ask);
    say_why_empty(view, ask, found);
    struct page_turn turn = {
        .url = order_url(arena, url, &ask->order),
        .total = found->total,
        .skip = ask->skip,
        .show = ask->show,
        .show_default = VIEW_SHOW_DEFAULT,
        .show_max = VIEW_SHOW_MAX,
    };
    view_pager(view, &turn);
}

bool view_author_tree(struct view *view, const char *name, struct err *err)
{
    struct author_ask ask;
    struct search_page found = { .total = 0 };
    if (!author_ask_read(view, name, &ask, err) ||
        !author_find(view, &ask, &found, err))
        return false;
    if (found.total == 0 && !view->is_page)
        return err_set(err, ERR_NOT_FOUND, "no paper stored here names the author %s",
                       words_excerpt(view->arena, ask.name, 100));
    if (found.total == 0)
        view->status = 404;
    view->template = "author";
    set_root(view, &ask, &found);
    set_page(view, &ask, &found);
    return set_papers(view, &ask, &found, err);
}
