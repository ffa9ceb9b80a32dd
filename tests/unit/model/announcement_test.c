/* Names of sections and sources, and when a ledger row is complete. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "model/announcement.h"

static void names_lead_there_and_back(void **state)
{
    (void)state;
    struct err err;
    for (int i = 0; i < SECTION_COUNT; i++) {
        enum section section = SECTION_COUNT;
        assert_true(
            section_read(str_of(section_name((enum section)i)), &section, &err));
        assert_int_equal(section, i);
    }
    assert_string_equal(section_name(SECTION_REPLACE_CROSS), "replace-cross");
    assert_string_equal(ledger_source_name(LEDGER_FROM_BOTH), "listing+feed");
}

static void other_names_are_refused(void **state)
{
    (void)state;
    struct err err = { 0 };
    enum section section = SECTION_CROSS;
    assert_false(section_read(LIT("New"), &section, &err));
    assert_string_equal(err.text,
                        "“New” is not a section: new, cross, replace or replace-cross");
    assert_int_equal(section, SECTION_CROSS);
    assert_false(section_read(LIT(""), &section, &err));
}

static void a_row_is_complete_when_nothing_announced_lacks(void **state)
{
    (void)state;
    static const char *keys[] = { "2401.00001" };
    struct ledger_row row = { .announced = 3, .stored = 3 };
    assert_true(ledger_row_is_complete(&row));
    row.stored = 4; /* the listing counted fewer than it showed */
    assert_true(ledger_row_is_complete(&row));
    row.stored = 2;
    assert_false(ledger_row_is_complete(&row));
    row = (struct ledger_row){ .announced = 0, .stored = 0 };
    assert_true(ledger_row_is_complete(&row));
    row.announced = -1; /* never seen */
    assert_false(ledger_row_is_complete(&row));
    row = (struct ledger_row){ .announced = 1, .stored = 1, .missing = { keys, 1, 1 } };
    assert_false(ledger_row_is_complete(&row));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_lead_there_and_back),
        cmocka_unit_test(other_names_are_refused),
        cmocka_unit_test(a_row_is_complete_when_nothing_announced_lacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
