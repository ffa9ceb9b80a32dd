/* The tree of related.html; see view_related.h. */
#include "site/paper/view_related.h"

#include "base/clock.h"
#include "site/paper/view_cards.h"
#include "site/paper/view_papers.h"
#include "site/search/search_ask.h"
#include "site/venue/view_venue.h"
#include "site/words.h"
#include "store/related/related_store.h"

#include <inttypes.h>

enum { SHOW_USUAL = 20, REASONS_SHOWN = 5 };

/* A phrase is searched for as one. */
static const char *keyword_url(struct arena *arena, const char *keyword)
{
    bool phrase = strchr(keyword, ' ') != NULL;
    return search_url_of(arena,
                         phrase ? arena_printf(arena, "\"%s\"", keyword) : keyword);
}

static void set_keywords(struct view *view, const struct paper *paper)
{
    cJSON *list = json_set_list(view->page, "keywords");
    struct str rest = str_of(paper->keywords);
    while (rest.len > 0) {
        const char *keyword = arena_text(view->arena, str_cut(&rest, ','));
        cJSON *item = json_add_object(list);
        json_set_text(item, "text", keyword);
        json_set_text(item, "url", keyword_url(view->arena, keyword));
    }
}

static void set_reasons(cJSON *why, const char *name, const struct text_list *reasons)
{
    cJSON *list = json_set_list(why, name);
    for (size_t i = 0; i < reasons->count && i < REASONS_SHOWN; i++)
        json_add_text(list, reasons->items[i]);
}

static const char *first_ones(struct arena *arena, const struct text_list *list)
{
    size_t shown = list->count < REASONS_SHOWN ? list->count : REASONS_SHOWN;
    return words_joined(arena, list->items, shown, ", ");
}

/* "In common: sparse attention, long context. Also by Ada Lovelace." */
static const char *why_text(struct arena *arena, const struct related_paper *near)
{
    const char *words = first_ones(arena, &near->words);
    const char *authors = first_ones(arena, &near->authors);
    if (near->authors.count == 0)
        return near->words.count > 0 ? arena_printf(arena, "In common: %s.", words)
                                     : NULL;
    if (near->words.count == 0)
        return arena_printf(arena, "Also by %s.", authors);
    return arena_printf(arena, "In common: %s. Also by %s.", words, authors);
}

static bool add_near(struct view *view, cJSON *papers, const struct related_list *list,
                     size_t i, struct err *err)
{
    const struct related_paper *near = &list->items[i];
    struct paper_place place = {
        .index = (int64_t)i + 1,
        .total = (int64_t)list->count,
    };
    cJSON *record;
    if (!view_card_add(view, papers, &near->paper, place, &record, err))
        return false;
    cJSON *why = json_set_object(record, "why");
    set_reasons(why, "words", &near->words);
    set_reasons(why, "authors", &near->authors);
    cJSON *card = cJSON_GetObjectItemCaseSensitive(record, "card");
    cJSON_DeleteItemFromObjectCaseSensitive(card, "why");
    json_set_text(card, "why", why_text(view->arena, near));
    return true;
}

static void set_root(struct view *view, const struct paper *paper, int64_t show,
                     const struct related_list *list)
{
    json_set_text(view->root, "paper", paper->key);
    json_set_text(view->root, "branch", branch_name(paper->branch));
    json_set_text(view->root, "name", paper->title);
    cJSON *keywords = json_set_list(view->root, "keywords");
    struct str rest = str_of(paper->keywords);
    while (rest.len > 0)
        json_add_text(keywords, arena_text(view->arena, str_cut(&rest, ',')));
    json_set_int(view->root, "total", (int64_t)list->count);
    json_set_int(view->root, "skip", 0);
    json_set_int(view->root, "show", show);
}

static void set_page(struct view *view, const struct paper *paper,
                     const struct related_list *list)
{
    struct arena *arena = view->arena;
    const char *paper_url = view_paper_url(arena, paper);
    const char *excerpt = words_excerpt(arena, paper->title, 200);
    struct page_head head = {
        .title = arena_printf(arena, "Related: %s", excerpt),
        .description = arena_printf(arena, "Papers near “%s”", excerpt),
        .branch = branch_name(paper->branch),
        .canonical_url = arena_printf(arena, "%s/related", paper_url),
        .noindex = true,
    };
    view_head(view, &head);
    json_set_text(view->page, "heading", paper->title);
    json_set_text(view->page, "paper_url", paper_url);
    json_set_text(view->page, "total_text", arena_printf(arena, "%zu", list->count));
    json_set_null(view->page, "pager");
    set_keywords(view, paper);
    json_set_null(view->page, "empty");
    if (list->count == 0)
        view_empty(view, "Nothing near it is stored yet.",
                   "Related papers are found among those that this site holds.", NULL,
                   NULL);
}

static bool fill(struct view *view, const struct paper *paper, struct err *err)
{
    struct related_list list = { 0 };
    int64_t show;
    if (!request_param_int(view->request, "show", 1, RELATED_MAX, SHOW_USUAL, &show,
                           err))
        return false;
    store_read_deadline(view->db, VIEW_DEADLINE_LONG_MS);
    int64_t start_us = clock_monotonic_us();
    if (!related_store_find(view->db, paper, show, view->arena, &list, err))
        return false;
    view->search_us = clock_monotonic_us() - start_us;
    view->template = "related";
    set_root(view, paper, show, &list);
    set_page(view, paper, &list);
    cJSON *papers = json_set_list(view->root, "papers");
    for (size_t i = 0; i < list.count; i++)
        if (!add_near(view, papers, &list, i, err))
            return false;
    return true;
}

/* "/arxiv/2401.01234v2/related" is "/arxiv/2401.01234/related". */
static bool build_arxiv(struct view *view, struct err *err)
{
    struct arxiv_id id;
    struct paper paper;
    struct err none = { 0 };
    if (!arxiv_id_read(str_of(view->request->arguments[0]), &id, err)) {
        err->code = ERR_NOT_FOUND;
        return false;
    }
    const char *path = arena_printf(view->arena, "/arxiv/%s/related", id.key);
    if (view->is_page && strcmp(view->request->path, path) != 0) {
        view->redirect = path;
        return true;
    }
    if (paper_store_get(view->db, id.key, view->arena, &paper, &none))
        return fill(view, &paper, err);
    if (none.code == ERR_NOT_FOUND && view->is_page)
        return view_papers_tree(view, &id, 1, err);
    *err = none;
    return false;
}

static bool build_venue(struct view *view, struct err *err)
{
    struct paper paper;
    if (!view_venue_paper(view, view->request->arguments[0], &paper, err))
        return false;
    const char *path = arena_printf(view->arena, "/venue/%s/related", paper.key);
    const char *url =
        arena_printf(view->arena, "%s/related", view_paper_url(view->arena, &paper));
    return view_leads_to(view, path, url) || fill(view, &paper, err);
}

bool view_related_tree(struct view *view, struct err *err)
{
    return view_is_venue(view->request) ? build_venue(view, err)
                                        : build_arxiv(view, err);
}
