/* The tree of faqs.html: each paper once, with the question and the part of its answer
 * that matched. */
#include "site/search/view_faq_search.h"

#include "base/clock.h"
#include "site/faq/faq_target.h"
#include "site/paper/view_cards.h"
#include "site/search/view_search.h"
#include "site/words.h"
#include "store/faq/faq_search_store.h"

static void set_match(struct view *view, cJSON *record, const struct faq_hit *hit,
                      struct marker *marker)
{
    struct arena *arena = view->arena;
    const char *url = arena_printf(
        arena, "%s?lang=%s#%s-q%d",
        faq_paper_url(arena, hit->paper.branch, hit->paper.key), hit->language,
        words_escaped(arena, hit->paper.key, true), hit->number);
    cJSON *match = json_set_object(record, "match");
    json_set_text(match, "language", hit->language);
    json_set_int(match, "number", hit->number);
    json_set_text(match, "question", hit->question);
    json_set_text(match, "excerpt", hit->excerpt);
    json_set_text(match, "faq_url", url);
    cJSON *card = cJSON_GetObjectItemCaseSensitive(record, "card");
    marker_set(marker, card, "excerpt_parts", FIELD_ABSTRACT, hit->excerpt);
}

static bool add_hit(struct view *view, cJSON *papers, const struct search_ask *ask,
                    const struct faq_hits *hits, struct marker *marker, size_t i,
                    struct err *err)
{
    struct paper_place place = {
        .index = ask->skip + (int64_t)i + 1,
        .total = hits->total,
        .marker = marker,
    };
    cJSON *record;
    if (!view_card_add(view, papers, &hits->items[i].paper, place, &record, err))
        return false;
    set_match(view, record, &hits->items[i], marker);
    return true;
}

static void say_why_empty(struct view *view, const struct search_ask *ask,
                          const struct faq_hits *hits)
{
    if (hits->count > 0 || ask->text[0] == '\0')
        return;
    view_empty(view, "No FAQ says so.",
               "Only FAQs that somebody has asked for are searched, not the papers "
               "themselves.",
               search_url_in(view->arena, ask, SEARCH_ALL), "Search the papers");
}

static bool find(struct view *view, const struct search_ask *ask, struct faq_hits *hits,
                 struct err *err)
{
    struct search_query search = { .query = ask->query,
                                   .branch = ask->branch,
                                   .sort = ask->order.sort,
                                   .words = ask->order.words,
                                   .skip = ask->skip,
                                   .show = ask->show };
    store_read_deadline(view->db, VIEW_DEADLINE_LONG_MS);
    int64_t start_us = clock_monotonic_us();
    bool ok = ask->query->root == NULL ||
              faq_search_find(view->db, &search, view->arena, hits, err);
    view->search_us = clock_monotonic_us() - start_us;
    return ok;
}

bool faq_search_papers(struct view *view, const struct search_ask *ask,
                       struct paper_list *papers, struct err *err)
{
    struct faq_hits hits = { 0 };
    if (!find(view, ask, &hits, err))
        return false;
    for (size_t i = 0; i < hits.count; i++)
        ARENA_PUSH(view->arena, papers, hits.items[i].paper);
    return true;
}

bool view_faq_search_tree(struct view *view, const struct search_ask *ask,
                          struct err *err)
{
    struct faq_hits hits = { 0 };
    if (!find(view, ask, &hits, err))
        return false;
    view->template = "faqs";
    struct search_page counted = { .total = hits.total };
    view_search_root(view, ask, &counted);
    json_set_null(view->root, "counts");
    json_set_null(view->root, "suggestion");
    view_search_frame(view, ask, &counted);
    json_set_null(view->page, "suggestion");
    json_set_null(view->page, "indexing");
    say_why_empty(view, ask, &hits);
    struct marker *marker = view_search_marker(view, ask);
    cJSON *papers = json_set_list(view->root, "papers");
    for (size_t i = 0; i < hits.count; i++)
        if (!add_hit(view, papers, ask, &hits, marker, i, err))
            return false;
    return true;
}
