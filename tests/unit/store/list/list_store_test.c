/* Announcements as polls found them, the ledger that follows from them, and the lists
 * that readers see. */
#include "store/test_store.h"

static struct announcement line(const char *key, enum section section, int64_t position)
{
    return (
        struct announcement){ .key = key, .section = section, .position = position };
}

static const struct announcement three[] = {
    { "2604.00001", SECTION_NEW, 1 },
    { "2604.00002", SECTION_NEW, 2 },
    { "2604.00003", SECTION_CROSS, 3 },
};

static struct announcement_batch batch_of(const char *category,
                                          const struct announcement *items,
                                          size_t count)
{
    struct announcement_batch batch = { .day = TEST_DAY,
                                        .category = category,
                                        .items = items,
                                        .count = count,
                                        .source = LEDGER_FROM_LISTING,
                                        .checked_at = TEST_NOW };
    for (size_t i = 0; i < count; i++)
        batch.announced[items[i].section]++;
    return batch;
}

static void put_key(struct test_store *test, const char *key)
{
    struct paper paper = test_paper(&test->arena, key);
    put_paper(test, &paper);
}

static void put_paper_in(struct test_store *test, const char *key,
                         struct text_list categories)
{
    struct paper paper = test_paper(&test->arena, key);
    paper.categories = categories;
    paper.primary_category = categories.items[0];
    put_paper(test, &paper);
}

static struct ledger_list ledger_of(struct test_store *test, struct ledger_query query)
{
    struct ledger_list list = { 0 };
    with_reader(test, db)
        assert_ok(test, ledger_store_list(db, &query, &test->arena, &list, &test->err));
    return list;
}

static struct ledger_list whole_ledger(struct test_store *test)
{
    return ledger_of(test, (struct ledger_query){ 0, 100000, NULL, false, 1000 });
}

static struct list_page page_of(struct test_store *test, const char *set, int64_t skip,
                                int64_t show, const char *sections)
{
    struct list_query query = {
        .set = test_set(test, set), .day = TEST_DAY, .skip = skip, .show = show
    };
    struct list_page page = { 0 };
    for (int i = 0; i < SECTION_COUNT; i++)
        query.sections[i] = sections[i] == '1';
    with_reader(test, db)
        assert_ok(test, list_store_get(db, &query, &test->arena, &page, &test->err));
    return page;
}

/* The keys of a page, with commas. */
static const char *keys_of(struct test_store *test, const struct list_page *page)
{
    const char *keys = "";
    for (size_t i = 0; i < page->count; i++)
        keys = arena_printf(&test->arena, "%s%s%s", keys, i > 0 ? "," : "",
                            page->items[i].paper.key);
    return keys;
}

static void a_batch_counts_what_is_missing(void **state)
{
    struct test_store *test = *state;
    put_key(test, "2604.00001");
    struct announcement_batch batch = batch_of("cs.CL", three, 3);
    assert_true(put_batch(test, &batch));
    struct ledger_list ledger = whole_ledger(test);
    assert_int_equal(ledger.count, 2);
    assert_int_equal(ledger.items[0].section, SECTION_NEW);
    assert_int_equal(ledger.items[0].announced, 2);
    assert_int_equal(ledger.items[0].stored, 1);
    assert_int_equal(ledger.items[0].missing.count, 1);
    assert_string_equal(ledger.items[0].missing.items[0], "2604.00002");
    assert_string_equal(ledger.items[1].missing.items[0], "2604.00003");
    assert_int_equal(ledger.items[1].source, LEDGER_FROM_LISTING);
    assert_int_equal(ledger.items[1].checked_at, TEST_NOW);
    assert_int_equal(count_of(test, "SELECT count(*) FROM wanted WHERE reason = 1"), 2);
}

static void a_missing_paper_that_arrives_completes_the_ledger(void **state)
{
    struct test_store *test = *state;
    struct announcement_batch batch = batch_of("cs.CL", three, 3);
    put_batch(test, &batch);
    struct announcement_batch other = batch_of("cs.LG", three, 1);
    put_batch(test, &other);
    for (int i = 0; i < 3; i++)
        put_key(test, three[i].key);
    struct ledger_list ledger = whole_ledger(test);
    assert_int_equal(ledger.count, 3);
    for (size_t i = 0; i < ledger.count; i++)
        assert_true(ledger_row_is_complete(&ledger.items[i]));
    assert_int_equal(count_of(test, "SELECT count(*) FROM wanted"), 0);
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void a_listing_line_is_shown_and_still_missing(void **state)
{
    struct test_store *test = *state;
    struct announcement_batch batch = batch_of("cs.CL", three, 1);
    put_batch(test, &batch);
    struct paper paper = test_paper(&test->arena, "2604.00001");
    paper.provisional = true;
    put_paper(test, &paper);
    assert_int_equal(whole_ledger(test).items[0].stored, 0);
    assert_int_equal(page_of(test, "cs.CL", 0, 10, "1111").count, 1);
    assert_int_equal(count_of(test, "SELECT count(*) FROM wanted"), 1);
    paper.provisional = false;
    put_paper(test, &paper);
    assert_int_equal(whole_ledger(test).items[0].stored, 1);
    assert_int_equal(count_of(test, "SELECT count(*) FROM wanted"), 0);
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void a_listing_line_before_the_batch_is_linked_too(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    paper.provisional = true;
    put_paper(test, &paper);
    struct announcement_batch batch = batch_of("cs.CL", three, 1);
    put_batch(test, &batch);
    assert_int_equal(page_of(test, "cs.CL", 0, 10, "1111").count, 1);
    assert_int_equal(whole_ledger(test).items[0].stored, 0);
    assert_int_equal(count_of(test, "SELECT count(*) FROM wanted"), 1);
}

static void the_same_batch_again_changes_only_when_it_was_checked(void **state)
{
    struct test_store *test = *state;
    struct announcement_batch batch = batch_of("cs.CL", three, 3);
    put_batch(test, &batch);
    uint64_t generation = store_generation(test->store);
    batch.checked_at = TEST_NOW + 60;
    assert_false(put_batch(test, &batch));
    assert_int_equal(store_generation(test->store), generation);
    struct ledger_list ledger = whole_ledger(test);
    assert_int_equal(ledger.count, 2);
    for (size_t i = 0; i < ledger.count; i++)
        assert_int_equal(ledger.items[i].checked_at, TEST_NOW + 60);
    assert_int_equal(
        count_of(test, "SELECT count(*) FROM wanted WHERE next_at = 1777000000"), 3);
}

static void a_batch_replaces_the_one_before(void **state)
{
    struct test_store *test = *state;
    put_key(test, "2604.00001");
    put_key(test, "2604.00002");
    struct announcement_batch batch = batch_of("cs.CL", three, 3);
    put_batch(test, &batch);
    const struct announcement now[] = { line("2604.00002", SECTION_CROSS, 1),
                                        line("2604.00004", SECTION_NEW, 2) };
    struct announcement_batch next = batch_of("cs.CL", now, 2);
    assert_true(put_batch(test, &next));
    struct announcement_batch got;
    with_reader(test, db)
        assert_ok(test, list_store_get_batch(db, "cs.CL", TEST_DAY, &test->arena, &got,
                                             &test->err));
    assert_int_equal(got.count, 2);
    assert_string_equal(got.items[0].key, "2604.00004");
    assert_string_equal(got.items[1].key, "2604.00002");
    assert_int_equal(got.items[1].section, SECTION_CROSS);
    assert_int_equal(got.announced[SECTION_NEW], 1);
    assert_int_equal(got.announced[SECTION_CROSS], 1);
    assert_int_equal(whole_ledger(test).items[1].stored, 1);
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void a_section_that_is_no_longer_announced_leaves_the_ledger(void **state)
{
    struct test_store *test = *state;
    struct announcement_batch batch = batch_of("cs.CL", three, 3);
    put_batch(test, &batch);
    struct announcement_batch shorter = batch_of("cs.CL", three, 2);
    assert_true(put_batch(test, &shorter));
    assert_int_equal(whole_ledger(test).count, 1);
}

static void a_count_above_the_items_is_believed(void **state)
{
    struct test_store *test = *state;
    put_key(test, "2604.00001");
    struct announcement_batch batch = batch_of("cs.CL", three, 1);
    batch.announced[SECTION_NEW] = 5;
    batch.announced[SECTION_CROSS] = 0;
    put_batch(test, &batch);
    struct ledger_list ledger = whole_ledger(test);
    assert_int_equal(ledger.items[0].announced, 5);
    assert_int_equal(ledger.items[0].stored, 1);
    assert_int_equal(ledger.items[0].missing.count, 0);
    assert_false(ledger_row_is_complete(&ledger.items[0]));
}

static void a_key_named_twice_counts_once(void **state)
{
    struct test_store *test = *state;
    const struct announcement twice[] = { line("2604.00001", SECTION_CROSS, 9),
                                          line("2604.00001", SECTION_NEW, 1) };
    struct announcement_batch batch = batch_of("cs.CL", twice, 2);
    batch.announced[SECTION_CROSS] = 0;
    put_batch(test, &batch);
    assert_false(put_batch(test, &batch));
    struct ledger_list ledger = whole_ledger(test);
    assert_int_equal(ledger.count, 1);
    assert_int_equal(ledger.items[0].section, SECTION_NEW);
}

static void a_day_with_only_replacements_is_known(void **state)
{
    struct test_store *test = *state;
    const struct announcement items[] = { line("2604.00001", SECTION_REPLACE, 1) };
    struct announcement_batch batch = batch_of("cs.CL", items, 1);
    put_batch(test, &batch);
    struct ledger_list ledger = whole_ledger(test);
    assert_int_equal(ledger.count, 2);
    assert_int_equal(ledger.items[0].section, SECTION_NEW);
    assert_int_equal(ledger.items[0].announced, 0);
    assert_true(ledger_row_is_complete(&ledger.items[0]));
}

static bool drop_batch(struct db *db, void *context, struct err *err)
{
    (void)context;
    return list_store_drop_batch(db, "cs.CL", TEST_DAY, err);
}

static void a_day_that_was_another_can_be_dropped(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    paper.announced = TEST_DAY;
    put_paper(test, &paper);
    struct announcement_batch batch = batch_of("cs.CL", three, 3);
    put_batch(test, &batch);
    batch = batch_of("cs.LG", three, 1);
    batch.day = TEST_DAY + 3;
    put_batch(test, &batch);
    assert_ok(test, store_write(test->store, drop_batch, NULL, &test->err));
    assert_int_equal(whole_ledger(test).count, 1);
    assert_int_equal(get_paper(test, "2604.00001").announced, TEST_DAY + 3);
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void one_category_keeps_arxivs_order(void **state)
{
    struct test_store *test = *state;
    const struct announcement items[] = { line("2604.00009", SECTION_NEW, 1),
                                          line("2604.00001", SECTION_NEW, 2),
                                          line("2604.00005", SECTION_CROSS, 3),
                                          line("2604.00007", SECTION_REPLACE, 4) };
    for (int i = 0; i < 4; i++)
        put_key(test, items[i].key);
    struct announcement_batch batch = batch_of("cs.CL", items, 4);
    put_batch(test, &batch);
    struct list_page page = page_of(test, "cs.CL", 0, 10, "1100");
    assert_true(page.announced);
    assert_int_equal(page.total, 3);
    assert_int_equal(page.counts[SECTION_NEW], 2);
    assert_int_equal(page.counts[SECTION_REPLACE], 1);
    assert_string_equal(keys_of(test, &page), "2604.00009,2604.00001,2604.00005");
    page = page_of(test, "cs.CL", 0, 10, "0010");
    assert_string_equal(keys_of(test, &page), "2604.00007");
}

static void a_union_shows_each_paper_once_in_its_first_section(void **state)
{
    struct test_store *test = *state;
    const struct announcement cl[] = { line("2604.00009", SECTION_NEW, 1),
                                       line("2604.00002", SECTION_CROSS, 2) };
    const struct announcement lg[] = { line("2604.00009", SECTION_CROSS, 1),
                                       line("2604.00002", SECTION_NEW, 2),
                                       line("math/0309136", SECTION_NEW, 3) };
    for (int i = 0; i < 3; i++)
        put_key(test, lg[i].key);
    struct announcement_batch batch = batch_of("cs.CL", cl, 2);
    put_batch(test, &batch);
    batch = batch_of("cs.LG", lg, 3);
    put_batch(test, &batch);
    struct list_page page = page_of(test, "cs.LG,cs.CL", 0, 10, "1100");
    assert_int_equal(page.total, 3);
    assert_int_equal(page.counts[SECTION_NEW], 3);
    assert_int_equal(page.counts[SECTION_CROSS], 0);
    assert_string_equal(keys_of(test, &page), "2604.00002,2604.00009,math/0309136");
}

static void an_excluded_category_takes_papers_out(void **state)
{
    struct test_store *test = *state;
    put_paper_in(test, "2604.00001", TEXTS(&test->arena, "cs.CL"));
    put_paper_in(test, "2604.00002", TEXTS(&test->arena, "cs.CL", "cs.CV"));
    struct announcement_batch batch = batch_of("cs.CL", three, 3);
    put_batch(test, &batch);
    struct list_page page = page_of(test, "cs.CL-cs.CV", 0, 10, "1111");
    assert_string_equal(keys_of(test, &page), "2604.00001");
    assert_int_equal(page.counts[SECTION_NEW], 1);
}

static void pages_cut_the_list(void **state)
{
    struct test_store *test = *state;
    for (int i = 0; i < 3; i++)
        put_key(test, three[i].key);
    struct announcement_batch batch = batch_of("cs.CL", three, 3);
    put_batch(test, &batch);
    struct list_page page = page_of(test, "cs.CL", 1, 1, "1111");
    assert_string_equal(keys_of(test, &page), "2604.00002");
    assert_int_equal(page.total, 3);
    page = page_of(test, "cs.CL", 2, INT64_MAX, "1111");
    assert_string_equal(keys_of(test, &page), "2604.00003");
    assert_int_equal(page_of(test, "cs.CL", 3, 10, "1111").count, 0);
    assert_int_equal(page_of(test, "cs.CL", INT64_MAX, 10, "1111").count, 0);
    assert_int_equal(page_of(test, "cs.CL", 0, 0, "1111").count, 0);
}

static void an_announced_paper_that_is_absent_is_not_in_the_list(void **state)
{
    struct test_store *test = *state;
    put_key(test, "2604.00002");
    struct announcement_batch batch = batch_of("cs.CL", three, 3);
    put_batch(test, &batch);
    struct list_page page = page_of(test, "cs.CL", 0, 10, "1111");
    assert_string_equal(keys_of(test, &page), "2604.00002");
    assert_int_equal(page.total, 1);
}

static void a_day_never_seen_announced_lists_what_was_submitted(void **state)
{
    struct test_store *test = *state;
    put_key(test, "2604.00002");
    put_key(test, "2604.00001");
    put_paper_in(test, "2604.00003", TEXTS(&test->arena, "math.AG"));
    struct list_page page = page_of(test, "cs.CL,cs.LG", 0, 10, "1000");
    assert_false(page.announced);
    assert_string_equal(keys_of(test, &page), "2604.00001,2604.00002");
    page = page_of(test, "cs.CL", 0, 10, "0100");
    assert_int_equal(page.total, 0);
    assert_int_equal(page.counts[SECTION_NEW], 2);
}

static void check_days(struct test_store *test, const char *set, int32_t day,
                       int32_t previous, int32_t next, int32_t latest)
{
    int32_t got_previous = 0, got_next = 0, got_latest = 0;
    with_reader(test, db)
    {
        assert_ok(test, list_store_days_around(db, test_set(test, set), day,
                                               &got_previous, &got_next, &test->err));
        assert_ok(test, list_store_latest_day(db, test_set(test, set), &got_latest,
                                              &test->err));
    }
    assert_int_equal(got_previous, previous);
    assert_int_equal(got_next, next);
    assert_int_equal(got_latest, latest);
}

static bool put_missed(struct db *db, void *context, struct err *err)
{
    const int32_t *days = context;
    return ledger_store_put_missed(db, "cs.CL", days[0], days[1], TEST_NOW, err);
}

static void days_of_announcement_lead_from_one_to_the_next(void **state)
{
    struct test_store *test = *state;
    check_days(test, "cs.CL", TEST_DAY, DAY_NONE, DAY_NONE, DAY_NONE);
    for (int32_t day = TEST_DAY; day <= TEST_DAY + 12; day += 4) {
        struct announcement_batch batch =
            batch_of(day == TEST_DAY + 8 ? "cs.LG" : "cs.CL", three, 3);
        batch.day = day;
        put_batch(test, &batch);
    }
    int32_t missed[] = { TEST_DAY + 12, TEST_DAY + 15 };
    assert_ok(test, store_write(test->store, put_missed, missed, &test->err));
    check_days(test, "cs.CL", TEST_DAY + 4, TEST_DAY, TEST_DAY + 12, TEST_DAY + 12);
    check_days(test, "cs.CL,cs.LG", TEST_DAY + 4, TEST_DAY, TEST_DAY + 8,
               TEST_DAY + 12);
    check_days(test, "cs.LG", TEST_DAY + 9, TEST_DAY + 8, DAY_NONE, TEST_DAY + 8);
    check_days(test, "cs.CL", TEST_DAY, DAY_NONE, TEST_DAY + 4, TEST_DAY + 12);
}

static void days_of_submission_serve_a_set_never_announced(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    for (int32_t day = TEST_DAY; day <= TEST_DAY + 4; day += 2) {
        struct test_put put = { .paper = &paper, .day = day };
        paper.key = arena_printf(&test->arena, "2604.%05d", (int)(day - TEST_DAY) + 1);
        assert_ok(test, store_write(test->store, test_put_part, &put, &test->err));
    }
    check_days(test, "cs.CL,math.AG", TEST_DAY + 2, TEST_DAY, TEST_DAY + 4,
               TEST_DAY + 4);
    check_days(test, "cs.CL", TEST_DAY, DAY_NONE, TEST_DAY + 2, TEST_DAY + 4);
    check_days(test, "math.AG", TEST_DAY, DAY_NONE, DAY_NONE, DAY_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(a_batch_counts_what_is_missing),
        store_test(a_missing_paper_that_arrives_completes_the_ledger),
        store_test(a_listing_line_is_shown_and_still_missing),
        store_test(a_listing_line_before_the_batch_is_linked_too),
        store_test(the_same_batch_again_changes_only_when_it_was_checked),
        store_test(a_batch_replaces_the_one_before),
        store_test(a_section_that_is_no_longer_announced_leaves_the_ledger),
        store_test(a_count_above_the_items_is_believed),
        store_test(a_key_named_twice_counts_once),
        store_test(a_day_with_only_replacements_is_known),
        store_test(a_day_that_was_another_can_be_dropped),
        store_test(one_category_keeps_arxivs_order),
        store_test(a_union_shows_each_paper_once_in_its_first_section),
        store_test(an_excluded_category_takes_papers_out),
        store_test(pages_cut_the_list),
        store_test(an_announced_paper_that_is_absent_is_not_in_the_list),
        store_test(a_day_never_seen_announced_lists_what_was_submitted),
        store_test(days_of_announcement_lead_from_one_to_the_next),
        store_test(days_of_submission_serve_a_set_never_announced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
