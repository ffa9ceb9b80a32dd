/* A harvest's days in windows, and what a backfill or a night has to do. */
#include "work/backfill/harvest_window.h"

#include "work/backfill/backfill.h"
#include "work/backfill/harvest_nightly.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int32_t day(const char *text)
{
    int32_t day = 0;
    struct err err = { 0 };
    assert_true(day_from_text(str_of(text), &day, &err));
    return day;
}

static int64_t noon(const char *text)
{
    return (int64_t)day(text) * SECONDS_A_DAY + SECONDS_A_DAY / 2;
}

static void assert_window(const struct harvest *harvest, const char *from,
                          const char *until)
{
    char text[DAY_TEXT_SIZE];
    day_to_text(harvest->window_from, text);
    assert_string_equal(text, from);
    day_to_text(harvest->window_until, text);
    assert_string_equal(text, until);
}

static void windows_are_months_and_cover_every_day_once(void **state)
{
    (void)state;
    struct harvest harvest =
        harvest_new(HARVEST_RANGE, "cs", day("2023-11-20"), day("2024-03-02"), 1);
    assert_window(&harvest, "2023-11-20", "2023-11-30");
    harvest_end_window(&harvest, 2);
    assert_window(&harvest, "2023-12-01", "2023-12-31");
    harvest_end_window(&harvest, 2);
    assert_window(&harvest, "2024-01-01", "2024-01-31");
    harvest_end_window(&harvest, 2);
    assert_window(&harvest, "2024-02-01", "2024-02-29");
    harvest_end_window(&harvest, 2);
    assert_window(&harvest, "2024-03-01", "2024-03-02");
    assert_false(harvest_is_done(&harvest));
    assert_int_equal(harvest.finished_at, 0);
    harvest_end_window(&harvest, 3);
    assert_true(harvest_is_done(&harvest));
    assert_int_equal(harvest.finished_at, 3);
}

static void nothing_is_asked_for_before_arxivs_first_day(void **state)
{
    (void)state;
    struct harvest harvest =
        harvest_new(HARVEST_BACKFILL, "", day("1991-08-01"), day("2006-01-01"), 1);
    assert_window(&harvest, "2005-09-16", "2005-09-30");
}

static void days_that_lie_backwards_are_done_at_once(void **state)
{
    (void)state;
    struct harvest harvest =
        harvest_new(HARVEST_BACKFILL, "", day("2024-03-02"), day("2024-03-01"), 1);
    assert_true(harvest_is_done(&harvest));
    assert_int_equal(harvest_total(&harvest), 0);
}

static void a_harvest_that_is_done_asks_for_its_last_day_again(void **state)
{
    (void)state;
    struct harvest harvest =
        harvest_new(HARVEST_BACKFILL, "", day("2024-02-01"), day("2024-02-28"), 1);
    harvest.counts.read = harvest.counts.added = 7;
    harvest_end_window(&harvest, 5);
    harvest_extend(&harvest, day("2024-03-01"), 9);
    assert_window(&harvest, "2024-02-28", "2024-02-29");
    assert_int_equal(harvest.counts.read, 0);
    assert_int_equal(harvest.started_at, 9);
    assert_int_equal(harvest.finished_at, 5);
    assert_int_equal(harvest.from, day("2024-02-01"));
}

static void a_harvest_at_work_gets_more_days_and_keeps_its_place(void **state)
{
    (void)state;
    struct harvest harvest =
        harvest_new(HARVEST_BACKFILL, "", day("2024-02-01"), day("2024-02-20"), 1);
    harvest.token = "t";
    harvest.counts.read = harvest.counts.added = 7;
    harvest_extend(&harvest, day("2024-03-01"), 9);
    assert_window(&harvest, "2024-02-01", "2024-02-20");
    assert_string_equal(harvest.token, "t");
    assert_int_equal(harvest.counts.read, 7);
    harvest_extend(&harvest, day("2024-01-01"), 9);
    assert_int_equal(harvest.until, day("2024-03-01"));
}

static void only_a_window_of_several_pages_is_checked(void **state)
{
    (void)state;
    struct harvest harvest =
        harvest_new(HARVEST_RANGE, "", day("2024-02-01"), day("2024-02-20"), 1);
    harvest.pages = 1;
    assert_false(harvest_needs_check(&harvest));
    harvest_restart_window(&harvest);
    harvest.pages = 1;
    assert_true(harvest_needs_check(&harvest));
    harvest.barren = 0;
    harvest.pages = 2;
    assert_true(harvest_needs_check(&harvest));
}

static void progress_never_passes_its_end(void **state)
{
    (void)state;
    struct harvest harvest =
        harvest_new(HARVEST_RANGE, "", day("2024-02-01"), day("2024-03-10"), 1);
    assert_int_equal(harvest_total(&harvest), 39000);
    assert_int_equal(harvest_done(&harvest, 500), 14500);
    harvest_end_window(&harvest, 1);
    assert_int_equal(harvest_done(&harvest, 0), 29000);
    harvest_end_window(&harvest, 1);
    assert_int_equal(harvest_done(&harvest, 1000), 39000);
}

static struct backfill_options options_of(const char *from, const char *until)
{
    return (struct backfill_options){
        .set = "cs",
        .from = from ? day(from) : DAY_NONE,
        .until = until ? day(until) : DAY_NONE,
    };
}

static struct harvest planned(const struct backfill_options *options,
                              const struct harvest *stored)
{
    return backfill_plan(options, stored, noon("2024-06-15"));
}

static void a_backfill_asks_for_everything_up_to_yesterday(void **state)
{
    (void)state;
    struct backfill_options options = options_of(NULL, NULL);
    struct harvest harvest = planned(&options, NULL);
    assert_int_equal(harvest.kind, HARVEST_BACKFILL);
    assert_int_equal(harvest.from, day("2005-09-16"));
    assert_int_equal(harvest.until, day("2024-06-14"));
}

static void days_that_are_not_over_are_not_asked_for(void **state)
{
    (void)state;
    struct backfill_options options = options_of("2024-06-01", "2024-06-20");
    struct harvest harvest = planned(&options, NULL);
    assert_int_equal(harvest.kind, HARVEST_RANGE);
    assert_int_equal(harvest.until, day("2024-06-14"));
}

/* As the store has it: half way through. */
static struct harvest half_way(const struct backfill_options *options)
{
    struct harvest harvest = planned(options, NULL);
    harvest.id = 3;
    harvest.revision = 8;
    harvest.window_from = day("2024-05-01");
    harvest.window_until = day("2024-05-31");
    harvest.token = "next";
    return harvest;
}

static void a_backfill_goes_on_where_it_was(void **state)
{
    (void)state;
    struct backfill_options first = options_of("2024-01-01", NULL);
    struct backfill_options later = options_of(NULL, NULL);
    struct harvest stored = half_way(&first);
    struct harvest harvest = planned(&later, &stored);
    assert_window(&harvest, "2024-05-01", "2024-05-31");
    assert_string_equal(harvest.token, "next");
    harvest = planned(&first, &stored);
    assert_string_equal(harvest.token, "next");
}

/* "--until" a day to come ends yesterday, which is another day tomorrow. */
static void named_days_that_have_become_more_go_on_where_they_were(void **state)
{
    (void)state;
    struct backfill_options options = options_of("2024-01-01", "2024-12-31");
    struct harvest stored = half_way(&options);
    struct harvest harvest =
        backfill_plan(&options, &stored, noon("2024-06-15") + SECONDS_A_DAY);
    assert_int_equal(harvest.until, day("2024-06-15"));
    assert_string_equal(harvest.token, "next");
    assert_window(&harvest, "2024-05-01", "2024-05-31");
    options = options_of("2024-01-01", "2024-05-15");
    harvest = planned(&options, &stored);
    assert_int_equal(harvest.until, day("2024-05-15"));
    assert_window(&harvest, "2024-01-01", "2024-01-31");
}

static void another_first_day_begins_anew_in_the_same_place(void **state)
{
    (void)state;
    struct backfill_options first = options_of("2024-01-01", NULL);
    struct backfill_options other = options_of("2024-02-01", NULL);
    struct harvest stored = half_way(&first);
    struct harvest harvest = planned(&other, &stored);
    assert_window(&harvest, "2024-02-01", "2024-02-29");
    assert_null(harvest.token);
    assert_int_equal(harvest.id, 3);
    assert_int_equal(harvest.revision, 8);
}

static void what_is_done_is_asked_for_only_with_again(void **state)
{
    (void)state;
    struct backfill_options options = options_of("2024-01-01", NULL);
    struct harvest stored = half_way(&options);
    stored.window_from = stored.until + 1;
    stored.finished_at = 77;
    struct harvest harvest = planned(&options, &stored);
    assert_true(harvest_is_done(&harvest));
    options.again = true;
    harvest = planned(&options, &stored);
    assert_window(&harvest, "2024-01-01", "2024-01-31");
    assert_int_equal(harvest.finished_at, 0);
}

static const char *const watched[] = { "cs.CL", "cs.LG", "hep-th", "cond-mat.str-el" };

static struct harvest_list plan_of(struct harvest *stored, size_t count,
                                   struct arena *arena)
{
    struct harvest_list plan, list = { stored, count, count };
    struct nightly_options options = { .categories = watched,
                                       .category_count = COUNT_OF(watched) };
    nightly_plan(&options, &list, noon("2024-06-15"), arena, &plan);
    return plan;
}

static void a_night_keeps_each_watched_archive_current(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct harvest_list plan = plan_of(NULL, 0, &arena);
    static const char *const sets[] = { "cs", "physics:hep-th", "physics:cond-mat" };
    assert_int_equal(plan.count, COUNT_OF(sets));
    for (size_t i = 0; i < plan.count; i++) {
        assert_string_equal(plan.items[i].set, sets[i]);
        assert_int_equal(plan.items[i].kind, HARVEST_CURRENT);
        assert_window(&plan.items[i], "2024-06-14", "2024-06-14");
    }
}

static struct harvest done_until(enum harvest_kind kind, const char *set,
                                 const char *until)
{
    struct harvest harvest = harvest_new(kind, set, day("2024-06-01"), day(until), 1);
    harvest.id = 1;
    harvest_end_window(&harvest, 2);
    return harvest;
}

static void a_set_that_is_backfilled_goes_on_and_holds_its_archives(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct harvest stored[] = {
        done_until(HARVEST_BACKFILL, "physics", "2024-06-10"),
        done_until(HARVEST_CURRENT, "cs", "2024-06-12"),
        done_until(HARVEST_CURRENT, "physics:hep-th", "2024-06-12"),
    };
    struct harvest_list plan = plan_of(stored, COUNT_OF(stored), &arena);
    assert_int_equal(plan.count, 2);
    assert_string_equal(plan.items[0].set, "physics");
    assert_window(&plan.items[0], "2024-06-10", "2024-06-14");
    assert_string_equal(plan.items[1].set, "cs");
    assert_window(&plan.items[1], "2024-06-12", "2024-06-14");
}

static void a_backfill_at_work_or_of_named_days_does_not_go_on_by_night(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct harvest stored[] = {
        harvest_new(HARVEST_BACKFILL, "", day("2024-01-01"), day("2024-06-10"), 1),
        done_until(HARVEST_RANGE, "cs", "2024-06-10"),
    };
    struct harvest_list plan = plan_of(stored, COUNT_OF(stored), &arena);
    assert_int_equal(plan.count, 3);
    for (size_t i = 0; i < plan.count; i++)
        assert_int_equal(plan.items[i].kind, HARVEST_CURRENT);
}

static void a_night_that_is_done_has_nothing_to_do(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct harvest stored[] = { done_until(HARVEST_BACKFILL, "", "2024-06-14") };
    assert_int_equal(plan_of(stored, 1, &arena).count, 0);
}

static void a_harvest_comes_once_a_day_and_again_after_a_failure(void **state)
{
    (void)state;
    int64_t midnight = (int64_t)day("2024-06-15") * SECONDS_A_DAY;
    assert_int_equal(nightly_next(midnight, true, 0), midnight + 6 * 3600);
    assert_int_equal(nightly_next(midnight + 7 * 3600, true, 0),
                     midnight + SECONDS_A_DAY + 6 * 3600);
    assert_int_equal(nightly_next(midnight, false, 0), midnight + 3600);
    assert_in_range(nightly_next(midnight, true, UINT32_MAX) - midnight, 6 * 3600,
                    7 * 3600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_are_months_and_cover_every_day_once),
        cmocka_unit_test(nothing_is_asked_for_before_arxivs_first_day),
        cmocka_unit_test(days_that_lie_backwards_are_done_at_once),
        cmocka_unit_test(a_harvest_that_is_done_asks_for_its_last_day_again),
        cmocka_unit_test(a_harvest_at_work_gets_more_days_and_keeps_its_place),
        cmocka_unit_test(only_a_window_of_several_pages_is_checked),
        cmocka_unit_test(progress_never_passes_its_end),
        cmocka_unit_test(a_backfill_asks_for_everything_up_to_yesterday),
        cmocka_unit_test(days_that_are_not_over_are_not_asked_for),
        cmocka_unit_test(a_backfill_goes_on_where_it_was),
        cmocka_unit_test(named_days_that_have_become_more_go_on_where_they_were),
        cmocka_unit_test(another_first_day_begins_anew_in_the_same_place),
        cmocka_unit_test(what_is_done_is_asked_for_only_with_again),
        cmocka_unit_test(a_night_keeps_each_watched_archive_current),
        cmocka_unit_test(a_set_that_is_backfilled_goes_on_and_holds_its_archives),
        cmocka_unit_test(a_backfill_at_work_or_of_named_days_does_not_go_on_by_night),
        cmocka_unit_test(a_night_that_is_done_has_nothing_to_do),
        cmocka_unit_test(a_harvest_comes_once_a_day_and_again_after_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
