/* Where bars and columns stand. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "site/venue/chart.h"

#include <string.h>

static const struct chart_bar groups[] = {
    { "Oral", "/venue/ICLR.2024?group=Oral", 25, false },
    { "Poster", NULL, 100, false },
    { "Journal", NULL, 0, false },
};

static struct chart chart_of(const struct chart_bar *bars, size_t count)
{
    return (struct chart){ .id = "groups",
                           .title = "By group",
                           .of = "",
                           .one = "paper",
                           .many = "papers",
                           .bars = bars,
                           .count = count };
}

static const cJSON *member(const cJSON *object, const char *name)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, name);
    assert_non_null(found);
    return found;
}

static const char *text(const cJSON *object, const char *name)
{
    return member(object, name)->valuestring;
}

static int number(const cJSON *object, const char *name)
{
    return member(object, name)->valueint;
}

static void the_longest_bar_is_full_and_the_others_are_its_shares(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *list = cJSON_CreateArray();
    struct chart chart = chart_of(groups, COUNT_OF(groups));
    chart_add_bars(list, &arena, &chart);
    const cJSON *bars = member(list->child, "bars");
    assert_int_equal(cJSON_GetArraySize(bars), 3);
    const cJSON *oral = bars->child, *poster = oral->next, *journal = poster->next;
    assert_string_equal(text(oral, "width"), "25.00%");
    assert_string_equal(text(poster, "width"), "100.00%");
    assert_string_equal(text(journal, "width"), "0.00%");
    assert_string_equal(text(oral, "said"), "Oral: 25 papers");
    assert_string_equal(text(oral, "url"), "/venue/ICLR.2024?group=Oral");
    assert_true(cJSON_IsNull(member(poster, "url")));
    assert_true(number(oral, "bar_y") > number(oral, "text_y"));
    assert_true(number(poster, "text_y") > number(oral, "bar_y"));
    assert_true(number(list->child, "height") > number(journal, "bar_y"));
}

static void bars_of_a_whole_are_shares_of_it(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *list = cJSON_CreateArray();
    struct chart chart = chart_of(groups, 2);
    chart.most = 50;
    chart.of = " of 50";
    chart_add_bars(list, &arena, &chart);
    const cJSON *oral = member(list->child, "bars")->child;
    assert_string_equal(text(oral, "width"), "50.00%");
    assert_string_equal(text(oral, "value"), "25 of 50");
    assert_string_equal(text(oral, "said"), "Oral: 25 of 50");
    assert_string_equal(text(oral->next, "width"), "100.00%"); /* never over it */
}

static void a_chart_of_nothing_is_none(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *list = cJSON_CreateArray();
    struct chart chart = chart_of(groups, 0);
    chart_add_bars(list, &arena, &chart);
    assert_int_equal(cJSON_GetArraySize(list), 0);
    chart.bars = &groups[2];
    chart.count = 1;
    chart_add_bars(list, &arena, &chart);
    assert_string_equal(text(member(list->child, "bars")->child, "width"), "0.00%");
}

static void a_long_name_is_cut_to_be_seen_and_whole_to_be_heard(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *list = cJSON_CreateArray();
    const struct chart_bar bar = {
        .text = "Artificial Intelligence for Social Impact and other Mussels",
        .value = 1,
    };
    struct chart chart = chart_of(&bar, 1);
    chart_add_bars(list, &arena, &chart);
    const cJSON *drawn = member(list->child, "bars")->child;
    assert_true(strlen(text(drawn, "text")) < strlen(bar.text));
    assert_string_equal(text(drawn, "said"),
                        "Artificial Intelligence for Social Impact and other Mussels: "
                        "1 paper");
}

static void years_stand_on_an_axis_that_leaves_room_for_missing_ones(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *page = cJSON_CreateObject();
    const struct chart_bar years[] = {
        { "2021", "/venue/ICCV.2021/statistics", 50, false },
        { "2023", "/venue/ICCV.2023/statistics", 100, true },
    };
    struct chart chart = chart_of(years, COUNT_OF(years));
    chart_set_years(page, "years", &arena, &chart);
    const cJSON *chart_json = member(page, "years");
    const cJSON *first = member(chart_json, "columns")->child, *last = first->next;
    assert_string_equal(text(first, "middle"), "50.00%");
    assert_string_equal(text(last, "middle"), "90.00%");
    assert_int_equal(number(last, "y") + number(last, "height"),
                     number(chart_json, "base_y"));
    assert_int_equal(number(first, "height") * 2, number(last, "height"));
    assert_true(cJSON_IsTrue(member(last, "on")));
    assert_string_equal(text(last, "value"), "100");
}

/* The labels of `count` years up to 2024, of which `on` is shown. */
static const cJSON *years_to_2024(cJSON *page, struct arena *arena, int count, int on)
{
    struct chart_bar *years = ARENA_ARRAY(arena, struct chart_bar, (size_t)count);
    for (int i = 0; i < count; i++) {
        int year = 2025 - count + i;
        years[i] = (struct chart_bar){ .text = arena_printf(arena, "%d", year),
                                       .value = i + 1,
                                       .on = year == on };
    }
    struct chart chart = chart_of(years, (size_t)count);
    chart_set_years(page, "years", arena, &chart);
    return member(member(page, "years"), "labels");
}

static void where_many_years_are_few_have_labels_and_this_one_has(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *page = cJSON_CreateObject();
    const cJSON *labels = years_to_2024(page, &arena, 40, 2022);
    const cJSON *column, *last = cJSON_GetArrayItem(labels, 6);
    cJSON_ArrayForEach(column, member(member(page, "years"), "columns"))
        assert_true(cJSON_IsNull(member(column, "value")));
    assert_int_equal(cJSON_GetArraySize(labels), 7);
    assert_string_equal(text(labels->child, "text"), "1986");
    assert_true(cJSON_IsFalse(member(labels->child, "on")));
    assert_string_equal(text(last, "text"), "2022");
    assert_true(cJSON_IsTrue(member(last, "on")));
    assert_string_equal(text(last, "anchor"), "middle");
    assert_string_equal(text(member(page, "years"), "note"),
                        "Most in 2024: 40 papers.");
}

static void labels_at_the_ends_stay_inside(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *page = cJSON_CreateObject();
    const cJSON *labels = years_to_2024(page, &arena, 9, 2024);
    const cJSON *last = cJSON_GetArrayItem(labels, 4);
    assert_string_equal(text(labels->child, "text"), "2016");
    assert_string_equal(text(labels->child, "anchor"), "start");
    assert_string_equal(text(labels->child, "x"), "0.00%");
    assert_string_equal(text(last, "anchor"), "end");
    assert_string_equal(text(last, "x"), "100.00%");
}

static void a_year_without_an_edition_has_its_label(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *page = cJSON_CreateObject();
    const struct chart_bar years[] = { { "2018", NULL, 1, false },
                                       { "2023", NULL, 2, false } };
    struct chart chart = chart_of(years, COUNT_OF(years));
    chart_set_years(page, "years", &arena, &chart);
    const cJSON *labels = member(member(page, "years"), "labels");
    assert_int_equal(cJSON_GetArraySize(labels), 6);
    assert_string_equal(text(cJSON_GetArrayItem(labels, 2), "text"), "2020");
    assert_true(cJSON_IsFalse(member(cJSON_GetArrayItem(labels, 5), "on")));
    assert_true(cJSON_IsNull(member(member(page, "years"), "note")));
}

static void one_year_is_no_chart(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *page = cJSON_CreateObject();
    const struct chart_bar year = { .text = "2024", .value = 5 };
    struct chart chart = chart_of(&year, 1);
    chart_set_years(page, "years", &arena, &chart);
    assert_true(cJSON_IsNull(member(page, "years")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_bar_is_full_and_the_others_are_its_shares),
        cmocka_unit_test(bars_of_a_whole_are_shares_of_it),
        cmocka_unit_test(a_chart_of_nothing_is_none),
        cmocka_unit_test(a_long_name_is_cut_to_be_seen_and_whole_to_be_heard),
        cmocka_unit_test(years_stand_on_an_axis_that_leaves_room_for_missing_ones),
        cmocka_unit_test(where_many_years_are_few_have_labels_and_this_one_has),
        cmocka_unit_test(labels_at_the_ends_stay_inside),
        cmocka_unit_test(a_year_without_an_edition_has_its_label),
        cmocka_unit_test(one_year_is_no_chart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
