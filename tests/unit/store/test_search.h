/* Papers to be found, and questions that find them. */
#ifndef TEST_SEARCH_H
#define TEST_SEARCH_H

#include "store/paper/counter_store.h"
#include "store/test_store.h"

static inline void put_text(struct test_store *test, const char *key, const char *title,
                            const char *abstract)
{
    struct paper paper = test_paper(&test->arena, key);
    paper.title = title;
    paper.abstract = abstract;
    put_paper(test, &paper);
}

static inline struct paper test_venue_paper(struct arena *arena, const char *key,
                                            const char *title, const char *venue)
{
    return (struct paper){ .key = key,
                           .branch = BRANCH_VENUE,
                           .title = title,
                           .abstract = "In the proceedings.",
                           .authors = TEXTS(arena, "Ada Lovelace", "Alan Turing"),
                           .announced = DAY_NONE,
                           .venue = venue,
                           .group = "Oral" };
}

static inline void put_venue(struct test_store *test, const char *key,
                             const char *title, const char *venue)
{
    struct paper paper = test_venue_paper(&test->arena, key, title, venue);
    struct test_put put = { .paper = &paper, .day = DAY_NONE };
    assert_ok(test, store_write(test->store, test_put_part, &put, &test->err));
}

struct test_click {
    struct clicks clicks;
};

static inline bool test_click_part(struct db *db, void *context, struct err *err)
{
    const struct test_click *click = context;
    return counter_store_add(db, &click->clicks, 1, err);
}

static inline void click(struct test_store *test, const char *key, int64_t times)
{
    struct test_click click = { { .key = key, .pdf = times } };
    assert_ok(test, store_write(test->store, test_click_part, &click, &test->err));
}

static inline const char *keys_of_papers(struct test_store *test,
                                         const struct paper_list *papers)
{
    const char *keys = "";
    for (size_t i = 0; i < papers->count; i++)
        keys = arena_printf(&test->arena, "%s%s%s", keys, i > 0 ? "," : "",
                            papers->items[i].key);
    return keys;
}

/* In the branch that `ask` names. */
static inline const char *find_within(struct test_store *test, const char *text,
                                      struct search_query ask,
                                      struct search_page *ret_page)
{
    ask.show = 10;
    for (struct db *db = store_read_begin(test->store); db != NULL;
         store_read_end(&db)) {
        ask.query =
            query_read(&test->arena, store_analyser(db), str_of(text), TEST_DAY);
        assert_ok(test,
                  search_store_find(db, &ask, &test->arena, ret_page, &test->err));
    }
    return keys_of_papers(test, &ret_page->papers);
}

static inline const char *find_as(struct test_store *test, const char *text,
                                  struct search_query ask, struct search_page *ret_page)
{
    ask.branch = SEARCH_EVERY_BRANCH;
    return find_within(test, text, ask, ret_page);
}

static inline const char *find(struct test_store *test, const char *text)
{
    struct search_page page = { 0 };
    return find_as(test, text, (struct search_query){ 0 }, &page);
}

static inline const char *resolved(struct test_store *test, const char *id)
{
    const char *key = NULL;
    enum branch branch = BRANCH_ARXIV;
    with_reader(test, db) assert_ok(
        test, search_store_resolve(db, id, &test->arena, &key, &branch, &test->err));
    if (key == NULL)
        return "none";
    assert_int_equal(branch, strchr(key, '@') == NULL ? BRANCH_ARXIV : BRANCH_VENUE);
    return key;
}

#endif
