/* What is picked when two sources tell of a paper; the rest is in paper_store_test.c.
 */
#include "store/paper/paper_merge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { DAY = 20567 * SECONDS_A_DAY, MOMENT = DAY + 40000 };

static struct paper_merge merge(int64_t stored, int64_t told)
{
    struct paper before = { .key = "2604.00001", .version = 1, .updated = stored };
    struct paper after = { .key = "2604.00001", .version = 1, .updated = told };
    before.announced = after.announced = DAY_NONE;
    return paper_merge(&before, &after);
}

static void a_day_does_not_replace_a_moment_of_it(void **state)
{
    (void)state;
    assert_int_equal(merge(MOMENT, DAY).paper.updated, MOMENT);
    assert_false(merge(MOMENT, DAY).changed);
    assert_int_equal(merge(DAY, MOMENT).paper.updated, MOMENT);
    assert_int_equal(merge(0, DAY).paper.updated, DAY);
}

static void another_day_replaces_a_moment(void **state)
{
    (void)state;
    assert_int_equal(merge(MOMENT, DAY - SECONDS_A_DAY).paper.updated,
                     DAY - SECONDS_A_DAY);
    assert_int_equal(merge(MOMENT, DAY + SECONDS_A_DAY).paper.updated,
                     DAY + SECONDS_A_DAY);
    assert_int_equal(merge(MOMENT, DAY + 5).paper.updated, DAY + 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_does_not_replace_a_moment_of_it),
        cmocka_unit_test(another_day_replaces_a_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
