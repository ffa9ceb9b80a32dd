/* Streams that sleep: who is let in, who is looked after and who is let go. The passes
 * are made by the test, hours after now; those of the keeper's thread, at the real
 * time, change nothing before. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/clock.h"
#include "http/keeper.h"

#include <sys/socket.h>
#include <unistd.h>

enum { HOUR_MS = 3600 * 1000 };

static int64_t begun_ms; /* times are since then */

struct stream {
    struct kept kept;
    struct keeper *keeper;
    int client;
    int woken;
};

static void sleep_now(struct follower *follower)
{
    (void)follower;
}

static void wake_up(struct follower *follower)
{
    ((struct stream *)follower)->woken++;
}

static void stream_done(struct stream *stream)
{
    if (stream->keeper != NULL)
        keeper_leave(stream->keeper, &stream->kept);
    follower_leave(&stream->kept.follower);
    close(stream->kept.fd);
    close(stream->client);
}

/* Zeroed where the keeper refused. */
static bool stream_begin(struct stream *stream, struct keeper *keeper,
                         struct stream_log *log, uint64_t network, struct err *err)
{
    int ends[2];
    struct buf none = buf_upto(1);
    struct stream_answer answer = { .log = log, .keepalive = LIT(":\n") };
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    *stream = (struct stream){ .kept = { .follower = { .suspend = sleep_now,
                                                       .resume = wake_up },
                                         .fd = ends[0],
                                         .network = network,
                                         .exempt = network == 0 },
                               .client = ends[1] };
    follower_join(&stream->kept.follower, &answer, &none, begun_ms);
    if (!keeper_join(keeper, &stream->kept, begun_ms, err)) {
        stream_done(stream);
        *stream = (struct stream){ .client = -1, .kept.fd = -1 };
        return false;
    }
    stream->keeper = keeper;
    return true;
}

/* What the follower has now; 'z': it sleeps, '.': it ended. */
static char next_of(struct stream *stream, int64_t now_ms)
{
    char bytes[100];
    ssize_t got =
        follower_read(&stream->kept.follower, bytes, sizeof bytes, begun_ms + now_ms);
    return got > 0 ? bytes[0] : got == FOLLOWER_ENDS ? '.' : 'z';
}

static bool is_shut(const struct stream *stream)
{
    char byte;
    return recv(stream->client, &byte, 1, MSG_DONTWAIT) == 0;
}

/* One keeper with a log, and streams of it. */
static struct keeper keeper;
static struct stream_log *log_of_all;
static struct stream streams[5];

static void open_all(const struct keeper_options *options, size_t count)
{
    struct err err;
    begun_ms = clock_monotonic_us() / 1000;
    keeper_open(&keeper, options);
    log_of_all = stream_log_new(1000);
    for (size_t i = 0; i < count; i++) {
        assert_true(stream_begin(&streams[i], &keeper, log_of_all, 0, &err));
        assert_int_equal(next_of(&streams[i], 0), 'z');
    }
}

static void close_all(size_t count)
{
    for (size_t i = 0; i < count; i++)
        stream_done(&streams[i]);
    keeper_close(&keeper);
    stream_log_release(log_of_all);
}

static void there_are_so_many_in_all_and_so_many_of_a_network(void **state)
{
    (void)state;
    static const struct keeper_options options = { .streams_max = 4,
                                                   .streams_of_network = 2,
                                                   .silence_ms = HOUR_MS,
                                                   .life_ms = HOUR_MS };
    struct err err = { 0 };
    struct stream none;
    open_all(&options, 0);
    assert_true(stream_begin(&streams[0], &keeper, log_of_all, 7, &err));
    assert_true(stream_begin(&streams[1], &keeper, log_of_all, 7, &err));
    assert_false(stream_begin(&none, &keeper, log_of_all, 7, &err));
    assert_int_equal(err.code, ERR_LIMIT);
    assert_true(err.retry_after > 0);
    assert_true(stream_begin(&streams[2], &keeper, log_of_all, 8, &err));
    assert_true(stream_begin(&streams[3], &keeper, log_of_all, 0, &err));
    assert_false(stream_begin(&none, &keeper, log_of_all, 0, &err));
    assert_int_equal(err.code, ERR_BUSY);
    assert_true(err.retry_after > 0);
    stream_done(&streams[0]);
    assert_true(stream_begin(&streams[0], &keeper, log_of_all, 7, &err));
    close_all(4);
}

static void exempt_clients_are_not_counted_by_network(void **state)
{
    (void)state;
    static const struct keeper_options options = { .streams_of_network = 1,
                                                   .silence_ms = HOUR_MS,
                                                   .life_ms = HOUR_MS };
    open_all(&options, 5);
    close_all(5);
}

static void silence_is_broken_and_age_ends(void **state)
{
    (void)state;
    static const struct keeper_options options = { .silence_ms = HOUR_MS,
                                                   .life_ms = 3 * HOUR_MS };
    open_all(&options, 1);
    keeper_pass(&keeper, begun_ms + HOUR_MS - 1);
    assert_int_equal(streams[0].woken, 0);
    keeper_pass(&keeper, begun_ms + HOUR_MS);
    assert_int_equal(streams[0].woken, 1);
    assert_int_equal(next_of(&streams[0], HOUR_MS), ':');
    assert_int_equal(next_of(&streams[0], HOUR_MS), 'z');
    keeper_pass(&keeper, begun_ms + 2 * HOUR_MS - 1);
    assert_int_equal(streams[0].woken, 1);
    keeper_pass(&keeper, begun_ms + 3 * HOUR_MS);
    assert_int_equal(streams[0].woken, 2);
    assert_int_equal(next_of(&streams[0], 3 * HOUR_MS), '.');
    assert_false(is_shut(&streams[0]));
    close_all(1);
}

static void a_client_that_left_is_let_go_and_the_others_sleep_on(void **state)
{
    (void)state;
    static const struct keeper_options options = { .silence_ms = HOUR_MS,
                                                   .life_ms = HOUR_MS };
    open_all(&options, 3);
    assert_int_equal(send(streams[1].client, "GET", 3, 0), 3); /* not gone: it asks */
    assert_int_equal(shutdown(streams[2].client, SHUT_WR), 0);
    close(streams[0].client);
    streams[0].client = -1;
    keeper_pass(&keeper, begun_ms + 1);
    assert_int_equal(next_of(&streams[0], 1), '.');
    assert_int_equal(next_of(&streams[2], 1), '.');
    assert_true(is_shut(&streams[2]));
    assert_int_equal(streams[1].woken, 0);
    close_all(3);
}

static void at_the_end_all_are_woken_none_is_taken_and_the_deaf_are_cut(void **state)
{
    (void)state;
    static const struct keeper_options options = { .silence_ms = HOUR_MS,
                                                   .life_ms = HOUR_MS };
    struct err err = { 0 };
    struct stream none;
    open_all(&options, 2);
    keeper_end(&keeper);
    assert_false(stream_begin(&none, &keeper, log_of_all, 0, &err));
    assert_int_equal(err.code, ERR_BUSY);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(next_of(&streams[i], 1), '.');
        assert_false(is_shut(&streams[i]));
    }
    keeper_cut(&keeper);
    assert_true(is_shut(&streams[0]) && is_shut(&streams[1]));
    close_all(2);
}

static void its_thread_looks_after_those_who_come_after_it_began(void **state)
{
    (void)state;
    static const struct keeper_options options = { .silence_ms = 1,
                                                   .life_ms = HOUR_MS };
    char byte;
    open_all(&options, 1);
    shutdown(streams[0].client, SHUT_WR);
    struct timeval patience = { .tv_sec = 10 };
    setsockopt(streams[0].client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    assert_int_equal(recv(streams[0].client, &byte, 1, 0), 0);
    close_all(1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_are_so_many_in_all_and_so_many_of_a_network),
        cmocka_unit_test(exempt_clients_are_not_counted_by_network),
        cmocka_unit_test(silence_is_broken_and_age_ends),
        cmocka_unit_test(a_client_that_left_is_let_go_and_the_others_sleep_on),
        cmocka_unit_test(at_the_end_all_are_woken_none_is_taken_and_the_deaf_are_cut),
        cmocka_unit_test(its_thread_looks_after_those_who_come_after_it_began),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
