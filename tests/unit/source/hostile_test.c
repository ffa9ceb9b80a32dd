/* Documents written to hurt: large, deep, endless. What is bounded stays bounded. */
#include "source/arxiv_api.h"
#include "source/arxiv_feed.h"
#include "source/arxiv_list.h"
#include "source/kaggle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ROOM = 80 << 20 };

struct
try {
    struct arena arena;
    struct buf bytes;
    struct source_document document;
    struct err err;
};

static int begin(void **state)
{
    static struct try try;
    try = (struct try){ .bytes = buf_upto(ROOM) };
    *state = &try;
    return 0;
}

static int end(void **state)
{
    struct try *try = *state;
    arena_done(&try->arena);
    buf_done(&try->bytes);
    return 0;
}

static void repeat(struct buf *out, const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_text(out, text);
}

static bool read_feed(struct try *try)
{
    return arxiv_feed_read(buf_str(&try->bytes), &try->arena, &try->document,
                           &try->err);
}

static bool read_list(struct try *try)
{
    return arxiv_list_read(buf_str(&try->bytes), LIT("cs.CL"), &try->arena,
                           &try->document, &try->err);
}

static void start_rss(struct try *try)
{
    buf_text(&try->bytes, "<rss><channel><title>t</title>");
}

static void start_item(struct try *try, int number)
{
    buf_printf(&try->bytes, "<item><guid>oai:arXiv.org:2603.%05dv1</guid>", number);
}

static void end_item(struct try *try)
{
    buf_text(&try->bytes, "<announce_type xmlns='http://arxiv.org/schemas/atom'>new"
                          "</announce_type></item>");
}

static void a_document_over_the_bound_is_a_limit(void **state)
{
    struct try *try = *state;
    repeat(&try->bytes, "<rss><channel>..", (SOURCE_BYTES_MAX >> 4) + 1);
    assert_false(read_feed(try));
    assert_int_equal(try->err.code, ERR_LIMIT);
    assert_false(read_list(try));
    assert_int_equal(try->err.code, ERR_LIMIT);
}

static void more_entries_than_any_list_has_are_a_limit(void **state)
{
    struct try *try = *state;
    start_rss(try);
    for (int i = 0; i <= SOURCE_ENTRIES_MAX; i++) {
        start_item(try, i + 1);
        end_item(try);
    }
    buf_text(&try->bytes, "</channel></rss>");
    assert_false(read_feed(try));
    assert_int_equal(try->err.code, ERR_LIMIT);
}

static void entries_that_cannot_be_read_count_too(void **state)
{
    struct try *try = *state;
    start_rss(try);
    repeat(&try->bytes, "<item></item>", SOURCE_ENTRIES_MAX + 1);
    assert_false(read_feed(try));
    assert_int_equal(try->err.code, ERR_LIMIT);
    buf_clear(&try->bytes);
    repeat(&try->bytes, "<dt></dt><dd></dd>", SOURCE_ENTRIES_MAX + 1);
    assert_false(read_list(try));
    assert_int_equal(try->err.code, ERR_LIMIT);
}

static void a_feed_of_many_megabytes_is_read(void **state)
{
    struct try *try = *state;
    start_rss(try);
    for (int i = 1; i <= 700; i++) {
        start_item(try, i);
        buf_text(&try->bytes, "<description>");
        repeat(&try->bytes, "0123456789abcdef ", 1000);
        buf_text(&try->bytes, "</description>");
        end_item(try);
    }
    buf_text(&try->bytes, "</channel></rss>");
    assert_true(read_feed(try));
    assert_true(try->document.complete);
    assert_int_equal(try->document.entries.count, 700);
}

static void two_thousand_entries_are_where_arxiv_cuts(void **state)
{
    struct try *try = *state;
    start_rss(try);
    for (int i = 1; i <= FEED_CUT_AT; i++) {
        start_item(try, i);
        end_item(try);
    }
    buf_text(&try->bytes, "</channel></rss>");
    assert_true(read_feed(try));
    assert_false(try->document.complete);
}

static void deep_elements_end_the_document(void **state)
{
    struct try *try = *state;
    start_rss(try);
    start_item(try, 1);
    end_item(try);
    repeat(&try->bytes, "<a>", 100000);
    assert_true(read_feed(try));
    assert_int_equal(try->document.entries.count, 1);
    assert_false(try->document.complete);
}

static void long_fields_are_cut_at_a_character(void **state)
{
    struct try *try = *state;
    struct err err = { 0 };
    start_rss(try);
    start_item(try, 1);
    buf_text(&try->bytes, "<category>cs.CL</category><title>");
    repeat(&try->bytes,
           "\xc3\xa4"
           "b\xe2\x82\xac ",
           5000);
    buf_text(&try->bytes, "</title><description>");
    repeat(&try->bytes, "\xe2\x82\xac", 50000);
    buf_text(&try->bytes, "</description>");
    buf_text(&try->bytes, "<creator xmlns='http://purl.org/dc/elements/1.1/'>");
    repeat(&try->bytes, "\xe2\x82\xac", 5000);
    repeat(&try->bytes, ", A. Name", 30000);
    buf_text(&try->bytes, "</creator>");
    end_item(try);
    buf_text(&try->bytes, "</channel></rss>");
    assert_true(read_feed(try));
    assert_int_equal(try->document.entries.count, 1);
    const struct source_entry *entry = &try->document.entries.items[0];
    assert_true(paper_check(&entry->paper, &err));
    assert_int_equal(entry->paper.authors.count, PAPER_AUTHORS_MAX);
    assert_true(entry->authors_cut);
}

static void an_entry_of_countless_elements_is_a_limit(void **state)
{
    struct try *try = *state;
    start_rss(try);
    start_item(try, 1);
    repeat(&try->bytes, "<category>cs.CL</category>", 60000);
    assert_false(read_feed(try));
    assert_int_equal(try->err.code, ERR_LIMIT);
}

static void a_declared_encoding_is_not_believed(void **state)
{
    struct try *try = *state;
    buf_text(&try->bytes, "<?xml version='1.0' encoding='UTF-16'?>");
    start_rss(try);
    buf_text(&try->bytes, "</channel></rss>");
    assert_true(read_feed(try));
    assert_true(try->document.complete);
}

static void listings_of_nothing_but_tags_end(void **state)
{
    static const char *const pieces[] = {
        "<dt>",       "<dd>", "<dt><a href='/abs/2603.00001'></dt>",
        "<h3>New ",   "<!--", "<div class='list-title'><span class='descriptor'>",
        "<a href='",  "</",   "<script>",
        "<dd><p><br", "<",    "<div class='list-authors'><a>",
    };
    struct try *try = *state;
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        buf_clear(&try->bytes);
        buf_text(&try->bytes, "<h3>New submissions</h3>");
        repeat(&try->bytes, pieces[i], 40000);
        if (read_list(try))
            assert_false(try->document.complete);
    }
}

static void a_line_over_the_bound_is_a_limit(void **state)
{
    struct try *try = *state;
    struct source_entry entry;
    repeat(&try->bytes, " ", KAGGLE_LINE_MAX);
    buf_text(&try->bytes, "{}");
    assert_false(
        kaggle_read_line(buf_str(&try->bytes), &try->arena, &entry, &try->err));
    assert_int_equal(try->err.code, ERR_LIMIT);
}

static void every_cut_of_a_feed_gives_whole_entries(void **state)
{
    struct try *try = *state;
    start_rss(try);
    for (int i = 1; i <= 3; i++) {
        start_item(try, i);
        buf_text(&try->bytes, "<title>whole</title><description>arXiv:2603.00001v1 "
                              "Announce Type: new \nAbstract: whole</description>");
        end_item(try);
    }
    buf_text(&try->bytes, "</channel></rss>");
    struct str all = buf_str(&try->bytes);
    for (size_t len = 20; len < all.len; len++) {
        struct source_document document;
        if (!arxiv_feed_read(str_upto(all, len), &try->arena, &document, &try->err))
            continue;
        assert_false(document.complete);
        for (size_t i = 0; i < document.entries.count; i++) {
            assert_string_equal(document.entries.items[i].paper.title, "whole");
            assert_string_equal(document.entries.items[i].paper.abstract, "whole");
        }
    }
}

#define TRY(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TRY(a_document_over_the_bound_is_a_limit),
        TRY(more_entries_than_any_list_has_are_a_limit),
        TRY(entries_that_cannot_be_read_count_too),
        TRY(a_feed_of_many_megabytes_is_read),
        TRY(two_thousand_entries_are_where_arxiv_cuts),
        TRY(deep_elements_end_the_document),
        TRY(long_fields_are_cut_at_a_character),
        TRY(an_entry_of_countless_elements_is_a_limit),
        TRY(a_declared_encoding_is_not_believed),
        TRY(listings_of_nothing_but_tags_end),
        TRY(a_line_over_the_bound_is_a_limit),
        TRY(every_cut_of_a_feed_gives_whole_entries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
