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
        cmocka_unit_test(random_bits_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
