/* FNV-1a against its authors' published values. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/hash.h"

static void published_values_come_out(void **state)
{
    (void)state;
    assert_int_equal(hash_add(HASH_START, LIT("")), UINT64_C(0xcbf29ce484222325));
    assert_int_equal(hash_add(HASH_START, LIT("a")), UINT64_C(0xaf63dc4c8601ec8c));
    assert_int_equal(hash_add(HASH_START, LIT("foobar")), UINT64_C(0x85944171f73967e8));
}

static void pieces_hash_like_the_whole(void **state)
{
    (void)state;
    uint64_t pieces = hash_add(hash_add(HASH_START, LIT("foo")), LIT("bar"));
    assert_int_equal(pieces, hash_add(HASH_START, LIT("foobar")));
}

static void a_number_hashes_as_its_eight_bytes(void **state)
{
    (void)state;
    uint64_t bytes = hash_add(HASH_START, (struct str){ "\x01\x02\0\0\0\0\0\x80", 8 });
    assert_int_equal(hash_add_int(HASH_START, UINT64_C(0x8000000000000201)), bytes);
}

static void pages_that_differ_in_a_byte_or_their_length_hash_differently(void **state)
{
    (void)state;
    char page[40] = { 0 };
    uint64_t hashes[2 * sizeof page];
    for (size_t i = 0; i < sizeof page; i++) {
        hashes[i] = hash_page((struct str){ page, i });
        page[i] = 1;
        hashes[sizeof page + i] = hash_page((struct str){ page, sizeof page });
        page[i] = 0;
    }
    for (size_t i = 0; i < COUNT_OF(hashes); i++)
        for (size_t k = 0; k < i; k++)
            assert_int_not_equal(hashes[i], hashes[k]);
}

static void random_bits_differ(void **state)
{
    (void)state;
    assert_int_not_equal(random_bits(), random_bits());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_values_come_out),
        cmocka_unit_test(pieces_hash_like_the_whole),
        cmocka_unit_test(a_number_hashes_as_its_eight_bytes),
        cmocka_unit_test(pages_that_differ_in_a_byte_or_their_length_hash_differently),
        cmocka_unit_test(random_bits_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
