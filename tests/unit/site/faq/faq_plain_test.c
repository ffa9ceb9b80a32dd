/* papers.cool's stream: what a model wrote can do nothing in a client that trusts it,
 * wherever the pieces were cut; and the protocol around it. */
#include "site/test_faq.h"

#include "site/faq/faq_plain.h"

#define KIMI "/arxiv/kimi?paper=" TEST_KEY
#define PROGRESS "/arxiv/progress?paper=" TEST_KEY

static const struct {
    const char *written, *sent;
} hostile[] = {
    { "a <script>alert(1)</script>", "a < script>alert(1)< /script>" },
    { "<!-- x --><?y?>", "< !-- x -->< ?y?>" },
    { "[a](javascript:x) ![b](http://c)", "[a] (javascript:x) ![b] (http://c)" },
    { "[x][y]\n[y]: data:z", "[x] [y]\n[y] : data:z" },
    { "&lt;img src=x&gt; &#60;b &amp;lt;", "& lt;img src=x& gt; & #60;b & amp;lt;" },
    { "<javascript:x>", "< javascript:x>" },
    { "$a<b$ and 1 < 2, x<3, R&D, {a & b}", "$a< b$ and 1 < 2, x<3, R& D, {a & b}" },
    { "<<b>> ]](c)", "<< b>> ]] (c)" },
};

static void nothing_can_be_read_out_of_a_text_wherever_it_is_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(hostile); i++) {
        struct str text = str_of(hostile[i].written);
        for (size_t cut = 0; cut <= text.len; cut++) {
            CLEANUP(buf_done) struct buf out = buf_upto(1000);
            struct plain_text plain = { 0 };
            plain_add(&plain, str_upto(text, cut), &out);
            plain_add(&plain, str_from(text, cut), &out);
            assert_string_equal(out.ptr, hostile[i].sent);
        }
    }
}

static void each_byte_alone_says_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(hostile); i++) {
        CLEANUP(buf_done) struct buf out = buf_upto(1000);
        struct plain_text plain = { 0 };
        for (const char *c = hostile[i].written; *c != '\0'; c++)
            plain_add(&plain, (struct str){ c, 1 }, &out);
        assert_string_equal(out.ptr, hostile[i].sent);
    }
}

static const char expected_first[] =
    "<p class=\"faq-q\"><strong>Q1</strong>: What about &lt;1&gt;?</p>\n"
    "\n<div class=\"faq-a\">\n\nAnswer *1* < script>\n\n</div>\n";

static void a_stored_faq_is_given_in_the_form_that_clients_parse(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    check_get(base, KIMI, 200);
    assert_int_equal(base->response.body.len, 0);
    check_get(base, PROGRESS, 200);
    assert_string_equal(body_of(base), "0\n");
    ask_and_write(site, TEST_KEY);
    check_get(base, KIMI, 200);
    check_has(base, expected_first);
    assert_string_equal(base->response.content_type, "text/plain; charset=utf-8");
    check_send(base, 200, .target = "/arxiv/kimi", .body = "paper=" TEST_KEY "v2");
    check_has(base, expected_first);
    assert_null(base->response.stream.log);
    check_get(base, PROGRESS, 200);
    assert_string_equal(body_of(base), "1\n");
}

static void progress_is_the_place_in_the_queue_then_how_much_is_written(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    check_send(base, 200, .target = "/arxiv/kimi?paper=2604.00002");
    check_send(base, 200, .target = KIMI);
    check_get(base, PROGRESS, 200);
    assert_string_equal(body_of(base), "-2\n");
    (void)hand_write(site, 1, false);
    check_get(base, PROGRESS, 200);
    assert_string_equal(body_of(base), "-1\n");
    struct hand hand = hand_claim(site);
    hand_begin(&hand, 1);
    hand_answer(&hand, 1, false);
    check_get(base, PROGRESS, 200);
    assert_string_equal(body_of(base), "0.3333\n");
}

static void who_asks_first_gets_the_text_as_it_is_written(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    struct arena *arena = &base->test->arena;
    struct faq_watch watch = site_faq_watch(base->site);
    bool ended;
    check_send(base, 200, .target = KIMI);
    assert_non_null(base->response.stream.log);
    struct hand hand = hand_claim(site);
    int64_t job = hand.job.id;
    assert_string_equal(read_stream(arena, &base->response.stream, &ended), "");
    hand_begin(&hand, 1);
    watch.began(watch.context, job, &hand.faq);
    watch.asked(watch.context, job, 1, "What about <1>?");
    watch.piece(watch.context, job, LIT("\n Answer"));
    watch.piece(watch.context, job, LIT(" "));
    watch.piece(watch.context, job, LIT("*1* <"));
    watch.piece(watch.context, job, LIT("script> \n"));
    struct faq_answer answer = an_answer(arena, 1);
    watch.answered(watch.context, job, &answer);
    const char *text = read_stream(arena, &base->response.stream, &ended);
    assert_non_null(strstr(text, expected_first));
    assert_false(ended);
    watch.asked(watch.context, job, 2, "And?");
    watch.piece(watch.context, job, LIT("Half"));
    watch.asked(watch.context, job, 2, "And?");
    watch.piece(watch.context, job, LIT("Whole"));
    watch.ended(watch.context, job, FAQ_FAILED, "the model <b> broke");
    text = read_stream(arena, &base->response.stream, &ended);
    assert_true(ended);
    assert_non_null(strstr(text, "asked once more"));
    assert_non_null(strstr(text, "the model &lt; b&gt; broke"));
}

static void a_call_without_a_paper_is_told_so(void **state)
{
    struct test_site *site = *state;
    check_get(site, "/arxiv/kimi", 400);
    check_get(site, "/arxiv/progress?paper=nonsense", 404);
    check_get(site, "/arxiv/progress?paper=2604.09999", 200);
    assert_string_equal(body_of(site), "0\n");
    assert_int_equal(site->woken, 0); /* to look is not to ask for it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_can_be_read_out_of_a_text_wherever_it_is_cut),
        cmocka_unit_test(each_byte_alone_says_the_same),
        faq_test(a_stored_faq_is_given_in_the_form_that_clients_parse),
        faq_test(progress_is_the_place_in_the_queue_then_how_much_is_written),
        faq_test(who_asks_first_gets_the_text_as_it_is_written),
        faq_test(a_call_without_a_paper_is_told_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
