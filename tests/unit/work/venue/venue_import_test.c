/* Proceedings from the child to the store: counted once each, kept to their editions,
 * durable at the end of a file; the child prints what the test gives it. */
#include "store/test_store.h"

#include "store/venue/edition_store.h"
#include "work/cat_child.h"
#include "work/venue/venue_import.h"

#include <inttypes.h>

/* One record; `more` are further members. */
#define RECORD(id, title, more)                                                        \
    "{\"id\":\"" id "\",\"branch\":\"venue\",\"title\":\"" title                       \
    "\",\"authors\":[\"Ada One\"],\"venue\":\"ACL.2024\",\"dialect\":\"acl\"," more    \
    "\"position\":1}\n"
#define EDITION                                                                        \
    "{\"edition\":{\"name\":\"ACL.2024\",\"dialect\":\"acl\",\"part\":\"2024.acl\","   \
    "\"declared\":9,\"groups\":[{\"name\":\"Long\",\"native\":\"long\"}]}}\n"
#define PAGE "{\"entries\":%d,\"complete\":%s,\"harvest\":{%s}}\n%s"

static bool give(void *context, struct str *ret_piece, struct err *err)
{
    (void)err;
    struct str *bytes = context;
    *ret_piece = *bytes;
    *bytes = LIT("");
    return true;
}

struct run {
    struct venue_import *import;
};

static struct run open_run(struct test_store *test, bool dry_run, bool move,
                           struct import_report *report)
{
    const struct venue_import_options options = { .store = test->store,
                                                  .dry_run = dry_run,
                                                  .move = move };
    return (struct run){ .import = venue_import_open(&options, &test->arena, report) };
}

static bool import_bytes(struct test_store *test, const struct run *run,
                         const struct venue_file *like, const char *bytes)
{
    struct str given = str_of(bytes);
    struct venue_file file = *like;
    file.name = "tea.x";
    file.input = give;
    file.context = &given;
    return venue_import_file(run->import, &file, &test->err);
}

static const struct venue_file an_acl_file = { .format = "acl" };

/* A run of one file. */
static struct import_report import_once(struct test_store *test, bool dry_run,
                                        const char *bytes)
{
    struct import_report report = { 0 };
    struct run run = open_run(test, dry_run, false, &report);
    assert_ok(test, import_bytes(test, &run, &an_acl_file, bytes));
    assert_ok(test, venue_import_tell(run.import, &test->err));
    venue_import_close(run.import);
    assert_int_equal(report.read, report.added + report.changed + report.unchanged +
                                      report.skipped + report.duplicate);
    return report;
}

static const char three[] = RECORD("2024.acl-long.1@ACL", "Tea", "\"group\":\"Long\",")
    RECORD("2024.acl-long.2@ACL", "Milk",
           "\"group\":\"Long\",\"abstract\":\"Warm.\",") "{\"skipped\":\"not accepted "
                                                         "(Reject)\"}\n"
                                                         "{\"skipped\":\"not accepted "
                                                         "(Reject)\"}\n"
                                                         "{\"error\":\"it has no "
                                                         "title\",\"where\":\"paper "
                                                         "3\"}\n" RECORD(
                                                             "2024.acl-long.4@ACL",
                                                             "Sugar", "") EDITION;

static void each_record_is_counted_once(void **state)
{
    struct test_store *test = *state;
    struct import_report report = import_once(test, false, three);
    assert_int_equal(report.read, 6);
    assert_int_equal(report.added, 3);
    assert_int_equal(report.skipped, 3);
    assert_int_equal(report.reasons.count, 1);
    assert_string_equal(report.reasons.items[0].why, "not accepted (Reject)");
    assert_int_equal(report.reasons.items[0].count, 2);
    assert_int_equal(report.errors.count, 1);
    assert_string_equal(report.errors.items[0].where, "tea.x:paper 3");
}

static void a_file_is_durable_with_its_edition(void **state)
{
    struct test_store *test = *state;
    struct import_report report = import_once(test, false, three);
    struct edition edition;
    assert_int_equal(report.editions.count, 1);
    assert_int_equal(report.editions.items[0].papers, 3);
    assert_int_equal(report.editions.items[0].abstracts, 1);
    assert_int_equal(report.editions.items[0].groups, 1);
    assert_int_equal(report.editions.items[0].declared, 9);
    test_reopen(test);
    with_reader(test, db) assert_ok(
        test, edition_store_get(db, "acl.2024", &test->arena, &edition, &test->err));
    assert_int_equal(edition.papers, 3);
}

static void a_second_import_changes_nothing(void **state)
{
    struct test_store *test = *state;
    import_once(test, false, three);
    struct import_report again = import_once(test, false, three);
    assert_int_equal(again.unchanged, 3);
    assert_int_equal(again.added + again.changed, 0);
}

static void a_dry_run_counts_and_stores_nothing(void **state)
{
    struct test_store *test = *state;
    struct import_report report = import_once(test, true, three);
    bool exists = true;
    assert_int_equal(report.added, 3);
    assert_int_equal(report.editions.count, 0);
    with_reader(test, db) assert_ok(
        test, paper_store_exists(db, "2024.acl-long.1@ACL", &exists, &test->err));
    assert_false(exists);
}

/* The key, then another id of what came before. */
static const char twice[] =
    RECORD("x@OpenReview", "Tea", "\"ids\":[\"tea24@v1@PMLR\"],")
        RECORD("x@OpenReview", "Tea", "") RECORD("tea24@v1@PMLR", "Tea", "");

static void what_came_before_in_a_run_is_a_duplicate(void **state)
{
    struct test_store *test = *state;
    for (int dry_run = 1; dry_run >= 0; dry_run--) {
        struct import_report report = import_once(test, dry_run == 1, twice);
        assert_int_equal(report.added, 1);
        assert_int_equal(report.duplicate, 2);
    }
}

static void a_dry_run_remembers_over_batches(void **state)
{
    struct test_store *test = *state;
    struct import_report report = { 0 };
    struct run run = open_run(test, true, false, &report);
    for (int i = 0; i < 2; i++)
        assert_ok(test, import_bytes(test, &run, &an_acl_file, three));
    venue_import_close(run.import);
    assert_int_equal(report.added, 3);
    assert_int_equal(report.duplicate, 3);
}

/* Of another source, whose ids cannot be compared. */
static const char by_title[] =
    "{\"id\":\"TeaTeaTea1@OpenReview\",\"branch\":\"venue\",\"title\":\"Tea\","
    "\"authors\":[\"Ada One\"],\"abstract\":\"Hot.\",\"venue\":\"ACL.2024\","
    "\"dialect\":\"openreview\",\"position\":1}\n";

static void a_dry_run_counts_as_the_import_does(void **state)
{
    struct test_store *test = *state;
    static const char *const files[] = { three, by_title, by_title };
    for (int dry_run = 1; dry_run >= 0; dry_run--) {
        struct import_report report = { 0 };
        struct run run = open_run(test, dry_run == 1, false, &report);
        for (size_t i = 0; i < COUNT_OF(files); i++)
            assert_ok(test, import_bytes(test, &run, &an_acl_file, files[i]));
        venue_import_close(run.import);
        assert_int_equal(report.added, 3);
        assert_int_equal(report.duplicate, 2);
    }
}

static bool touch(struct db *db, void *context, struct err *err)
{
    (void)err;
    store_touch_pages(db);
    *(bool *)context = true;
    return true;
}

static void others_write_when_a_dry_run_is_over(void **state)
{
    struct test_store *test = *state;
    struct import_report report = { 0 };
    bool written = false;
    struct run run = open_run(test, true, false, &report);
    assert_ok(test, import_bytes(test, &run, &an_acl_file, three));
    venue_import_close(run.import);
    assert_ok(test, store_write(test->store, touch, &written, &test->err));
    assert_true(written);
    assert_int_equal(import_once(test, false, three).added, 3);
    assert_ok(test, store_check(test->store, true, &test->err));
}

static const char elsewhere[] =
    "{\"id\":\"2024.acl-long.1@ACL\",\"branch\":\"venue\",\"title\":\"Tea\","
    "\"venue\":\"EMNLP.2024\",\"dialect\":\"acl\",\"position\":1}\n";

static void a_paper_that_stands_elsewhere_is_left_out_unless_it_may_move(void **state)
{
    struct test_store *test = *state;
    struct import_report moved = { 0 };
    import_once(test, false, three);
    struct import_report report = import_once(test, false, elsewhere);
    assert_int_equal(report.skipped, 1);
    assert_string_equal(report.reasons.items[0].why,
                        "stands in ACL.2024 already (--move moves it)");
    struct run run = open_run(test, false, true, &moved);
    assert_ok(test, import_bytes(test, &run, &an_acl_file, elsewhere));
    venue_import_close(run.import);
    assert_int_equal(moved.changed, 1);
}

static void what_came_before_a_failure_stays(void **state)
{
    struct test_store *test = *state;
    struct import_report report = { 0 };
    struct run run = open_run(test, false, false, &report);
    bool exists = false;
    assert_false(import_bytes(test, &run, &an_acl_file,
                              RECORD("2024.acl-long.1@ACL", "Tea", "") "tea\n"));
    assert_int_equal(test->err.code, ERR_BROKEN);
    venue_import_close(run.import);
    test->err = (struct err){ 0 };
    with_reader(test, db) assert_ok(
        test, paper_store_exists(db, "2024.acl-long.1@ACL", &exists, &test->err));
    assert_true(exists);
}

/* More than a batch holds, of two editions. */
static void batches_are_written_while_the_child_goes_on(void **state)
{
    struct test_store *test = *state;
    CLEANUP(buf_done) struct buf bytes = buf_upto(16 << 20);
    enum { RECORDS = 9000 };
    for (int i = 0; i < RECORDS; i++)
        buf_printf(&bytes,
                   "{\"id\":\"%d@AAAI\",\"branch\":\"venue\",\"title\":\"Tea %d\","
                   "\"venue\":\"AAAI.%d\",\"dialect\":\"ojs\",\"position\":%d}\n",
                   i, i, 2020 + i % 2, i + 1);
    struct import_report report = import_once(test, false, bytes.ptr);
    assert_int_equal(report.added, RECORDS);
    assert_int_equal(report.editions.count, 2);
    assert_int_equal(report.editions.items[1].papers, RECORDS / 2);
}

#define ARTICLE(id, edition, group)                                                    \
    "{\"id\":\"" id "\",\"branch\":\"venue\",\"title\":\"On " id                       \
    "\",\"venue\":\"" edition "\",\"group\":\"" group                                  \
    "\",\"dialect\":\"ojs\",\"position\":1}\n"

/* What the child might print of a page that is whole. */
static const char *a_page(struct test_store *test, int entries, const char *harvest,
                          const char *records)
{
    return arena_printf(&test->arena, PAGE, entries, "true", harvest, records);
}

static void a_page_gives_its_token_its_groups_their_names(void **state)
{
    struct test_store *test = *state;
    static const struct source_group groups[] = { { "Humans and AI", "AAAI:HAI" } };
    struct import_report report = { 0 };
    struct run run = open_run(test, false, false, &report);
    struct str token = LIT("");
    struct paper paper;
    const struct venue_file page = { .format = "oai",
                                     .ask = { "AAAI", 2019 },
                                     .ret_token = &token,
                                     .groups = groups,
                                     .group_count = COUNT_OF(groups) };
    assert_ok(
        test,
        import_bytes(test, &run, &page,
                     a_page(test, 3, "\"token\":\"more\"",
                            ARTICLE("1@AAAI", "AAAI.2019", "aaai:hai") ARTICLE(
                                "2@AAAI", "AAAI.2018",
                                "AAAI:HAI") "{\"id\":\"2406.12345\",\"title\":\"Tea\","
                                            "\"categories\":[\"cs.CL\"]}\n")));
    venue_import_close(run.import);
    assert_string_equal(arena_text(&test->arena, token), "more");
    assert_int_equal(report.added, 1);
    assert_int_equal(report.skipped, 2);
    with_reader(test, db) assert_ok(
        test, paper_store_get(db, "1@AAAI", &test->arena, &paper, &test->err));
    assert_string_equal(paper.group, "Humans and AI");
}

static void articles_stand_by_number_whichever_page_brought_them(void **state)
{
    struct test_store *test = *state;
    struct import_report report = { 0 };
    struct run run = open_run(test, false, false, &report);
    struct edition edition;
    struct edition_page papers;
    const struct venue_file page = { .format = "oai", .before = 500 };
    const char *const pages[] = { ARTICLE("31@AAAI", "AAAI.2019", "AAAI:HAI"),
                                  ARTICLE("4@AAAI", "AAAI.2019", "AAAI:HAI") };
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        assert_ok(test, import_bytes(test, &run, &page, a_page(test, 1, "", pages[i])));
    venue_import_close(run.import);
    with_reader(test, db)
    {
        assert_ok(test, edition_store_get(db, "AAAI.2019", &test->arena, &edition,
                                          &test->err));
        const struct edition_query query = { .edition = edition.id,
                                             .sort = LIST_ANNOUNCED,
                                             .show = 10 };
        assert_ok(test,
                  edition_store_papers(db, &query, &test->arena, &papers, &test->err));
    }
    assert_string_equal(papers.items[0].key, "4@AAAI");
    assert_string_equal(papers.items[1].key, "31@AAAI");
}

static void what_a_site_drops_is_withdrawn(void **state)
{
    struct test_store *test = *state;
    struct import_report report = { 0 };
    struct run run = open_run(test, false, false, &report);
    struct paper paper;
    static const char dropped[] =
        "{\"id\":\"1@AAAI\",\"branch\":\"venue\",\"deleted\":true,\"position\":1}\n"
        "{\"id\":\"7@AAAI\",\"branch\":\"venue\",\"deleted\":true,\"position\":2}\n";
    const struct venue_file page = { .format = "oai" };
    assert_ok(test, import_bytes(test, &run, &page,
                                 a_page(test, 1, "",
                                        ARTICLE("1@AAAI", "AAAI.2019", "AAAI:HAI"))));
    assert_ok(test, import_bytes(test, &run, &page, a_page(test, 2, "", dropped)));
    venue_import_close(run.import);
    assert_int_equal(report.changed, 1);
    assert_int_equal(report.skipped, 1);
    with_reader(test, db) assert_ok(
        test, paper_store_get(db, "1@AAAI", &test->arena, &paper, &test->err));
    assert_true(paper.withdrawn);
}

/* Two pages of one batch. */
static void what_a_site_drops_and_brings_back_is_there(void **state)
{
    struct test_store *test = *state;
    struct import_report report = { 0 };
    struct run run = open_run(test, false, false, &report);
    struct paper paper;
    static const char article[] = ARTICLE("1@AAAI", "AAAI.2019", "AAAI:HAI"),
                      dropped[] = "{\"id\":\"1@AAAI\",\"branch\":\"venue\","
                                  "\"deleted\":true,\"position\":1}\n";
    const char *pages[] = { article, dropped, article };
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        struct str given = str_of(a_page(test, 1, "", pages[i]));
        const struct venue_file page = {
            .format = "oai", .name = "tea.x", .input = give, .context = &given
        };
        assert_ok(test, venue_import_read(run.import, &page, &test->err));
    }
    assert_ok(test, venue_import_flush(run.import, &test->err));
    venue_import_close(run.import);
    with_reader(test, db) assert_ok(
        test, paper_store_get(db, "1@AAAI", &test->arena, &paper, &test->err));
    assert_false(paper.withdrawn);
}

static void errors_of_the_protocol_say_what_to_do(void **state)
{
    struct test_store *test = *state;
    struct str token;
    const struct {
        const char *complete, *harvest;
        enum err_code code;
    } pages[] = {
        { "true", "\"error\":\"badResumptionToken\"", ERR_NOT_FOUND },
        { "true", "\"error\":\"badVerb\",\"why\":\"no\"", ERR_UPSTREAM },
        { "false", "\"token\":null", ERR_UPSTREAM },
        { "true", "\"error\":\"noRecordsMatch\"", ERR_NONE },
    };
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        struct import_report report = { 0 };
        struct run run = open_run(test, false, false, &report);
        const struct venue_file page = { .format = "oai", .ret_token = &token };
        test->err = (struct err){ 0 };
        bool read = import_bytes(test, &run, &page,
                                 arena_printf(&test->arena, PAGE, 0, pages[i].complete,
                                              pages[i].harvest, ""));
        venue_import_close(run.import);
        assert_int_equal(test->err.code, pages[i].code);
        assert_int_equal(read, pages[i].code == ERR_NONE);
        assert_int_equal(report.read, 0);
    }
    assert_int_equal(token.len, 0);
}

int main(int argc, char **argv)
{
    if (is_child(argc, argv))
        return play_cat();
    const struct CMUnitTest tests[] = {
        store_test(each_record_is_counted_once),
        store_test(a_file_is_durable_with_its_edition),
        store_test(a_second_import_changes_nothing),
        store_test(a_dry_run_counts_and_stores_nothing),
        store_test(what_came_before_in_a_run_is_a_duplicate),
        store_test(a_dry_run_remembers_over_batches),
        store_test(a_dry_run_counts_as_the_import_does),
        store_test(others_write_when_a_dry_run_is_over),
        store_test(a_paper_that_stands_elsewhere_is_left_out_unless_it_may_move),
        store_test(what_came_before_a_failure_stays),
        store_test(batches_are_written_while_the_child_goes_on),
        store_test(a_page_gives_its_token_its_groups_their_names),
        store_test(articles_stand_by_number_whichever_page_brought_them),
        store_test(what_a_site_drops_is_withdrawn),
        store_test(what_a_site_drops_and_brings_back_is_there),
        store_test(errors_of_the_protocol_say_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
