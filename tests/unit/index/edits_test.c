/* Edits between words, against the plain table, and in the order of a dictionary. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "index/edits.h"

#include <stdlib.h>
#include <string.h>

static int edits_between(const char *wanted, const char *word, int max)
{
    struct edits edits;
    size_t hopeless = 0;
    edits_start(&edits, str_of(wanted), max);
    return edits_to(&edits, str_of(word), &hopeless);
}

static void one_edit_is_a_letter_changed_added_left_out_or_swapped(void **state)
{
    (void)state;
    assert_int_equal(edits_between("graph", "graph", 2), 0);
    assert_int_equal(edits_between("graph", "grapf", 2), 1);
    assert_int_equal(edits_between("graph", "graphs", 2), 1);
    assert_int_equal(edits_between("graph", "grap", 2), 1);
    assert_int_equal(edits_between("graph", "garph", 2), 1);
    assert_int_equal(edits_between("graph", "agrph", 2), 2);
    assert_int_equal(edits_between("graph", "paper", 2), 3);
}

static void letters_are_characters_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(edits_letters(str_of("深度学习")), 4);
    assert_int_equal(edits_between("深度学习", "深学度习", 2), 1);
    assert_int_equal(edits_between("深度学习", "深度学", 2), 1);
}

/* The plain table of all letters. */
static int long_way(struct str a, struct str b)
{
    int rows[16][16];
    for (size_t i = 0; i <= a.len; i++) {
        for (size_t j = 0; j <= b.len; j++) {
            int least = (int)(i > j ? i : j);
            if (i > 0 && j > 0) {
                int change = rows[i - 1][j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
                int add = rows[i][j - 1] + 1, drop = rows[i - 1][j] + 1;
                least = change < add ? change : add;
                least = drop < least ? drop : least;
            }
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
                a.ptr[i - 2] == b.ptr[j - 1] && rows[i - 2][j - 2] + 1 < least)
                least = rows[i - 2][j - 2] + 1;
            rows[i][j] = least;
        }
    }
    return rows[a.len][b.len];
}

static size_t draw_word(uint64_t *random, char *out)
{
    *random = *random * UINT64_C(6364136223846793005) + 1442695040888963407;
    uint64_t bits = *random >> 20;
    size_t len = 1 + bits % 9;
    for (size_t i = 0; i < len; i++)
        out[i] = (char)('a' + (bits >> (4 + 2 * i) & 3));
    return len;
}

static int bytewise(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* In byte order, as a dictionary tells them, so that rows are shared; and what is said
 * to be hopeless is. */
static void words_told_in_order_give_the_same_as_told_alone(void **state)
{
    (void)state;
    enum { WORDS = 400 };
    static char words[WORDS][16];
    uint64_t random = 7;
    for (size_t i = 0; i < WORDS; i++)
        draw_word(&random, words[i]);
    qsort(words, WORDS, sizeof words[0], bytewise);
    for (int round = 0; round < 60; round++) {
        char wanted[16] = "", hopeless[16] = "";
        struct edits edits;
        draw_word(&random, wanted);
        edits_start(&edits, str_of(wanted), 1 + round % 2);
        for (size_t i = 0; i < WORDS; i++) {
            struct str word = str_of(words[i]);
            size_t len = 0;
            int right = long_way(str_of(wanted), word);
            right = right < edits.max   ? right
                    : right > edits.max ? edits.max + 1
                                        : right;
            assert_int_equal(edits_to(&edits, word, &len), right);
            if (hopeless[0] != '\0' && str_starts(word, str_of(hopeless)))
                assert_int_equal(right, edits.max + 1);
            assert_true(len <= word.len);
            memcpy(hopeless, words[i], len);
            hopeless[len] = '\0';
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_edit_is_a_letter_changed_added_left_out_or_swapped),
        cmocka_unit_test(letters_are_characters_not_bytes),
        cmocka_unit_test(words_told_in_order_give_the_same_as_told_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
