/* Who waits for the writer, and who does not count. */
#include "store/migrate.h"
#include "store/test_store.h"
#include "store/writer.h"

#include <sched.h>

struct meeting {
    struct writer writer;
    atomic_bool has_begun, may_end; /* of the write that keeps the writer busy */
};

static bool keep_busy(struct db *db, void *context, struct err *err)
{
    (void)db, (void)err;
    struct meeting *meeting = context;
    meeting->has_begun = true;
    while (!meeting->may_end)
        sched_yield();
    return true;
}

static bool do_nothing(struct db *db, void *context, struct err *err)
{
    (void)db, (void)context, (void)err;
    return true;
}

static void *run_busy(void *argument)
{
    struct meeting *meeting = argument;
    struct err err = { 0 };
    return writer_run(&meeting->writer, keep_busy, meeting, &err) ? argument : NULL;
}

static void *run_upkeep(void *argument)
{
    struct meeting *meeting = argument;
    struct err err = { 0 };
    return writer_upkeep(&meeting->writer, do_nothing, NULL, &err) ? argument : NULL;
}

static void *run_write(void *argument)
{
    struct meeting *meeting = argument;
    struct err err = { 0 };
    return writer_run(&meeting->writer, do_nothing, NULL, &err) ? argument : NULL;
}

static bool is_queue_empty(struct writer *writer)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&writer->mutex);
    return writer->first == NULL;
}

static struct index_keeper *open_writer(struct test_store *test, struct writer *writer)
{
    struct db *db = NULL;
    struct index_keeper *keeper = NULL;
    assert_ok(test,
              db_open(test_path(test, "paperfeed.db"), DB_WRITER, &db, &test->err));
    assert_ok(test, migrate(db, &test->err));
    assert_ok(test,
              index_keeper_open(test_path(test, "index"), db, &keeper, &test->err));
    writer_open(writer, db, keeper);
    return keeper;
}

static void nobody_is_said_to_wait_for_upkeep(void **state)
{
    struct meeting meeting = { .has_begun = false };
    struct index_keeper *keeper = open_writer(*state, &meeting.writer);
    pthread_t threads[3];
    threads[0] = thread_start("busy", run_busy, &meeting);
    while (!meeting.has_begun)
        sched_yield();
    assert_false(writer_has_waiting(&meeting.writer));
    threads[1] = thread_start("upkeep", run_upkeep, &meeting);
    while (is_queue_empty(&meeting.writer))
        sched_yield();
    assert_false(writer_has_waiting(&meeting.writer));
    threads[2] = thread_start("write", run_write, &meeting);
    while (!writer_has_waiting(&meeting.writer))
        sched_yield();
    meeting.may_end = true;
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        void *fine = NULL;
        pthread_join(threads[i], &fine);
        assert_non_null(fine);
    }
    assert_false(writer_has_waiting(&meeting.writer));
    writer_close(&meeting.writer);
    index_keeper_close(keeper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(nobody_is_said_to_wait_for_upkeep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
