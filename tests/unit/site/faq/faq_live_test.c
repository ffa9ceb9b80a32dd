/* The streams of FAQs that are queued or being written: their order, going on after a
 * lost connection, places in the queue, and their end. */
#include "site/test_faq.h"

#define API "/api/v1/arxiv/" TEST_KEY "/faq"

/* "state,question,piece,…" */
static const char *events_of(struct arena *arena, const char *stream)
{
    struct str rest = str_of(stream);
    const char *names = "";
    while (rest.len > 0) {
        struct str line = str_cut(&rest, '\n');
        if (str_skip(&line, LIT("event: ")))
            names = arena_printf(arena, "%s%s%.*s", names, names[0] ? "," : "",
                                 STR_ARG(line));
    }
    return names;
}

static const char *read_now(struct test_site *site, bool *ret_ended)
{
    return read_stream(&site->test->arena, &site->response.stream, ret_ended);
}

/* Asks, follows, and takes the job. */
static struct hand follow_a_job(struct faq_site *site)
{
    check_send(&site->base, 202, .target = API);
    struct hand hand = hand_claim(site);
    hand_begin(&hand, 1);
    check_get(&site->base, API "/events", 200);
    assert_string_equal(site->base.response.content_type, "text/event-stream");
    assert_non_null(site->base.response.stream.log);
    return hand;
}

static void a_stream_tells_everything_in_order_and_ends(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    struct arena *arena = &base->test->arena;
    struct faq_watch watch = site_faq_watch(base->site);
    struct hand hand = follow_a_job(site);
    struct faq_answer answer = an_answer(arena, 1);
    bool ended;
    watch.began(watch.context, hand.job.id, &hand.faq);
    watch.asked(watch.context, hand.job.id, 1, "What \"now\"?");
    watch.piece(watch.context, hand.job.id, LIT("line\nline \xc3\xa9"));
    watch.answered(watch.context, hand.job.id, &answer);
    watch.ended(watch.context, hand.job.id, FAQ_DONE, NULL);
    const char *text = read_now(base, &ended);
    assert_true(ended);
    assert_string_equal(events_of(arena, text),
                        "state,state,question,piece,answer,state,done");
    assert_non_null(
        strstr(text, "data: {\"number\":1,\"question\":\"What \\\"now\\\"?\"}\n\n"));
    assert_non_null(strstr(text, "{\"number\":1,\"text\":\"line\\nline \xc3\xa9\"}"));
    assert_non_null(strstr(text, "\"html\":\"<p>Answer <em>1</em></p>\""));
    assert_non_null(strstr(text, "data: {\"state\":\"done\",\"reason\":null}\n\n"));
}

static void a_reader_who_comes_back_goes_on_behind_the_last_event(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    struct arena *arena = &base->test->arena;
    struct faq_watch watch = site_faq_watch(base->site);
    struct hand hand = follow_a_job(site);
    bool ended;
    watch.began(watch.context, hand.job.id, &hand.faq);
    watch.asked(watch.context, hand.job.id, 1, "What?");
    const char *text = read_now(base, &ended);
    struct str last = str_of(text);
    while (str_find(str_from(last, 1), LIT("id: ")) < last.len - 1)
        last = str_from(last, 1 + str_find(str_from(last, 1), LIT("id: ")));
    (void)str_skip(&last, LIT("id: "));
    const char *id = arena_text(arena, str_cut(&last, '\n'));
    watch.piece(watch.context, hand.job.id, LIT("more"));
    check_send(base, 200, .method = METHOD_GET, .target = API "/events",
               .last_event_id = id);
    text = read_now(base, &ended);
    assert_string_equal(events_of(arena, text), "piece");
    check_send(base, 200, .method = METHOD_GET, .target = API "/events",
               .last_event_id = "0000000000000000-00000000");
    text = read_now(base, &ended);
    assert_string_equal(events_of(arena, text), "state,state,question,piece");
    check_send(base, 200, .method = METHOD_GET, .target = API "/events",
               .last_event_id = "nonsense");
    text = read_now(base, &ended);
    assert_string_equal(events_of(arena, text), "state,state,question,piece");
    check_send(base, 200, .method = METHOD_GET, .target = API "/events",
               .last_event_id = arena_printf(arena, "%.16s-ffffffff", id));
    text = read_now(base, &ended);
    assert_string_equal(events_of(arena, text), "state,state,question,piece");
}

static void who_waits_is_told_when_his_place_changes_and_only_then(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    struct arena *arena = &base->test->arena;
    bool ended;
    check_send(base, 202, .target = "/api/v1/arxiv/2604.00002/faq");
    check_send(base, 202, .target = API);
    check_get(base, API "/events", 200);
    faq_live_look(base->site->live);
    faq_live_look(base->site->live);
    const char *text = read_now(base, &ended);
    assert_string_equal(events_of(arena, text), "state");
    assert_non_null(strstr(text, "\"state\":\"queued\",\"position\":2"));
    (void)hand_write(site, 1, false);
    faq_live_look(base->site->live);
    text = read_now(base, &ended);
    assert_non_null(strstr(text, "\"state\":\"queued\",\"position\":1"));
    assert_string_equal(events_of(arena, text), "state,state");
    assert_false(ended);
}

static void a_job_that_goes_back_to_the_queue_keeps_its_readers(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    struct arena *arena = &base->test->arena;
    struct faq_watch watch = site_faq_watch(base->site);
    struct hand hand = follow_a_job(site);
    bool ended;
    watch.began(watch.context, hand.job.id, &hand.faq);
    hand_answer(&hand, 1, false);
    watch.answered(watch.context, hand.job.id, &hand.answer);
    watch.asked(watch.context, hand.job.id, 2, "What?");
    watch.ended(watch.context, hand.job.id, FAQ_QUEUED, "the model rests");
    const char *text = read_now(base, &ended);
    assert_false(ended);
    assert_non_null(strstr(text, "\"reason\":\"the model rests\""));
    hand.faq.answers.items = &hand.answer;
    hand.faq.answers.count = 1;
    watch.began(watch.context, hand.job.id, &hand.faq);
    text = read_now(base, &ended);
    assert_string_equal(events_of(arena, text),
                        "state,state,answer,state,question,state,state");
}

static void a_stream_whose_job_ended_untold_ends_with_what_is_stored(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    bool ended;
    check_send(base, 202, .target = API);
    check_get(base, API "/events", 200);
    (void)hand_write(site, 1, false); /* nobody tells the streams */
    faq_live_look(base->site->live);
    const char *text = read_now(base, &ended);
    assert_true(ended);
    assert_non_null(strstr(text, "<p>Answer <em>3</em></p>"));
    assert_non_null(strstr(text, "event: done\ndata: {\"state\":\"done\""));
}

static bool snooze_part(struct db *db, void *context, struct err *err)
{
    const struct hand *hand = context;
    return job_store_snooze(db, hand->lease, TEST_NOW + 60, "the model rests", err);
}

static void who_waits_for_a_reason_is_told_it_with_the_place(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    struct faq_watch watch = site_faq_watch(base->site);
    struct hand hand = follow_a_job(site);
    bool ended;
    watch.began(watch.context, hand.job.id, &hand.faq);
    by_hand(&hand, snooze_part);
    watch.ended(watch.context, hand.job.id, FAQ_QUEUED, "the model rests");
    faq_live_look(base->site->live);
    faq_live_look(base->site->live);
    const char *text = read_now(base, &ended);
    const char *last = strstr(text, "\"position\":1,");
    assert_non_null(last);
    assert_non_null(strstr(last, "\"reason\":\"the model rests\""));
    assert_null(strstr(last, "event:"));
    assert_false(ended);
    check_send(base, 202, .target = "/api/v1/arxiv/2604.00002/faq");
    hand = hand_claim(site);
    by_hand(&hand, snooze_part);
    check_get(base, "/api/v1/arxiv/2604.00002/faq/events", 200);
    assert_non_null(strstr(read_now(base, &ended), "\"reason\":\"the model rests\""));
}

static bool cancel_part(struct db *db, void *context, struct err *err)
{
    return job_store_cancel(db, *(const int64_t *)context, TEST_NOW,
                            "by the administrator", err);
}

static void a_job_that_is_cancelled_while_it_runs_ends_its_stream(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    struct faq_watch watch = site_faq_watch(base->site);
    struct hand hand = follow_a_job(site);
    struct err err;
    bool ended;
    watch.began(watch.context, hand.job.id, &hand.faq);
    watch.asked(watch.context, hand.job.id, 1, "What?");
    faq_live_look(base->site->live);
    (void)read_now(base, &ended);
    assert_false(ended);
    assert_true(store_write(base->options.store, cancel_part, &hand.job.id, &err));
    faq_live_look(base->site->live);
    const char *text = read_now(base, &ended);
    assert_true(ended);
    assert_non_null(strstr(
        text, "event: done\ndata: {\"state\":\"none\",\"reason\":\"by the admin"));
    watch.piece(watch.context, hand.job.id, LIT("too late"));
    watch.ended(watch.context, hand.job.id, FAQ_FAILED, "lost");
    assert_string_equal(read_now(base, &ended), text);
}

static void a_finished_faq_is_told_at_once(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    struct arena *arena = &base->test->arena;
    check_get(base, API "/events", 404);
    ask_and_write(site, TEST_KEY);
    check_get(base, API "/events", 200);
    assert_null(base->response.stream.log);
    assert_string_equal(events_of(arena, body_of(base)),
                        "state,answer,answer,answer,done");
}

static void a_flood_of_pieces_leaves_room_for_the_answers(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    struct faq_watch watch = site_faq_watch(base->site);
    struct hand hand = follow_a_job(site);
    struct faq_answer answer = an_answer(&base->test->arena, 1);
    bool ended;
    CLEANUP(buf_done) struct buf piece = buf_upto(FAQ_ANSWER_MAX);
    while (piece.len < FAQ_ANSWER_MAX - 100)
        buf_text(&piece, "all work and no play ");
    watch.began(watch.context, hand.job.id, &hand.faq);
    for (int i = 0; i < 60; i++) {
        watch.asked(watch.context, hand.job.id, 1, "What?");
        watch.piece(watch.context, hand.job.id, buf_str(&piece));
    }
    size_t len = stream_log_len(base->response.stream.log);
    assert_true(len > LIVE_PIECES_MAX / 2 && len < LIVE_PIECES_MAX);
    watch.answered(watch.context, hand.job.id, &answer);
    watch.ended(watch.context, hand.job.id, FAQ_DONE, NULL);
    const char *text = read_now(base, &ended);
    assert_non_null(strstr(text, "event: answer"));
    assert_non_null(strstr(text, "event: done"));
}

enum { WORDS = 2000, READERS = 20 };

struct writing {
    struct faq_watch watch;
    struct hand *hand;
};

static void *write_words(void *context)
{
    struct writing *writing = context;
    const struct faq_watch *watch = &writing->watch;
    int64_t job = writing->hand->job.id;
    watch->began(watch->context, job, &writing->hand->faq);
    watch->asked(watch->context, job, 1, "What?");
    for (int i = 0; i < WORDS; i++)
        watch->piece(watch->context, job, LIT("word "));
    watch->ended(watch->context, job, FAQ_DONE, NULL);
    return NULL;
}

static void all_read_the_same_bytes_whenever_they_come(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    struct arena *arena = &base->test->arena;
    struct stream_answer streams[READERS] = { 0 };
    struct hand hand = follow_a_job(site);
    struct writing writing = { site_faq_watch(base->site), &hand };
    const struct live_follow ask = { .job = &hand.job, .form = LIVE_EVENTS };
    bool ended;
    faq_live_follow(base->site->live, &ask, &streams[0]);
    pthread_t thread = thread_start("writer", write_words, &writing);
    size_t count = 1;
    for (; count < READERS && stream_log_len(streams[0].log) < 150000; count++) {
        faq_live_follow(base->site->live, &ask, &streams[count]);
        faq_live_look(base->site->live);
        struct faq_live_text text;
        (void)faq_live_text(base->site->live, hand.job.id, arena, &text);
    }
    pthread_join(thread, NULL);
    const char *first = read_stream(arena, &streams[0], &ended);
    assert_true(ended);
    for (size_t i = 0; i < count; i++) {
        if (streams[i].log == streams[0].log) /* who came too late has another */
            assert_string_equal(read_stream(arena, &streams[i], &ended), first);
        stream_log_release(streams[i].log);
    }
}

static void progress_grows_with_answers_and_text(void **state)
{
    (void)state;
    assert_true(faq_live_progress(0, 0, 6) == 0);
    assert_true(faq_live_progress(3, 0, 6) == 0.5);
    assert_true(faq_live_progress(0, 1500, 1) == 0.5);
    assert_true(faq_live_progress(5, 1000000, 6) < 1);
    assert_true(faq_live_progress(6, 10, 6) == 1);
    assert_true(faq_live_progress(1, 10, 0) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        faq_test(a_stream_tells_everything_in_order_and_ends),
        faq_test(a_reader_who_comes_back_goes_on_behind_the_last_event),
        faq_test(who_waits_is_told_when_his_place_changes_and_only_then),
        faq_test(a_job_that_goes_back_to_the_queue_keeps_its_readers),
        faq_test(a_stream_whose_job_ended_untold_ends_with_what_is_stored),
        faq_test(who_waits_for_a_reason_is_told_it_with_the_place),
        faq_test(a_job_that_is_cancelled_while_it_runs_ends_its_stream),
        faq_test(a_finished_faq_is_told_at_once),
        faq_test(a_flood_of_pieces_leaves_room_for_the_answers),
        faq_test(all_read_the_same_bytes_whenever_they_come),
        cmocka_unit_test(progress_grows_with_answers_and_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
