/* Search in FAQs; see faq_search_store.h. FTS5 ranks the answers; papers come in the
 * order of their best one. */
#include "store/faq/faq_search_store.h"

#include "store/faq/faq_excerpt.h"
#include "store/faq/faq_match.h"
#include "store/search/search_tree.h"

#include <string.h>

enum { ANSWERS_MAX = 2000 };

struct found_answer {
    int64_t faq, number, paper;
    const char *language;
};
struct found_answers {
    struct found_answer *items;
    size_t count, capacity;
};

static bool is_paper_known(const struct found_answers *list, int64_t paper)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].paper == paper)
            return true;
    return false;
}

/* Each paper once, by its best answer. */
static bool find_answers(struct db *db, const char *match, struct arena *arena,
                         struct found_answers *list, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_FAQ_FTS_FIND,
             ARGS(db_text(":words", match), db_int(":limit", ANSWERS_MAX)), &rows, err);
    while (rows_next(&rows)) {
        struct found_answer answer = { .faq = row_int(&rows) };
        answer.number = row_int(&rows);
        answer.paper = row_int(&rows);
        answer.language = row_text(&rows, arena);
        if (!is_paper_known(list, answer.paper))
            ARENA_PUSH(arena, list, answer);
    }
    return rows_ok(&rows);
}

/* The filters that count here; what is below an OR or a NOT is not looked at. */
static bool has_category(struct db *db, struct arena *arena, const struct paper *paper,
                         const char *facet)
{
    for (size_t i = 0; i < paper->categories.count; i++) {
        const char *code = paper->categories.items[i];
        const char *archive =
            arena_text(arena, str_upto(str_of(code), str_find_char(str_of(code), '.')));
        if (strcmp(query_facet(arena, db->analyser, "cat", code), facet) == 0 ||
            strcmp(query_facet(arena, db->analyser, "cat", archive), facet) == 0)
            return true;
    }
    return false;
}

static bool passes_facet(struct db *db, struct arena *arena, const struct paper *paper,
                         const char *facet)
{
    struct str rest = str_of(facet);
    if (str_skip(&rest, LIT("branch:")))
        return str_eq(rest, str_of(branch_name(paper->branch)));
    return !str_starts(rest, LIT("cat:")) || has_category(db, arena, paper, facet);
}

static bool passes(struct db *db, struct arena *arena, const struct paper *paper,
                   const struct query_node *node)
{
    int32_t day = paper_day(paper);
    if (node->kind == QUERY_FACET)
        return passes_facet(db, arena, paper, node->facet);
    if (node->kind == QUERY_DATE)
        return day >= node->first && day <= node->last;
    bool all = true;
    for (size_t i = 0; node->kind == QUERY_AND && i < node->child_count && all; i++)
        all = passes(db, arena, paper, node->children[i]);
    return all;
}

static bool is_filter(const struct query_node *node)
{
    bool is = node->kind == QUERY_FACET || node->kind == QUERY_DATE;
    for (size_t i = 0; node->kind == QUERY_AND && i < node->child_count && !is; i++)
        is = is_filter(node->children[i]);
    return is;
}

/* Loads a paper only where a filter must see it. */
static bool is_chosen(struct db *db, const struct search_query *ask, int64_t row,
                      bool *ret_chosen, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper paper;
    bool found = true, every = ask->branch == SEARCH_EVERY_BRANCH;
    if (!every || is_filter(ask->query->root)) {
        if (!search_load_row(db, row, &arena, &paper, &found, err))
            return false;
        found = found && (every || (int)paper.branch == ask->branch) &&
                passes(db, &arena, &paper, ask->query->root);
    }
    *ret_chosen = found;
    return true;
}

static bool choose(struct db *db, const struct search_query *ask,
                   struct found_answers *list, struct err *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        bool chosen = false;
        if (!is_chosen(db, ask, list->items[i].paper, &chosen, err))
            return false;
        if (chosen)
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
    return true;
}

static int newest_first(const void *a, const void *b)
{
    const struct found_answer *left = a, *right = b;
    return left->paper > right->paper ? -1 : left->paper < right->paper;
}

static bool load_hit(struct db *db, const struct search_query *ask,
                     const struct found_answer *answer, struct arena *arena,
                     struct faq_hits *hits, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct faq_hit hit = { .language = arena_text(arena, str_of(answer->language)),
                           .number = (int)answer->number };
    bool visible = false;
    if (!search_load_row(db, answer->paper, arena, &hit.paper, &visible, err))
        return false;
    db_query(db, SQL_ANSWER_GET,
             ARGS(db_int(":faq", answer->faq), db_int(":number", answer->number)),
             &rows, err);
    if (visible && rows_next(&rows)) {
        hit.question = row_text(&rows, arena);
        hit.excerpt =
            faq_excerpt(arena, db->analyser, row_view(&rows), ask->query->root);
        hits->items[hits->count++] = hit;
    }
    return rows_ok(&rows);
}

static bool load(struct db *db, const struct search_query *ask,
                 const struct found_answers *list, struct arena *arena,
                 struct faq_hits *ret_hits, struct err *err)
{
    struct faq_hits hits = { .total = (int64_t)list->count };
    int64_t skip = ask->skip > 0 ? ask->skip : 0;
    int64_t left = hits.total - skip;
    int64_t show = left < ask->show ? left : ask->show;
    if (show > 0)
        hits.items = ARENA_ARRAY(arena, struct faq_hit, (size_t)show);
    for (int64_t i = 0; i < show; i++)
        if (!load_hit(db, ask, &list->items[skip + i], arena, &hits, err))
            return false;
    *ret_hits = hits;
    return true;
}

bool faq_search_find(struct db *db, const struct search_query *ask, struct arena *arena,
                     struct faq_hits *ret_hits, struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    CLEANUP(buf_done) struct buf match = buf_upto(FAQ_MATCH_MAX);
    struct found_answers list = { 0 };
    faq_match_write(&match, ask->query->root);
    if (match.full)
        return err_set(err, ERR_LIMIT, "this is too long to search answers for");
    if (match.len > 0 && (!find_answers(db, match.ptr, &own, &list, err) ||
                          !choose(db, ask, &list, err)))
        return false;
    if (ask->sort == SORT_TIME && list.count > 1)
        qsort(list.items, list.count, sizeof *list.items, newest_first);
    return load(db, ask, &list, arena, ret_hits, err);
}
