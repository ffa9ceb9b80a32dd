/* Questions to a data folder: searches, related papers, a list by the reader's words.
 */
#include "search_bench.h"

#include "base/clock.h"
#include "index/search.h"
#include "store/db.h"
#include "store/list/list_store.h"
#include "store/related/related_store.h"
#include "store/search/search_store.h"

enum { TIMES_MAX = 1000, SHOW_MAX = 1000 };

struct asking {
    struct bench *bench;
    struct db *db;
    struct command_call *call;
    int64_t show, total, some, count;
    bool is_cut;
    struct paper paper;      /* of `related` */
    struct list_query *list; /* of `list` */
};

static void tell(struct command_call *call, const struct asking *asking)
{
    json_set_int(call->answer, "count", asking->count);
    json_set_int(call->answer, "total", asking->total);
    json_set_int(call->answer, "some", asking->some);
    json_set_bool(call->answer, "cut", asking->is_cut);
}

/* As search_store_find asks the index, without counts: the peers count nothing. */
static bool find_once(void *context, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct asking *asking = context;
    struct query *query =
        query_read(&arena, store_analyser(asking->db), str_of(asking->call->words[2]),
                   asking->bench->today);
    struct search_ask ask = {
        .root = query->root,
        .words = query_rank_words(&arena, query),
        .order = SEARCH_BEST,
        .show = asking->show,
        .some_below = query->some_will_do ? SEARCH_SOME_BELOW : 0,
        .uncounted = true,
        .deadline = clock_monotonic_us() + SEARCH_DEADLINE_MS * 1000,
    };
    struct search_result result = { 0 };
    if (!index_search(asking->db->index, &ask, &arena, &result, err))
        return false;
    asking->total = result.total;
    asking->some = result.some;
    asking->count = (int64_t)result.count;
    asking->is_cut = result.is_cut;
    return true;
}

bool bench_find(void *context, struct command_call *call, struct err *err)
{
    struct bench *bench = context;
    CLEANUP(store_read_end) struct db *db = store_read_begin(bench->store);
    struct asking asking = { .bench = bench, .db = db, .call = call };
    asking.show = command_number(call, 1, SHOW_MAX);
    if (db->index == NULL)
        return err_set(err, ERR_BROKEN, "this store has no index");
    if (!command_time(call, command_number(call, 0, TIMES_MAX), find_once, &asking,
                      err))
        return false;
    tell(call, &asking);
    return true;
}

static bool find_page(const struct bench *bench, struct db *db, struct arena *arena,
                      const struct search_query *told, struct search_page *ret_page,
                      const char *text, struct err *err)
{
    struct search_query search = *told;
    search.query = query_read(arena, store_analyser(db), str_of(text), bench->today);
    search.branch = SEARCH_EVERY_BRANCH;
    search.sort = SORT_BEST;
    return search_store_find(db, &search, arena, ret_page, err);
}

static bool page_once(void *context, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct asking *asking = context;
    CLEANUP(store_read_end) struct db *db = store_read_begin(asking->bench->store);
    const struct search_query search = { .facets = true, .show = asking->show };
    struct search_page page = { 0 };
    if (!find_page(asking->bench, db, &arena, &search, &page, asking->call->words[2],
                   err))
        return false;
    asking->total = page.total;
    asking->some = page.some;
    asking->count = (int64_t)page.papers.count;
    asking->is_cut = page.is_cut;
    return true;
}

bool bench_page(void *context, struct command_call *call, struct err *err)
{
    struct asking asking = { .bench = context, .call = call };
    asking.show = command_number(call, 1, SHOW_MAX);
    if (!command_time(call, command_number(call, 0, TIMES_MAX), page_once, &asking,
                      err))
        return false;
    tell(call, &asking);
    return true;
}

static void tell_papers(cJSON *list, const struct paper_list *papers)
{
    for (size_t i = 0; i < papers->count; i++) {
        cJSON *paper = json_add_object(list);
        json_set_text(paper, "key", papers->items[i].key);
        json_set_text(paper, "title", papers->items[i].title);
    }
}

bool bench_titles(void *context, struct command_call *call, struct err *err)
{
    struct bench *bench = context;
    CLEANUP(store_read_end) struct db *db = store_read_begin(bench->store);
    const struct search_query search = { .show = command_number(call, 0, SHOW_MAX) };
    struct search_page page = { 0 };
    if (!find_page(bench, db, call->arena, &search, &page, call->words[1], err))
        return false;
    tell_papers(json_set_list(call->answer, "papers"), &page.papers);
    json_set_int(call->answer, "total", page.total);
    return true;
}

bool bench_suggest(void *context, struct command_call *call, struct err *err)
{
    struct bench *bench = context;
    CLEANUP(store_read_end) struct db *db = store_read_begin(bench->store);
    const struct query *query = query_read(call->arena, store_analyser(db),
                                           str_of(call->words[0]), bench->today);
    const char *text = NULL;
    if (!search_store_suggest(db, query, call->arena, &text, err))
        return false;
    json_set_text(call->answer, "text", text);
    return true;
}

static bool related_once(void *context, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct asking *asking = context;
    CLEANUP(store_read_end) struct db *db = store_read_begin(asking->bench->store);
    struct related_list list = { 0 };
    if (!related_store_find(db, &asking->paper, RELATED_MAX, &arena, &list, err))
        return false;
    asking->count = (int64_t)list.count;
    return true;
}

static bool get_paper(const struct bench *bench, const char *key, struct arena *arena,
                      struct paper *ret_paper, struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(bench->store);
    return paper_store_get(db, key, arena, ret_paper, err);
}

bool bench_related(void *context, struct command_call *call, struct err *err)
{
    struct asking asking = { .bench = context, .call = call };
    if (!get_paper(context, call->words[1], call->arena, &asking.paper, err) ||
        !command_time(call, command_number(call, 0, TIMES_MAX), related_once, &asking,
                      err))
        return false;
    json_set_int(call->answer, "count", asking.count);
    return true;
}

static bool list_once(void *context, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct asking *asking = context;
    CLEANUP(store_read_end) struct db *db = store_read_begin(asking->bench->store);
    const char *words = asking->call->words[3];
    struct list_page page = { 0 };
    asking->list->sort = words[0] == '\0' ? LIST_ANNOUNCED : LIST_WORDS;
    if (!rank_words_read(&arena, store_analyser(db), str_of(words),
                         &asking->list->words, err) ||
        !list_store_get(db, asking->list, &arena, &page, err))
        return false;
    asking->total = page.total;
    asking->count = (int64_t)page.count;
    return true;
}

bool bench_list(void *context, struct command_call *call, struct err *err)
{
    struct category_set set;
    struct list_query list = { .set = &set, .show = 25 };
    struct asking asking = { .bench = context, .call = call, .list = &list };
    for (size_t i = 0; i < SECTION_COUNT; i++)
        list.sections[i] = true;
    if (!category_set_read(str_of(call->words[1]), call->arena, &set, err) ||
        !day_from_text(str_of(call->words[2]), &list.day, err) ||
        !command_time(call, command_number(call, 0, TIMES_MAX), list_once, &asking,
                      err))
        return false;
    tell(call, &asking);
    return true;
}
