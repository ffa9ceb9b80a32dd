/* What is no JSON, or no text, becomes harmless without moving. */
#include "proceedings/json/json_repair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_repaired(const char *text, size_t len, const char *expected)
{
    char copy[200];
    assert_true(len < sizeof copy && len == strlen(expected));
    memcpy(copy, text, len);
    json_repair(copy, len);
    assert_memory_equal(copy, expected, len);
}

#define REPAIRED(text, expected) assert_repaired(text, sizeof(text) - 1, expected)

static void controls_are_spaces(void **state)
{
    (void)state;
    REPAIRED("{\"a\":\"b\\u0000c\\u001Fd\\u0009\\u000a\"}",
             "{\"a\":\"b\\u0020c\\u0020d\\u0009\\u000a\"}");
    REPAIRED("{\"a\0\":\"\x01\t\"}", "{\"a \":\" \t\"}");
    REPAIRED("\"\\\\u0000\\\\\\u0000\"", "\"\\\\u0000\\\\\\u0020\"");
    REPAIRED("\"\\u00", "\"\\u00");
    REPAIRED("\"\\", "\"\\");
}

static void halves_of_pairs_are_replaced(void **state)
{
    (void)state;
    REPAIRED("\"\\ud83d\\ude00\"", "\"\\ud83d\\ude00\"");
    REPAIRED("\"\\ud83d.\\ude00\"", "\"\\ufffd.\\ufffd\"");
    REPAIRED("\"\\ud83d\\ud83d\\ude00\"", "\"\\ufffd\\ud83d\\ude00\"");
}

static void what_is_no_number_is_zero(void **state)
{
    (void)state;
    REPAIRED("[NaN,-Infinity,Infinity]", "[0  ,-0       ,0       ]");
    REPAIRED("[\"NaN\\\"NaN\"]", "[\"NaN\\\"NaN\"]");
    REPAIRED("[Na", "[Na");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(controls_are_spaces),
        cmocka_unit_test(halves_of_pairs_are_replaced),
        cmocka_unit_test(what_is_no_number_is_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
