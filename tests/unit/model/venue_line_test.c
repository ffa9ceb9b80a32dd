/* Lines of [venues]: what is taken, what is refused, and which edition is meant. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "model/venue_line.h"

#include <string.h>

static bool read_line(struct arena *arena, const char *name, const char *value,
                      struct venue_line *ret_line, struct err *err)
{
    return venue_line_read(arena, str_of(name), str_of(value), ret_line, err);
}

static void kinds_have_names_and_names_kinds(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct err err;
    struct venue_line line = { 0 };
    for (int i = 0; i < VENUE_KIND_COUNT; i++) {
        const char *kind = venue_kind_name((enum venue_kind)i);
        const char *value = arena_printf(&arena, "%s https://example.org/", kind);
        assert_true(read_line(&arena, "ACL.2024", value, &line, &err));
        assert_int_equal(line.kind, i);
    }
    assert_false(read_line(&arena, "ACL.2024", "ACL https://example.org", &line, &err));
    assert_int_equal(line.kind, VENUE_KIND_COUNT - 1);
}

static void a_line_is_a_canonical_name_a_kind_and_addresses(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct venue_line line;
    struct err err;
    assert_true(read_line(&arena, "nips.2023",
                          " virtual\thttps://a.org/x.json   http://b.org:80/y?z=1&w ",
                          &line, &err));
    assert_string_equal(line.name, "NeurIPS.2023");
    assert_int_equal(line.kind, VENUE_KIND_VIRTUAL);
    assert_int_equal(line.urls.count, 2);
    assert_string_equal(line.urls.items[1], "http://b.org:80/y?z=1&w");
    assert_true(venue_line_add(&arena, &line, LIT(" https://c.org "), &err));
    assert_int_equal(line.urls.count, 3);
}

static void a_series_alone_is_for_ojs(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct venue_line line;
    struct err err;
    const char *series;
    int year = -1;
    assert_true(read_line(&arena, "aaai", "ojs https://a.org/oai", &line, &err));
    venue_line_edition(&line, &arena, &series, &year);
    assert_string_equal(series, "AAAI");
    assert_int_equal(year, 0);
    assert_true(read_line(&arena, "AAAI.2025", "ojs https://a.org/oai", &line, &err));
    venue_line_edition(&line, &arena, &series, &year);
    assert_string_equal(series, "AAAI");
    assert_int_equal(year, 2025);
    assert_false(read_line(&arena, "AAAI", "acl https://a.org/x.xml", &line, &err));
}

static void what_no_harvester_could_read_is_refused(void **state)
{
    static const struct {
        const char *name, *value, *words;
    } cases[] = {
        { "ICLR.2024", "", "kinds are acl, pmlr, virtual, ojs, openreview" },
        { "ICLR.2024", "rss https://a.org", "“rss”" },
        { "ICLR.2024", "acl a.org", "https://example.org" },
        { "ICLR.2024", "acl https://", "https://example.org" },
        { "ICLR.2024", "acl https://u:p@a.org/", "https://example.org" },
        { "ICLR.2024", "acl https://a.org/#x", "https://example.org" },
        { "ICLR.2024", "acl https://a.org/\xC3\xA9", "ASCII" },
        { "ICLR.2024", "acl https://a.org https://a.org", "twice" },
        { "", "acl https://a.org", "" },
        { "ICLR.24", "acl https://a.org", "" },
        { "../x.2024", "acl https://a.org", "" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct venue_line line = { .name = "untouched" };
        struct err err = { 0 };
        assert_false(read_line(&arena, cases[i].name, cases[i].value, &line, &err));
        assert_int_equal(err.code, ERR_INVALID);
        if (strstr(err.text, cases[i].words) == NULL)
            fail_msg("“%s” lacks “%s”", err.text, cases[i].words);
        assert_string_equal(line.name, "untouched");
    }
}

static void addresses_have_bounds(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct venue_line line;
    struct err err = { 0 };
    CLEANUP(buf_done) struct buf many = buf_upto(1 << 16);
    buf_text(&many, "acl");
    for (int i = 0; i < VENUE_LINE_URLS_MAX; i++)
        buf_printf(&many, " https://a.org/%d", i);
    assert_true(venue_line_read(&arena, LIT("ACL.2024"), buf_str(&many), &line, &err));
    assert_false(venue_line_add(&arena, &line, LIT("https://a.org/x"), &err));
    CLEANUP(buf_done) struct buf longest = buf_upto(1 << 16);
    buf_text(&longest, "https://a.org/");
    while (longest.len <= VENUE_URL_MAX)
        buf_char(&longest, 'x');
    line.urls.count = 0;
    assert_false(venue_line_add(&arena, &line, buf_str(&longest), &err));
    buf_cut(&longest, VENUE_URL_MAX);
    assert_true(venue_line_add(&arena, &line, buf_str(&longest), &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_have_names_and_names_kinds),
        cmocka_unit_test(a_line_is_a_canonical_name_a_kind_and_addresses),
        cmocka_unit_test(a_series_alone_is_for_ojs),
        cmocka_unit_test(what_no_harvester_could_read_is_refused),
        cmocka_unit_test(addresses_have_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
