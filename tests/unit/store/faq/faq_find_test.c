/* Which papers have no FAQ: of the latest announcement, or clicked on by many. */
#include "store/test_queue.h"

#include "store/paper/counter_store.h"

static void announce(struct test_queue *queue, const char *category, int32_t day,
                     const struct announcement *items, size_t count)
{
    struct announcement_batch batch = { .day = day,
                                        .category = category,
                                        .items = items,
                                        .count = count,
                                        .checked_at = TEST_NOW };
    bool changed;
    write_ok(queue, list_store_put_batch(queue->db, &batch, &changed, &queue->err));
}

static void announce_three(struct test_queue *queue)
{
    const struct announcement yesterday[] = { { "2604.00005", SECTION_NEW, 1 } };
    const struct announcement today[] = { { "2604.00003", SECTION_NEW, 1 },
                                          { "2604.00001", SECTION_NEW, 2 },
                                          { "2604.99999", SECTION_NEW, 3 },
                                          { "2604.00002", SECTION_CROSS, 1 },
                                          { "2604.00004", SECTION_REPLACE, 1 } };
    announce(queue, "cs.CL", TEST_DAY - 1, yesterday, COUNT_OF(yesterday));
    announce(queue, "cs.CL", TEST_DAY, today, COUNT_OF(today));
}

static void check_keys(const struct text_list *keys, const char *const *expected)
{
    size_t count = 0;
    for (; expected[count] != NULL; count++) {
        assert_true(count < keys->count);
        assert_string_equal(keys->items[count], expected[count]);
    }
    assert_int_equal(keys->count, count);
}
#define KEYS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void check_lacking(struct test_queue *queue, const char *language, int64_t limit,
                          const char *const *expected)
{
    struct text_list keys = { 0 };
    assert_ok(queue, faq_store_lacking(queue->db, "cs.CL", language, limit,
                                       &queue->arena, &keys, &queue->err));
    check_keys(&keys, expected);
}

static void check_wished(struct test_queue *queue, int64_t clicks,
                         const char *const *expected)
{
    struct text_list keys = { 0 };
    assert_ok(queue, faq_store_wished(queue->db, clicks, "en", 10, &queue->arena, &keys,
                                      &queue->err));
    check_keys(&keys, expected);
}

static void the_latest_announcement_lacks_what_is_new_in_it(void **state)
{
    struct test_queue *queue = *state;
    announce_three(queue);
    check_lacking(queue, "en", 10, KEYS("2604.00003", "2604.00001", "2604.00002"));
    check_lacking(queue, "en", 2, KEYS("2604.00003", "2604.00001"));
    check_lacking(queue, "en", -1, KEYS(NULL));
}

static void a_day_of_replacements_alone_does_not_count(void **state)
{
    struct test_queue *queue = *state;
    const struct announcement later = { "2604.00006", SECTION_REPLACE, 1 };
    announce_three(queue);
    announce(queue, "cs.CL", TEST_DAY + 1, &later, 1);
    check_lacking(queue, "en", 1, KEYS("2604.00003"));
}

static void what_has_a_faq_or_a_job_is_not_lacking(void **state)
{
    struct test_queue *queue = *state;
    announce_three(queue);
    queue_write_faq(queue, queue_take(queue, TEST_NOW, queue_add(queue, 3)), 1,
                    TEST_NOW);
    write_ok(queue,
             job_store_prune(queue->db, TEST_NOW + 1, TEST_NOW + 1, &queue->err));
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    check_lacking(queue, "en", 10, KEYS("2604.00002"));
    write_ok(queue, job_store_kill(queue->db, lease, TEST_NOW, "no", &queue->err));
    check_lacking(queue, "en", 10, KEYS("2604.00002"));
    check_lacking(queue, "zh", 10, KEYS("2604.00003", "2604.00001", "2604.00002"));
}

static void click(struct test_queue *queue, int number, int64_t count)
{
    const struct clicks clicks = { queue_key(queue, number), 0, count };
    write_ok(queue, counter_store_add(queue->db, &clicks, 1, &queue->err));
}

static void what_is_clicked_on_most_is_wished_first(void **state)
{
    struct test_queue *queue = *state;
    click(queue, 1, 4);
    click(queue, 2, 9);
    click(queue, 3, 5);
    check_wished(queue, 5, KEYS("2604.00002", "2604.00003"));
    check_wished(queue, 10, KEYS(NULL));
    queue_add(queue, 2);
    check_wished(queue, 1, KEYS("2604.00003", "2604.00001"));
}

static void check_new(struct test_queue *queue, const char *key, bool expected)
{
    bool is_new = !expected;
    assert_ok(queue, faq_store_is_new(queue->db, key, &is_new, &queue->err));
    assert_int_equal(is_new, expected);
}

static void a_paper_is_new_until_its_categories_announce_again(void **state)
{
    struct test_queue *queue = *state;
    announce_three(queue);
    check_new(queue, "2604.00001", true);
    check_new(queue, "2604.00005", false);
    check_new(queue, "2604.00006", false);
    check_new(queue, "no such", false);
    const struct announcement other = { "2604.00005", SECTION_CROSS, 1 };
    announce(queue, "cs.LG", TEST_DAY - 5, &other, 1);
    check_new(queue, "2604.00005", true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        queue_test(the_latest_announcement_lacks_what_is_new_in_it),
        queue_test(a_day_of_replacements_alone_does_not_count),
        queue_test(what_has_a_faq_or_a_job_is_not_lacking),
        queue_test(what_is_clicked_on_most_is_wished_first),
        queue_test(a_paper_is_new_until_its_categories_announce_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
