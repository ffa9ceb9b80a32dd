/* BibTeX as a stream: pieces, bounds, what the caller knows. What single files say
 * stands in tests/cases/bibtex. */
#include "proceedings/bibtex/bib_macros.h"
#include "proceedings/told.h"
#include "source/case_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { OUT_MAX = 8 << 20, MEGABYTE = 1 << 20 };

/* What is told of the bytes, cut at `at` (0: in one piece). */
static void describe(struct str bytes, size_t at, struct buf *out)
{
    static const struct proceedings_ask nothing = { 0 };
    struct told told = { .out = out };
    const struct proceedings_sink sink = told_sink(&told);
    struct proceedings_reader *reader = proceedings_bibtex.open(&nothing, &sink);
    struct err err = { 0 };
    bool fine = proceedings_bibtex.give(reader, str_upto(bytes, at), &err) &&
                proceedings_bibtex.give(reader, str_from(bytes, at), &err) &&
                proceedings_bibtex.end(reader, &err);
    proceedings_bibtex.close(reader);
    buf_text(out, fine ? "fine" : err.text);
}

static void a_cut_at_any_byte_changes_nothing(void **state)
{
    (void)state;
    static const char *const files[] = { "open", "latin1_crlf", "bom", "names",
                                         "no_edition" };
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        CLEANUP(buf_done) struct buf bytes = buf_upto(OUT_MAX);
        CLEANUP(buf_done) struct buf whole = buf_upto(OUT_MAX);
        const char *path = arena_printf(&arena, "%s/bibtex/%s.bib", CASES, files[i]);
        assert_true(case_file_read(path, &bytes));
        describe(buf_str(&bytes), 0, &whole);
        for (size_t at = 1; at < bytes.len; at++) {
            CLEANUP(buf_done) struct buf cut = buf_upto(OUT_MAX);
            describe(buf_str(&bytes), at, &cut);
            assert_string_equal(cut.ptr, whole.ptr);
        }
    }
}

static struct told read_with(const char *text, const struct proceedings_ask *ask,
                             size_t piece, struct buf *out)
{
    struct told told = { .out = out };
    struct err err = { 0 };
    if (!told_read(&proceedings_bibtex, str_of(text), ask, piece, &told, &err))
        fail_msg("%s", err.text);
    return told;
}

static void assert_says(const struct buf *out, const char *words)
{
    if (strstr(out->ptr, words) == NULL)
        fail_msg("%s is not in %s", words, out->ptr);
}

static void what_the_caller_knows_counts_more(void **state)
{
    (void)state;
    static const struct proceedings_ask all = { .series = "ICLR", .year = 2021 },
                                        series = { .series = "ICLR" },
                                        year = { .year = 2021 };
    const char *text = "@inproceedings{a, title = {T}, booktitle = {ICML}, year = 2020}"
                       "@misc{b, title = {M}, year = 1999}";
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    struct told told = read_with(text, &all, 0, &out);
    assert_int_equal(told.entries, 2);
    assert_says(&out, "\"a@ICLR.2021@LIST\"");
    assert_says(&out, "\"b@ICLR.2021@LIST\"");
    assert_says(&out, "\"name\":\"ICLR.2021\",\"title\":null,\"dialect\":\"bibtex\","
                      "\"part\":\"\",\"declared\":2");
    buf_clear(&out);
    assert_int_equal(read_with(text, &series, 0, &out).entries, 2);
    assert_says(&out, "\"a@ICLR.2020@LIST\"");
    assert_says(&out, "\"b@ICLR.1999@LIST\"");
    buf_clear(&out);
    told = read_with(text, &year, 0, &out);
    assert_int_equal(told.entries, 1);
    assert_int_equal(told.left_out, 1);
    assert_says(&out, "\"a@ICML.2021@LIST\"");
}

/* Gives `text` again and again. */
static bool give_times(struct proceedings_reader *reader, const char *text,
                       size_t bytes, struct err *err)
{
    for (size_t given = 0; given < bytes; given += strlen(text))
        if (!proceedings_bibtex.give(reader, str_of(text), err))
            return false;
    return true;
}

struct parts {
    const char *head, *filling, *tail;
};

/* The head, then five megabytes of the filling, then the tail. */
static struct told read_long(const struct parts *parts, struct buf *out)
{
    static const struct proceedings_ask ask = { .series = "ICLR", .year = 2021 };
    struct told told = { .out = out };
    const struct proceedings_sink sink = told_sink(&told);
    struct proceedings_reader *reader = proceedings_bibtex.open(&ask, &sink);
    struct err err = { 0 };
    if (!proceedings_bibtex.give(reader, str_of(parts->head), &err) ||
        !give_times(reader, parts->filling, 5 << 20, &err) ||
        !proceedings_bibtex.give(reader, str_of(parts->tail), &err) ||
        !proceedings_bibtex.end(reader, &err))
        fail_msg("%s", err.text);
    proceedings_bibtex.close(reader);
    return told;
}

#define AFTER "\n@misc{after, title = {After}}\n"

static void what_cannot_be_shown_is_described(void **state)
{
    (void)state;
    static const struct parts parts = { "@misc{odd, \x1b = {A}}", "\n", AFTER };
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    struct told told = read_long(&parts, &out);
    assert_int_equal(told.broken, 1);
    assert_int_equal(told.entries, 1);
    assert_says(&out, "what begins with \u201ca control character\u201d is no field");
}

static void an_entry_over_its_bound_is_broken_and_the_next_one_read(void **state)
{
    (void)state;
    static const struct parts closed = { "@misc{huge, title = {", "many words ",
                                         "}}" AFTER };
    static const struct parts open = { "@misc{huge, title = {", "many words\n", AFTER };
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    const struct parts *both[] = { &closed, &open };
    for (size_t i = 0; i < COUNT_OF(both); i++) {
        buf_clear(&out);
        struct told told = read_long(both[i], &out);
        assert_int_equal(told.broken, 1);
        assert_int_equal(told.entries, 1);
        assert_says(&out,
                    "\"error\":\"it is longer than 4 MiB\",\"where\":\"entry huge "
                    "(line 1)\"");
        assert_says(&out, "\"after@ICLR.2021@LIST\"");
    }
}

static void a_comment_may_be_long_and_may_have_no_end(void **state)
{
    (void)state;
    static const struct parts open = { "@comment{ {", "words\n", AFTER };
    static const struct parts between = { "text\n", "words, and @ or 5% of them\n",
                                          AFTER };
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    struct told told = read_long(&open, &out);
    assert_int_equal(told.entries, 1);
    assert_int_equal(told.broken, 0);
    told = read_long(&between, &out);
    assert_int_equal(told.entries, 1);
}

static void words_of_string_cannot_grow_without_bound(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 20);
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    buf_text(&text, "@string{w0 = {0123456789abcdef}}\n");
    for (int i = 1; i < 30; i++)
        buf_printf(&text, "@string{w%d = w%d # w%d}\n", i, i - 1, i - 1);
    buf_text(&text, "@misc{a, title = {A}, note = w12");
    for (int i = 0; i < 1000; i++)
        buf_text(&text, "# w12");
    buf_text(&text,
             "}\n@inproceedings{b, title = {B}, booktitle = {ICLR}, year = 2021}");
    struct told told = read_with(text.ptr, NULL, 0, &out);
    assert_int_equal(told.entries, 1);
    assert_says(&out, "a word of @string stands for at most 65536 bytes");
    assert_says(&out, "words of @string make it longer than 4 MiB");
}

/* Not even over many entries, each within its bound. */
static void a_short_file_does_not_stand_for_an_endless_one(void **state)
{
    (void)state;
    enum { WORD = 60000, TIMES = 60, ENTRIES = 30 };
    CLEANUP(buf_done) struct buf text = buf_upto(MEGABYTE);
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    buf_text(&text, "@string{w = {");
    for (int i = 0; i < WORD; i++)
        buf_char(&text, 'a');
    buf_text(&text, "}}\n");
    for (int i = 0; i < ENTRIES; i++) {
        buf_printf(&text, "@inproceedings{e%d, title={T}, booktitle={ICLR 2024}, x=w",
                   i);
        for (int n = 1; n < TIMES; n++)
            buf_text(&text, "#w");
        buf_text(&text, "}\n");
    }
    struct told told = read_with(text.ptr, NULL, 0, &out);
    assert_int_equal(told.entries, BIB_MACROS_GIVEN / (WORD * TIMES));
    assert_int_equal(told.broken, ENTRIES - told.entries);
    assert_says(&out, "words of @string make the file longer by 64 MiB");
}

static void a_sink_that_refuses_ends_the_reading(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    struct told told = { .out = &out, .stop_after = 1 };
    struct err err = { 0 };
    struct str text = LIT("@misc{a,title={A}}@misc{b,title={B}}@misc{c,title={C}}");
    static const struct proceedings_ask ask = { .series = "ICLR", .year = 2021 };
    assert_false(told_read(&proceedings_bibtex, text, &ask, 0, &told, &err));
    assert_int_equal(err.code, ERR_BUSY);
    assert_int_equal(told.entries, 1);
    assert_int_equal(told.editions, 0);
}

static void an_edition_declares_each_paper_once(void **state)
{
    (void)state;
    const char *text = "@proceedings{x, shortname = {UAI}, year = 2024, volume = {244}}"
                       "@inproceedings{a24, title = {A}, openreview = {Aaaa}}"
                       "@inproceedings{a24, title = {A}, openreview = {Aaaa}}"
                       "@inproceedings{b24, title {B}}";
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    struct told told = read_with(text, NULL, 0, &out);
    assert_int_equal(told.entries, 2);
    assert_int_equal(told.broken, 1);
    assert_says(&out, "\"part\":\"v244\",\"declared\":2");
}

static void papers_of_one_family_name_are_numbered_as_pmlr_does(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 20);
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    buf_text(&text, "@proceedings{x, shortname = {ICML}, year = 2024, volume = {235},"
                    "published = {2024-07-08}}\n");
    for (int i = 0; i < 28; i++)
        buf_printf(&text,
                   "@inproceedings{zhang24x%d, title = {T%d}, author = {Zhang, A}}\n",
                   i, i);
    buf_text(&text,
             "@inproceedings{kx24, title = {K}, author = {d'{\\'E}p\\'ee, {\\O}le}}");
    read_with(text.ptr, NULL, 0, &out);
    assert_says(&out, "\"zhang24x0@v235@PMLR\""); /* no name and year: as it stands */
    assert_says(&out, "\"d-epee24a@v235@PMLR\"");
    buf_clear(&out);
    buf_clear(&text);
    buf_text(&text,
             "@proceedings{x, shortname = {ICML}, year = 2024, volume = {235}}\n");
    for (int i = 0; i < 28; i++)
        buf_printf(&text,
                   "@inproceedings{zhang24, title = {T%d}, author = {Zhang, A}}\n", i);
    read_with(text.ptr, NULL, 0, &out);
    assert_says(&out, "\"zhang24z@v235@PMLR\"");
    assert_says(&out, "\"zhang24ab@v235@PMLR\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cut_at_any_byte_changes_nothing),
        cmocka_unit_test(what_the_caller_knows_counts_more),
        cmocka_unit_test(what_cannot_be_shown_is_described),
        cmocka_unit_test(an_entry_over_its_bound_is_broken_and_the_next_one_read),
        cmocka_unit_test(a_comment_may_be_long_and_may_have_no_end),
        cmocka_unit_test(words_of_string_cannot_grow_without_bound),
        cmocka_unit_test(a_short_file_does_not_stand_for_an_endless_one),
        cmocka_unit_test(a_sink_that_refuses_ends_the_reading),
        cmocka_unit_test(an_edition_declares_each_paper_once),
        cmocka_unit_test(papers_of_one_family_name_are_numbered_as_pmlr_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
