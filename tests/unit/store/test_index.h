/* What a store's search index holds, looked at from a test. */
#ifndef TEST_INDEX_H
#define TEST_INDEX_H

#include "store/db.h"
#include "store/index/index_keeper.h"
#include "store/test_store.h"

/* Live documents that hold the word. */
static inline int64_t indexed_with(struct test_store *test, const char *word)
{
    int64_t found = 0;
    CLEANUP(store_read_end) struct db *db = store_read_begin(test->store);
    for (size_t i = 0; i < db->index->count; i++) {
        const struct index_segment *part = &db->index->segments[i];
        struct term_entry entry;
        struct posting_cursor cursor;
        if (!segment_find_term(part->segment, str_of(word), &entry))
            continue;
        posting_start(&cursor, part->segment, &entry);
        for (; cursor.doc != POSTING_END; posting_next(&cursor))
            found += part->dead == NULL ||
                     (part->dead[cursor.doc / 64] >> cursor.doc % 64 & 1) == 0;
    }
    return found;
}

static inline int64_t indexed_docs(struct test_store *test)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(test->store);
    return (int64_t)db->index->docs;
}

static inline int64_t indexed_segments(struct test_store *test)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(test->store);
    return (int64_t)db->index->count;
}

static inline void settle(struct test_store *test)
{
    struct stop stop;
    stop_init(&stop);
    assert_true(store_settle(test->store, &stop));
    stop_done(&stop);
}

static inline void run_sql(struct test_store *test, const char *sql)
{
    sqlite3 *sqlite = NULL;
    char *error = NULL;
    assert_int_equal(sqlite3_open(test_path(test, "paperfeed.db"), &sqlite), SQLITE_OK);
    if (sqlite3_exec(sqlite, sql, NULL, NULL, &error) != SQLITE_OK)
        fail_msg("%s: %s", sql, error);
    sqlite3_close(sqlite);
}

#endif
