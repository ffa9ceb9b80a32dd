/* Papers that were stored as several until a source told that they are one. */
#include "store/paper/counter_store.h"
#include "store/queue/job_store.h"
#include "store/related/link_store.h"
#include "store/test_index.h"
#include "store/test_venue.h"

static const char review[] = "abc@OpenReview", volume[] = "smith24a@v235@PMLR";

/* One of paperlists with an id of OpenReview, one of PMLR under another title. */
static void put_both(struct test_store *test)
{
    struct venue_entry one = test_entry(&test->arena, review);
    struct venue_entry two = test_entry(&test->arena, volume);
    one.paper.title = "Counting mussels";
    one.paper.abstract = NULL;
    two.paper.title = "On counting barnacles";
    two.paper.group = "Oral";
    two.dialect = VENUE_PMLR;
    put_entry(test, &one);
    put_entry(test, &two);
}

static struct venue_put put_meeting(struct test_store *test)
{
    struct venue_entry entry = test_entry(&test->arena, review);
    entry.paper.title = "Counting mussels";
    entry.paper.abstract = NULL;
    entry.ids = TEXTS(&test->arena, volume);
    entry.dialect = VENUE_BIBTEX;
    return put_entry(test, &entry);
}

static const char *key_of(struct test_store *test, const char *id)
{
    const char *key = NULL;
    with_reader(test, db)
        assert_ok(test, venue_store_key(db, id, &test->arena, &key, &test->err));
    return key;
}

static void ids_that_meet_make_one_paper(void **state)
{
    struct test_store *test = *state;
    put_both(test);
    assert_int_equal(get_edition(test, "ICLR.2024").papers, 2);
    struct venue_put put = put_meeting(test);
    assert_int_equal(put.change, PAPER_CHANGED);
    assert_int_equal(get_edition(test, "ICLR.2024").papers, 1);
    assert_int_equal(get_edition(test, "ICLR.2024").abstracts, 1);
    assert_string_equal(key_of(test, volume), review);
    struct paper paper = get_paper(test, review);
    assert_int_equal(paper.row, put.row);
    assert_string_equal(paper.title, "On counting barnacles");
    assert_string_equal(paper.group, "Oral");
    assert_string_equal(paper.abstract, "We show that it is so.");
    assert_string_equal(edition_keys(test, (struct edition_query){ .skip = 0 }),
                        review);
    assert_ok(test, store_check(test->store, true, &test->err));
    assert_int_equal(put_meeting(test).change, PAPER_UNCHANGED);
}

static void what_became_another_paper_is_not_searched_for(void **state)
{
    struct test_store *test = *state;
    put_both(test);
    assert_int_equal(indexed_docs(test), 2);
    assert_int_equal(indexed_with(test, "barnacl"), 1);
    put_meeting(test);
    assert_int_equal(indexed_docs(test), 1);
    assert_int_equal(indexed_with(test, "barnacl"), 1);
    assert_int_equal(indexed_with(test, "mussel"), 0);
    settle(test); /* another connection waits for nobody */
    run_sql(test, "UPDATE place SET row = 9223372036854775807 WHERE name = 'index'");
    test_reopen(test);
    settle(test);
    assert_int_equal(indexed_docs(test), 1);
    assert_ok(test, store_check(test->store, true, &test->err));
    struct store_stats stats = { 0 };
    with_reader(test, db) assert_ok(test, store_stats_get(db, &stats, &test->err));
    assert_int_equal(stats.papers, 1);
}

struct both {
    struct test_venue_put first, second, meeting;
};

static bool all_at_once(struct db *db, void *context, struct err *err)
{
    struct both *both = context;
    return test_venue_part(db, &both->first, err) &&
           test_venue_part(db, &both->second, err) &&
           test_venue_part(db, &both->meeting, err);
}

static void one_write_may_store_and_absorb(void **state)
{
    struct test_store *test = *state;
    struct arena *arena = &test->arena;
    struct venue_entry one = test_entry(arena, review);
    struct venue_entry two = test_entry(arena, volume);
    struct venue_entry three = test_entry(arena, review);
    three.ids = TEXTS(arena, volume);
    struct both both = { .first = { .entry = &one, .arena = arena },
                         .second = { .entry = &two, .arena = arena },
                         .meeting = { .entry = &three, .arena = arena } };
    assert_ok(test, store_write(test->store, all_at_once, &both, &test->err));
    assert_int_equal(indexed_docs(test), 1);
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void a_title_that_is_corrected_brings_papers_together(void **state)
{
    struct test_store *test = *state;
    put_both(test);
    struct venue_entry entry = test_entry(&test->arena, review);
    entry.paper.title = "On Counting Barnacles";
    put_entry(test, &entry);
    assert_string_equal(key_of(test, volume), review);
    assert_int_equal(get_edition(test, "ICLR.2024").papers, 1);
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void two_ids_of_one_source_stay_two_papers(void **state)
{
    struct test_store *test = *state;
    put_both(test);
    struct venue_entry entry = test_entry(&test->arena, volume);
    entry.paper.title = "On counting barnacles";
    entry.ids = TEXTS(&test->arena, "other@OpenReview");
    put_entry(test, &entry);
    put_meeting(test);
    assert_string_equal(key_of(test, volume), volume);
    assert_string_equal(key_of(test, "other@OpenReview"), volume);
    assert_int_equal(get_edition(test, "ICLR.2024").papers, 2);
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void papers_of_two_editions_stay_two(void **state)
{
    struct test_store *test = *state;
    struct venue_entry other = test_entry(&test->arena, volume);
    other.paper.venue = "ICML.2024";
    put_entry(test, &other);
    struct venue_entry entry = test_entry(&test->arena, review);
    put_entry(test, &entry);
    put_meeting(test);
    assert_string_equal(key_of(test, volume), volume);
}

static bool click_part(struct db *db, void *context, struct err *err)
{
    return counter_store_add(db, context, 2, err);
}

static void clicks_links_and_ids_go_with_the_paper(void **state)
{
    struct test_store *test = *state;
    struct clicks clicks[] = { { review, 1, 2 }, { volume, 10, 20 } };
    struct paper arxiv = test_paper(&test->arena, "2401.00001");
    put_paper(test, &arxiv);
    put_both(test);
    struct venue_entry told = test_entry(&test->arena, volume);
    told.arxiv = "2401.00001";
    told.paper.title = "On counting barnacles";
    told.ids = TEXTS(&test->arena, "9@2024@IJCAI");
    told.dialect = VENUE_PMLR;
    put_entry(test, &told);
    assert_ok(test, store_write(test->store, click_part, clicks, &test->err));
    int64_t row = put_meeting(test).row;
    struct paper paper = get_paper(test, review);
    assert_int_equal(paper.pdf_clicks, 11);
    assert_int_equal(paper.faq_clicks, 22);
    assert_string_equal(key_of(test, "9@2024@IJCAI"), review);
    struct twin_list twins = { 0 };
    with_reader(test, db)
        assert_ok(test, link_store_twins(db, row, &test->arena, &twins, &test->err));
    assert_int_equal(twins.count, 1);
    assert_int_equal(twins.items[0].how, LINK_TOLD);
    assert_int_equal(count_of(test, "SELECT count(*) FROM link"), 1);
    assert_int_equal(count_of(test,
                              "SELECT count(*) FROM link_todo, paper ON paper.id = "
                              "link_todo.paper WHERE same_as IS NOT NULL"),
                     0);
    assert_ok(test, store_check(test->store, true, &test->err));
}

static bool ask_part(struct db *db, void *context, struct err *err)
{
    struct job_ask ask = { .key = context, .language = "en", .now = TEST_NOW };
    enum job_asked asked;
    int64_t job = 0;
    return job_store_ask(db, &ask, &asked, &job, err);
}

static void ask_faq(struct test_store *test, const char *key)
{
    char text[64];
    snprintf(text, sizeof text, "%s", key);
    assert_ok(test, store_write(test->store, ask_part, text, &test->err));
}

static void the_one_with_a_faq_stays(void **state)
{
    struct test_store *test = *state;
    put_both(test);
    ask_faq(test, volume);
    put_meeting(test);
    assert_string_equal(key_of(test, review), volume);
    assert_int_equal(get_edition(test, "ICLR.2024").papers, 1);
    assert_ok(test, store_check(test->store, true, &test->err));
    assert_int_equal(put_meeting(test).change, PAPER_UNCHANGED);
}

/* Clicks are gathered for a while, and a page may be open for long. */
static void clicks_on_an_old_key_count_however_often_it_became_another(void **state)
{
    struct test_store *test = *state;
    static const char third[] = "9@2024@IJCAI";
    struct clicks clicks[] = { { volume, 1, 0 }, { review, 10, 0 } };
    struct venue_entry other = test_entry(&test->arena, third);
    struct venue_entry meeting = test_entry(&test->arena, review);
    other.paper.title = "Of limpets";
    other.dialect = VENUE_CSL;
    meeting.ids = TEXTS(&test->arena, third);
    put_both(test);
    put_entry(test, &other);
    ask_faq(test, third);
    put_meeting(test);
    put_entry(test, &meeting);
    assert_string_equal(key_of(test, volume), third);
    assert_ok(test, store_write(test->store, click_part, clicks, &test->err));
    assert_int_equal(get_paper(test, third).pdf_clicks, 11);
    assert_int_equal(count_of(test, "SELECT count(*) FROM counter"), 1);
    ask_faq(test, volume);
    assert_int_equal(count_of(test, "SELECT count(*) FROM job"), 1);
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void two_with_faqs_stay_two(void **state)
{
    struct test_store *test = *state;
    put_both(test);
    ask_faq(test, volume);
    ask_faq(test, review);
    put_meeting(test);
    assert_string_equal(key_of(test, review), review);
    assert_string_equal(key_of(test, volume), volume);
    assert_int_equal(get_edition(test, "ICLR.2024").papers, 2);
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void a_backup_holds_what_became_one(void **state)
{
    struct test_store *test = *state;
    put_both(test);
    put_meeting(test);
    const char *copy = test_path(test, "copy.db");
    assert_ok(test, store_backup(test->store, copy, &test->err));
    assert_int_equal(count_of(test, "SELECT count(*) FROM edition_paper"), 1);
    test_close(test);
    assert_int_equal(rename(copy, test_path(test, "paperfeed.db")), 0);
    assert_ok(test, test_open(test));
    settle(test);
    assert_int_equal(indexed_docs(test), 1);
    assert_string_equal(key_of(test, volume), review);
    assert_ok(test, store_check(test->store, true, &test->err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(ids_that_meet_make_one_paper),
        store_test(what_became_another_paper_is_not_searched_for),
        store_test(one_write_may_store_and_absorb),
        store_test(a_title_that_is_corrected_brings_papers_together),
        store_test(two_ids_of_one_source_stay_two_papers),
        store_test(papers_of_two_editions_stay_two),
        store_test(clicks_links_and_ids_go_with_the_paper),
        store_test(the_one_with_a_faq_stays),
        store_test(clicks_on_an_old_key_count_however_often_it_became_another),
        store_test(two_with_faqs_stay_two),
        store_test(a_backup_holds_what_became_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
