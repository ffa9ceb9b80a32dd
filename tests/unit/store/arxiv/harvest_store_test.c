/* How far a harvest has come outlives the process, and two cannot be at the same one.
 */
#include "store/test_queue.h"

#include "store/arxiv/harvest_store.h"

static struct harvest a_harvest(void)
{
    return (struct harvest){
        .kind = HARVEST_BACKFILL,
        .set = "cs:cs:CL",
        .from = 20000,
        .until = 20500,
        .window_from = 20100,
        .window_until = 20130,
        .phase = HARVEST_CHECK,
        .token = "verb%3DListRecords%26skip%3D1300",
        .pages = 3,
        .barren = -2,
        .counts = { 21, 6, 5, 4, 3, 3 },
        .started_at = TEST_NOW,
    };
}

static bool get(struct test_queue *queue, enum harvest_kind kind, const char *set,
                struct harvest *ret_harvest)
{
    bool found = false;
    assert_ok(queue, harvest_store_get(queue->db, kind, set, &queue->arena, ret_harvest,
                                       &found, &queue->err));
    return found;
}

static void a_harvest_comes_back_as_it_was(void **state)
{
    struct test_queue *queue = *state;
    struct harvest put = a_harvest(), got = { .id = 0 };
    write_ok(queue, harvest_store_put(queue->db, &put, &queue->err));
    db_close(queue->db);
    queue_open(queue);
    assert_true(get(queue, HARVEST_BACKFILL, "cs:cs:CL", &got));
    assert_int_equal(got.id, put.id);
    assert_int_equal(got.revision, put.revision);
    assert_int_equal(got.from, 20000);
    assert_int_equal(got.until, 20500);
    assert_int_equal(got.window_from, 20100);
    assert_int_equal(got.window_until, 20130);
    assert_int_equal(got.phase, HARVEST_CHECK);
    assert_string_equal(got.token, put.token);
    assert_int_equal(got.pages, 3);
    assert_int_equal(got.barren, -2);
    assert_memory_equal(&got.counts, &put.counts, sizeof got.counts);
    assert_int_equal(got.started_at, TEST_NOW);
    assert_int_equal(got.finished_at, 0);
    assert_false(harvest_is_done(&got));
}

static void each_kind_and_set_is_a_harvest_of_its_own(void **state)
{
    struct test_queue *queue = *state;
    struct harvest one = a_harvest(), two = a_harvest(), got;
    struct harvest_list list;
    two.kind = HARVEST_CURRENT;
    two.token = NULL;
    write_ok(queue, harvest_store_put(queue->db, &one, &queue->err));
    write_ok(queue, harvest_store_put(queue->db, &two, &queue->err));
    assert_ok(queue, harvest_store_list(queue->db, &queue->arena, &list, &queue->err));
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[1].kind, HARVEST_CURRENT);
    assert_null(list.items[1].token);
    assert_false(get(queue, HARVEST_RANGE, "cs:cs:CL", &got));
    assert_false(get(queue, HARVEST_BACKFILL, "", &got));
}

static void only_one_of_two_can_go_on(void **state)
{
    struct test_queue *queue = *state;
    struct harvest mine = a_harvest();
    write_ok(queue, harvest_store_put(queue->db, &mine, &queue->err));
    struct harvest theirs = mine;
    theirs.window_from = 20200;
    write_ok(queue, harvest_store_put(queue->db, &theirs, &queue->err));
    mine.window_from = 20150;
    assert_ok(queue, db_begin_write(queue->db, &queue->err));
    assert_false(harvest_store_put(queue->db, &mine, &queue->err));
    assert_int_equal(queue->err.code, ERR_NOT_FOUND);
    db_roll_back(queue->db);
    assert_true(get(queue, HARVEST_BACKFILL, "cs:cs:CL", &mine));
    assert_int_equal(mine.window_from, 20200);
}

static bool see(struct test_queue *queue, const struct harvest *harvest,
                const char *key)
{
    bool is_new = false;
    write_ok(queue, harvest_store_see(queue->db, harvest, key, &is_new, &queue->err));
    return is_new;
}

static bool has_seen(struct test_queue *queue, const struct harvest *harvest,
                     const char *key)
{
    bool seen = false;
    assert_ok(queue,
              harvest_store_has_seen(queue->db, harvest, key, &seen, &queue->err));
    return seen;
}

static void what_a_window_brought_is_known_until_it_ends(void **state)
{
    struct test_queue *queue = *state;
    struct harvest one = a_harvest(), two = a_harvest();
    two.set = "";
    write_ok(queue, harvest_store_put(queue->db, &one, &queue->err));
    write_ok(queue, harvest_store_put(queue->db, &two, &queue->err));
    assert_true(see(queue, &one, "2604.00001"));
    assert_false(see(queue, &one, "2604.00001"));
    assert_true(see(queue, &two, "2604.00001"));
    write_ok(queue, harvest_store_forget_seen(queue->db, &one, &queue->err));
    assert_false(has_seen(queue, &one, "2604.00001"));
    assert_true(has_seen(queue, &two, "2604.00001"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        queue_test(a_harvest_comes_back_as_it_was),
        queue_test(each_kind_and_set_is_a_harvest_of_its_own),
        queue_test(only_one_of_two_can_go_on),
        queue_test(what_a_window_brought_is_known_until_it_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
