/* The growable buffer: its ceiling, and that it stays a C string. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"

#include <string.h>

static void a_new_buffer_is_the_empty_string(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf buf = buf_upto(10);
    assert_string_equal(buf_str(&buf).ptr, "");
    assert_int_equal(buf.len, 0);
    buf_text(&buf, NULL);
    buf_cut(&buf, 0);
    buf_drop(&buf, 5);
    assert_int_equal(buf_str(&buf).len, 0);
}

static void what_passes_the_ceiling_is_dropped_whole_and_all_after_it(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf buf = buf_upto(5);
    buf_add(&buf, LIT("abc"));
    buf_add(&buf, LIT("def"));
    assert_true(buf.full);
    buf_char(&buf, 'x');
    buf_printf(&buf, "%d", 1);
    assert_string_equal(buf.ptr, "abc");
}

static void the_ceiling_itself_can_be_reached(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf buf = buf_upto(5);
    buf_printf(&buf, "%s%d", "abcd", 5);
    assert_false(buf.full);
    assert_string_equal(buf.ptr, "abcd5");
    buf_add(&buf, LIT(""));
    assert_false(buf.full);
    buf_char(&buf, 'x');
    assert_true(buf.full);
}

static void memory_stays_near_the_ceiling(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf buf = buf_upto(1000);
    for (int i = 0; i < 1000; i++)
        buf_char(&buf, 'a');
    assert_false(buf.full);
    assert_int_equal(buf.len, 1000);
    assert_true(buf.cap <= 1001);
    assert_int_equal(strlen(buf.ptr), 1000);
}

static void clearing_forgets_that_it_was_full(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf buf = buf_upto(2);
    buf_text(&buf, "abc");
    assert_true(buf.full);
    buf_clear(&buf);
    buf_text(&buf, "ab");
    assert_false(buf.full);
    assert_string_equal(buf.ptr, "ab");
    buf_done(&buf);
    assert_int_equal(buf.max, 2);
    buf_text(&buf, "cd");
    assert_string_equal(buf.ptr, "cd");
}

static void bytes_leave_at_both_ends(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf buf = buf_upto(20);
    buf_text(&buf, "0123456789");
    buf_drop(&buf, 3);
    assert_string_equal(buf.ptr, "3456789");
    buf_cut(&buf, 4);
    assert_string_equal(buf.ptr, "3456");
    buf_cut(&buf, 9);
    assert_int_equal(buf.len, 4);
    buf_drop(&buf, 100);
    assert_string_equal(buf.ptr, "");
}

static void nul_bytes_are_bytes(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf buf = buf_upto(20);
    buf_add(&buf, (struct str){ "a\0b", 3 });
    buf_char(&buf, '\0');
    assert_int_equal(buf.len, 4);
    assert_memory_equal(buf.ptr, "a\0b\0", 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_buffer_is_the_empty_string),
        cmocka_unit_test(what_passes_the_ceiling_is_dropped_whole_and_all_after_it),
        cmocka_unit_test(the_ceiling_itself_can_be_reached),
        cmocka_unit_test(memory_stays_near_the_ceiling),
        cmocka_unit_test(clearing_forgets_that_it_was_full),
        cmocka_unit_test(bytes_leave_at_both_ends),
        cmocka_unit_test(nul_bytes_are_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
