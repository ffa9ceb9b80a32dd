/* Which answers speak of the same announcement, and what their union is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "work/arxiv/reconcile.h"

#include <string.h>

enum { MONDAY_13 = 20556, TUESDAY_14 = 20557, NOW = 1776000000 };

struct line {
    const char *key;
    enum section section;
};

static struct source_document document(struct arena *arena, int32_t day,
                                       const struct line *lines, size_t count)
{
    struct source_document document = { .day = day, .complete = true };
    for (size_t i = 0; i < count; i++) {
        struct source_entry entry = { .announced = true,
                                      .section = lines[i].section,
                                      .position = (int64_t)i + 1 };
        entry.paper.key = lines[i].key;
        document.total[lines[i].section]++;
        ARENA_PUSH(arena, &document.entries, entry);
    }
    return document;
}
#define DOCUMENT(arena, day, lines) document(arena, day, lines, COUNT_OF(lines))

static const struct line monday[] = {
    { "2604.00001", SECTION_NEW },     { "2604.00002", SECTION_NEW },
    { "2604.00003", SECTION_NEW },     { "2604.00004", SECTION_CROSS },
    { "2601.00009", SECTION_REPLACE },
};
static const struct line tuesday[] = {
    { "2604.00011", SECTION_NEW },
    { "2604.00012", SECTION_NEW },
    { "2604.00013", SECTION_CROSS },
};

static struct reconciled run(struct arena *arena, const struct source_document *listing,
                             const struct source_document *feed,
                             const struct announcement_batch *last)
{
    struct category_answers answers = {
        .category = "cs.CV", .listing = listing, .feed = feed, .last = last
    };
    return reconcile(&answers, NOW, arena);
}

static void a_first_listing_is_a_new_announcement_in_its_own_order(void **state)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document listing = DOCUMENT(&arena, MONDAY_13, monday);
    struct reconciled found = run(&arena, &listing, NULL, NULL);
    (void)state;
    assert_int_equal(found.verdict, RECONCILE_NEW);
    assert_int_equal(found.batch.day, MONDAY_13);
    assert_int_equal(found.batch.count, 5);
    assert_int_equal(found.batch.source, LEDGER_FROM_LISTING);
    for (size_t i = 0; i < found.batch.count; i++) {
        assert_string_equal(found.batch.items[i].key, monday[i].key);
        assert_int_equal(found.batch.items[i].position, i + 1);
    }
    assert_int_equal(found.batch.announced[SECTION_NEW], 3);
}

static void the_feed_of_the_same_batch_adds_what_the_listing_lacks(void **state)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    static const struct line feed_lines[] = {
        { "2604.00001", SECTION_NEW },   { "2604.00002", SECTION_NEW },
        { "2604.00003", SECTION_NEW },   { "2604.00004", SECTION_CROSS },
        { "2402.00007", SECTION_CROSS }, /* a high version: not on the listing */
    };
    struct source_document listing = DOCUMENT(&arena, MONDAY_13, monday);
    struct source_document feed = DOCUMENT(&arena, TUESDAY_14 + 30, feed_lines);
    struct reconciled found = run(&arena, &listing, &feed, NULL);
    (void)state;
    assert_true(found.feed_belongs);
    assert_int_equal(found.batch.day, MONDAY_13);
    assert_int_equal(found.batch.source, LEDGER_FROM_BOTH);
    assert_int_equal(found.batch.count, 6);
    assert_string_equal(found.batch.items[4].key, "2402.00007");
    assert_int_equal(found.batch.announced[SECTION_CROSS], 2);
}

static void a_stale_feed_under_todays_date_is_left_out(void **state)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document listing = DOCUMENT(&arena, TUESDAY_14, tuesday);
    struct source_document feed = DOCUMENT(&arena, TUESDAY_14, monday);
    struct reconciled found = run(&arena, &listing, &feed, NULL);
    (void)state;
    assert_false(found.feed_belongs);
    assert_int_equal(found.batch.count, 3);
}

static void the_same_content_under_a_new_heading_is_no_new_announcement(void **state)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document listing = DOCUMENT(&arena, MONDAY_13, monday);
    struct reconciled first = run(&arena, &listing, NULL, NULL);
    listing.day = TUESDAY_14;
    struct reconciled again = run(&arena, &listing, NULL, &first.batch);
    (void)state;
    assert_int_equal(again.verdict, RECONCILE_SAME);
    assert_int_equal(again.batch.day, MONDAY_13);
}

static void polling_again_gives_the_same_batch(void **state)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document listing = DOCUMENT(&arena, MONDAY_13, monday);
    struct source_document feed = DOCUMENT(&arena, MONDAY_13, monday);
    struct reconciled first = run(&arena, &listing, &feed, NULL);
    struct reconciled again = run(&arena, &listing, NULL, &first.batch);
    (void)state;
    assert_int_equal(again.batch.count, first.batch.count);
    assert_int_equal(again.batch.source, LEDGER_FROM_BOTH);
    for (size_t i = 0; i < again.batch.count; i++) {
        assert_string_equal(again.batch.items[i].key, first.batch.items[i].key);
        assert_int_equal(again.batch.items[i].section, first.batch.items[i].section);
        assert_int_equal(again.batch.items[i].position, first.batch.items[i].position);
    }
    assert_memory_equal(again.batch.announced, first.batch.announced,
                        sizeof first.batch.announced);
}

static void an_answer_that_shows_less_takes_nothing_away(void **state)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document listing = DOCUMENT(&arena, MONDAY_13, monday);
    struct reconciled first = run(&arena, &listing, NULL, NULL);
    struct source_document cut = document(&arena, MONDAY_13, monday, 2);
    struct reconciled again = run(&arena, &cut, NULL, &first.batch);
    (void)state;
    assert_int_equal(again.verdict, RECONCILE_SAME);
    assert_int_equal(again.batch.count, 5);
    assert_int_equal(again.batch.announced[SECTION_NEW], 3);
}

static void a_listing_that_counts_more_than_it_shows_announces_what_it_counts(
    void **state)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document listing = DOCUMENT(&arena, MONDAY_13, monday);
    listing.total[SECTION_NEW] = 7;
    listing.total[SECTION_REPLACE] = 4;
    struct reconciled found = run(&arena, &listing, NULL, NULL);
    (void)state;
    assert_int_equal(found.batch.announced[SECTION_NEW], 7);
    assert_int_equal(found.batch.announced[SECTION_REPLACE], 4);
    assert_int_equal(found.batch.count, 5);
}

static void an_old_feed_alone_says_nothing(void **state)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document listing = DOCUMENT(&arena, TUESDAY_14, tuesday);
    struct reconciled first = run(&arena, &listing, NULL, NULL);
    struct source_document feed = DOCUMENT(&arena, MONDAY_13, monday);
    (void)state;
    assert_int_equal(run(&arena, NULL, &feed, &first.batch).verdict, RECONCILE_NOTHING);
}

static void the_listing_corrects_a_day_that_only_a_feed_told(void **state)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document feed = DOCUMENT(&arena, MONDAY_13, tuesday);
    struct reconciled first = run(&arena, NULL, &feed, NULL);
    struct source_document listing = DOCUMENT(&arena, TUESDAY_14, tuesday);
    struct reconciled again = run(&arena, &listing, NULL, &first.batch);
    (void)state;
    assert_int_equal(first.batch.source, LEDGER_FROM_FEED);
    assert_int_equal(again.verdict, RECONCILE_SAME);
    assert_int_equal(again.batch.day, TUESDAY_14);
    assert_int_equal(again.batch.source, LEDGER_FROM_BOTH);
}

static void other_papers_under_a_listed_day_are_a_conflict(void **state)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document listing = DOCUMENT(&arena, MONDAY_13, monday);
    struct reconciled first = run(&arena, &listing, NULL, NULL);
    struct source_document other = DOCUMENT(&arena, MONDAY_13, tuesday);
    (void)state;
    assert_int_equal(run(&arena, &other, NULL, &first.batch).verdict,
                     RECONCILE_CONFLICT);
}

static void nothing_in_the_answers_is_nothing(void **state)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document empty = { .day = MONDAY_13, .complete = true };
    (void)state;
    assert_int_equal(run(&arena, &empty, &empty, NULL).verdict, RECONCILE_NOTHING);
    assert_int_equal(run(&arena, NULL, NULL, NULL).verdict, RECONCILE_NOTHING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_first_listing_is_a_new_announcement_in_its_own_order),
        cmocka_unit_test(the_feed_of_the_same_batch_adds_what_the_listing_lacks),
        cmocka_unit_test(a_stale_feed_under_todays_date_is_left_out),
        cmocka_unit_test(the_same_content_under_a_new_heading_is_no_new_announcement),
        cmocka_unit_test(polling_again_gives_the_same_batch),
        cmocka_unit_test(an_answer_that_shows_less_takes_nothing_away),
        cmocka_unit_test(
            a_listing_that_counts_more_than_it_shows_announces_what_it_counts),
        cmocka_unit_test(an_old_feed_alone_says_nothing),
        cmocka_unit_test(the_listing_corrects_a_day_that_only_a_feed_told),
        cmocka_unit_test(other_papers_under_a_listed_day_are_a_conflict),
        cmocka_unit_test(nothing_in_the_answers_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
