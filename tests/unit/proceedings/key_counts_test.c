/* Different texts are counted once each, and not without bound. */
#include "proceedings/key_counts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static uint64_t add_number(struct key_counts *counts, int number)
{
    char key[20];
    snprintf(key, sizeof key, "paper%d", number);
    return key_counts_add(counts, str_of(key));
}

static void a_key_counts_once(void **state)
{
    (void)state;
    struct key_counts counts = { 0 };
    for (uint64_t round = 0; round < 3; round++)
        for (int i = 0; i < 5000; i++)
            assert_int_equal(add_number(&counts, i), round);
    assert_int_equal(counts.count, 5000);
    key_counts_done(&counts);
    assert_int_equal(counts.count, 0);
    key_counts_done(&counts);
}

static void past_the_bound_each_is_new(void **state)
{
    (void)state;
    struct key_counts counts = { 0 };
    for (int i = 0; i < KEY_COUNTS_MAX; i++)
        add_number(&counts, i);
    size_t size = counts.size;
    assert_int_equal(add_number(&counts, KEY_COUNTS_MAX), 0);
    assert_int_equal(add_number(&counts, KEY_COUNTS_MAX), 0);
    assert_int_equal(add_number(&counts, 7), 1);
    assert_int_equal(counts.count, KEY_COUNTS_MAX + 2);
    assert_int_equal(counts.size, size);
    key_counts_done(&counts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_counts_once),
        cmocka_unit_test(past_the_bound_each_is_new),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
