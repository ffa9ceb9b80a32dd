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

static void where_many_years_are_few_have_labels_and_this_one_has(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *page = cJSON_CreateObject();
    struct chart_bar years[40];
    for (int i = 0; i < 40; i++)
        years[i] = (struct chart_bar){ .text = arena_printf(&arena, "%d", 1985 + i),
                                       .value = i + 1,
                                       .on = i == 37 };
    struct chart chart = chart_of(years, COUNT_OF(years));
    chart_set_years(page, "years", &arena, &chart);
    const cJSON *column, *columns = member(member(page, "years"), "columns");
    int labels = 0;
    cJSON_ArrayForEach(column, columns)
    {
        labels += !cJSON_IsNull(member(column, "label"));
        assert_true(cJSON_IsNull(member(column, "value")));
    }
    assert_int_equal(labels, 8);
    assert_string_equal(text(cJSON_GetArrayItem(columns, 37), "label"), "2022");
    assert_true(cJSON_IsNull(member(cJSON_GetArrayItem(columns, 39), "label")));
    assert_string_equal(text(cJSON_GetArrayItem(columns, 2), "label"), "1987");
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
        cmocka_unit_test(one_year_is_no_chart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
