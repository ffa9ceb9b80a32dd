/* Rehearsals: each write stands on those before it, none is kept, and whoever else
 * wants to write is let in. */
#include "base/thread.h"
#include "store/arxiv/host_pace_store.h"
#include "store/test_store.h"
#include "work/rehearsal.h"

struct note {
    const char *host, *other;
    bool knows_other; /* of an earlier write */
    bool fails;
};

static bool put_note(struct db *db, void *context, struct err *err)
{
    struct note *note = context;
    const struct pace pace = { .next_at = { [PACE_PAGE] = 7 } };
    struct pace other = { 0 };
    if (note->other != NULL && !host_pace_store_get(db, note->other, &other, err))
        return false;
    note->knows_other = other.next_at[PACE_PAGE] == 7;
    return host_pace_store_put(db, note->host, &pace, err) &&
           (!note->fails || err_set(err, ERR_INVALID, "as it was told to"));
}

static bool rehearse(struct test_store *test, struct rehearsal *rehearsal,
                     const char *host, const char *other)
{
    struct note note = { .host = host, .other = other };
    assert_ok(test, rehearsal_write(rehearsal, put_note, &note, &test->err));
    return note.knows_other;
}

static bool is_stored(struct test_store *test, const char *host)
{
    struct pace pace = { 0 };
    with_reader(test, db)
        assert_ok(test, host_pace_store_get(db, host, &pace, &test->err));
    return pace.next_at[PACE_PAGE] == 7;
}

static void a_write_knows_of_those_before_it_and_none_is_kept(void **state)
{
    struct test_store *test = *state;
    struct rehearsal *rehearsal = rehearsal_open(test->store);
    assert_false(rehearse(test, rehearsal, "one.example", "two.example"));
    assert_true(rehearse(test, rehearsal, "two.example", "one.example"));
    assert_false(is_stored(test, "one.example"));
    rehearsal_close(rehearsal);
    assert_false(is_stored(test, "one.example"));
    assert_false(is_stored(test, "two.example"));
}

static void a_write_that_fails_says_so_and_the_next_one_begins_anew(void **state)
{
    struct test_store *test = *state;
    struct rehearsal *rehearsal = rehearsal_open(test->store);
    struct note bad = { .host = "bad.example", .fails = true };
    rehearse(test, rehearsal, "one.example", NULL);
    assert_false(rehearsal_write(rehearsal, put_note, &bad, &test->err));
    assert_string_equal(test->err.text, "as it was told to");
    assert_false(rehearse(test, rehearsal, "two.example", "one.example"));
    assert_true(rehearse(test, rehearsal, "one.example", "two.example"));
    rehearsal_close(rehearsal);
}

struct other_write {
    struct test_store *test;
    struct note note;
    struct err err;
    bool ok;
};

static void *write_besides(void *argument)
{
    struct other_write *other = argument;
    other->ok = store_write(other->test->store, put_note, &other->note, &other->err);
    return NULL;
}

static void who_else_wants_to_write_is_let_in(void **state)
{
    struct test_store *test = *state;
    struct rehearsal *rehearsal = rehearsal_open(test->store);
    struct other_write other = { .test = test, .note = { .host = "other.example" } };
    rehearse(test, rehearsal, "one.example", NULL);
    pthread_t thread = thread_start("other", write_besides, &other);
    pthread_join(thread, NULL);
    assert_true(other.ok);
    assert_true(is_stored(test, "other.example"));
    assert_false(rehearse(test, rehearsal, "two.example", "one.example"));
    assert_true(rehearse(test, rehearsal, "three.example", "other.example"));
    rehearsal_close(rehearsal);
    assert_false(is_stored(test, "two.example"));
    assert_true(is_stored(test, "other.example"));
}

static void it_is_let_in_also_between_writes_that_follow_at_once(void **state)
{
    struct test_store *test = *state;
    struct rehearsal *rehearsal = rehearsal_open(test->store);
    struct other_write other = { .test = test, .note = { .host = "other.example" } };
    rehearse(test, rehearsal, "one.example", NULL);
    pthread_t thread = thread_start("other", write_besides, &other);
    while (!is_stored(test, "other.example"))
        rehearse(test, rehearsal, "two.example", NULL);
    pthread_join(thread, NULL);
    assert_true(other.ok);
    rehearsal_close(rehearsal);
    assert_false(is_stored(test, "two.example"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(a_write_knows_of_those_before_it_and_none_is_kept),
        store_test(a_write_that_fails_says_so_and_the_next_one_begins_anew),
        store_test(who_else_wants_to_write_is_let_in),
        store_test(it_is_let_in_also_between_writes_that_follow_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
