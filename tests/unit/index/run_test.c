/* Runs of numbers, whole and cut short. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "index/run.h"

#include <stdlib.h>
#include <string.h>

static uint64_t chance = 1;
static uint32_t draw(unsigned bits)
{
    chance = chance * UINT64_C(6364136223846793005) + 1442695040888963407;
    return bits == 0 ? 0 : (uint32_t)(chance >> 32) >> (32 - bits);
}

/* A copy of its own, so that a sanitizer sees a byte too many. */
static void assert_reads_back(const unsigned char *bytes, size_t size,
                              const uint32_t *values, unsigned count)
{
    unsigned char *copy = malloc(size ? size : 1);
    uint32_t read[RUN_MAX] = { 0 };
    memcpy(copy, bytes, size);
    assert_ptr_equal(run_read(copy, copy + size, read, count), copy + size);
    assert_memory_equal(read, values, count * sizeof *values);
    assert_ptr_equal(run_skip(copy, copy + size, count), copy + size);
    free(copy);
    for (size_t cut = 0; cut < size; cut++) {
        copy = malloc(cut ? cut : 1);
        memcpy(copy, bytes, cut);
        assert_null(run_read(copy, copy + cut, read, count));
        assert_null(run_skip(copy, copy + cut, count));
        free(copy);
    }
}

static void check_values(const uint32_t *values, unsigned count)
{
    unsigned char bytes[RUN_BYTES_MAX];
    unsigned char *end = run_write(bytes, values, count);
    assert_true((size_t)(end - bytes) <= sizeof bytes);
    assert_reads_back(bytes, (size_t)(end - bytes), values, count);
}

static void every_width_and_count_reads_back(void **state)
{
    (void)state;
    static const unsigned counts[] = { 1, 2, 3, 4, 7, 8, 31, 100, 127, 128 };
    for (unsigned bits = 0; bits <= 32; bits++)
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            uint32_t values[RUN_MAX];
            for (unsigned j = 0; j < counts[i]; j++)
                values[j] = draw(bits);
            check_values(values, counts[i]);
        }
}

static void numbers_larger_than_most_read_back(void **state)
{
    (void)state;
    for (unsigned round = 0; round < 300; round++) {
        uint32_t values[RUN_MAX];
        unsigned count = 3 + draw(7) % 126, usual = draw(5) % 25;
        for (unsigned j = 0; j < count; j++)
            values[j] = draw(draw(4) == 0 ? usual + draw(3) : usual);
        values[0] = values[count - 1] = UINT32_MAX;
        check_values(values, count);
    }
}

static void few_large_numbers_do_not_widen_the_rest(void **state)
{
    (void)state;
    uint32_t values[RUN_MAX];
    unsigned char bytes[RUN_BYTES_MAX];
    for (unsigned i = 0; i < RUN_MAX; i++)
        values[i] = i % 4;
    values[5] = 1000;
    assert_true(run_write(bytes, values, RUN_MAX) - bytes <= 2 + 128 * 2 / 8 + 2);
}

static void varints_read_back_and_end_with_the_bytes(void **state)
{
    (void)state;
    for (unsigned bits = 0; bits < 64; bits++) {
        unsigned char bytes[VARINT_BYTES_MAX];
        uint64_t value = (UINT64_C(1) << bits) - (bits % 2), read = 0;
        unsigned char *end = varint_write(bytes, value);
        assert_ptr_equal(varint_read(bytes, end, &read), end);
        assert_true(read == value);
        assert_null(varint_read(bytes, end - 1, &read));
    }
}

static void gaps_add_up_to_numbers(void **state)
{
    (void)state;
    uint32_t values[RUN_MAX], sum = 41;
    for (unsigned i = 0; i < RUN_MAX; i++)
        values[i] = i % 5;
    add_up_gaps(values, sum);
    for (unsigned i = 0; i < RUN_MAX; i++) {
        sum += i % 5 + 1;
        assert_int_equal(values[i], sum);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_width_and_count_reads_back),
        cmocka_unit_test(numbers_larger_than_most_read_back),
        cmocka_unit_test(few_large_numbers_do_not_widen_the_rest),
        cmocka_unit_test(varints_read_back_and_end_with_the_bytes),
        cmocka_unit_test(gaps_add_up_to_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
