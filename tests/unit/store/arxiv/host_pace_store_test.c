/* The pace towards venues' hosts outlives the process. */
#include "store/test_queue.h"

#include "store/arxiv/host_pace_store.h"

static struct pace get(struct test_queue *queue, const char *host)
{
    struct pace pace = { .failures = -1 };
    assert_ok(queue, host_pace_store_get(queue->db, host, &pace, &queue->err));
    return pace;
}

static void each_host_has_a_pace_of_its_own(void **state)
{
    struct test_queue *queue = *state;
    const struct pace put = { { 100, 200 }, 300, 4 };
    write_ok(queue, host_pace_store_put(queue->db, "a.org", &put, &queue->err));
    db_close(queue->db);
    queue_open(queue);
    struct pace got = get(queue, "a.org");
    assert_int_equal(got.next_at[PACE_PAGE], 200);
    assert_int_equal(got.next_at[PACE_API], 200);
    assert_int_equal(got.paused_until, 300);
    assert_int_equal(got.failures, 4);
    assert_int_equal(get(queue, "b.org").failures, 0);
    assert_int_equal(get(queue, "b.org").next_at[PACE_PAGE], 0);
}

static void a_later_pace_replaces_the_earlier(void **state)
{
    struct test_queue *queue = *state;
    struct pace pace = { { 0, 200 }, 300, 4 };
    write_ok(queue, host_pace_store_put(queue->db, "a.org", &pace, &queue->err));
    pace = (struct pace){ { 0, 900 }, 0, 0 };
    write_ok(queue, host_pace_store_put(queue->db, "a.org", &pace, &queue->err));
    assert_int_equal(get(queue, "a.org").next_at[PACE_PAGE], 900);
    assert_int_equal(get(queue, "a.org").paused_until, 0);
    assert_int_equal(get(queue, "a.org").failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        queue_test(each_host_has_a_pace_of_its_own),
        queue_test(a_later_pace_replaces_the_earlier),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
