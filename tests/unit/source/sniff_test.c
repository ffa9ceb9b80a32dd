/* What was found where something else was expected. */
#include "source/sniff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_sniffed(struct str bytes, const char *expected)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    assert_string_equal(sniff(&arena, bytes), expected);
}

static void a_packed_file_is_told_by_its_packer(void **state)
{
    (void)state;
    assert_sniffed(LIT("\x1f\x8b\x08\x00\x00"), "a file packed by gzip");
    assert_sniffed(LIT("PK\x03\x04\x14\x00"), "a file packed by zip");
    assert_sniffed(LIT("\xfd"
                       "7zXZ\x00"),
                   "a file packed by xz");
    assert_sniffed(LIT("\x28\xb5\x2f\xfd\x00"), "a file packed by zstd");
    assert_string_equal(sniff_packer(LIT("BZh91AY")), "bzip2");
}

static void a_text_is_not_packed(void **state)
{
    (void)state;
    assert_null(sniff_packer(LIT("")));
    assert_null(sniff_packer(LIT("\x1f")));
    assert_null(sniff_packer(LIT("PKDD.2024")));
    assert_sniffed(LIT(" Rate exceeded. "), "the text “Rate exceeded.”");
    assert_sniffed(LIT(" \n"), "an empty body");
}

static void a_page_is_told_by_its_title(void **state)
{
    (void)state;
    assert_sniffed(LIT("<!DOCTYPE html><title> Not here </title>"),
                   "an HTML page titled “Not here”");
    assert_sniffed(LIT("<html><body>"), "an HTML page");
    assert_sniffed(LIT("<collection/>"), "other markup");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_packed_file_is_told_by_its_packer),
        cmocka_unit_test(a_text_is_not_packed),
        cmocka_unit_test(a_page_is_told_by_its_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
