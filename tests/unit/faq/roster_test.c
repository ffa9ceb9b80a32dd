/* Which model is called when: order, slots, rates, rests and stops, with the time as an
 * argument. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "faq/roster.h"

static const int64_t NOW = INT64_C(1777000000000);

static const struct provider first = { .name = "first", .concurrency = 2, .rpm = 30 };
static const struct provider second = { .name = "second" };

struct test_roster {
    struct roster_entry entries[2];
};

static struct test_roster make(void)
{
    return (struct test_roster){ { { .provider = &first }, { .provider = &second } } };
}

/* "first", "second" or "none". */
static const char *picked(struct test_roster *roster, size_t from, int64_t now)
{
    struct roster_entry *entry = roster_pick(roster->entries, from, 2, now, NULL);
    return entry != NULL ? entry->provider->name : "none";
}

static void see(struct roster_entry *entry, enum outcome outcome, int64_t retry_after)
{
    const struct roster_seen seen = { .outcome = outcome,
                                      .retry_after = retry_after,
                                      .why = "because" };
    roster_note(entry, &seen, NOW);
}

static void the_first_that_has_a_slot_is_taken(void **state)
{
    (void)state;
    struct test_roster roster = make();
    assert_string_equal(picked(&roster, 0, NOW), "first");
    roster_take(&roster.entries[0]);
    assert_string_equal(picked(&roster, 0, NOW), "first");
    roster_take(&roster.entries[0]);
    assert_string_equal(picked(&roster, 0, NOW), "second");
    for (int i = 0; i < 100; i++)
        roster_take(&roster.entries[1]); /* not limited */
    assert_string_equal(picked(&roster, 0, NOW), "second");
    roster.entries[0].running--;
    assert_string_equal(picked(&roster, 0, NOW), "first");
    assert_string_equal(picked(&roster, 1, NOW), "second");
    assert_string_equal(picked(&roster, 2, NOW), "none");
}

static void requests_keep_the_rate(void **state)
{
    (void)state;
    struct test_roster roster = make();
    assert_int_equal(roster_request(&roster.entries[0], NOW), 0);
    assert_int_equal(roster_request(&roster.entries[0], NOW + 500), 1500);
    assert_string_equal(picked(&roster, 0, NOW + 500), "second");
    assert_int_equal(roster_request(&roster.entries[0], NOW + 2000), 0);
    assert_int_equal(roster_request(&roster.entries[1], NOW), 0);
    assert_int_equal(roster_request(&roster.entries[1], NOW), 0);
}

static void a_provider_rests_as_long_as_it_asked_for_but_not_for_a_day(void **state)
{
    (void)state;
    struct test_roster roster = make();
    see(&roster.entries[0], OUTCOME_WAIT, 30);
    assert_string_equal(picked(&roster, 0, NOW + 29999), "second");
    assert_int_equal(roster_request(&roster.entries[0], NOW), -1);
    assert_string_equal(roster.entries[0].why, "because");
    assert_string_equal(picked(&roster, 0, NOW + 30000), "first");
    see(&roster.entries[0], OUTCOME_WAIT, 86400);
    assert_int_equal(roster_free_at(&roster.entries[0], NOW), NOW + 3600000);
}

static void without_a_wish_a_rest_grows_until_there_is_an_answer(void **state)
{
    (void)state;
    struct test_roster roster = make();
    struct roster_entry *entry = &roster.entries[0];
    const struct roster_seen wait = { .outcome = OUTCOME_WAIT };
    const struct roster_seen answer = { .outcome = OUTCOME_ANSWER };
    int64_t now = NOW;
    static const int64_t rests[] = { 5, 10, 20, 40, 80, 160, 320, 600, 600 };
    for (size_t i = 0; i < COUNT_OF(rests); i++) {
        roster_note(entry, &wait, now);
        roster_note(entry, &wait, now); /* another call, under way at the same time */
        assert_int_equal(roster_free_at(entry, now), now + rests[i] * 1000);
        now = roster_free_at(entry, now);
    }
    roster_take(entry);
    roster_note(entry, &answer, now);
    roster_note(entry, &wait, now);
    assert_int_equal(roster_free_at(entry, now), now + 5000);
}

static void an_answer_that_was_under_way_does_not_end_a_rest(void **state)
{
    (void)state;
    struct test_roster roster = make();
    see(&roster.entries[0], OUTCOME_WAIT, 30);
    see(&roster.entries[0], OUTCOME_ANSWER, 0);
    assert_true(roster_rests(&roster.entries[0], NOW));
    see(&roster.entries[1], OUTCOME_PROVIDER_DOWN, 0);
    see(&roster.entries[1], OUTCOME_ANSWER, 0);
    assert_true(roster_is_stopped(&roster.entries[1], NOW));
    assert_string_equal(roster.entries[1].why, "because");
}

static void a_stopped_provider_gets_another_chance_after_ten_minutes(void **state)
{
    (void)state;
    struct test_roster roster = make();
    int64_t when = 0;
    see(&roster.entries[0], OUTCOME_PROVIDER_DOWN, 0);
    see(&roster.entries[1], OUTCOME_PROVIDER_DOWN, 0);
    assert_null(roster_pick(roster.entries, 0, 2, NOW, &when));
    assert_int_equal(when, NOW + 600000);
    assert_int_equal(roster_request(&roster.entries[0], NOW), -1);
    assert_string_equal(picked(&roster, 0, when), "first");
    roster_take(&roster.entries[0]);
    assert_int_equal(roster_request(&roster.entries[0], when), 0);
}

static void a_provider_that_fails_again_and_again_rests_before_all_tries_are_gone(
    void **state)
{
    (void)state;
    struct test_roster roster = make();
    for (int i = 0; i < ROSTER_STUMBLES - 1; i++)
        see(&roster.entries[0], OUTCOME_RETRY, 0);
    assert_string_equal(picked(&roster, 0, NOW), "first");
    see(&roster.entries[0], OUTCOME_RETRY, 0);
    assert_string_equal(picked(&roster, 0, NOW), "second");
    assert_int_equal(roster_free_at(&roster.entries[0], NOW), NOW + 5000);
    see(&roster.entries[0], OUTCOME_ANSWER, 0);
    see(&roster.entries[0], OUTCOME_RETRY, 0);
    assert_string_equal(picked(&roster, 0, NOW + 5000), "first");
}

static void what_is_wrong_with_a_paper_is_not_held_against_the_provider(void **state)
{
    (void)state;
    struct test_roster roster = make();
    see(&roster.entries[0], OUTCOME_GIVE_UP, 0);
    see(&roster.entries[0], OUTCOME_TOO_LONG, 0);
    assert_string_equal(picked(&roster, 0, NOW), "first");
    assert_string_equal(roster.entries[0].why, "");
}

static void a_clock_that_was_set_back_ends_rests(void **state)
{
    (void)state;
    struct test_roster roster = make();
    see(&roster.entries[0], OUTCOME_WAIT, 600);
    see(&roster.entries[0], OUTCOME_PROVIDER_DOWN, 0);
    assert_string_equal(picked(&roster, 0, NOW - 10 * 3600000), "first");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_that_has_a_slot_is_taken),
        cmocka_unit_test(requests_keep_the_rate),
        cmocka_unit_test(a_provider_rests_as_long_as_it_asked_for_but_not_for_a_day),
        cmocka_unit_test(without_a_wish_a_rest_grows_until_there_is_an_answer),
        cmocka_unit_test(an_answer_that_was_under_way_does_not_end_a_rest),
        cmocka_unit_test(a_stopped_provider_gets_another_chance_after_ten_minutes),
        cmocka_unit_test(
            a_provider_that_fails_again_and_again_rests_before_all_tries_are_gone),
        cmocka_unit_test(what_is_wrong_with_a_paper_is_not_held_against_the_provider),
        cmocka_unit_test(a_clock_that_was_set_back_ends_rests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
