/* Papers of proceedings from several sources: one paper each, whoever tells first. */
#include "store/db.h"
#include "store/related/link_store.h"
#include "store/test_venue.h"
#include "store/venue/venue_run.h"

static int64_t count_papers(struct test_store *test)
{
    return count_of(test, "SELECT count(*) FROM paper WHERE branch = 1");
}

static const char *key_of(struct test_store *test, const char *id)
{
    const char *key = NULL;
    with_reader(test, db)
        assert_ok(test, venue_store_key(db, id, &test->arena, &key, &test->err));
    return key;
}

/* The same in a write; the rows that it wrote are counted. */
struct counted {
    struct test_venue_put put;
    int64_t rows;
};

static bool counted_part(struct db *db, void *context, struct err *err)
{
    struct counted *counted = context;
    int64_t before = sqlite3_total_changes64(db->sqlite);
    if (!test_venue_part(db, &counted->put, err))
        return false;
    counted->rows = sqlite3_total_changes64(db->sqlite) - before;
    return true;
}

static int64_t rows_written(struct test_store *test, const struct venue_entry *entry)
{
    struct counted counted = { .put = { .entry = entry,
                                        .telling = { .now = TEST_NOW + 5 },
                                        .arena = &test->arena } };
    assert_ok(test, store_write(test->store, counted_part, &counted, &test->err));
    return counted.rows;
}

static void an_entry_is_stored_and_found_by_its_key(void **state)
{
    struct test_store *test = *state;
    struct venue_entry entry = test_entry(&test->arena, "abc@OpenReview");
    entry.paper.group = "Oral";
    entry.paper.award = "Best Paper";
    entry.paper.subjects = TEXTS(&test->arena, "heat", "light");
    struct venue_put put = put_entry(test, &entry);
    assert_int_equal(put.change, PAPER_ADDED);
    assert_null(put.elsewhere);
    struct paper paper = get_paper(test, "abc@OpenReview");
    assert_int_equal(paper.row, put.row);
    assert_int_equal(paper.branch, BRANCH_VENUE);
    assert_string_equal(paper.venue, "ICLR.2024");
    assert_string_equal(paper.group, "Oral");
    assert_string_equal(paper.award, "Best Paper");
    assert_int_equal(paper.subjects.count, 2);
    assert_string_equal(paper.subjects.items[1], "light");
    assert_string_equal(get_edition(test, "iclr.2024").series, "ICLR");
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void a_second_time_writes_no_row(void **state)
{
    struct test_store *test = *state;
    struct venue_entry entry = test_entry(&test->arena, "abc@OpenReview");
    entry.ids = TEXTS(&test->arena, "smith24a@v235@PMLR");
    entry.arxiv = "2401.00001";
    entry.paper.group = "Oral";
    assert_true(rows_written(test, &entry) > 4);
    assert_int_equal(rows_written(test, &entry), 0);
    assert_int_equal(put_entry(test, &entry).change, PAPER_UNCHANGED);
    struct venue_entry other = entry;
    other.dialect = VENUE_PMLR;
    assert_true(rows_written(test, &other) > 0);
    assert_int_equal(rows_written(test, &other), 0);
    assert_int_equal(rows_written(test, &entry), 0);
}

static void every_id_means_the_paper(void **state)
{
    struct test_store *test = *state;
    struct venue_entry entry = test_entry(&test->arena, "abc@OpenReview");
    entry.ids = TEXTS(&test->arena, "smith24a@v235@PMLR");
    int64_t row = put_entry(test, &entry).row;
    assert_string_equal(key_of(test, "abc@OpenReview"), "abc@OpenReview");
    assert_string_equal(key_of(test, "smith24a@v235@PMLR"), "abc@OpenReview");
    struct venue_entry other = test_entry(&test->arena, "smith24a@v235@PMLR");
    other.paper.title = "Quite another title";
    other.ids = TEXTS(&test->arena, "77@IJCAI");
    assert_int_equal(put_entry(test, &other).row, row);
    assert_string_equal(key_of(test, "77@IJCAI"), "abc@OpenReview");
    struct text_list ids = { 0 };
    with_reader(test, db)
        assert_ok(test, venue_store_ids(db, row, &test->arena, &ids, &test->err));
    assert_int_equal(ids.count, 2);
    const char *ignored = NULL;
    with_reader(test, db) assert_false(
        venue_store_key(db, "nothing@ACL", &test->arena, &ignored, &test->err));
    assert_int_equal(test->err.code, ERR_NOT_FOUND);
}

static void the_same_title_from_another_source_is_the_same_paper(void **state)
{
    struct test_store *test = *state;
    struct venue_entry entry = test_entry(&test->arena, "abc@OpenReview");
    entry.paper.title = "Heat, and light";
    int64_t row = put_entry(test, &entry).row;
    struct venue_entry other = test_entry(&test->arena, "lovelace24a@v235@PMLR");
    other.paper.title = "HEAT and Light";
    other.paper.authors = TEXTS(&test->arena, "A. Lovelace");
    other.dialect = VENUE_PMLR;
    assert_int_equal(put_entry(test, &other).row, row);
    assert_int_equal(count_papers(test), 1);
    assert_string_equal(key_of(test, "lovelace24a@v235@PMLR"), "abc@OpenReview");
    assert_string_equal(get_paper(test, "abc@OpenReview").title, "HEAT and Light");
}

static void without_a_shared_family_it_is_another_paper(void **state)
{
    struct test_store *test = *state;
    struct venue_entry entry = test_entry(&test->arena, "abc@OpenReview");
    entry.paper.title = "Preface";
    put_entry(test, &entry);
    struct venue_entry other = test_entry(&test->arena, "hopper24a@v235@PMLR");
    other.paper.title = "Preface";
    other.paper.authors = TEXTS(&test->arena, "Grace Hopper");
    put_entry(test, &other);
    assert_int_equal(count_papers(test), 2);
    struct venue_entry nobody = test_entry(&test->arena, "5@ICLR.2024@LIST");
    nobody.paper.title = "Preface";
    nobody.paper.authors = (struct text_list){ 0 };
    put_entry(test, &nobody);
    assert_int_equal(count_papers(test), 2);
}

static void within_one_source_two_ids_are_two_papers(void **state)
{
    struct test_store *test = *state;
    static const char *const keys[] = { "abc@OpenReview", "abd@OpenReview",
                                        "1@ICLR.2024@LIST" };
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        struct venue_entry entry = test_entry(&test->arena, keys[i]);
        entry.paper.title = "Heat and light";
        put_entry(test, &entry);
    }
    assert_int_equal(count_papers(test), 2);
    struct venue_entry entry = test_entry(&test->arena, "2@ICLR.2024@LIST");
    entry.paper.title = "Heat and light";
    put_entry(test, &entry);
    assert_string_equal(key_of(test, "1@ICLR.2024@LIST"), "abc@OpenReview");
    assert_string_equal(key_of(test, "2@ICLR.2024@LIST"), "abd@OpenReview");
    entry.paper.key = "3@ICLR.2024@LIST";
    put_entry(test, &entry);
    assert_int_equal(count_papers(test), 3);
    entry.paper.key = "smith@ICLR.2024@LIST";
    entry.dialect = VENUE_BIBTEX;
    put_entry(test, &entry);
    assert_int_equal(count_papers(test), 3);
}

static void a_title_counts_within_its_edition(void **state)
{
    struct test_store *test = *state;
    struct venue_entry entry = test_entry(&test->arena, "abc@OpenReview");
    entry.paper.title = "Heat and light";
    put_entry(test, &entry);
    entry.paper.key = "1@NeurIPS.2024@LIST";
    entry.paper.venue = "NeurIPS.2024";
    put_entry(test, &entry);
    assert_int_equal(count_papers(test), 2);
}

static void a_paper_stands_in_one_edition_until_it_is_moved(void **state)
{
    struct test_store *test = *state;
    struct venue_entry entry = test_entry(&test->arena, "abc@OpenReview");
    entry.paper.group = "Oral";
    put_entry(test, &entry);
    entry.paper.venue = "NeurIPS.2024";
    entry.paper.group = "Poster";
    entry.paper.title = "Another title";
    struct venue_put put = put_entry(test, &entry);
    assert_string_equal(put.elsewhere, "ICLR.2024");
    assert_int_equal(put.row, 0);
    assert_int_equal(put.change, PAPER_UNCHANGED);
    assert_int_equal(count_of(test, "SELECT count(*) FROM edition"), 1);
    put = tell_entry(test, &entry, (struct venue_telling){ .move = true });
    assert_null(put.elsewhere);
    assert_int_equal(put.change, PAPER_CHANGED);
    assert_int_equal(get_edition(test, "ICLR.2024").papers, 0);
    assert_int_equal(get_edition(test, "ICLR.2024").abstracts, 0);
    assert_int_equal(get_edition(test, "NeurIPS.2024").papers, 1);
    struct paper paper = get_paper(test, "abc@OpenReview");
    assert_string_equal(paper.venue, "NeurIPS.2024");
    assert_string_equal(paper.group, "Poster");
    assert_string_equal(paper.title, "Another title");
    assert_ok(test, store_check(test->store, true, &test->err));
    assert_int_equal(rows_written(test, &entry), 0);
}

static void a_paper_that_is_moved_meets_its_like_there(void **state)
{
    struct test_store *test = *state;
    struct venue_entry one = test_entry(&test->arena, "abc@OpenReview");
    struct venue_entry two = test_entry(&test->arena, "smith24a@v235@PMLR");
    two.paper.venue = one.paper.venue = "NeurIPS.2024";
    two.paper.title = one.paper.title;
    two.dialect = VENUE_PMLR;
    one.paper.venue = "ICLR.2024";
    put_entry(test, &one);
    put_entry(test, &two);
    one.paper.venue = "NeurIPS.2024";
    tell_entry(test, &one, (struct venue_telling){ .move = true });
    assert_int_equal(get_edition(test, "ICLR.2024").papers, 0);
    assert_int_equal(get_edition(test, "NeurIPS.2024").papers, 1);
    assert_int_equal(get_edition(test, "NeurIPS.2024").abstracts, 1);
    assert_ok(test, store_check(test->store, true, &test->err));
    assert_int_equal(rows_written(test, &one), 0);
    assert_int_equal(rows_written(test, &two), 0);
}

struct test_drop {
    struct venue_drop drop;
    enum paper_change change;
    bool found;
};

static bool drop_part(struct db *db, void *context, struct err *err)
{
    struct test_drop *drop = context;
    return venue_store_drop(db, &drop->drop, &drop->change, &drop->found, err);
}

static struct test_drop drop_paper(struct test_store *test, const char *id)
{
    struct test_drop drop = { .drop = { id, VENUE_OJS, TEST_NOW, NULL } };
    assert_ok(test, store_write(test->store, drop_part, &drop, &test->err));
    return drop;
}

static void what_a_source_takes_back_is_withdrawn_until_it_says_otherwise(void **state)
{
    struct test_store *test = *state;
    struct venue_entry entry = test_entry(&test->arena, "36958@AAAI");
    put_entry(test, &entry);
    assert_false(drop_paper(test, "1@AAAI").found);
    assert_int_equal(drop_paper(test, "36958@AAAI").change, PAPER_CHANGED);
    assert_true(get_paper(test, "36958@AAAI").withdrawn);
    assert_int_equal(drop_paper(test, "36958@AAAI").change, PAPER_UNCHANGED);
    assert_int_equal(rows_written(test, &entry),
                     0); /* paperlists knows nothing of it */
    assert_true(get_paper(test, "36958@AAAI").withdrawn);
    entry.dialect = VENUE_OJS;
    put_entry(test, &entry);
    assert_false(get_paper(test, "36958@AAAI").withdrawn);
    entry.dialect = VENUE_OWN;
    put_entry(test, &entry);
    assert_int_equal(drop_paper(test, "36958@AAAI").change, PAPER_UNCHANGED);
    assert_false(get_paper(test, "36958@AAAI").withdrawn);
}

static void a_run_tells_events_from_corrections(void **state)
{
    struct test_store *test = *state;
    struct venue_run *run = venue_run_open();
    struct venue_telling telling = { .run = run };
    struct venue_entry entry = test_entry(&test->arena, "abc@OpenReview");
    entry.paper.group = "Poster";
    assert_false(tell_entry(test, &entry, telling).again);
    struct venue_entry event = entry;
    event.paper.group = "Oral";
    event.paper.title = "The talk";
    event.paper.code_url = "https://github.com/a/b";
    event.position = 9;
    struct venue_put put = tell_entry(test, &event, telling);
    assert_true(put.again);
    venue_run_close(run);
    struct paper paper = get_paper(test, "abc@OpenReview");
    assert_string_equal(paper.group, "Oral");
    assert_string_equal(paper.title, entry.paper.title);
    assert_string_equal(paper.code_url, "https://github.com/a/b");
    assert_int_equal(count_of(test, "SELECT position FROM edition_paper"), 1);
    assert_int_equal(rows_written(test, &entry), 0);
    assert_int_equal(put_entry(test, &event).change, PAPER_CHANGED);
}

static struct venue_entry numbered(struct arena *arena, int number)
{
    struct venue_entry entry = {
        .paper = { .key = arena_printf(arena, "%d@ACL", number) },
        .ids = TEXTS(arena, arena_printf(arena, "x%d@OpenReview", number)),
        .dialect = VENUE_ACL
    };
    return entry;
}

static void a_long_run_remembers_all_of_it(void **state)
{
    struct test_store *test = *state;
    struct venue_run *run = venue_run_open();
    for (int i = 0; i < 5000; i++) {
        struct venue_entry entry = numbered(&test->arena, i);
        assert_false(venue_run_told(run, &entry, entry.paper.key).by_any);
        venue_run_note(run, &entry, entry.paper.key);
    }
    for (int i = 0; i < 5000; i++) {
        struct venue_entry entry = numbered(&test->arena, i);
        assert_true(venue_run_told(run, &entry, entry.paper.key).by_dialect);
        entry.dialect = VENUE_PMLR;
        entry.paper.key = "other@ACL";
        struct venue_told told = venue_run_told(run, &entry, "another@ACL");
        assert_true(told.by_any);
        assert_false(told.by_dialect);
    }
    venue_run_close(run);
    venue_run_close(NULL);
}

static int64_t links(struct test_store *test)
{
    return count_of(test, "SELECT count(*) FROM link WHERE how = 0");
}

static void a_twin_that_is_told_is_linked(void **state)
{
    struct test_store *test = *state;
    struct paper arxiv = test_paper(&test->arena, "2401.00001");
    put_paper(test, &arxiv);
    struct venue_entry entry = test_entry(&test->arena, "abc@OpenReview");
    entry.arxiv = "2401.00001";
    int64_t row = put_entry(test, &entry).row;
    struct twin_list twins = { 0 };
    with_reader(test, db)
        assert_ok(test, link_store_twins(db, row, &test->arena, &twins, &test->err));
    assert_int_equal(twins.count, 1);
    assert_string_equal(twins.items[0].key, "2401.00001");
    assert_int_equal(twins.items[0].how, LINK_TOLD);
}

static void a_twin_that_comes_later_is_linked_then(void **state)
{
    struct test_store *test = *state;
    struct venue_entry entry = test_entry(&test->arena, "abc@OpenReview");
    entry.arxiv = "2401.00001";
    put_entry(test, &entry);
    assert_int_equal(links(test), 0);
    struct paper arxiv = test_paper(&test->arena, "2401.00001");
    put_paper(test, &arxiv);
    assert_int_equal(links(test), 1);
}

static void a_source_that_corrects_itself_takes_its_link_back(void **state)
{
    struct test_store *test = *state;
    struct paper first = test_paper(&test->arena, "2401.00001");
    struct paper second = test_paper(&test->arena, "2401.00002");
    put_paper(test, &first);
    put_paper(test, &second);
    struct venue_entry entry = test_entry(&test->arena, "abc@OpenReview");
    entry.arxiv = "2401.00001";
    put_entry(test, &entry);
    entry.arxiv = "2401.00002";
    assert_int_equal(put_entry(test, &entry).change, PAPER_CHANGED);
    assert_int_equal(links(test), 1);
    assert_int_equal(count_of(test, "SELECT count(*) FROM link, paper ON paper.id = "
                                    "link.arxiv WHERE paper.key = '2401.00002'"),
                     1);
}

static void keys_and_editions_that_are_none_are_refused(void **state)
{
    struct test_store *test = *state;
    struct venue_entry bad[4];
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        bad[i] = test_entry(&test->arena, "abc@OpenReview");
    bad[0].paper.key = "2401.00001";
    bad[1].paper.venue = "ICLR";
    bad[2].ids = TEXTS(&test->arena, "no id");
    bad[3].arxiv = "abc@OpenReview";
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct test_venue_put put = { .entry = &bad[i], .arena = &test->arena };
        assert_false(store_write(test->store, test_venue_part, &put, &test->err));
        assert_int_equal(test->err.code, ERR_INVALID);
    }
    assert_int_equal(count_papers(test), 0);
}

static void one_group_too_many_is_no_group(void **state)
{
    struct test_store *test = *state;
    struct venue_entry entry = test_entry(&test->arena, "x@ACL");
    for (int i = 0; i <= 1000; i++) {
        entry.paper.key = arena_printf(&test->arena, "%d@ACL", i);
        entry.paper.group = arena_printf(&test->arena, "Group %d", i);
        put_entry(test, &entry);
    }
    assert_int_equal(count_of(test, "SELECT count(*) FROM edition_group"), 1000);
    assert_null(get_paper(test, "1000@ACL").group);
    assert_int_equal(rows_written(test, &entry), 0);
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void a_group_is_called_as_its_edition_calls_it(void **state)
{
    struct test_store *test = *state;
    struct venue_entry entry = test_entry(&test->arena, "1@ACL");
    entry.paper.group = "Humans and AI";
    put_entry(test, &entry);
    entry = test_entry(&test->arena, "2@ACL");
    entry.paper.group = "humans and AI";
    put_entry(test, &entry);
    assert_string_equal(get_paper(test, "2@ACL").group, "Humans and AI");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(an_entry_is_stored_and_found_by_its_key),
        store_test(a_second_time_writes_no_row),
        store_test(every_id_means_the_paper),
        store_test(the_same_title_from_another_source_is_the_same_paper),
        store_test(without_a_shared_family_it_is_another_paper),
        store_test(within_one_source_two_ids_are_two_papers),
        store_test(a_title_counts_within_its_edition),
        store_test(a_paper_stands_in_one_edition_until_it_is_moved),
        store_test(a_paper_that_is_moved_meets_its_like_there),
        store_test(what_a_source_takes_back_is_withdrawn_until_it_says_otherwise),
        store_test(a_run_tells_events_from_corrections),
        store_test(a_long_run_remembers_all_of_it),
        store_test(a_twin_that_is_told_is_linked),
        store_test(a_twin_that_comes_later_is_linked_then),
        store_test(a_source_that_corrects_itself_takes_its_link_back),
        store_test(keys_and_editions_that_are_none_are_refused),
        store_test(one_group_too_many_is_no_group),
        store_test(a_group_is_called_as_its_edition_calls_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
