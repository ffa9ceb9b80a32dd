/* The tree of search.html. */
#include "site/view_search.h"

#include "model/arxiv_id.h"
#include "site/view_paper.h"
#include "site/view_papers.h"
#include "site/words.h"
#include "store/search_store.h"

#include <inttypes.h>

enum { QUERY_MAX = 400 };

bool search_ask_read(const struct request *request, struct search_ask *ret_ask,
                     struct err *err)
{
    struct search_ask ask = { 0 };
    struct str query = str_trim(str_of(request_param(request, "query")));
    if (query.len > QUERY_MAX)
        return err_set(err, ERR_INVALID, "parameter query: over %d bytes", QUERY_MAX);
    if (!view_read_window(request, VIEW_SHOW_DEFAULT, &ask.skip, &ask.show, err))
        return false;
    ask.query = arena_text(request->arena, query);
    *ret_ask = ask;
    return true;
}

/* "2401.01234", "arXiv:2401.01234v2 2402.00001": ids and nothing else. */
static bool read_ids(struct arena *arena, const char *query, struct arxiv_id **ret_ids,
                     size_t *ret_count)
{
    CLEANUP(buf_done) struct buf listed = buf_upto(QUERY_MAX + 1);
    for (const char *c = query; *c != '\0'; c++) {
        bool parts = *c == ',' || char_is_space(*c);
        bool again = listed.len == 0 || listed.ptr[listed.len - 1] == ',';
        if (!parts || !again)
            buf_char(&listed, parts ? ',' : *c);
    }
    struct err ignored = { 0 };
    return arxiv_id_read_list(buf_str(&listed), PAPERS_IDS_MAX, arena, ret_ids,
                              ret_count, &ignored);
}

static const char *search_url(struct arena *arena, const char *path, const char *query)
{
    return view_url_with(arena, path, "query", words_escaped(arena, query, false));
}

static bool find_ids(struct view *view, const struct arxiv_id *ids, size_t count,
                     struct search_page *ret_page, struct err *err)
{
    struct papers_found found;
    if (!view_papers_find(view, ids, count, &found, err))
        return false;
    *ret_page = (struct search_page){ .papers = found.stored,
                                      .total = (int64_t)found.stored.count };
    return true;
}

bool search_find(struct view *view, const struct search_ask *ask,
                 struct search_page *ret_found, struct err *err)
{
    struct search_page found = { .total = 0 };
    struct arxiv_id *ids;
    size_t count;
    bool ok = true;
    if (ask->show > VIEW_SHOW_LONG)
        store_read_deadline(view->db, VIEW_DEADLINE_LONG_MS);
    if (read_ids(view->arena, ask->query, &ids, &count)) {
        view->redirect = arena_printf(view->arena, "/arxiv/%s",
                                      view_papers_ids_text(view->arena, ids, count));
        ok = find_ids(view, ids, count, &found, err);
    } else if (ask->query[0] != '\0') {
        struct query query = { .text = ask->query };
        struct search_query search = { .query = &query,
                                       .branch = SEARCH_EVERY_BRANCH,
                                       .skip = ask->skip,
                                       .show = ask->show };
        ok = search_store_find(view->db, &search, view->arena, &found, err);
    }
    if (ok)
        *ret_found = found;
    return ok;
}

static void set_root(struct view *view, const struct search_ask *ask,
                     const struct search_page *found)
{
    json_set_text(view->root, "query", ask->query);
    json_set_text(view->root, "name", ask->query);
    json_set_int(view->root, "total", found->total);
    json_set_int(view->root, "skip", ask->skip);
    json_set_int(view->root, "show", ask->show);
    cJSON *papers = json_set_list(view->root, "papers");
    for (size_t i = 0; i < found->papers.count; i++) {
        struct paper_place place = {
            .index = ask->skip + (int64_t)i + 1,
            .total = found->total,
        };
        view_paper_add(papers, view->arena, &found->papers.items[i], &place);
    }
}

static void set_scopes(struct view *view, const char *query)
{
    bool all = str_starts(str_of(view->request->path), LIT("/search"));
    static const struct {
        const char *text, *path;
        bool all;
    } scopes[] = { { "everything", "/search", true },
                   { "arXiv", "/arxiv/search", false } };
    cJSON *list = json_set_list(view->page, "scopes");
    for (size_t i = 0; i < COUNT_OF(scopes); i++) {
        cJSON *scope = json_add_object(list);
        json_set_text(scope, "text", scopes[i].text);
        json_set_text(scope, "url", search_url(view->arena, scopes[i].path, query));
        json_set_bool(scope, "on", scopes[i].all == all);
    }
}

static void say_why_empty(struct view *view, const struct search_ask *ask,
                          const struct search_page *found)
{
    json_set_null(view->page, "empty");
    if (found->papers.count > 0)
        return;
    if (ask->query[0] == '\0')
        view_empty(view, "What are you looking for?",
                   "Type words of a title or an abstract, names, or an arXiv id.", NULL,
                   NULL);
    else if (found->total > 0)
        view_empty(view, "The results end before this page.", NULL,
                   search_url(view->arena, "/search", ask->query), "Go to the first");
    else
        view_empty(view, "No paper matches.",
                   "Every word must occur in the title, the authors or the abstract. "
                   "Try fewer words.",
                   NULL, NULL);
}

static void set_page(struct view *view, const struct search_ask *ask,
                     const struct search_page *found)
{
    struct arena *arena = view->arena;
    const char *query = ask->query;
    bool asked = query[0] != '\0';
    const char *path = str_starts(str_of(view->request->path), LIT("/arxiv/"))
                           ? "/arxiv/search"
                           : "/search";
    struct page_head head = {
        .title = asked ? query : "Search",
        .description = asked ? arena_printf(arena, "Papers that match %s", query)
                             : "Search titles, authors and abstracts",
        .branch = "arxiv",
        .canonical_url = asked ? search_url(arena, "/search", query) : "/search",
        .feed_url = asked ? search_url(arena, "/search/feed", query) : NULL,
        .feed_json_url = asked ? search_url(arena, "/search/feed.json", query) : NULL,
        .query = query,
        .noindex = true,
    };
    view_head(view, &head);
    json_set_text(view->page, "heading", asked ? query : "Search");
    json_set_null(view->page, "heading_label");
    json_set_text(view->page, "total_text",
                  arena_printf(arena, "%" PRId64, found->total));
    say_why_empty(view, ask, found);
    set_scopes(view, query);
    struct page_turn turn = {
        .url = search_url(arena, path, query),
        .total = found->total,
        .skip = ask->skip,
        .show = ask->show,
        .show_default = VIEW_SHOW_DEFAULT,
        .show_max = VIEW_SHOW_MAX,
    };
    view_pager(view, &turn);
}

bool view_search_tree(struct view *view, struct err *err)
{
    struct search_ask ask = { 0 };
    struct search_page found = { .total = 0 };
    if (!search_ask_read(view->request, &ask, err) ||
        !search_find(view, &ask, &found, err))
        return false;
    view->template = "search";
    set_root(view, &ask, &found);
    set_page(view, &ask, &found);
    return true;
}
