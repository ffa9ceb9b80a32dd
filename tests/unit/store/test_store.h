/* A store in a folder of its own, removed afterwards, and papers to put into it. */
#ifndef TEST_STORE_H
#define TEST_STORE_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "model/category.h"
#include "store/arxiv/ledger_store.h"
#include "store/arxiv/poll_store.h"
#include "store/list/list_store.h"
#include "store/paper/paper_store.h"
#include "store/search/search_store.h"
#include "store/store.h"

#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEST_NOW = 1777000000, TEST_DAY = 20567 /* Fri 2026-04-24 */ };

struct test_store {
    char dir[64];
    struct store *store;
    struct arena arena;
    struct err err;
};

#define assert_ok(test, call)                                                          \
    do {                                                                               \
        if (!(call))                                                                   \
            fail_msg("%s: %s", #call, (test)->err.text);                               \
    } while (0)

static inline int remove_entry(const char *path, const struct stat *stat, int flag,
                               struct FTW *ftw)
{
    (void)stat, (void)flag, (void)ftw;
    return remove(path);
}

static inline bool test_open(struct test_store *test)
{
    struct store_options options = { .dir = test->dir, .readers = 2 };
    return store_open(&options, &test->store, &test->err);
}

static inline void test_close(struct test_store *test)
{
    store_close(test->store);
    test->store = NULL;
}

static inline void test_reopen(struct test_store *test)
{
    test_close(test);
    assert_ok(test, test_open(test));
}

static inline const char *test_path(struct test_store *test, const char *name)
{
    return arena_printf(&test->arena, "%s/%s", test->dir, name);
}

static inline struct test_store *test_folder(void)
{
    struct test_store *test = calloc(1, sizeof *test);
    assert_non_null(test);
    strcpy(test->dir, "/tmp/paperfeed-test-XXXXXX");
    assert_non_null(mkdtemp(test->dir));
    return test;
}

static inline int test_set_up(void **state)
{
    struct test_store *test = test_folder();
    assert_ok(test, test_open(test));
    *state = test;
    return 0;
}

static inline int test_set_up_folder(void **state)
{
    *state = test_folder();
    return 0;
}

static inline int test_tear_down(void **state)
{
    struct test_store *test = *state;
    store_close(test->store);
    arena_done(&test->arena);
    nftw(test->dir, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    free(test);
    return 0;
}

#define store_test(name)                                                               \
    cmocka_unit_test_setup_teardown(name, test_set_up, test_tear_down)
#define folder_test(name)                                                              \
    cmocka_unit_test_setup_teardown(name, test_set_up_folder, test_tear_down)

/* Runs the statement that follows with a connection `db` that reads. */
#define with_reader(test, db)                                                          \
    for (struct db *db = store_read_begin((test)->store); db != NULL;                  \
         store_read_end(&db))

/* A list of texts that ends with NULL. */
static inline struct text_list texts(struct arena *arena, const char *const *items)
{
    struct text_list list = { 0 };
    for (size_t i = 0; items[i] != NULL; i++)
        ARENA_PUSH(arena, &list, items[i]);
    return list;
}
#define TEXTS(arena, ...) texts(arena, (const char *const[]){ __VA_ARGS__, NULL })

static inline struct paper test_paper(struct arena *arena, const char *key)
{
    return (struct paper){ .key = key,
                           .version = 1,
                           .title = arena_printf(arena, "On the matter of %s", key),
                           .abstract = "We show that it is so.",
                           .authors = TEXTS(arena, "Ada Lovelace", "Alan Turing"),
                           .categories = TEXTS(arena, "cs.CL", "cs.LG"),
                           .primary_category = "cs.CL",
                           .published = (int64_t)(TEST_DAY - 1) * SECONDS_A_DAY,
                           .updated = (int64_t)(TEST_DAY - 1) * SECONDS_A_DAY,
                           .announced = DAY_NONE };
}

/* Parts of writes, with what they are given. */
struct test_put {
    const struct paper *paper;
    int32_t day;
    enum paper_change change;
};

static inline bool test_put_part(struct db *db, void *context, struct err *err)
{
    struct test_put *put = context;
    return paper_store_put(db, put->paper, put->day, TEST_NOW, &put->change, err);
}

static inline enum paper_change put_paper(struct test_store *test,
                                          const struct paper *paper)
{
    struct test_put put = { .paper = paper, .day = TEST_DAY };
    assert_ok(test, store_write(test->store, test_put_part, &put, &test->err));
    return put.change;
}

static inline struct paper get_paper(struct test_store *test, const char *key)
{
    struct paper paper = { 0 };
    with_reader(test, db)
        assert_ok(test, paper_store_get(db, key, &test->arena, &paper, &test->err));
    return paper;
}

struct test_batch {
    const struct announcement_batch *batch;
    bool changed;
};

static inline bool test_batch_part(struct db *db, void *context, struct err *err)
{
    struct test_batch *put = context;
    return list_store_put_batch(db, put->batch, &put->changed, err);
}

static inline bool put_batch(struct test_store *test,
                             const struct announcement_batch *batch)
{
    struct test_batch put = { .batch = batch };
    assert_ok(test, store_write(test->store, test_batch_part, &put, &test->err));
    return put.changed;
}

/* The one number that a statement gives, asked on a connection of its own. */
static inline int64_t count_of(struct test_store *test, const char *sql)
{
    sqlite3 *sqlite = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open(test_path(test, "paperfeed.db"), &sqlite), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(sqlite, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int64_t count = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(sqlite);
    return count;
}

static inline const struct category_set *test_set(struct test_store *test,
                                                  const char *text)
{
    struct category_set *set = ARENA_NEW(&test->arena, struct category_set);
    assert_ok(test, category_set_read(str_of(text), &test->arena, set, &test->err));
    return set;
}

#endif
