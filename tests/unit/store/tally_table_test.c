/* Counting many things in many spellings. */
#include "store/tally_table.h"
#include "store/test_store.h"

struct tallying {
    struct arena arena;
    struct analyser *analyser;
    struct tally_table *table;
};

static int set_up(void **state)
{
    struct tallying *tallying = calloc(1, sizeof *tallying);
    assert_non_null(tallying);
    tallying->analyser = analyser_new();
    tallying->table = tally_table_open(tallying->analyser);
    *state = tallying;
    return 0;
}

static int tear_down(void **state)
{
    struct tallying *tallying = *state;
    tally_table_close(&tallying->table);
    tally_table_close(&tallying->table);
    analyser_free(tallying->analyser);
    arena_done(&tallying->arena);
    free(tallying);
    return 0;
}

static void add(struct tallying *tallying, int64_t paper, const char *text)
{
    tally_table_add(tallying->table, paper, str_of(text));
}

static struct edition_tallies read_all(struct tallying *tallying)
{
    struct edition_tallies tallies = { 0 };
    tally_table_read(tallying->table, 100000, &tallying->arena, &tallies);
    return tallies;
}

static void many_things_are_counted_each(void **state)
{
    struct tallying *tallying = *state;
    for (int64_t i = 0; i < 20000; i++)
        add(tallying, i,
            arena_printf(&tallying->arena, "%s %d", i % 2 ? "Word" : "word",
                         (int)(i % 3000)));
    struct edition_tallies tallies = read_all(tallying);
    assert_int_equal(tallies.count, 3000);
    assert_int_equal(tally_table_count(tallying->table), 3000);
    assert_int_equal(tallies.items[0].papers, 7);
    assert_int_equal(tallies.items[2999].papers, 6);
}

static void the_most_frequent_spelling_is_shown(void **state)
{
    struct tallying *tallying = *state;
    add(tallying, 1, "J. K. Öz");
    add(tallying, 2, " J K Oz ");
    add(tallying, 3, "J K Oz");
    add(tallying, 3, "j. k. öz");
    add(tallying, 4, "Beta");
    add(tallying, 4, "beta");
    struct edition_tallies tallies = read_all(tallying);
    assert_int_equal(tallies.count, 2);
    assert_string_equal(tallies.items[0].text, "J K Oz");
    assert_int_equal(tallies.items[0].papers, 3);
    assert_string_equal(tallies.items[1].text, "Beta");
    assert_int_equal(tallies.items[1].papers, 1);
}

static void what_has_no_letters_counts_as_it_is_written(void **state)
{
    struct tallying *tallying = *state;
    add(tallying, 1, "???");
    add(tallying, 2, "!!!");
    add(tallying, 3, "???");
    add(tallying, 4, "");
    add(tallying, 5, "  ");
    struct edition_tallies tallies = read_all(tallying);
    assert_int_equal(tallies.count, 2);
    assert_string_equal(tallies.items[0].text, "???");
    assert_int_equal(tallies.items[0].papers, 2);
}

static void equals_go_by_text_and_the_limit_cuts(void **state)
{
    struct tallying *tallying = *state;
    struct edition_tallies tallies = { 0 };
    add(tallying, 1, "c");
    add(tallying, 1, "a");
    add(tallying, 1, "b");
    tally_table_read(tallying->table, 2, &tallying->arena, &tallies);
    assert_int_equal(tallies.count, 2);
    assert_string_equal(tallies.items[0].text, "a");
    assert_string_equal(tallies.items[1].text, "b");
}

#define tally_test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        tally_test(many_things_are_counted_each),
        tally_test(the_most_frequent_spelling_is_shown),
        tally_test(what_has_no_letters_counts_as_it_is_written),
        tally_test(equals_go_by_text_and_the_limit_cuts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
