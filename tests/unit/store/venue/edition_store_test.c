/* Editions: what they hold, their groups and orders, what their sources declare. */
#include "store/paper/counter_store.h"
#include "store/related/link_store.h"
#include "store/test_search.h"
#include "store/test_venue.h"

static void put_in(struct test_store *test, const char *key, const char *group,
                   int64_t position)
{
    struct venue_entry entry = test_entry(&test->arena, key);
    entry.paper.group = group;
    entry.position = position;
    put_entry(test, &entry);
}

static struct edition_groups get_groups(struct test_store *test, int64_t edition)
{
    struct edition_groups groups = { 0 };
    with_reader(test, db) assert_ok(
        test, edition_store_groups(db, edition, &test->arena, &groups, &test->err));
    return groups;
}

/* "Oral 2, Poster 1" */
static const char *group_text(struct test_store *test)
{
    struct edition_groups groups = get_groups(test, 1);
    const char *text = "";
    for (size_t i = 0; i < groups.count; i++)
        text = arena_printf(&test->arena, "%s%s%s %d", text, i > 0 ? ", " : "",
                            groups.items[i].name, (int)groups.items[i].papers);
    return text;
}

#define TOLD(dialect_, part_, declared_, ...)                                          \
    (&(struct edition_told){                                                           \
        .name = "ICLR.2024",                                                           \
        .dialect = (dialect_),                                                         \
        .part = (part_),                                                               \
        .declared = (declared_),                                                       \
        .groups = (const struct edition_group[]){ __VA_ARGS__ },                       \
        .group_count = sizeof((const struct edition_group[]){ __VA_ARGS__ }) /         \
                       sizeof(struct edition_group) })
#define TOLD_COUNT(dialect_, part_, declared_)                                         \
    (&(struct edition_told){ .name = "ICLR.2024",                                      \
                             .dialect = (dialect_),                                    \
                             .part = (part_),                                          \
                             .declared = (declared_) })

static void an_edition_counts_its_papers_and_abstracts(void **state)
{
    struct test_store *test = *state;
    struct venue_entry entry = test_entry(&test->arena, "1@ACL");
    entry.paper.abstract = NULL;
    put_entry(test, &entry);
    put_in(test, "2@ACL", NULL, 2);
    struct edition edition = get_edition(test, "iclr.2024");
    assert_string_equal(edition.name, "ICLR.2024");
    assert_int_equal(edition.year, 2024);
    assert_int_equal(edition.papers, 2);
    assert_int_equal(edition.abstracts, 1);
    assert_int_equal(edition.declared, -1);
    assert_null(edition.title);
    assert_int_equal(edition.added_at, TEST_NOW);
    entry.paper.abstract = "At last.";
    tell_entry(test, &entry, (struct venue_telling){ .now = TEST_NOW + 9 });
    edition = get_edition(test, "ICLR.2024");
    assert_int_equal(edition.abstracts, 2);
    assert_int_equal(edition.added_at, TEST_NOW);
    assert_int_equal(edition.changed_at, TEST_NOW + 9);
    struct edition ignored;
    with_reader(test, db) assert_false(
        edition_store_get(db, "ICLR.2025", &test->arena, &ignored, &test->err));
    assert_int_equal(test->err.code, ERR_NOT_FOUND);
}

static void editions_are_listed_by_series_year_and_arrival(void **state)
{
    struct test_store *test = *state;
    static const char *const names[] = { "NeurIPS.2023", "ICLR.2023", "ICLR.2024",
                                         "ACL.2020" };
    struct edition_list all = { 0 }, series = { 0 }, latest = { 0 };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct venue_entry entry =
            test_entry(&test->arena, arena_printf(&test->arena, "%zu@ACL", i));
        entry.paper.venue = names[i];
        tell_entry(test, &entry,
                   (struct venue_telling){ .now = TEST_NOW + (int64_t)i });
    }
    tell_edition(test, &(struct edition_told){ .name = "ICML.2024", .declared = 5 });
    with_reader(test, db)
    {
        assert_ok(test, edition_store_list(db, &test->arena, &all, &test->err));
        assert_ok(test, edition_store_list_series(db, "iclr", &test->arena, &series,
                                                  &test->err));
        assert_ok(test,
                  edition_store_list_latest(db, 2, &test->arena, &latest, &test->err));
    }
    assert_int_equal(all.count, 4);
    assert_string_equal(all.items[0].name, "ACL.2020");
    assert_string_equal(all.items[1].name, "ICLR.2024");
    assert_string_equal(all.items[2].name, "ICLR.2023");
    assert_string_equal(all.items[3].name, "NeurIPS.2023");
    assert_int_equal(series.count, 2);
    assert_string_equal(series.items[0].name, "ICLR.2024");
    assert_int_equal(latest.count, 2);
    assert_string_equal(latest.items[0].name, "ACL.2020");
    assert_string_equal(latest.items[1].name, "ICLR.2024");
    assert_int_equal(get_edition(test, "ICML.2024").declared, 5);
    struct store_stats stats = { 0 };
    with_reader(test, db) assert_ok(test, store_stats_get(db, &stats, &test->err));
    assert_int_equal(stats.editions, 4);
    assert_int_equal(stats.edition_papers, 4);
}

static void parts_of_a_source_declare_together(void **state)
{
    struct test_store *test = *state;
    tell_edition(test, TOLD_COUNT(VENUE_ACL, "2024.acl", 10));
    tell_edition(test, TOLD_COUNT(VENUE_ACL, "2024.findings", 5));
    tell_edition(test, TOLD_COUNT(VENUE_PAPERLISTS, "", 12));
    assert_int_equal(get_edition(test, "ICLR.2024").declared, 15);
    tell_edition(test, TOLD_COUNT(VENUE_ACL, "2024.findings", 7));
    tell_edition(test, TOLD_COUNT(VENUE_ACL, "2024.acl", -1));
    assert_int_equal(get_edition(test, "ICLR.2024").declared, 17);
    struct edition_sources sources = { 0 };
    with_reader(test, db) assert_ok(
        test, edition_store_sources(db, 1, &test->arena, &sources, &test->err));
    assert_int_equal(sources.count, 3);
    assert_int_equal(sources.items[0].dialect, VENUE_ACL);
    assert_string_equal(sources.items[0].part, "2024.acl");
    assert_int_equal(sources.items[0].declared, 10);
    assert_int_equal(sources.items[2].dialect, VENUE_PAPERLISTS);
    assert_int_equal(sources.items[2].read_at, TEST_NOW);
}

static void the_most_believed_title_stays(void **state)
{
    struct test_store *test = *state;
    struct edition_told told = { .name = "ICLR.2024", .declared = -1 };
    static const struct {
        const char *title;
        enum venue_dialect dialect;
        const char *stays;
    } cases[] = { { "One", VENUE_BIBTEX, "One" },
                  { "Two", VENUE_PAPERLISTS, "One" },
                  { NULL, VENUE_OWN, "One" },
                  { "Three", VENUE_ACL, "Three" },
                  { "Four", VENUE_ACL, "Four" } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        told.title = cases[i].title;
        told.dialect = cases[i].dialect;
        tell_edition(test, &told);
        assert_string_equal(get_edition(test, "ICLR.2024").title, cases[i].stays);
    }
}

static void groups_that_nobody_orders_go_by_tier_and_name(void **state)
{
    struct test_store *test = *state;
    put_in(test, "1@ACL", "Workshops", 1);
    put_in(test, "2@ACL", "Poster", 2);
    put_in(test, "3@ACL", "Oral", 3);
    put_in(test, "4@ACL", "Demos", 4);
    put_in(test, "5@ACL", "Oral", 5);
    put_in(test, "6@ACL", NULL, 6);
    assert_string_equal(group_text(test), "Oral 2, Poster 1, Demos 1, Workshops 1");
    assert_int_equal(get_groups(test, 1).without, 1);
}

static void the_most_believed_source_orders_the_groups(void **state)
{
    struct test_store *test = *state;
    put_in(test, "1@ACL", "Short", 1);
    put_in(test, "2@ACL", "Findings", 2);
    put_in(test, "3@ACL", "Long", 3);
    put_in(test, "4@ACL", "Tutorials", 4);
    tell_edition(test, TOLD(VENUE_PAPERLISTS, "", -1, { .name = "Tutorials" },
                            { .name = "Short" }, { .name = "Long" }));
    assert_string_equal(group_text(test), "Tutorials 1, Short 1, Long 1, Findings 1");
    tell_edition(test, TOLD(VENUE_ACL, "2024.findings", -1,
                            { .name = "Findings", .native = "acl" }));
    tell_edition(test,
                 TOLD(VENUE_ACL, "2024.iclr", -1, { .name = "Long", .native = "long" },
                      { .name = "Empty" }, { .name = "short", .native = "short" }));
    assert_string_equal(group_text(test), "Long 1, Short 1, Findings 1, Tutorials 1");
    struct edition_groups groups = get_groups(test, 1);
    assert_string_equal(groups.items[2].native, "acl");
    assert_null(groups.items[3].native);
}

static void telling_again_changes_no_page(void **state)
{
    struct test_store *test = *state;
    struct edition_told *told =
        TOLD(VENUE_ACL, "2024.acl", 5, { .name = "Long", .native = "long" });
    told->title = "The conference";
    tell_edition(test, told);
    uint64_t generation = store_generation(test->store);
    struct test_told again = { told, TEST_NOW + 60 };
    assert_ok(test, store_write(test->store, test_told_part, &again, &test->err));
    assert_int_equal(store_generation(test->store), generation);
    assert_int_equal(count_of(test, "SELECT read_at FROM edition_source"),
                     TEST_NOW + 60);
    told = TOLD(VENUE_ACL, "2024.acl", 5, { .name = "Long" }, { .name = "Short" });
    tell_edition(test, told);
    assert_true(store_generation(test->store) > generation);
}

static void papers_are_listed_in_the_venues_order(void **state)
{
    struct test_store *test = *state;
    put_in(test, "c@ACL", "Poster", 30);
    put_in(test, "a@ACL", "Oral", 10);
    put_in(test, "b@ACL", "Poster", 20);
    struct venue_entry believed = test_entry(&test->arena, "d@ACL");
    believed.dialect = VENUE_ACL;
    believed.position = 40;
    put_entry(test, &believed);
    assert_string_equal(edition_keys(test, (struct edition_query){ .skip = 0 }),
                        "d@ACL,a@ACL,b@ACL,c@ACL");
    struct edition_page page =
        get_edition_page(test, (struct edition_query){ .skip = 1, .show = 2 });
    assert_int_equal(page.total, 4);
    assert_int_equal(page.count, 2);
    assert_string_equal(page.items[0].key, "a@ACL");
    assert_null(page.group);
    page = get_edition_page(test, (struct edition_query){ .skip = 4 });
    assert_int_equal(page.count, 0);
    page = get_edition_page(test, (struct edition_query){ .skip = -1 });
    assert_int_equal(page.count, 0);
}

static void a_group_is_found_by_either_name_in_any_case(void **state)
{
    struct test_store *test = *state;
    static const char *const names[] = { "System Demonstrations",
                                         "system demonstrations", "demo", "DEMO",
                                         "System-Demonstration" };
    put_in(test, "1@ACL", "Long", 1);
    put_in(test, "2@ACL", "System Demonstrations", 2);
    tell_edition(test, TOLD(VENUE_ACL, "2024.acl", -1,
                            { .name = "System Demonstrations", .native = "demo" },
                            { .name = "Tutorials", .native = "tutorials" }));
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct edition_page page =
            get_edition_page(test, (struct edition_query){ .group = names[i] });
        assert_int_equal(page.total, 1);
        assert_string_equal(page.group, "System Demonstrations");
        assert_string_equal(page.items[0].key, "2@ACL");
    }
    static const char *const none[] = { "Tutorials", "Oral", "" };
    for (size_t i = 0; i < COUNT_OF(none); i++) {
        struct edition_query query = { .edition = 1, .group = none[i], .show = 9 };
        struct edition_page page;
        with_reader(test, db) assert_false(
            edition_store_papers(db, &query, &test->arena, &page, &test->err));
        assert_int_equal(test->err.code, ERR_NOT_FOUND);
    }
}

static void parts_go_group_after_group(void **state)
{
    struct test_store *test = *state;
    static const struct {
        const char *key, *group;
        int64_t position;
    } entries[] = { { "f1@ACL", "Findings", 1 },
                    { "l1@ACL", "Long", 1 },
                    { "l2@ACL", "Long", 2 },
                    { "f2@ACL", "Findings", 2 },
                    { "x@ACL", NULL, 1 } };
    for (size_t i = 0; i < COUNT_OF(entries); i++) {
        struct venue_entry entry = test_entry(&test->arena, entries[i].key);
        entry.dialect = VENUE_ACL;
        entry.paper.group = entries[i].group;
        entry.position = entries[i].position;
        put_entry(test, &entry);
    }
    tell_edition(test, TOLD(VENUE_ACL, "2024.findings", -1, { .name = "Findings" }));
    assert_string_equal(edition_keys(test, (struct edition_query){ .skip = 0 }),
                        "f1@ACL,l1@ACL,x@ACL,l2@ACL,f2@ACL");
    tell_edition(test, TOLD(VENUE_ACL, "2024.iclr", -1, { .name = "Long" }));
    assert_string_equal(edition_keys(test, (struct edition_query){ .skip = 0 }),
                        "l1@ACL,l2@ACL,f1@ACL,f2@ACL,x@ACL");
}

static bool click_part(struct db *db, void *context, struct err *err)
{
    return counter_store_add(db, context, 1, err);
}

static void papers_are_sorted_as_in_daily_lists(void **state)
{
    struct test_store *test = *state;
    struct clicks clicks = { "c@ACL", 1, 0 };
    struct edition_query query = { .sort = LIST_CLICKS };
    put_in(test, "a@ACL", NULL, 1);
    put_in(test, "b@ACL", NULL, 2);
    put_in(test, "c@ACL", NULL, 3);
    assert_ok(test, store_write(test->store, click_part, &clicks, &test->err));
    assert_string_equal(edition_keys(test, query), "c@ACL,a@ACL,b@ACL");
    query.sort = LIST_TIME;
    assert_string_equal(edition_keys(test, query), "c@ACL,b@ACL,a@ACL");
    query.sort = LIST_WORDS;
    with_reader(test, db)
        assert_ok(test, rank_words_read(&test->arena, store_analyser(db), LIT("b"),
                                        &query.words, &test->err));
    assert_string_equal(edition_keys(test, query), "b@ACL,a@ACL,c@ACL");
}

static struct edition_statistics get_statistics(struct test_store *test, size_t limit)
{
    struct edition_statistics statistics = { 0 };
    with_reader(test, db)
        assert_ok(test, edition_store_statistics(db, 1, limit, &test->arena,
                                                 &statistics, &test->err));
    return statistics;
}

static void keywords_and_authors_are_tallied_whatever_the_spelling(void **state)
{
    struct test_store *test = *state;
    struct arena *arena = &test->arena;
    struct venue_entry entry = test_entry(arena, "1@ACL");
    entry.paper.subjects = TEXTS(arena, "Graph Networks", "graph networks", "Öl");
    entry.paper.authors = TEXTS(arena, "Ada Lovelace", "J. K. Öz", "Ada Lovelace");
    entry.paper.code_url = "https://github.com/a/b";
    entry.paper.pdf_url = "https://example.org/1.pdf";
    entry.arxiv = "2401.00001";
    put_entry(test, &entry);
    struct paper arxiv = test_paper(arena, "2401.00001");
    put_paper(test, &arxiv);
    entry = test_entry(arena, "2@ACL");
    entry.paper.subjects = TEXTS(arena, "graph networks");
    entry.paper.authors = TEXTS(arena, "J K Oz");
    put_entry(test, &entry);
    entry = test_entry(arena, "3@ACL");
    entry.paper.authors = (struct text_list){ 0 };
    put_entry(test, &entry);
    struct edition_statistics statistics = get_statistics(test, 10);
    assert_false(statistics.own_keywords);
    assert_int_equal(statistics.keywords.count, 2);
    assert_string_equal(statistics.keywords.items[0].text, "graph networks");
    assert_int_equal(statistics.keywords.items[0].papers, 2);
    assert_string_equal(statistics.keywords.items[1].text, "Öl");
    assert_int_equal(statistics.author_count, 2);
    assert_string_equal(statistics.authors.items[0].text, "J K Oz");
    assert_int_equal(statistics.authors.items[0].papers, 2);
    assert_int_equal(statistics.authors.items[1].papers, 1);
    assert_int_equal(statistics.authors_median, 3);
    assert_int_equal(statistics.with_code, 1);
    assert_int_equal(statistics.with_pdf, 1);
    assert_int_equal(statistics.with_twin, 1);
    assert_int_equal(get_statistics(test, 1).authors.count, 1);
    assert_int_equal(get_statistics(test, 1).author_count, 2);
}

static void without_told_keywords_ours_are_tallied(void **state)
{
    struct test_store *test = *state;
    put_in(test, "1@ACL", NULL, 1);
    struct edition_statistics statistics = get_statistics(test, 10);
    assert_true(statistics.own_keywords);
    assert_true(statistics.keywords.count > 0);
}

static void an_edition_without_papers_has_empty_statistics(void **state)
{
    struct test_store *test = *state;
    tell_edition(test, TOLD_COUNT(VENUE_ACL, "2024.acl", 10));
    struct edition_statistics statistics = get_statistics(test, 10);
    assert_int_equal(statistics.keywords.count + statistics.authors.count, 0);
    assert_int_equal(get_edition_page(test, (struct edition_query){ .skip = 0 }).total,
                     0);
    assert_int_equal(get_groups(test, 1).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(an_edition_counts_its_papers_and_abstracts),
        store_test(editions_are_listed_by_series_year_and_arrival),
        store_test(parts_of_a_source_declare_together),
        store_test(the_most_believed_title_stays),
        store_test(groups_that_nobody_orders_go_by_tier_and_name),
        store_test(the_most_believed_source_orders_the_groups),
        store_test(telling_again_changes_no_page),
        store_test(papers_are_listed_in_the_venues_order),
        store_test(a_group_is_found_by_either_name_in_any_case),
        store_test(parts_go_group_after_group),
        store_test(papers_are_sorted_as_in_daily_lists),
        store_test(keywords_and_authors_are_tallied_whatever_the_spelling),
        store_test(without_told_keywords_ours_are_tallied),
        store_test(an_edition_without_papers_has_empty_statistics),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
