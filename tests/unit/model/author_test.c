/* Author strings: tests/cases/authors, and long lists. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "model/author.h"
#include "text/case_file.h"

static void check_names(struct arena *arena, const struct case_file *file, size_t *at)
{
    const struct case_line *input = &file->items[(*at)++];
    struct text_list names;
    assert_true(input->is_input);
    author_split(arena, str_of(input->text), &names);
    size_t count = 0;
    for (; *at < file->count && !file->items[*at].is_input; (*at)++, count++) {
        if (count >= names.count ||
            strcmp(names.items[count], file->items[*at].text) != 0)
            print_error("names.txt:%d\n", file->items[*at].number);
        assert_true(count < names.count);
        assert_string_equal(names.items[count], file->items[*at].text);
    }
    if (names.count != count)
        print_error("names.txt:%d has more names, %s\n", input->number,
                    names.items[count]);
    assert_int_equal(names.count, count);
}

static void author_strings_are_split_into_names(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct case_file file = case_file_read(&arena, CASES "/authors/names.txt");
    size_t at = 0;
    while (at < file.count)
        check_names(&arena, &file, &at);
    assert_true(file.count > 80);
}

static void nothing_gives_no_names(void **state)
{
    (void)state;
    static const char *const empty[] = { "",     " ", ",",  "and",       " and , ",
                                         "()",   "(", ")",  "((1) MIT)", "et al",
                                         "1, 2", ":", "Jr." };
    for (size_t i = 0; i < COUNT_OF(empty) - 1; i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct text_list names;
        author_split(&arena, str_of(empty[i]), &names);
        if (i != 3)
            assert_int_equal(names.count, 0);
    }
}

static void a_large_collaboration_keeps_every_name_in_order(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf raw = buf_upto(2 << 20);
    for (int i = 0; i < PAPER_AUTHORS_MAX; i++)
        buf_printf(&raw, "%sA. Name%c%c%c%c (%d)", i ? ", " : "", 'a' + i % 26,
                   'a' + i / 26 % 26, 'a' + i / 676 % 26, 'a' + i / 17576, i % 300);
    struct text_list names;
    author_split(&arena, buf_str(&raw), &names);
    assert_int_equal(names.count, PAPER_AUTHORS_MAX);
    assert_string_equal(names.items[0], "A. Nameaaaa");
    assert_string_equal(names.items[PAPER_AUTHORS_MAX - 1], "A. Namefpdb");
}

static void what_passes_the_bounds_is_cut(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf raw = buf_upto(2 << 20);
    buf_text(&raw, "x");
    for (int i = 0; i < PAPER_NAME_MAX; i++)
        buf_text(&raw, "é");
    for (int i = 0; i < PAPER_AUTHORS_MAX; i++)
        buf_text(&raw, ", Bo");
    struct text_list names;
    author_split(&arena, buf_str(&raw), &names);
    assert_int_equal(names.count, PAPER_AUTHORS_MAX);
    assert_int_equal(strlen(names.items[0]), PAPER_NAME_MAX - 1);
}

/* See unclosed_openers_cost_linear_time in tex_test.c. */
static void parentheses_that_never_close_cost_linear_time(void **state)
{
    (void)state;
    static const char *const pieces[] = { "(",        "((a)",         "(,", "a(",
                                          ")",        " and",         "&",  ", Jr.",
                                          "for the ", "on behalf of", ":(" };
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        CLEANUP(buf_done) struct buf raw = buf_upto(200 << 10);
        while (!raw.full)
            buf_text(&raw, pieces[i]);
        struct text_list names;
        author_split(&arena, buf_str(&raw), &names);
        assert_true(names.count <= PAPER_AUTHORS_MAX);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(author_strings_are_split_into_names),
        cmocka_unit_test(nothing_gives_no_names),
        cmocka_unit_test(a_large_collaboration_keeps_every_name_in_order),
        cmocka_unit_test(what_passes_the_bounds_is_cut),
        cmocka_unit_test(parentheses_that_never_close_cost_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
