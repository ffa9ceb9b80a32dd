/* Snapshots: what they show, what they keep, and that they change for nobody. */
#include "index_folder.h"

#include "base/thread.h"

#include <stdatomic.h>
#include <sys/stat.h>

/* Documents of these rows, all of the same title. */
static void join_rows(struct index_folder *folder, int64_t id, int64_t first,
                      size_t count)
{
    struct index_doc *docs = ARENA_ARRAY(&folder->arena, struct index_doc, count);
    for (size_t i = 0; i < count; i++)
        docs[i] = (struct index_doc){ .row = first + (int64_t)i, .title = "alpha" };
    folder_join(folder, id, docs, count);
}

static bool has_file(struct index_folder *folder, int64_t id)
{
    return access(index_path(folder->index, &folder->arena, id), F_OK) == 0;
}

static void bury(struct index_folder *folder, int64_t segment, uint32_t doc)
{
    struct index_dead dead = { segment, doc };
    struct index_change change = { .dead = &dead, .dead_count = 1 };
    folder_publish(folder, &change);
}

static void segments_stand_largest_first(void **state)
{
    struct index_folder *folder = *state;
    join_rows(folder, 1, 1, 5);
    join_rows(folder, 2, 10, 20);
    join_rows(folder, 3, 40, 10);
    assert_int_equal(folder->snapshot->count, 3);
    assert_int_equal(folder->snapshot->segments[0].id, 2);
    assert_int_equal(folder->snapshot->segments[1].id, 3);
    assert_int_equal(folder->snapshot->segments[2].id, 1);
    assert_int_equal(folder->snapshot->docs, 35);
    assert_int_equal(index_term_docs(folder->snapshot, LIT("alpha")), 35);
}

static void a_snapshot_does_not_change(void **state)
{
    struct index_folder *folder = *state;
    join_rows(folder, 1, 1, 5);
    const struct index_snapshot *before = index_take(folder->index);
    join_rows(folder, 2, 10, 20);
    bury(folder, 1, 0);
    assert_int_equal(before->count, 1);
    assert_int_equal(before->docs, 5);
    assert_null(before->segments[0].dead);
    assert_int_equal(folder->snapshot->docs, 24);
    index_give_back(&before);
    assert_null(before);
}

/* Two deaths one after the other: each snapshot has its own. */
static void who_died_later_lives_in_the_snapshot_before(void **state)
{
    struct index_folder *folder = *state;
    join_rows(folder, 1, 1, 100);
    bury(folder, 1, 70);
    const struct index_snapshot *before = index_take(folder->index);
    bury(folder, 1, 71);
    bury(folder, 1, 71);
    assert_int_equal(before->segments[0].dead_count, 1);
    assert_int_equal(before->segments[0].dead[1], UINT64_C(1) << 6);
    assert_int_equal(folder->snapshot->segments[0].dead_count, 2);
    assert_int_equal(folder->snapshot->segments[0].dead[1], UINT64_C(3) << 6);
    index_give_back(&before);
}

static void a_row_is_found_where_it_lives(void **state)
{
    struct index_folder *folder = *state;
    size_t segment = 99;
    uint32_t doc = 99;
    join_rows(folder, 1, 1, 5);
    join_rows(folder, 2, 3, 1);
    bury(folder, 1, 2); /* row 3, newest first */
    assert_true(index_find_row(folder->snapshot, 3, &segment, &doc));
    assert_int_equal(segment, 1);
    assert_int_equal(doc, 0);
    assert_true(index_find_row(folder->snapshot, 4, &segment, &doc));
    assert_int_equal(segment, 0);
    assert_int_equal(doc, 1);
    assert_false(index_find_row(folder->snapshot, 6, &segment, &doc));
}

static void what_left_can_be_read_until_it_is_given_back(void **state)
{
    struct index_folder *folder = *state;
    join_rows(folder, 1, 1, 50);
    const struct index_snapshot *before = index_take(folder->index);
    folder_write(folder, 2, &(struct index_doc){ .row = 7, .title = "beta" }, 1);
    struct index_change change = { .joined = (int64_t[]){ 2 },
                                   .joined_count = 1,
                                   .left = (int64_t[]){ 1 },
                                   .left_count = 1 };
    folder_publish(folder, &change);
    assert_int_equal(folder->snapshot->count, 1);
    assert_false(has_file(folder, 1));
    assert_int_equal(index_term_docs(before, LIT("alpha")), 50);
    index_give_back(&before);
}

static void a_missing_file_changes_nothing(void **state)
{
    struct index_folder *folder = *state;
    join_rows(folder, 1, 1, 5);
    struct index_change change = { .joined = (int64_t[]){ 7 },
                                   .joined_count = 1,
                                   .left = (int64_t[]){ 1 },
                                   .left_count = 1 };
    assert_false(index_publish(folder->index, &change, &folder->err));
    assert_int_equal(folder->err.code, ERR_BROKEN);
    folder_take(folder);
    assert_int_equal(folder->snapshot->docs, 5);
    assert_true(has_file(folder, 1));
}

static void make_file(struct index_folder *folder, const char *name)
{
    FILE *file = fopen(arena_printf(&folder->arena, "%s/%s", folder->dir, name), "w");
    assert_non_null(file);
    fclose(file);
}

static bool is_there(struct index_folder *folder, const char *name)
{
    return access(arena_printf(&folder->arena, "%s/%s", folder->dir, name), F_OK) == 0;
}

static void files_that_nobody_knows_are_swept(void **state)
{
    struct index_folder *folder = *state;
    const char *kept[] = { "3.segment", "14.segment", "notes.txt", "0.segment" };
    const char *swept[] = { "4.segment", "3.segment.new", "99.segment.aside" };
    for (size_t i = 0; i < COUNT_OF(kept); i++)
        make_file(folder, kept[i]);
    for (size_t i = 0; i < COUNT_OF(swept); i++)
        make_file(folder, swept[i]);
    index_sweep(folder->index, (int64_t[]){ 3, 14 }, 2);
    for (size_t i = 0; i < COUNT_OF(kept); i++)
        assert_true(is_there(folder, kept[i]));
    for (size_t i = 0; i < COUNT_OF(swept); i++)
        assert_false(is_there(folder, swept[i]));
}

/* ---- searches while the index changes ---- */

enum { READERS = 3, CHANGES = 60, ROWS = 40 };

struct readers {
    struct index *index;
    atomic_bool ended;
    atomic_int wrong;
};

/* Whatever is published, each row is there once. */
static void *search_on(void *argument)
{
    struct readers *readers = argument;
    while (!atomic_load(&readers->ended)) {
        CLEANUP(index_give_back)
        const struct index_snapshot *snapshot = index_take(readers->index);
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct search_ask ask = folder_ask(&arena, "alpha");
        struct search_result result;
        struct err err;
        if (!index_search(snapshot, &ask, &arena, &result, &err) ||
            result.total != ROWS || snapshot->docs != ROWS)
            atomic_fetch_add(&readers->wrong, 1);
    }
    return NULL;
}

/* One segment takes the place of another, or a row moves to a segment of its own. */
static void change_index(struct index_folder *folder, int64_t id)
{
    struct index_doc docs[ROWS];
    for (size_t i = 0; i < ROWS; i++)
        docs[i] = (struct index_doc){ .row = (int64_t)i + 1, .title = "alpha" };
    size_t count = folder->snapshot->count;
    int64_t *left = ARENA_ARRAY(&folder->arena, int64_t, count + 1);
    for (size_t i = 0; i < count; i++)
        left[i] = folder->snapshot->segments[i].id;
    struct index_change change = { .joined = &id, .joined_count = 1 };
    struct index_dead dead = { 0 };
    if (id % 3 == 1) {
        folder_write(folder, id, docs, ROWS);
        change.left = left;
        change.left_count = count;
    } else {
        size_t at = 0;
        int64_t row = id % ROWS + 1;
        folder_write(folder, id, &docs[row - 1], 1);
        assert_true(index_find_row(folder->snapshot, row, &at, &dead.doc));
        dead.segment = folder->snapshot->segments[at].id;
        change.dead = &dead;
        change.dead_count = 1;
    }
    folder_publish(folder, &change);
}

static void searches_see_every_row_once_while_segments_come_and_go(void **state)
{
    struct index_folder *folder = *state;
    struct readers readers = { .index = folder->index };
    pthread_t threads[READERS];
    folder_take(folder);
    change_index(folder, 1);
    for (size_t i = 0; i < READERS; i++)
        threads[i] = thread_start("reader", search_on, &readers);
    for (int64_t id = 2; id < CHANGES; id++)
        change_index(folder, id);
    atomic_store(&readers.ended, true);
    for (size_t i = 0; i < READERS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(atomic_load(&readers.wrong), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(segments_stand_largest_first),
        folder_test(a_snapshot_does_not_change),
        folder_test(who_died_later_lives_in_the_snapshot_before),
        folder_test(a_row_is_found_where_it_lives),
        folder_test(what_left_can_be_read_until_it_is_given_back),
        folder_test(a_missing_file_changes_nothing),
        folder_test(files_that_nobody_knows_are_swept),
        folder_test(searches_see_every_row_once_while_segments_come_and_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
