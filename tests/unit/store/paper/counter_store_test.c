/* Clicks: summed up, shown with each paper, never below zero. */
#include "store/test_queue.h"

#include "store/paper/counter_store.h"

static void check(struct test_queue *queue, int number, int64_t pdf, int64_t faq)
{
    int64_t got_pdf = -1, got_faq = -1;
    struct paper paper = { 0 };
    const char *key = queue_key(queue, number);
    assert_ok(queue,
              counter_store_get(queue->db, key, &got_pdf, &got_faq, &queue->err));
    assert_int_equal(got_pdf, pdf);
    assert_int_equal(got_faq, faq);
    assert_ok(queue,
              paper_store_get(queue->db, key, &queue->arena, &paper, &queue->err));
    assert_int_equal(paper.pdf_clicks, pdf);
    assert_int_equal(paper.faq_clicks, faq);
    assert_int_equal(paper.faqs, 0);
}

static void clicks_are_summed_up(void **state)
{
    struct test_queue *queue = *state;
    const struct clicks clicks[] = { { queue_key(queue, 1), 2, 1 },
                                     { queue_key(queue, 2), 0, 7 },
                                     { "no such", 5, 5 } };
    check(queue, 1, 0, 0);
    write_ok(queue, counter_store_add(queue->db, clicks, 3, &queue->err));
    assert_true(queue->db->touched);
    write_ok(queue, counter_store_add(queue->db, clicks, 1, &queue->err));
    check(queue, 1, 4, 2);
    check(queue, 2, 0, 7);
    check(queue, 3, 0, 0);
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM counter"), 2);
}

static void a_sum_is_never_negative(void **state)
{
    struct test_queue *queue = *state;
    struct clicks clicks = { queue_key(queue, 1), -3, 2 };
    write_ok(queue, counter_store_add(queue->db, &clicks, 1, &queue->err));
    check(queue, 1, 0, 2);
    clicks.pdf = 1;
    clicks.faq = -5;
    write_ok(queue, counter_store_add(queue->db, &clicks, 1, &queue->err));
    check(queue, 1, 1, 0);
}

static void clicks_on_nothing_change_no_page(void **state)
{
    struct test_queue *queue = *state;
    const struct clicks clicks[] = { { "no such", 5, 5 },
                                     { queue_key(queue, 1), 0, 0 } };
    write_ok(queue, counter_store_add(queue->db, clicks, 2, &queue->err));
    assert_false(queue->db->touched);
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM counter"), 0);
}

static void a_paper_that_is_not_here_has_no_clicks(void **state)
{
    struct test_queue *queue = *state;
    int64_t pdf, faq;
    assert_false(counter_store_get(queue->db, "no such", &pdf, &faq, &queue->err));
    assert_int_equal(queue->err.code, ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        queue_test(clicks_are_summed_up),
        queue_test(a_sum_is_never_negative),
        queue_test(clicks_on_nothing_change_no_page),
        queue_test(a_paper_that_is_not_here_has_no_clicks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
