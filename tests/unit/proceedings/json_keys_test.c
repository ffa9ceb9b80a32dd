/* Different keys are counted once each. */
#include "proceedings/json_keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void a_key_counts_once(void **state)
{
    (void)state;
    struct json_keys keys = { 0 };
    char key[20];
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 5000; i++) {
            snprintf(key, sizeof key, "paper%d", i);
            json_keys_add(&keys, str_of(key));
        }
    assert_int_equal(keys.count, 5000);
    assert_true(keys.capacity >= 10000);
    json_keys_done(&keys);
    assert_int_equal(keys.count, 0);
    json_keys_done(&keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_counts_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
