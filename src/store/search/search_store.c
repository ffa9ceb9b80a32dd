/* Search; see search_store.h. The index answers with rows; here they become
 * papers, and what the index does not know is told to it: ids, clicks, who has
 * a FAQ. */
#include "store/search/search_store.h"

#include "index/search.h"
#include "model/arxiv_id.h"
#include "store/paper/paper_record.h"
#include "store/search/search_tree.h"

struct analyser *store_analyser(struct db *db)
{
    return db->analyser;
}

struct key_list {
    struct row_key *items;
    size_t count, capacity;
};

/* By row. */
static bool list_counted(struct db *db, enum sql sql, struct arena *arena,
                         struct row_keys *ret_keys, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct key_list list = { 0 };
    db_query(db, sql, NO_ARGS, &rows, err);
    while (rows_next(&rows)) {
        struct row_key key = { .row = row_int(&rows) };
        key.key = row_int(&rows);
        ARENA_PUSH(arena, &list, key);
    }
    *ret_keys = (struct row_keys){ list.items, list.count };
    return rows_ok(&rows);
}

static bool find_key(struct db *db, const char *key, struct arena *arena,
                     const char **ret_key, int64_t *ret_row, enum branch *ret_branch,
                     struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_PAPER_FIND_KEY, ARGS(db_text(":key", key)), &rows, err);
    if (rows_next(&rows)) {
        *ret_row = row_int(&rows);
        *ret_key = row_text(&rows, arena);
        *ret_branch = (enum branch)row_enum(&rows, BRANCH_VENUE + 1);
    }
    return rows_ok(&rows);
}

/* The key as it stands, else as an arXiv id in any spelling. */
static bool resolve(struct db *db, const char *id, struct arena *arena,
                    const char **ret_key, int64_t *ret_row, enum branch *ret_branch,
                    struct err *err)
{
    struct arxiv_id arxiv;
    struct err ignored;
    *ret_key = NULL;
    if (!find_key(db, id, arena, ret_key, ret_row, ret_branch, err))
        return false;
    if (*ret_key != NULL || !arxiv_id_read(str_of(id), &arxiv, &ignored))
        return true;
    return find_key(db, arxiv.key, arena, ret_key, ret_row, ret_branch, err);
}

bool search_store_resolve(struct db *db, const char *id, struct arena *arena,
                          const char **ret_key, enum branch *ret_branch,
                          struct err *err)
{
    int64_t row = 0;
    return resolve(db, id, arena, ret_key, &row, ret_branch, err);
}

static bool find_ids(struct db *db, const struct text_list *ids, struct arena *arena,
                     struct id_rows *ret_rows, struct err *err)
{
    struct id_row *items = ARENA_ARRAY(arena, struct id_row, ids->count);
    size_t count = 0;
    for (size_t i = 0; i < ids->count; i++) {
        const char *key = NULL;
        enum branch branch;
        if (!resolve(db, ids->items[i], arena, &key, &items[count].row, &branch, err))
            return false;
        items[count].id = ids->items[i];
        count += key != NULL;
    }
    *ret_rows = (struct id_rows){ items, count };
    return true;
}

bool search_tell(struct db *db, struct arena *arena, struct search_ask *ask,
                 struct err *err)
{
    struct text_list ids = { 0 };
    search_tree_ids(ask->root, arena, &ids);
    return (!search_tree_has(ask->root, QUERY_HAS_FAQ) ||
            list_counted(db, SQL_COUNTER_LIST_FAQS, arena, &ask->with_faq, err)) &&
           find_ids(db, &ids, arena, &ask->ids, err);
}

static int64_t deadline_of(const struct db *db)
{
    int64_t own = clock_monotonic_us() + (int64_t)SEARCH_DEADLINE_MS * 1000;
    return db->deadline != 0 && db->deadline < own ? db->deadline : own;
}

static const struct query_node *root_of(struct db *db, const struct search_query *ask,
                                        struct arena *arena)
{
    if (ask->branch == SEARCH_EVERY_BRANCH)
        return ask->query->root;
    const char *name = branch_name((enum branch)ask->branch);
    return search_tree_within(arena, ask->query->root,
                              query_facet(arena, db->analyser, "branch", name));
}

/* What words side by side do not find whole is found in part, the best first. */
static bool prepare(struct db *db, const struct search_query *ask, struct arena *arena,
                    struct search_ask *ret_ask, struct err *err)
{
    bool best = ask->sort == SORT_BEST, by_words = ask->sort == SORT_WORDS;
    struct search_ask asked = {
        .root = root_of(db, ask, arena),
        .words = by_words ? ask->words : query_rank_words(arena, ask->query),
        .is_preference = by_words,
        .order = ask->sort == SORT_TIME     ? SEARCH_TIME
                 : ask->sort == SORT_CLICKS ? SEARCH_KEYED
                                            : SEARCH_BEST,
        .skip = ask->skip > 0 ? ask->skip : 0,
        .show = ask->show > 0 ? ask->show : 0,
        .some_below = best && ask->query->some_will_do ? SEARCH_SOME_BELOW : 0,
        .facets = ask->facets,
        .deadline = deadline_of(db),
    };
    if (!search_tell(db, arena, &asked, err) ||
        (asked.order == SEARCH_KEYED &&
         !list_counted(db, SQL_COUNTER_LIST_CLICKS, arena, &asked.keys, err)))
        return false;
    *ret_ask = asked;
    return true;
}

bool search_load_row(struct db *db, int64_t row, struct arena *arena,
                     struct paper *ret_paper, bool *ret_found, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_PAPER_GET_ROW, ARGS(db_int(":id", row)), &rows, err);
    *ret_found = rows_next(&rows);
    if (*ret_found)
        paper_record_read(&rows, arena, ret_paper);
    return rows_ok(&rows);
}

static bool load(struct db *db, const struct search_result *found, struct arena *arena,
                 struct search_page *page, struct err *err)
{
    for (size_t i = 0; i < found->count; i++) {
        struct paper paper;
        bool visible = false;
        if (!search_load_row(db, found->hits[i].row, arena, &paper, &visible, err))
            return false;
        if (!visible)
            continue;
        ARENA_PUSH(arena, &page->papers, paper);
        page->all_shown += !found->hits[i].some;
    }
    return true;
}

static struct search_count *copy_counts(struct arena *arena,
                                        const struct facet_count *counts, size_t count)
{
    struct search_count *copies = ARENA_ARRAY(arena, struct search_count, count);
    for (size_t i = 0; i < count; i++)
        copies[i] = (struct search_count){ arena_text(arena, str_of(counts[i].name)),
                                           counts[i].count };
    return copies;
}

static void tell_counts(const struct search_result *found, struct arena *arena,
                        struct search_page *page)
{
    page->total = found->total;
    page->some = found->some;
    page->is_cut = found->is_cut;
    page->arxiv = found->arxiv;
    page->venue = found->venue;
    page->years = copy_counts(arena, found->years, found->year_count);
    page->year_count = found->year_count;
    page->editions = copy_counts(arena, found->editions, found->edition_count);
    page->edition_count = found->edition_count;
}

bool search_store_find(struct db *db, const struct search_query *ask,
                       struct arena *arena, struct search_page *ret_page,
                       struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct search_page page = { .total = 0 };
    struct search_ask asked;
    struct search_result found = { 0 };
    if (ask->query->root != NULL && db->index != NULL &&
        (!prepare(db, ask, &own, &asked, err) ||
         !index_search(db->index, &asked, &own, &found, err) ||
         !load(db, &found, arena, &page, err)))
        return false;
    tell_counts(&found, arena, &page);
    *ret_page = page;
    return true;
}
