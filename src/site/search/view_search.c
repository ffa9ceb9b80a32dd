/* The tree of search.html; see view_search.h. */
#include "site/search/view_search.h"

#include "base/clock.h"
#include "site/paper/view_cards.h"
#include "site/search/search_jump.h"
#include "site/search/search_narrow.h"
#include "site/search/view_faq_search.h"
#include "site/words.h"
#include "store/index/index_progress.h"

#include <inttypes.h>

enum { SUGGEST_BELOW = 5 };

bool search_find(struct view *view, const struct search_ask *ask, bool facets,
                 struct search_page *ret_found, struct err *err)
{
    struct search_page found = { .total = 0 };
    bool ok = true;
    store_read_deadline(view->db, VIEW_DEADLINE_LONG_MS); /* the search has its own */
    if (ask->query->id_count > 0) {
        ok = search_jump(view, ask->query, &found.papers, err);
        found.total = found.all_shown = (int64_t)found.papers.count;
    } else if (ask->text[0] != '\0') {
        struct search_query search = { .query = ask->query,
                                       .branch = ask->branch,
                                       .sort = ask->order.sort,
                                       .words = ask->order.words,
                                       .facets = facets,
                                       .skip = ask->skip,
                                       .show = ask->show };
        int64_t start_us = clock_monotonic_us();
        ok = search_store_find(view->db, &search, view->arena, &found, err);
        view->search_us = clock_monotonic_us() - start_us;
    }
    if (ok)
        *ret_found = found;
    return ok;
}

struct marker *view_search_marker(struct view *view, const struct search_ask *ask)
{
    if (!ask->highlight)
        return NULL;
    struct marker *marker = marker_new(view->arena, store_analyser(view->db));
    marker_add_query(marker, ask->query);
    marker_add_words(marker, &ask->order.words);
    return marker;
}

/* ---- what the API prints ---- */

static void set_count_list(cJSON *counts, const char *name,
                           const struct search_count *items, size_t count)
{
    cJSON *list = json_set_list(counts, name);
    for (size_t i = 0; i < count; i++) {
        cJSON *item = json_add_object(list);
        json_set_text(item, "name", items[i].name);
        json_set_int(item, "count", items[i].count);
    }
}

static void set_counts(cJSON *root, const struct search_page *found)
{
    cJSON *counts = json_set_object(root, "counts");
    json_set_int(counts, "arxiv", found->arxiv);
    json_set_int(counts, "venue", found->venue);
    set_count_list(counts, "years", found->years, found->year_count);
    set_count_list(counts, "venues", found->editions, found->edition_count);
}

static void set_notes(cJSON *root, const struct query *query)
{
    cJSON *notes = json_set_list(root, "notes");
    for (size_t i = 0; i < query->notes.count; i++)
        json_add_text(notes, query->notes.items[i]);
}

static bool add_paper(struct view *view, cJSON *papers, const struct search_ask *ask,
                      const struct search_page *found, struct marker *marker, size_t i,
                      struct err *err)
{
    int64_t shown = (int64_t)i;
    bool some_start = shown == found->all_shown && found->some > 0;
    struct paper_place place = {
        .index = ask->skip + shown + 1,
        .total = found->total + found->some,
        .start_id = some_start ? "some" : NULL,
        .start_text = some_start ? "These match some of the words:" : NULL,
        .marker = marker,
    };
    cJSON *record;
    if (!view_card_add(view, papers, &found->papers.items[i], place, &record, err))
        return false;
    json_set_text(record, "matches", shown < found->all_shown ? "all" : "some");
    return true;
}

static bool set_papers(struct view *view, const struct search_ask *ask,
                       const struct search_page *found, struct err *err)
{
    struct marker *marker = view_search_marker(view, ask);
    cJSON *papers = json_set_list(view->root, "papers");
    for (size_t i = 0; i < found->papers.count; i++)
        if (!add_paper(view, papers, ask, found, marker, i, err))
            return false;
    return true;
}

void view_search_root(struct view *view, const struct search_ask *ask,
                      const struct search_page *found)
{
    cJSON *root = view->root;
    json_set_text(root, "query", ask->text);
    json_set_text(root, "name", ask->text);
    json_set_text(root, "branch",
                  ask->branch == SEARCH_EVERY_BRANCH
                      ? NULL
                      : branch_name((enum branch)ask->branch));
    json_set_text(root, "sort", ask->order.text);
    json_set_int(root, "total", found->total);
    json_set_int(root, "some", found->some);
    json_set_bool(root, "cut", found->is_cut);
    json_set_int(root, "skip", ask->skip);
    json_set_int(root, "show", ask->show);
    set_notes(root, ask->query);
}

/* ---- what the page shows ---- */

static void set_note_lines(cJSON *page, const struct query *query)
{
    cJSON *notes = json_set_list(page, "notes");
    for (size_t i = 0; i < query->notes.count; i++)
        json_set_text(json_add_object(notes), "text", query->notes.items[i]);
}

static void add_scope(struct view *view, cJSON *list, const struct search_ask *ask,
                      enum search_place place, const char *text, int64_t count)
{
    cJSON *scope = json_add_object(list);
    json_set_text(scope, "text", text);
    json_set_text(scope, "count", count > 0 ? words_number(view->arena, count) : NULL);
    json_set_text(scope, "url", search_url_in(view->arena, ask, place));
    json_set_bool(scope, "on", place == ask->place);
}

/* Branches are counted only where both were searched. */
static void set_scopes(struct view *view, const struct search_ask *ask,
                       const struct search_page *found)
{
    bool both = ask->place == SEARCH_ALL;
    cJSON *list = json_set_list(view->page, "scopes");
    add_scope(view, list, ask, SEARCH_ALL, "All", 0);
    add_scope(view, list, ask, SEARCH_ARXIV, "arXiv", both ? found->arxiv : 0);
    add_scope(view, list, ask, SEARCH_VENUES, "Venues", both ? found->venue : 0);
    add_scope(view, list, ask, SEARCH_FAQS, "FAQs", 0);
}

/* A new query keeps place and order. */
static void set_form(struct view *view, const struct search_ask *ask)
{
    cJSON *form = json_set_object(view->page, "form");
    json_set_text(form, "action", search_ask_path(ask));
    json_set_text(form, "sort", ask->order.text);
    json_set_text(form, "in", ask->place == SEARCH_FAQS ? "faq" : NULL);
    json_set_bool(form, "focus", ask->text[0] == '\0');
}

static void set_orders(struct view *view, const struct search_ask *ask)
{
    struct search_ask usual = *ask;
    usual.order = (struct order){ .sort = SORT_BEST };
    const struct order_field fields[] = {
        { "query", ask->text },
        { "in", ask->place == SEARCH_FAQS ? "faq" : NULL },
        { "highlight", ask->highlight ? NULL : "0" },
    };
    const struct order_controls controls = {
        .url = search_ask_url(view->arena, &usual, ""),
        .action = search_ask_path(ask),
        .usual = "best match",
        .fields = fields,
        .field_count = COUNT_OF(fields),
    };
    order_controls_set(view, &ask->order, &controls);
}

static const char *count_text(struct view *view, const struct search_page *found)
{
    struct arena *arena = view->arena;
    const char *text = words_count(arena, found->total, "paper", "papers");
    if (found->is_cut)
        return arena_printf(arena, "more than %s", text);
    if (found->some == 0)
        return text;
    if (found->total == 0)
        return arena_printf(arena, "no paper has all the words, %s have some",
                            words_number(arena, found->some));
    return arena_printf(arena, "%s with all words, %s with some", text,
                        words_number(arena, found->some));
}

static struct page_head head_of(struct view *view, const struct search_ask *ask)
{
    struct arena *arena = view->arena;
    bool asked = ask->text[0] != '\0';
    return (struct page_head){
        .title = asked ? words_excerpt(arena, ask->text, 200) : "Search",
        .description = asked ? arena_printf(arena, "Papers that match %s",
                                            words_excerpt(arena, ask->text, 200))
                             : "Search titles, authors and abstracts",
        .branch = ask->branch == BRANCH_VENUE ? "venue" : "arxiv",
        .canonical_url = search_ask_url(arena, ask, ""),
        .feed_url = asked ? search_ask_url(arena, ask, "/feed") : NULL,
        .feed_json_url = asked ? search_ask_url(arena, ask, "/feed.json") : NULL,
        .query = ask->text,
        .noindex = true,
    };
}

void view_search_frame(struct view *view, const struct search_ask *ask,
                       const struct search_page *found)
{
    struct page_head head = head_of(view, ask);
    view_head(view, &head);
    json_set_text(view->page, "heading", ask->text[0] != '\0' ? ask->text : "Search");
    json_set_bool(view->page, "asked", ask->text[0] != '\0');
    json_set_text(view->page, "total_text",
                  arena_printf(view->arena, "%" PRId64, found->total));
    json_set_text(view->page, "count_text", count_text(view, found));
    json_set_null(view->page, "empty");
    set_note_lines(view->page, ask->query);
    set_form(view, ask);
    set_scopes(view, ask, found);
    set_orders(view, ask);
    narrow_set(view, ask, found);
    struct page_turn turn = {
        .url = search_ask_url(view->arena, ask, ""),
        .total = found->total + found->some,
        .skip = ask->skip,
        .show = ask->show,
        .show_default = VIEW_SHOW_DEFAULT,
        .show_max = VIEW_SHOW_MAX,
    };
    view_pager(view, &turn);
}

static void say_why_empty(struct view *view, const struct search_ask *ask,
                          const struct search_page *found)
{
    if (found->papers.count > 0 || ask->text[0] == '\0')
        return;
    if (found->total + found->some > 0)
        view_empty(view, "The results end before this page.", NULL,
                   search_ask_url(view->arena, ask, ""), "Go to the first");
    else if (ask->branch != SEARCH_EVERY_BRANCH)
        view_empty(view, "No paper matches here.", NULL,
                   search_url_in(view->arena, ask, SEARCH_ALL), "Search everything");
    else
        view_empty(view, "No paper matches.",
                   "Try fewer or more general words, or take a filter off.", NULL,
                   NULL);
}

/* Such an answer is not kept: the index grows without a page's change. */
static bool set_indexing(struct view *view, struct err *err)
{
    struct index_progress progress;
    if (!index_progress_get(view->db, &progress, err))
        return false;
    if (progress.is_whole) {
        json_set_null(view->page, "indexing");
        return true;
    }
    view->keep_seconds = 0;
    json_set_text(view->page, "indexing",
                  arena_printf(view->arena,
                               "The search index is still being made: %" PRId64
                               " %% of the papers can be found so far.",
                               progress.percent));
    return true;
}

static bool set_suggestion(struct view *view, const struct search_ask *ask,
                           const struct search_page *found, struct err *err)
{
    const char *text = NULL;
    bool few = found->total < SUGGEST_BELOW && ask->skip == 0 && !found->is_cut &&
               ask->query->root != NULL && ask->query->id_count == 0;
    if (few && !search_store_suggest(view->db, ask->query, view->arena, &text, err))
        return false;
    json_set_text(view->root, "suggestion", text);
    if (text == NULL) {
        json_set_null(view->page, "suggestion");
        return true;
    }
    cJSON *suggestion = json_set_object(view->page, "suggestion");
    json_set_text(suggestion, "text", text);
    json_set_text(suggestion, "url", search_url_for(view->arena, ask, text));
    return true;
}

bool view_search_tree(struct view *view, struct err *err)
{
    struct search_ask ask = { 0 };
    struct search_page found = { .total = 0 };
    if (!search_ask_read(view, &ask, err))
        return false;
    if (ask.place == SEARCH_FAQS && ask.query->id_count == 0)
        return view_faq_search_tree(view, &ask, err);
    if (!search_find(view, &ask, true, &found, err))
        return false;
    if (view->is_page && view->redirect != NULL)
        return true;
    view->template = "search";
    view_search_root(view, &ask, &found);
    set_counts(view->root, &found);
    view_search_frame(view, &ask, &found);
    say_why_empty(view, &ask, &found);
    return set_indexing(view, err) && set_suggestion(view, &ask, &found, err) &&
           set_papers(view, &ask, &found, err);
}
