/* arXiv ids in every spelling that people paste, and what is none. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/clock.h"
#include "model/arxiv_id.h"

#include <string.h>

static const struct {
    const char *text, *key;
    int version;
} spellings[] = {
    { "2401.01234", "2401.01234", 0 },
    { "2401.01234v2", "2401.01234", 2 },
    { "2401.01234V12", "2401.01234", 12 },
    { "2401.01234v9999", "2401.01234", 9999 },
    { " 2401.01234\n", "2401.01234", 0 },
    { "0704.0001", "0704.0001", 0 },
    { "1412.9999", "1412.9999", 0 },
    { "1501.00001", "1501.00001", 0 },
    /* zeros padded or stripped */
    { "1406.2661", "1406.2661", 0 },
    { "1406.02661", "1406.2661", 0 },
    { "1406.02661v3", "1406.2661", 3 },
    { "2401.6769", "2401.06769", 0 },
    { "2401.06769", "2401.06769", 0 },
    { "712.2114", "0712.2114", 0 },
    /* old ids */
    { "math/0309136", "math/0309136", 0 },
    { "math.GT/0309136v2", "math/0309136", 2 },
    { "MATH.gt/0309136", "math/0309136", 0 },
    { "hep-th/9108001", "hep-th/9108001", 0 },
    { "cmp-lg/9404001", "cmp-lg/9404001", 0 },
    { "cond-mat.str-el/0309136", "cond-mat/0309136", 0 },
    { "astro-ph/0703999", "astro-ph/0703999", 0 },
    { "alg-geom/9202001", "alg-geom/9202001", 0 },
    /* names and addresses around it */
    { "arXiv:2401.01234", "2401.01234", 0 },
    { "ARXIV: 2401.01234v1", "2401.01234", 1 },
    { "arXiv:2401.01234v2 [cs.CL]", "2401.01234", 2 },
    { "arXiv:math/0309136", "math/0309136", 0 },
    { "https://arxiv.org/abs/2401.01234", "2401.01234", 0 },
    { "http://arxiv.org/abs/2401.01234v3", "2401.01234", 3 },
    { "HTTPS://ArXiv.org/pdf/2401.01234v3.pdf", "2401.01234", 3 },
    { "https://arxiv.org/pdf/2401.01234.pdf", "2401.01234", 0 },
    { "https://arxiv.org/html/2401.01234v1/", "2401.01234", 1 },
    { "arxiv.org/abs/math/0309136", "math/0309136", 0 },
    { "https://www.arxiv.org/abs/2401.01234?context=cs#x", "2401.01234", 0 },
    { "https://export.arxiv.org/abs/hep-th/9901001v2", "hep-th/9901001", 2 },
    { "oai:arXiv.org:2401.01234", "2401.01234", 0 },
    { "oai:arXiv.org:math/0309136", "math/0309136", 0 },
    { "10.48550/arXiv.2401.01234", "2401.01234", 0 },
    { "https://doi.org/10.48550/arXiv.2401.01234", "2401.01234", 0 },
    { "doi:10.48550/arxiv.math/0309136", "math/0309136", 0 },
    { "2401.01234.pdf", "2401.01234", 0 },
    { "2401.01234v2.PDF", "2401.01234", 2 },
};

static void every_spelling_gives_one_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(spellings); i++) {
        struct arxiv_id id;
        struct err err;
        if (!arxiv_id_read(str_of(spellings[i].text), &id, &err))
            fail_msg("%s", err.text);
        assert_string_equal(id.key, spellings[i].key);
        assert_int_equal(id.version, spellings[i].version);
    }
}

static const char *const no_ids[] = {
    "",
    " ",
    "abc",
    "2401",
    "2401.",
    "2401.0",
    "2401.123",
    "2401.123456",
    "24011.01234",
    "240.01234",
    "2413.01234",
    "2400.01234",
    "0703.0001",
    "0000.0000",
    "2401.00000",
    "1412.12345",
    "2401.01234v0",
    "2401.01234v",
    "2401.01234v01",
    "2401.01234v10000",
    "2401.01234v-1",
    "2401.01234v1v2",
    "2401.01234x",
    "x2401.01234",
    "2401,01234",
    "2401.0123a",
    "2401.-1234",
    "+401.01234",
    "2401. 1234",
    "２４０１.01234",
    "2401.0123٤",
    "math/030913",
    "math/03091366",
    "math/0313136",
    "math/0300136",
    "math/0309000",
    "math/0704001",
    "math/9107001",
    "nosuch/0309136",
    "cs.AI/",
    "/0309136",
    "math./0309136",
    "math.G1/0309136",
    "math/0309136/1",
    "math..GT/0309136",
    "https://example.org/abs/2401.01234",
    "https://notarxiv.org/abs/2401.01234",
    "https://arxiv.org.evil.com/abs/2401.01234",
    "https://arxiv.org/list/cs.CL/new",
    "https://arxiv.org/",
    "arxiv.org",
    "arXiv:",
    "10.48550/",
    ".pdf",
    "v2",
    "[cs.CL]",
    "2401.01234/../x",
    "<script>",
    "%32401.01234",
};

static void check_none(struct str text)
{
    struct arxiv_id id = { "untouched", 7 };
    struct err err = { 0 };
    if (arxiv_id_read(text, &id, &err))
        fail_msg("%.*s was read as %s", STR_ARG(text), id.key);
    assert_int_equal(err.code, ERR_INVALID);
    assert_string_equal(id.key, "untouched");
}

static void what_is_no_id_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(no_ids); i++)
        check_none(str_of(no_ids[i]));
    check_none(LIT("2401.01234\0"));
    check_none(LIT("2401.0\0"
                   "123"));
    char longer[5000];
    memset(longer, '1', sizeof longer);
    check_none((struct str){ longer, sizeof longer });
    memset(longer, ' ', sizeof longer);
    check_none((struct str){ longer, sizeof longer });
}

static void the_message_shows_what_an_id_looks_like(void **state)
{
    (void)state;
    struct arxiv_id id;
    struct err err;
    assert_false(arxiv_id_read(LIT("abc"), &id, &err));
    assert_string_equal(err.text,
                        "“abc” is not an arXiv id; one looks like 2401.01234, "
                        "2401.01234v2 or math/0309136");
}

static void only_a_canonical_key_needs_no_redirect(void **state)
{
    (void)state;
    assert_true(arxiv_id_is_canonical(LIT("2401.01234")));
    assert_true(arxiv_id_is_canonical(LIT("1406.2661")));
    assert_true(arxiv_id_is_canonical(LIT("math/0309136")));
    assert_false(arxiv_id_is_canonical(LIT("1406.02661")));
    assert_false(arxiv_id_is_canonical(LIT("2401.01234v1")));
    assert_false(arxiv_id_is_canonical(LIT("math.GT/0309136")));
    assert_false(arxiv_id_is_canonical(LIT(" 2401.01234")));
    assert_false(arxiv_id_is_canonical(LIT("abc")));
}

static void a_list_keeps_order_and_drops_repeats(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct arxiv_id *ids = NULL;
    size_t count = 0;
    struct err err;
    assert_true(
        arxiv_id_read_list(LIT("2401.6769,math.GT/0309136, 2401.06769v2,1406.2661,"), 3,
                           &arena, &ids, &count, &err));
    assert_int_equal(count, 3);
    assert_string_equal(ids[0].key, "2401.06769");
    assert_string_equal(ids[1].key, "math/0309136");
    assert_string_equal(ids[2].key, "1406.2661");
}

static void a_list_is_refused_whole(void **state)
{
    (void)state;
    static const char *const cases[] = { "",
                                         ",",
                                         ",2401.00001",
                                         "2401.00001,x",
                                         "2401.00001,,2401.00002",
                                         "2401.00001,2401.00002,2401.00003" };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct arxiv_id *ids = NULL;
        size_t count = 99;
        struct err err = { 0 };
        assert_false(
            arxiv_id_read_list(str_of(cases[i]), 2, &arena, &ids, &count, &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_int_equal(count, 99);
    }
}

static void an_id_knows_its_month(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "2401.01234", "2024-01-01" },     { "0704.0001", "2007-04-01" },
        { "hep-th/9108001", "1991-08-01" }, { "math/0309136", "2003-09-01" },
        { "cs/9912001", "1999-12-01" },     { "9104.00001", "2091-04-01" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arxiv_id id;
        struct err err;
        char text[DAY_TEXT_SIZE];
        assert_true(arxiv_id_read(str_of(cases[i][0]), &id, &err));
        day_to_text(arxiv_id_month(&id), text);
        assert_string_equal(text, cases[i][1]);
    }
}

static void new_ids_come_before_old_ones(void **state)
{
    (void)state;
    static const char *const ordered[] = { "0704.0001",      "1412.9999",
                                           "1501.00001",     "2401.01234",
                                           "2401.01235",     "astro-ph/9901001",
                                           "hep-th/9108001", "math/0309136" };
    for (size_t i = 0; i < COUNT_OF(ordered); i++)
        for (size_t k = 0; k < COUNT_OF(ordered); k++) {
            int order = arxiv_id_order(ordered[i], ordered[k]);
            assert_int_equal((order > 0) - (order < 0), (i > k) - (i < k));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_spelling_gives_one_key),
        cmocka_unit_test(what_is_no_id_is_refused),
        cmocka_unit_test(the_message_shows_what_an_id_looks_like),
        cmocka_unit_test(only_a_canonical_key_needs_no_redirect),
        cmocka_unit_test(a_list_keeps_order_and_drops_repeats),
        cmocka_unit_test(a_list_is_refused_whole),
        cmocka_unit_test(an_id_knows_its_month),
        cmocka_unit_test(new_ids_come_before_old_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
