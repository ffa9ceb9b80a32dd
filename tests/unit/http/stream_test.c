/* Logs and followers without a server: what is read, who sleeps and who is woken. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "http/follower.h"

enum { PIECE = 4096 };

struct reader {
    struct follower follower;
    int slept, woken;
    struct buf read;
    bool ended;
};

static void sleep_now(struct follower *follower)
{
    ((struct reader *)follower)->slept++;
}

static void wake_up(struct follower *follower)
{
    ((struct reader *)follower)->woken++;
}

static void reader_done(struct reader *reader)
{
    follower_leave(&reader->follower);
    buf_done(&reader->read);
}

static void reader_open(struct reader *reader, struct stream_log *log, size_t from,
                        const char *body)
{
    CLEANUP(buf_done) struct buf text = buf_upto(1000);
    struct stream_answer answer = { .log = log, .from = from, .keepalive = LIT(":\n") };
    *reader = (struct reader){ .follower = { .suspend = sleep_now, .resume = wake_up },
                               .read = buf_upto(1 << 20) };
    buf_text(&text, body);
    follower_join(&reader->follower, &answer, &text, 0);
    assert_int_equal(text.len, 0);
}

/* Reads until the follower sleeps or ends. */
static void read_up(struct reader *reader, size_t max, int64_t now_ms)
{
    char piece[PIECE];
    ssize_t got;
    while ((got = follower_read(&reader->follower, piece, max, now_ms)) > 0) {
        assert_true((size_t)got <= max);
        buf_add(&reader->read, (struct str){ piece, (size_t)got });
    }
    reader->ended = got == FOLLOWER_ENDS;
}

static void assert_has_read(const struct reader *reader, const char *expected)
{
    assert_true(str_eq(buf_str(&reader->read), str_of(expected)));
}

static void the_body_comes_first_and_then_the_log_from_where_it_was_asked(void **state)
{
    (void)state;
    static const struct {
        size_t from;
        const char *expected;
    } starts[] = {
        { 0, "body one two" }, { 4, "body two" }, { 7, "body " }, { SIZE_MAX, "body " }
    };
    struct stream_log *log = stream_log_new(1000);
    stream_log_add(log, LIT("one two"));
    assert_int_equal(stream_log_len(log), 7);
    for (size_t max = 1; max < 20; max++)
        for (size_t i = 0; i < COUNT_OF(starts); i++) {
            CLEANUP(reader_done) struct reader reader;
            reader_open(&reader, log, starts[i].from, "body ");
            read_up(&reader, max, 0);
            assert_has_read(&reader, starts[i].expected);
            assert_false(reader.ended);
        }
    stream_log_release(log);
}

static void a_follower_sleeps_once_and_is_woken_once(void **state)
{
    (void)state;
    struct stream_log *log = stream_log_new(1000);
    CLEANUP(reader_done) struct reader reader;
    reader_open(&reader, log, 0, "");
    stream_log_add(log, LIT("a"));
    assert_int_equal(reader.woken, 0);
    read_up(&reader, PIECE, 0);
    assert_int_equal(reader.slept, 1);
    assert_true(follower_sleeps(&reader.follower));
    stream_log_add(log, LIT(""));
    assert_int_equal(reader.woken, 0);
    stream_log_add(log, LIT("b"));
    stream_log_add(log, LIT("c"));
    assert_int_equal(reader.woken, 1);
    assert_false(follower_sleeps(&reader.follower));
    read_up(&reader, PIECE, 0);
    assert_has_read(&reader, "abc");
    stream_log_end(log);
    assert_int_equal(reader.woken, 2);
    read_up(&reader, PIECE, 0);
    assert_true(reader.ended);
    assert_int_equal(reader.slept, 2);
    stream_log_release(log);
}

static void what_is_added_after_the_end_is_nothing(void **state)
{
    (void)state;
    struct stream_log *log = stream_log_new(1000);
    CLEANUP(reader_done) struct reader reader;
    stream_log_add(log, LIT("all"));
    stream_log_end(log);
    stream_log_add(log, LIT(" and more"));
    reader_open(&reader, log, 0, "");
    stream_log_release(log); /* the follower has its own hold */
    read_up(&reader, PIECE, 0);
    assert_has_read(&reader, "all");
    assert_true(reader.ended);
}

static void a_log_that_is_full_ends_and_no_piece_of_it_is_cut(void **state)
{
    (void)state;
    struct stream_log *log = stream_log_new(8);
    CLEANUP(reader_done) struct reader reader;
    reader_open(&reader, log, 0, "");
    stream_log_add(log, LIT("12345"));
    stream_log_add(log, LIT("6789"));
    stream_log_add(log, LIT("6"));
    read_up(&reader, PIECE, 0);
    assert_has_read(&reader, "12345");
    assert_true(reader.ended);
    stream_log_release(log);
}

static void those_who_leave_are_no_longer_followers(void **state)
{
    (void)state;
    struct stream_log *log = stream_log_new(1000);
    struct reader readers[3];
    for (size_t i = 0; i < COUNT_OF(readers); i++) {
        reader_open(&readers[i], log, 0, "");
        read_up(&readers[i], PIECE, 0);
    }
    static const size_t order[] = { 1, 2, 0 };
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        assert_int_equal(stream_log_followers(log), COUNT_OF(readers) - i);
        stream_log_add(log, LIT("x"));
        for (size_t k = i; k < COUNT_OF(order); k++)
            read_up(&readers[order[k]], PIECE, 0);
        assert_int_equal(readers[order[i]].woken, i + 1);
        reader_done(&readers[order[i]]);
    }
    assert_int_equal(stream_log_followers(log), 0);
    stream_log_release(log);
    stream_log_release(NULL);
}

static void only_who_sleeps_in_silence_says_its_keepalive(void **state)
{
    (void)state;
    struct stream_log *log = stream_log_new(1000);
    CLEANUP(reader_done) struct reader reader;
    reader_open(&reader, log, 0, "");
    follower_keep(&reader.follower, 1000, 100); /* awake */
    stream_log_add(log, LIT("a"));
    read_up(&reader, PIECE, 1000);
    follower_keep(&reader.follower, 1099, 100);
    assert_int_equal(reader.woken, 0);
    follower_keep(&reader.follower, 1100, 100);
    follower_keep(&reader.follower, 1100, 100);
    assert_int_equal(reader.woken, 1);
    read_up(&reader, 1, 1100);
    assert_has_read(&reader, "a:\n");
    follower_keep(&reader.follower, 1199, 100);
    assert_int_equal(reader.woken, 1);
    reader.follower.keepalive = LIT("");
    follower_keep(&reader.follower, 9999, 100);
    assert_int_equal(reader.woken, 1);
    stream_log_release(log);
}

static void one_that_is_ended_still_gets_what_was_there(void **state)
{
    (void)state;
    struct stream_log *log = stream_log_new(1000);
    CLEANUP(reader_done) struct reader awake, asleep;
    reader_open(&awake, log, 0, "");
    reader_open(&asleep, log, 0, "");
    read_up(&asleep, PIECE, 0);
    follower_end(&asleep.follower);
    assert_int_equal(asleep.woken, 1);
    stream_log_add(log, LIT("before"));
    follower_end(&awake.follower);
    stream_log_add(log, LIT(" after"));
    follower_end(&awake.follower);
    read_up(&awake, 4, 0);
    read_up(&asleep, 4, 0);
    assert_has_read(&awake, "before");
    assert_has_read(&asleep, "");
    assert_true(awake.ended && asleep.ended);
    stream_log_release(log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_body_comes_first_and_then_the_log_from_where_it_was_asked),
        cmocka_unit_test(a_follower_sleeps_once_and_is_woken_once),
        cmocka_unit_test(what_is_added_after_the_end_is_nothing),
        cmocka_unit_test(a_log_that_is_full_ends_and_no_piece_of_it_is_cut),
        cmocka_unit_test(those_who_leave_are_no_longer_followers),
        cmocka_unit_test(only_who_sleeps_in_silence_says_its_keepalive),
        cmocka_unit_test(one_that_is_ended_still_gets_what_was_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
