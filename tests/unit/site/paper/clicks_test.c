/* Counters: a click counts once a day and network, is written later, and cannot be
 * made up. */
#include "site/test_faq.h"

#include "site/paper/clicks.h"

#define PDF "/arxiv/star?key=pdf&paper=" TEST_KEY
#define FAQ "/arxiv/star?key=kimi&paper=" TEST_KEY

#define check_star(site, text, ...)                                                    \
    do {                                                                               \
        check_send(site, 200, __VA_ARGS__);                                            \
        assert_string_equal(body_of(site), text "\n");                                 \
    } while (0)

static void a_click_of_a_network_counts_once_a_day(void **state)
{
    struct test_site *site = *state;
    check_star(site, "1", .target = PDF "&delta=1");
    check_star(site, "1", .target = PDF "&delta=+1");
    check_star(site, "1", .target = PDF);
    check_star(site, "2", .target = PDF, .network = 2);
    check_star(site, "1", .target = FAQ);
    site->now += SECONDS_A_DAY;
    check_star(site, "3", .target = PDF);
}

static void only_ones_own_click_can_be_taken_back(void **state)
{
    struct test_site *site = *state;
    check_star(site, "1", .target = PDF);
    check_star(site, "1", .target = PDF "&delta=-1", .network = 2);
    check_star(site, "0", .target = PDF "&delta=-1");
    check_star(site, "0", .target = PDF "&delta=-1");
    check_star(site, "1", .target = PDF);
}

static void to_read_changes_nothing(void **state)
{
    struct test_site *site = *state;
    check_star(site, "0", .target = PDF "&delta=0");
    check_star(site, "0", .target = "/arxiv/star",
               .body = "key=unstar&delta=1&paper=" TEST_KEY);
    check_star(site, "1", .target = "/arxiv/star", .body = "key=pdf&paper=" TEST_KEY);
}

static void clicks_reach_the_store_and_the_pages(void **state)
{
    struct test_site *site = *state;
    check_star(site, "1", .target = PDF);
    check_star(site, "2", .target = PDF, .network = 2);
    check_star(site, "1", .target = FAQ);
    clicks_flush(site->site->clicks);
    struct paper paper = get_paper(site->test, TEST_KEY);
    assert_int_equal(paper.pdf_clicks, 2);
    assert_int_equal(paper.faq_clicks, 1);
    check_star(site, "2", .target = PDF "&delta=0");
    uint64_t generation = site_generation(site->site);
    clicks_flush(site->site->clicks);
    assert_int_equal(site_generation(site->site), generation);
}

static void what_is_not_written_yet_is_written_at_the_end(void **state)
{
    struct test_site *site = *state;
    check_star(site, "1", .target = PDF);
    site_again(site);
    assert_int_equal(get_paper(site->test, TEST_KEY).pdf_clicks, 1);
}

static void nonsense_is_refused(void **state)
{
    struct test_site *site = *state;
    check_send(site, 404, .target = "/arxiv/star?key=pdf&paper=2604.09999");
    check_send(site, 404, .target = "/arxiv/star?key=pdf&paper=what");
    check_send(site, 400, .target = "/arxiv/star?key=pdf");
    check_send(site, 400, .target = "/arxiv/star?key=all&paper=" TEST_KEY);
    check_send(site, 400, .target = PDF "&delta=1000");
}

static void a_flood_of_networks_costs_accuracy_and_no_memory(void **state)
{
    struct test_site *site = *state;
    struct clicks_book *book = site->site->clicks;
    const char *keys[] = { TEST_KEY, "2604.00002", "2604.00003" };
    for (uint64_t network = 1; network <= 200000; network++)
        (void)clicks_count(book, network, keys[network % 3], CLICK_PDF, false,
                           TEST_NOW);
    int64_t sum = 0;
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        sum += clicks_pending(book, keys[i], CLICK_PDF);
    clicks_flush(book);
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        sum += get_paper(site->test, keys[i]).pdf_clicks;
    assert_true(sum >= 200000); /* flushed by itself meanwhile: then counted twice */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        faq_test(a_click_of_a_network_counts_once_a_day),
        faq_test(only_ones_own_click_can_be_taken_back),
        faq_test(to_read_changes_nothing),
        faq_test(clicks_reach_the_store_and_the_pages),
        faq_test(what_is_not_written_yet_is_written_at_the_end),
        faq_test(nonsense_is_refused),
        faq_test(a_flood_of_networks_costs_accuracy_and_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
