/* DOIs in the ways that sources write them. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/mem.h"
#include "model/doi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_read(const char *text, const char *doi)
{
    struct str read = doi_read(str_of(text));
    assert_int_equal(read.len, strlen(doi));
    assert_true(str_eq(read, str_of(doi)));
}

static void a_doi_is_bare_whatever_stands_in_front_of_it(void **state)
{
    (void)state;
    static const char *const fronts[] = {
        "",
        "doi:",
        "DOI: ",
        "https://doi.org/",
        "http://dx.doi.org/",
        "doi.org/",
        " https://link.springer.com/chapter/",
        "vol. 10.3 of https://doi.org/",
        "10.10to/",
    };
    for (size_t i = 0; i < COUNT_OF(fronts); i++) {
        char text[200];
        snprintf(text, sizeof text, "%s10.1007/978-3-031-20083-0_1", fronts[i]);
        check_read(text, "10.1007/978-3-031-20083-0_1");
    }
    check_read("10.1000.10/x", "10.1000.10/x");
    check_read("10.1023/A:1016536623961,", "10.1023/A:1016536623961");
    check_read("10.1023/A:1016536623961 ; ", "10.1023/A:1016536623961");
}

static void signs_within_a_doi_part_nothing(void **state)
{
    (void)state;
    static const char *const dois[] = {
        "10.1002/(SICI)1521-3889(199812)7:7/8<695::AID-ANDP695>3.0.CO;2-5",
        "10.1093/rpd/nci106,2005",
        "10.1000/10.1000/x",
    };
    for (size_t i = 0; i < COUNT_OF(dois); i++)
        check_read(dois[i], dois[i]);
}

static void several_dois_are_taken_one_by_one(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "10.1000/a 10.1000/b 10.1000/c",
        "10.1000/a, 10.1000/b; 10.1000/c",
        "10.1000/a,10.1000/b;10.1000/c",
        "doi:10.1000/a,\n https://doi.org/10.1000/b (2009) ,, and 10.1000/c;",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct str rest = str_of(texts[i]);
        assert_true(str_eq(doi_next(&rest), LIT("10.1000/a")));
        assert_true(str_eq(doi_next(&rest), LIT("10.1000/b")));
        assert_true(str_eq(doi_next(&rest), LIT("10.1000/c")));
        assert_int_equal(doi_next(&rest).len, 0);
        check_read(texts[i], "");
    }
}

static void what_is_none_or_torn_is_not_read(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "   ",
        "10.",
        "10.1000",
        "10.1000/",
        "10.100/x",
        "10.10to/1.2396945",
        "to appear",
        "https://link.springer.com/chapter/10.1007/978-3-031-19836-6 _31",
        "10.1371/journal.pone.0007968 (2009)",
        "10.1000000000000000000000000000000000000000000/x",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        check_read(texts[i], "");
}

static void arxivs_own_are_known(void **state)
{
    (void)state;
    assert_true(doi_is_arxiv(LIT("10.48550/arXiv.2401.01234")));
    assert_true(doi_is_arxiv(LIT("10.48550/ARXIV.math/0309136")));
    assert_false(doi_is_arxiv(LIT("10.4855/arXiv.2401.01234")));
    assert_false(doi_is_arxiv(LIT("")));
}

static void a_hostile_text_is_read_to_its_end(void **state)
{
    (void)state;
    static const char *const units[] = { "10.", ",", "10.1111111", ",10.1", " ;" };
    enum { LEN = 2 << 20 };
    char *text = mem_alloc(LEN);
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        for (size_t at = 0; at < LEN; at++)
            text[at] = units[i][at % strlen(units[i])];
        struct str rest = { text, LEN };
        assert_int_equal(doi_next(&rest).len, 0);
        assert_int_equal(rest.len, 0);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_doi_is_bare_whatever_stands_in_front_of_it),
        cmocka_unit_test(signs_within_a_doi_part_nothing),
        cmocka_unit_test(several_dois_are_taken_one_by_one),
        cmocka_unit_test(what_is_none_or_torn_is_not_read),
        cmocka_unit_test(arxivs_own_are_known),
        cmocka_unit_test(a_hostile_text_is_read_to_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
