/* When segments are to be merged, and which. */
#include "index/segment_parts.h"

#include "index_folder.h"

enum { MANY = 32 };

static void join_rows(struct index_folder *folder, int64_t id, size_t count)
{
    struct index_doc *docs = ARENA_ARRAY(&folder->arena, struct index_doc, count);
    for (size_t i = 0; i < count; i++)
        docs[i] =
            (struct index_doc){ .row = id * 100000 + (int64_t)i, .title = "alpha" };
    folder_join(folder, id, docs, count);
}

static void few_segments_are_left_alone(void **state)
{
    struct index_folder *folder = *state;
    int64_t ids[MANY];
    for (int64_t id = 1; id < 8; id++)
        join_rows(folder, id, 2);
    assert_int_equal(index_merge_plan(folder->snapshot, ids, MANY), 0);
}

static void a_full_tier_is_merged_and_larger_ones_are_not(void **state)
{
    struct index_folder *folder = *state;
    int64_t ids[MANY] = { 0 };
    join_rows(folder, 9, 600);
    for (int64_t id = 1; id < 9; id++)
        join_rows(folder, id, 2);
    assert_int_equal(index_merge_plan(folder->snapshot, ids, MANY), 8);
    for (size_t i = 0; i < 8; i++)
        assert_int_not_equal(ids[i], 9);
}

static void no_more_are_planned_than_asked_for(void **state)
{
    struct index_folder *folder = *state;
    int64_t ids[MANY];
    for (int64_t id = 1; id < 13; id++)
        join_rows(folder, id, 2);
    assert_int_equal(index_merge_plan(folder->snapshot, ids, MANY), 12);
    assert_int_equal(index_merge_plan(folder->snapshot, ids, 5), 5);
    assert_int_equal(index_merge_plan(folder->snapshot, ids, 0), 0);
}

static void after_a_bulk_load_what_is_small_beside_the_largest_is_merged(void **state)
{
    struct index_folder *folder = *state;
    int64_t ids[MANY] = { 0 };
    join_rows(folder, 1, 40);
    assert_int_equal(index_merge_rest(folder->snapshot, ids, MANY), 0);
    join_rows(folder, 2, 5);
    assert_int_equal(index_merge_rest(folder->snapshot, ids, MANY), 0);
    join_rows(folder, 3, 4);
    assert_int_equal(index_merge_rest(folder->snapshot, ids, MANY), 2);
    assert_int_not_equal(ids[0], 1);
    assert_int_not_equal(ids[1], 1);
    join_rows(folder, 4, 5);
    assert_int_equal(index_merge_rest(folder->snapshot, ids, MANY), 4);
}

static void a_segment_with_many_dead_is_rewritten(void **state)
{
    struct index_folder *folder = *state;
    int64_t ids[MANY] = { 0 };
    join_rows(folder, 1, 8);
    join_rows(folder, 2, 700);
    for (uint32_t doc = 0; doc < 3; doc++) {
        struct index_dead dead = { 1, doc };
        struct index_change change = { .dead = &dead, .dead_count = 1 };
        assert_int_equal(index_merge_plan(folder->snapshot, ids, MANY), 0);
        folder_publish(folder, &change);
    }
    assert_int_equal(index_merge_plan(folder->snapshot, ids, MANY), 1);
    assert_int_equal(ids[0], 1);
}

/* Of segments that large only the count is looked at. */
static void what_does_not_fit_in_one_segment_is_not_planned(void **state)
{
    static struct segment halves[MANY], large[MANY];
    struct index_segment parts[MANY];
    const struct index_snapshot snapshot = { .segments = parts, .count = 9 };
    int64_t ids[MANY];
    (void)state;
    for (size_t i = 0; i < snapshot.count; i++) {
        halves[i].docs = SEGMENT_DOCS_MAX / 2;
        large[i].docs = SEGMENT_DOCS_MAX / 2 + 1;
        parts[i] = (struct index_segment){ .id = (int64_t)i, .segment = &halves[i] };
    }
    assert_int_equal(index_merge_plan(&snapshot, ids, MANY), 2);
    for (size_t i = 0; i < snapshot.count; i++)
        parts[i].segment = &large[i];
    assert_int_equal(index_merge_plan(&snapshot, ids, MANY), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(few_segments_are_left_alone),
        folder_test(a_full_tier_is_merged_and_larger_ones_are_not),
        folder_test(no_more_are_planned_than_asked_for),
        folder_test(a_segment_with_many_dead_is_rewritten),
        folder_test(after_a_bulk_load_what_is_small_beside_the_largest_is_merged),
        folder_test(what_does_not_fit_in_one_segment_is_not_planned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
