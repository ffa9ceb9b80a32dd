/* The gate to arXiv: one request at a time, whoever asks; questions before pages; what
 * a page's answer means for everybody else. */
#include "store/test_store.h"

#include "base/clock.h"
#include "net/loopback.h"
#include "work/arxiv/arxiv.h"
#include "work/arxiv/arxiv_gate.h"

enum { MINUTE_US = 60000000, THREADS = 6, TURNS = 20 };

struct test_gate {
    struct stop stop;
    struct arxiv_gate gate;
    pthread_mutex_t mutex;
    int inside, most_inside;
    struct buf order; /* who had a turn: q or p */
};

static void gate_open(struct test_gate *test, struct test_store *folder)
{
    *test = (struct test_gate){ .order = buf_upto(1000) };
    stop_init(&test->stop);
    pthread_mutex_init(&test->mutex, NULL);
    assert_ok(folder,
              arxiv_gate_init(&test->gate, folder->store, &test->stop, &folder->err));
}

static void gate_close(struct test_gate *test)
{
    arxiv_gate_done(&test->gate);
    buf_done(&test->order);
    pthread_mutex_destroy(&test->mutex);
    stop_done(&test->stop);
}

static void note_inside(struct test_gate *test, int change, const char *who)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&test->mutex);
    test->inside += change;
    if (test->inside > test->most_inside)
        test->most_inside = test->inside;
    buf_text(&test->order, who);
}

static bool have_turn(struct test_gate *test, bool is_page)
{
    struct err err = { 0 };
    struct arxiv_turn turn = { .lane = is_page ? PACE_PAGE : PACE_API,
                               .deadline = clock_monotonic_us() + MINUTE_US,
                               .is_page = is_page };
    if (!arxiv_gate_enter(&test->gate, &turn, &err))
        return false;
    note_inside(test, 1, is_page ? "p" : "q");
    note_inside(test, -1, "");
    arxiv_gate_leave(&test->gate, turn.lane);
    return arxiv_gate_answered(&test->gate, &err);
}

static void *have_many_turns(void *argument)
{
    bool fine = true;
    for (int i = 0; i < TURNS; i++)
        fine = have_turn(argument, i % 2 == 0) && fine;
    return fine ? argument : NULL;
}

static void only_one_has_the_turn_however_many_ask(void **state)
{
    struct test_gate test;
    pthread_t threads[THREADS];
    gate_open(&test, *state);
    for (int i = 0; i < THREADS; i++)
        threads[i] = thread_start("asker", have_many_turns, &test);
    for (int i = 0; i < THREADS; i++) {
        void *fine = NULL;
        pthread_join(threads[i], &fine);
        assert_non_null(fine);
    }
    assert_int_equal(test.most_inside, 1);
    assert_int_equal(test.order.len, THREADS * TURNS);
    gate_close(&test);
}

static void a_redirect_waits_for_the_pace_and_keeps_the_turn(void **state)
{
    enum { SPACING_MS = 200 };
    struct test_gate test;
    struct err err = { 0 };
    struct arxiv_turn turn = { .lane = PACE_API,
                               .deadline = clock_monotonic_us() + MINUTE_US };
    gate_open(&test, *state);
    test.gate.rule.spacing[PACE_API] = SPACING_MS;
    int64_t began = clock_monotonic_us(); /* before: to enter may take long as well */
    assert_true(arxiv_gate_enter(&test.gate, &turn, &err));
    assert_true(arxiv_gate_redirect(&test.gate, PACE_API, &err));
    assert_true(arxiv_gate_redirect(&test.gate, PACE_API, &err));
    assert_true(clock_monotonic_us() - began >= (2 * SPACING_MS - 50) * 1000);
    assert_true(test.gate.taken);
    stop_now(&test.stop);
    assert_false(arxiv_gate_redirect(&test.gate, PACE_API, &err));
    assert_int_equal(err.code, ERR_BUSY);
    arxiv_gate_leave(&test.gate, PACE_API);
    gate_close(&test);
}

static void *have_a_question(void *argument)
{
    return have_turn(argument, false) ? argument : NULL;
}

static void *have_a_page(void *argument)
{
    return have_turn(argument, true) ? argument : NULL;
}

static void wait_for_a_question(struct test_gate *test)
{
    int waiting = 0;
    while (waiting == 0) {
        stop_pause(&test->stop, 1);
        CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&test->gate.mutex);
        waiting = test->gate.questions;
    }
}

static void a_page_gives_way_to_a_question_that_waits(void **state)
{
    struct test_gate test;
    struct test_store *folder = *state;
    struct arxiv_turn turn = { .lane = PACE_API,
                               .deadline = clock_monotonic_us() + MINUTE_US };
    gate_open(&test, folder);
    assert_ok(folder, arxiv_gate_enter(&test.gate, &turn, &folder->err));
    pthread_t page = thread_start("page", have_a_page, &test);
    pthread_t question = thread_start("question", have_a_question, &test);
    wait_for_a_question(&test);
    arxiv_gate_leave(&test.gate, turn.lane);
    pthread_join(question, NULL);
    pthread_join(page, NULL);
    assert_string_equal(test.order.ptr, "qp");
    gate_close(&test);
}

static void *have_a_harvest(void *argument)
{
    struct test_gate *test = argument;
    struct err err = { 0 };
    struct arxiv_turn turn = { .lane = PACE_API,
                               .deadline = clock_monotonic_us() + MINUTE_US,
                               .is_harvest = true };
    if (!arxiv_gate_enter(&test->gate, &turn, &err))
        return NULL;
    note_inside(test, 0, "h");
    arxiv_gate_leave(&test->gate, turn.lane);
    return argument;
}

static void wait_for_pages(struct test_gate *test, int expected);

static void a_harvest_gives_way_to_questions_and_pages(void **state)
{
    struct test_gate test;
    struct test_store *folder = *state;
    struct arxiv_turn turn = { .lane = PACE_API,
                               .deadline = clock_monotonic_us() + MINUTE_US };
    gate_open(&test, folder);
    assert_ok(folder, arxiv_gate_enter(&test.gate, &turn, &folder->err));
    pthread_t harvest = thread_start("harvest", have_a_harvest, &test);
    pthread_t page = thread_start("page", have_a_page, &test);
    wait_for_pages(&test, 1);
    pthread_t question = thread_start("question", have_a_question, &test);
    wait_for_a_question(&test);
    arxiv_gate_leave(&test.gate, turn.lane);
    pthread_join(question, NULL);
    pthread_join(page, NULL);
    pthread_join(harvest, NULL);
    assert_string_equal(test.order.ptr, "qph");
    gate_close(&test);
}

static void a_harvest_is_not_held_up_by_a_page_that_may_not_go_yet(void **state)
{
    struct test_gate test;
    struct test_store *folder = *state;
    struct arxiv_turn turn = { .lane = PACE_PAGE,
                               .deadline = clock_monotonic_us() + MINUTE_US };
    gate_open(&test, folder);
    assert_ok(folder, arxiv_gate_enter(&test.gate, &turn, &folder->err));
    test.gate.rule.spacing[PACE_PAGE] = 30000;
    pthread_t page = thread_start("page", have_a_page, &test);
    wait_for_pages(&test, 1);
    arxiv_gate_leave(&test.gate, turn.lane);
    pthread_t harvest = thread_start("harvest", have_a_harvest, &test);
    pthread_join(harvest, NULL);
    assert_string_equal(test.order.ptr, "h");
    stop_now(&test.stop);
    pthread_join(page, NULL);
    gate_close(&test);
}

/* Waits until so many pages wait. */
static void wait_for_pages(struct test_gate *test, int expected)
{
    int waiting = 0;
    while (waiting != expected) {
        stop_pause(&test->stop, 1);
        CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&test->gate.mutex);
        waiting = 0;
        for (struct arxiv_place *at = test->gate.pages; at != NULL; at = at->next)
            waiting++;
    }
}

struct test_page {
    struct test_gate *test;
    const char *name;
};

static void *have_a_named_page(void *argument)
{
    const struct test_page *page = argument;
    struct err err = { 0 };
    struct arxiv_turn turn = { .lane = PACE_PAGE,
                               .deadline = clock_monotonic_us() + MINUTE_US,
                               .is_page = true };
    if (!arxiv_gate_enter(&page->test->gate, &turn, &err))
        return NULL;
    note_inside(page->test, 0, page->name);
    arxiv_gate_leave(&page->test->gate, turn.lane);
    return argument;
}

static void pages_are_served_in_the_order_in_which_they_came(void **state)
{
    struct test_gate test;
    struct test_store *folder = *state;
    struct arxiv_turn turn = { .lane = PACE_API,
                               .deadline = clock_monotonic_us() + MINUTE_US };
    struct test_page in_line[] = { { &test, "1" }, { &test, "2" }, { &test, "3" } };
    pthread_t threads[COUNT_OF(in_line)];
    gate_open(&test, folder);
    assert_ok(folder, arxiv_gate_enter(&test.gate, &turn, &folder->err));
    for (int i = 0; i < (int)COUNT_OF(in_line); i++) {
        threads[i] = thread_start("page", have_a_named_page, &in_line[i]);
        wait_for_pages(&test, i + 1);
    }
    arxiv_gate_leave(&test.gate, turn.lane);
    for (size_t i = 0; i < COUNT_OF(in_line); i++)
        pthread_join(threads[i], NULL);
    assert_string_equal(test.order.ptr, "123");
    gate_close(&test);
}

static void a_success_does_not_forget_what_a_host_asked_for_meanwhile(void **state)
{
    struct test_gate test;
    struct test_store *folder = *state;
    struct arxiv_trouble trouble = { .status = 429, .retry_after = 300 };
    struct arxiv_trouble later = { .status = 0 };
    gate_open(&test, folder);
    assert_ok(folder, arxiv_gate_failed(&test.gate, &trouble, &folder->err));
    assert_ok(folder, arxiv_gate_answered(&test.gate, &folder->err));
    assert_ok(folder, arxiv_gate_failed(&test.gate, &later, &folder->err));
    arxiv_gate_new_pass(&test.gate);
    assert_true(arxiv_gate_wait_ms(&test.gate, PACE_API) > 200000);
    gate_close(&test);
    gate_open(&test, folder);
    assert_true(arxiv_gate_wait_ms(&test.gate, PACE_API) > 200000);
    gate_close(&test);
}

static void a_page_does_not_wait_for_a_pause_but_says_how_long_it_is(void **state)
{
    struct test_gate test;
    struct test_store *folder = *state;
    struct arxiv_trouble trouble = { .status = 503, .retry_after = 20 };
    struct arxiv_turn turn = { .lane = PACE_PAGE,
                               .deadline = clock_monotonic_us() + MINUTE_US,
                               .is_page = true };
    gate_open(&test, folder);
    assert_ok(folder, arxiv_gate_failed(&test.gate, &trouble, &folder->err));
    assert_false(arxiv_gate_enter(&test.gate, &turn, &folder->err));
    assert_int_equal(folder->err.code, ERR_BUSY);
    assert_in_range(folder->err.retry_after, 15, 21);
    gate_close(&test);
}

static void stopping_ends_the_wait_for_a_turn(void **state)
{
    struct test_gate test;
    struct test_store *folder = *state;
    gate_open(&test, folder);
    test.gate.rule.spacing[PACE_API] = 3600000;
    assert_true(have_turn(&test, false));
    pthread_t question = thread_start("question", have_a_question, &test);
    wait_for_a_question(&test);
    stop_now(&test.stop);
    void *fine = &test;
    pthread_join(question, &fine);
    assert_null(fine);
    gate_close(&test);
}

static const struct loopback_page pages[] = {
    { "/html/2604.00001v2", LIT("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<p>hi"),
      NULL },
    { "/html/2604.00002v1",
      LIT("HTTP/1.1 429 Slow down\r\nRetry-After: 90\r\nContent-Length: 0\r\n\r\n"),
      NULL },
    { "/pdf/2604.00003", LIT("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"), NULL },
    { "/pdf/2604.00004", LIT("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n%PDF"),
      NULL },
};

struct test_arxiv {
    struct stop stop;
    struct loopback server;
    struct arxiv *arxiv;
};

static void site_open(struct test_arxiv *test, struct test_store *folder)
{
    stop_init(&test->stop);
    loopback_open(&test->server, pages, COUNT_OF(pages), &test->stop);
    const char *url =
        arena_printf(&folder->arena, "http://127.0.0.1:%d", test->server.port);
    struct arxiv_options options = { .store = folder->store,
                                     .feed_url = url,
                                     .site_url = url,
                                     .api_url = url,
                                     .oai_url = url,
                                     .contact = "",
                                     .stop = &test->stop };
    assert_ok(folder, arxiv_open(&options, &test->arxiv, &folder->err));
}

static void site_close(struct test_arxiv *test)
{
    arxiv_close(test->arxiv);
    loopback_close(&test->server);
    stop_done(&test->stop);
}

static enum err_code get(struct test_arxiv *test, struct test_store *folder,
                         enum arxiv_page page, const char *key, int version)
{
    struct str bytes = { 0 };
    folder->err = (struct err){ 0 };
    if (!arxiv_page(test->arxiv, page, key, version, &folder->arena, &bytes,
                    &folder->err))
        return folder->err.code;
    assert_true(bytes.len > 0);
    return ERR_NONE;
}

static int connections(struct test_arxiv *test)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&test->server.mutex);
    return test->server.connections;
}

static void a_page_that_does_not_exist_slows_nobody_down(void **state)
{
    struct test_arxiv test;
    struct test_store *folder = *state;
    site_open(&test, folder);
    assert_int_equal(get(&test, folder, ARXIV_PAGE_HTML, "2604.00001", 2), ERR_NONE);
    assert_int_equal(get(&test, folder, ARXIV_PAGE_HTML, "2604.00009", 1),
                     ERR_NOT_FOUND);
    assert_int_equal(arxiv_wait_ms(test.arxiv, PACE_API), 0);
    assert_int_equal(arxiv_wait_ms(test.arxiv, PACE_PAGE), 0);
    site_close(&test);
}

static void a_page_that_asks_us_to_wait_stops_the_questions_too(void **state)
{
    struct test_arxiv test;
    struct test_store *folder = *state;
    site_open(&test, folder);
    assert_int_equal(get(&test, folder, ARXIV_PAGE_HTML, "2604.00002", 1), ERR_BUSY);
    assert_in_range(folder->err.retry_after, 80, 91);
    assert_true(arxiv_wait_ms(test.arxiv, PACE_API) > 80000);
    assert_int_equal(get(&test, folder, ARXIV_PAGE_HTML, "2604.00001", 2), ERR_BUSY);
    assert_int_equal(connections(&test), 1);
    site_close(&test);
}

static void a_broken_answer_is_trouble_and_asked_once(void **state)
{
    struct test_arxiv test;
    struct test_store *folder = *state;
    site_open(&test, folder);
    assert_int_equal(get(&test, folder, ARXIV_PAGE_PDF, "2604.00003", 0), ERR_UPSTREAM);
    assert_true(arxiv_wait_ms(test.arxiv, PACE_API) > 0);
    arxiv_new_pass(test.arxiv);
    assert_int_equal(arxiv_wait_ms(test.arxiv, PACE_API), 0);
    assert_int_equal(get(&test, folder, ARXIV_PAGE_PDF, "2604.00004", 0), ERR_UPSTREAM);
    assert_int_equal(connections(&test), 2);
    site_close(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(only_one_has_the_turn_however_many_ask),
        store_test(a_redirect_waits_for_the_pace_and_keeps_the_turn),
        store_test(a_page_gives_way_to_a_question_that_waits),
        store_test(a_harvest_gives_way_to_questions_and_pages),
        store_test(a_harvest_is_not_held_up_by_a_page_that_may_not_go_yet),
        store_test(pages_are_served_in_the_order_in_which_they_came),
        store_test(a_success_does_not_forget_what_a_host_asked_for_meanwhile),
        store_test(a_page_does_not_wait_for_a_pause_but_says_how_long_it_is),
        store_test(stopping_ends_the_wait_for_a_turn),
        store_test(a_page_that_does_not_exist_slows_nobody_down),
        store_test(a_page_that_asks_us_to_wait_stops_the_questions_too),
        store_test(a_broken_answer_is_trouble_and_asked_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
