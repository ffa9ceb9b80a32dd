/* A segment against what was told, and against a plain model. */
#include "index/plain_model.h"
#include "index/segment_parts.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

static struct posting_cursor cursor; /* large, and one is enough */

static bool start(const struct segment *segment, const char *term)
{
    struct term_entry entry;
    if (!segment_find_term(segment, str_of(term), &entry))
        return false;
    posting_start(&cursor, segment, &entry);
    return true;
}

static struct segment *two_papers(struct corpus *corpus)
{
    struct index_doc docs[] = {
        corpus_doc(corpus, 7, "Attention in models", "Ada Lovelace;Alan Turing",
                   "A model of attention, and attention again.",
                   "cat:cs.CL;branch:arxiv"),
        corpus_doc(corpus, 9, "Graphs", "Alan Turing", NULL, "branch:arxiv"),
    };
    docs[0].edition = "ICLR.2024";
    docs[0].day = 65535;
    return corpus_segment(corpus, docs, COUNT_OF(docs));
}

static void columns_are_kept_newest_first(void **state)
{
    struct segment *segment = two_papers(*state);
    uint32_t doc = 99;
    assert_int_equal(segment_docs(segment), 2);
    assert_int_equal(segment_row(segment, 0), 9);
    assert_int_equal(segment_row(segment, 1), 7);
    assert_int_equal(segment_day(segment, 1), 65535);
    assert_int_equal(segment_length(segment, 1, FIELD_TITLE), 3);
    assert_int_equal(segment_length(segment, 1, FIELD_AUTHORS), 4);
    assert_int_equal(segment_length(segment, 1, FIELD_ABSTRACT), 7);
    assert_int_equal(segment_length(segment, 0, FIELD_ABSTRACT), 0);
    assert_int_equal(segment_editions(segment), 2);
    assert_int_equal(segment_edition(segment, 0), 0);
    assert_true(str_eq(segment_edition_name(segment, segment_edition(segment, 1)),
                       LIT("ICLR.2024")));
    assert_true(segment_find_row(segment, 7, &doc));
    assert_int_equal(doc, 1);
    assert_false(segment_find_row(segment, 8, &doc));
    assert_int_equal(segment_row(segment, 2), 0);
    segment_close(segment);
}

static void a_word_tells_how_often_and_where_it_stands(void **state)
{
    struct segment *segment = two_papers(*state);
    assert_true(start(segment, "attent"));
    assert_int_equal(cursor.docs, 1);
    assert_int_equal(cursor.doc, 1);
    struct term_freqs freqs = posting_freqs(&cursor);
    assert_int_equal(freqs.in[FIELD_TITLE], 1);
    assert_int_equal(freqs.in[FIELD_AUTHORS], 0);
    assert_int_equal(freqs.in[FIELD_ABSTRACT], 2);
    uint32_t places[8];
    assert_int_equal(posting_positions(&cursor, places, 8), 3);
    assert_int_equal(places[0], 0);
    assert_int_equal(places[1], 2 * FIELD_PLACES + 3);
    assert_int_equal(places[2], 2 * FIELD_PLACES + 5);
    assert_int_equal(position_field(places[0]), FIELD_TITLE);
    assert_int_equal(position_field(places[2]), FIELD_ABSTRACT);
    assert_int_equal(posting_positions(&cursor, places, 2), 2);
    posting_next(&cursor);
    assert_int_equal(cursor.doc, POSTING_END);
    assert_false(start(segment, "attention"));
    segment_close(segment);
}

static void a_phrase_cannot_span_two_authors(void **state)
{
    struct segment *segment = two_papers(*state);
    uint32_t lovelace, alan;
    assert_true(start(segment, "lovelac"));
    assert_int_equal(posting_positions(&cursor, &lovelace, 1), 1);
    assert_true(start(segment, "alan"));
    posting_seek(&cursor, 1);
    assert_int_equal(posting_positions(&cursor, &alan, 1), 1);
    assert_int_equal(position_field(alan), FIELD_AUTHORS);
    assert_true(alan > lovelace + 1);
    segment_close(segment);
}

static void a_facet_has_documents_and_nothing_else(void **state)
{
    struct segment *segment = two_papers(*state);
    uint32_t place;
    assert_true(start(segment, "branch:arxiv"));
    assert_true(cursor.is_facet);
    assert_int_equal(cursor.docs, 2);
    assert_int_equal(cursor.doc, 0);
    assert_int_equal(posting_positions(&cursor, &place, 1), 0);
    assert_true(posting_impact(&cursor) <= 0);
    posting_next(&cursor);
    assert_int_equal(cursor.doc, 1);
    assert_false(start(segment, "branch:venue"));
    segment_close(segment);
}

static void a_row_told_twice_keeps_what_came_last(void **state)
{
    struct corpus *corpus = *state;
    struct index_doc docs[] = {
        corpus_doc(corpus, 5, "first", "A B", "wrong words", "cat:cs.CL"),
        corpus_doc(corpus, 6, "other", NULL, NULL, NULL),
        corpus_doc(corpus, 5, "second", "C D", "right words", "cat:cs.LG"),
    };
    struct segment *segment = corpus_segment(corpus, docs, COUNT_OF(docs));
    assert_int_equal(segment_docs(segment), 2);
    assert_false(start(segment, "first"));
    assert_false(start(segment, "wrong"));
    assert_false(start(segment, "cat:cs.CL"));
    assert_true(start(segment, "second"));
    assert_int_equal(cursor.doc, 1);
    assert_true(start(segment, "cat:cs.LG"));
    assert_fine(corpus, segment_check(segment, &corpus->err));
    segment_close(segment);
}

static void a_segment_of_any_size_holds_what_a_plain_model_holds(void **state)
{
    static const size_t sizes[] = { 0, 1, 2, 3, 31, 127, 128, 129, 256, 257, 700 };
    struct corpus *corpus = *state;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct plain_model model = { .arena = &corpus->arena };
        struct index_doc docs[700];
        for (size_t j = 0; j < sizes[i]; j++) {
            int64_t row = 1 + corpus_chance(corpus, (uint32_t)sizes[i] * 20);
            docs[j] = corpus_random_doc(corpus, row);
            plain_add(&model, &docs[j]);
        }
        struct segment *segment = corpus_segment(corpus, docs, sizes[i]);
        plain_check(&model, segment);
        assert_fine(corpus, segment_check(segment, &corpus->err));
        segment_close(segment);
    }
}

/* "wa" in every third document, so that the list has borders of blocks to seek. */
static struct segment *long_list(struct corpus *corpus, uint32_t count)
{
    struct index_doc *docs = ARENA_ARRAY(&corpus->arena, struct index_doc, count);
    for (uint32_t i = 0; i < count; i++)
        docs[i] = corpus_doc(corpus, count - i, i % 3 ? "other" : "wanted", NULL,
                             i % 6 ? NULL : "wanted wanted", "branch:arxiv");
    return corpus_segment(corpus, docs, count);
}

static void check_seek(uint32_t from, uint32_t to, uint32_t count)
{
    uint32_t wanted = to > from ? (to + 2) / 3 * 3 : from;
    posting_seek(&cursor, to);
    assert_int_equal(cursor.doc, wanted < count ? wanted : (uint32_t)POSTING_END);
}

static void check_places(bool is_in_abstract)
{
    uint32_t places[4], count = posting_positions(&cursor, places, 4);
    assert_int_equal(posting_freqs(&cursor).in[FIELD_ABSTRACT], is_in_abstract ? 2 : 0);
    assert_int_equal(count, is_in_abstract ? 3 : 1);
    assert_int_equal(places[0], 0);
    if (is_in_abstract)
        assert_int_equal(places[2], 2 * FIELD_PLACES + 1);
}

static void seeking_finds_the_next_document_at_every_border(void **state)
{
    enum { COUNT = 3 * 128 * 5 + 9 };
    static const uint32_t steps[] = { 0, 1, 2, 3, 4, 380, 383, 384, 385, 387, 1000 };
    struct segment *segment = long_list(*state, COUNT);
    struct term_entry entry;
    assert_true(segment_find_term(segment, LIT("want"), &entry));
    for (uint32_t from = 0; from < COUNT; from += 3)
        for (size_t i = 0; i < COUNT_OF(steps); i++) {
            posting_start(&cursor, segment, &entry);
            check_seek(0, from, COUNT);
            check_seek(from, from + steps[i], COUNT);
            if (cursor.doc != POSTING_END)
                check_places(cursor.doc % 6 == 0);
        }
    posting_seek(&cursor, POSTING_END);
    assert_int_equal(cursor.doc, POSTING_END);
    posting_seek(&cursor, 3);
    assert_int_equal(cursor.doc, POSTING_END);
    segment_close(segment);
}

static void a_block_tells_its_last_document_without_moving(void **state)
{
    enum { COUNT = 3 * 128 * 4 };
    struct segment *segment = long_list(*state, COUNT);
    float bound;
    assert_true(start(segment, "want"));
    for (uint32_t doc = 0; doc < COUNT - 2; doc++)
        assert_int_equal(posting_block_last(&cursor, doc, &bound),
                         doc / 384 * 384 + 381 < doc ? doc / 384 * 384 + 384 + 381
                                                     : doc / 384 * 384 + 381);
    assert_int_equal(cursor.doc, 0);
    assert_int_equal(posting_block_last(&cursor, 3, &bound), 381);
    assert_int_equal(posting_block_last(&cursor, COUNT, &bound), POSTING_END);
    assert_true(bound <= 0);
    assert_true(start(segment, "branch:arxiv"));
    assert_int_equal(posting_block_last(&cursor, 128, &bound), 255);
    segment_close(segment);
}

static void no_impact_passes_its_bounds(void **state)
{
    struct corpus *corpus = *state;
    struct index_doc docs[600];
    for (size_t i = 0; i < COUNT_OF(docs); i++)
        docs[i] = corpus_random_doc(corpus, (int64_t)i + 1);
    struct segment *segment = corpus_segment(corpus, docs, COUNT_OF(docs));
    struct term_walk walk;
    for (term_walk_start(&walk, segment, LIT("")); term_walk_next(&walk);) {
        posting_start(&cursor, segment, &walk.entry);
        for (; cursor.doc != POSTING_END && !cursor.is_facet; posting_next(&cursor)) {
            uint32_t lengths[FIELD_COUNT];
            for (enum query_field field = 0; field < FIELD_COUNT; field++)
                lengths[field] = segment_length(segment, cursor.doc, field);
            float bound, impact = posting_impact(&cursor);
            posting_block_last(&cursor, cursor.doc, &bound);
            struct term_freqs freqs = posting_freqs(&cursor);
            float plain = bm25f_impact(freqs.in, lengths, FIELDS_ALL);
            assert_true(impact > 0 && impact <= bound && plain <= bound);
            assert_true(impact - plain < 1e-5F && plain - impact < 1e-5F);
            assert_true(bound <= posting_impact_bound(&cursor));
        }
    }
    segment_close(segment);
}

static const char *repeated(struct corpus *corpus, const char *word, size_t count)
{
    size_t len = strlen(word);
    char *text = arena_alloc(&corpus->arena, (len + 1) * count + 1);
    for (size_t i = 0; i < count; i++)
        snprintf(text + i * (len + 1), len + 2, "%s ", word);
    return text;
}

static void a_word_told_more_often_than_a_code_can_say_keeps_its_places(void **state)
{
    struct corpus *corpus = *state;
    struct index_doc docs[] = {
        corpus_doc(corpus, 3, repeated(corpus, "star", 40), "Star;Star;Star;Star",
                   repeated(corpus, "star", 900), NULL),
        corpus_doc(corpus, 2, "star", NULL, repeated(corpus, "star", 15), NULL),
        corpus_doc(corpus, 1, repeated(corpus, "star", 3000), NULL,
                   repeated(corpus, "star", 70000), NULL),
    };
    static uint32_t places[6200];
    struct segment *segment = corpus_segment(corpus, docs, COUNT_OF(docs));
    assert_true(start(segment, "star"));
    assert_int_equal(posting_positions(&cursor, places, COUNT_OF(places)), 944);
    assert_int_equal(places[39], 39);
    assert_int_equal(places[43], FIELD_PLACES + 6);
    assert_int_equal(places[943], 2 * FIELD_PLACES + 899);
    assert_int_equal(posting_freqs(&cursor).in[FIELD_TITLE], 3);
    assert_int_equal(posting_freqs(&cursor).in[FIELD_ABSTRACT], 15);
    posting_next(&cursor);
    assert_int_equal(posting_positions(&cursor, places, COUNT_OF(places)), 16);
    posting_next(&cursor);
    assert_int_equal(posting_positions(&cursor, places, COUNT_OF(places)), 1023 + 4095);
    assert_int_equal(segment_length(segment, 2, FIELD_TITLE), 255);
    assert_int_equal(segment_length(segment, 2, FIELD_ABSTRACT), 65535);
    segment_close(segment);
}

static void words_are_walked_before_facets_from_any_place(void **state)
{
    struct corpus *corpus = *state;
    struct index_doc doc =
        corpus_doc(corpus, 1, "cat dog zebra", NULL, NULL, "cat:cs;cat:cs.CL;name:zoe");
    struct segment *segment = corpus_segment(corpus, &doc, 1);
    static const char *const all[] = { "cat",    "dog",       "zebra",
                                       "cat:cs", "cat:cs.CL", "name:zoe" };
    static const struct {
        const char *from;
        size_t first;
    } walks[] = { { "", 0 },     { "cat", 0 },     { "cau", 1 },   { "zebra", 2 },
                  { "zz", 3 },   { "cat:", 3 },    { "cat:d", 5 }, { "name:zoe", 5 },
                  { "zoo:", 6 }, { "\xF0\x9F", 3 } };
    for (size_t i = 0; i < COUNT_OF(walks); i++) {
        struct term_walk walk;
        size_t at = walks[i].first;
        term_walk_start(&walk, segment, str_of(walks[i].from));
        for (; term_walk_next(&walk); at++)
            assert_true(
                str_eq((struct str){ walk.term, walk.term_len }, str_of(all[at])));
        assert_int_equal(at, COUNT_OF(all));
        assert_false(term_walk_next(&walk));
    }
    segment_close(segment);
}

static void a_facet_is_cut_where_it_is_too_long_and_found_all_the_same(void **state)
{
    struct corpus *corpus = *state;
    const char *name =
        arena_printf(&corpus->arena, "name:%s", repeated(corpus, "é", 400));
    struct index_doc doc = corpus_doc(corpus, 1, "x", NULL, NULL, name);
    struct segment *segment = corpus_segment(corpus, &doc, 1);
    assert_true(start(segment, name));
    struct term_walk walk;
    term_walk_start(&walk, segment, LIT("name:"));
    assert_true(term_walk_next(&walk));
    assert_in_range(walk.term_len, SEGMENT_TERM_MAX - 3, SEGMENT_TERM_MAX);
    segment_close(segment);
}

static void every_term_of_a_large_dictionary_is_found(void **state)
{
    struct corpus *corpus = *state;
    struct index_doc docs[300];
    for (size_t i = 0; i < COUNT_OF(docs); i++)
        docs[i] = corpus_doc(corpus, (int64_t)i + 1,
                             arena_printf(&corpus->arena, "t%zux u%zux", i * 7, i),
                             NULL, NULL, NULL);
    struct segment *segment = corpus_segment(corpus, docs, COUNT_OF(docs));
    for (uint32_t i = 0; i < COUNT_OF(docs); i++) {
        assert_true(start(segment, arena_printf(&corpus->arena, "t%ux", i * 7)));
        assert_int_equal(cursor.doc, COUNT_OF(docs) - 1 - i);
        assert_false(start(segment, arena_printf(&corpus->arena, "t%ux", i * 7 + 1)));
    }
    segment_close(segment);
}

static const char **numbered(struct corpus *corpus, const char *what, size_t count)
{
    const char **list = ARENA_ARRAY(&corpus->arena, const char *, count);
    for (size_t i = 0; i < count; i++)
        list[i] = arena_printf(&corpus->arena, "%s%zu", what, i);
    return list;
}

static size_t count_terms(const struct segment *segment, const char *from)
{
    struct term_walk walk;
    size_t count = 0;
    term_walk_start(&walk, segment, str_of(from));
    while (term_walk_next(&walk))
        count++;
    assert_false(walk.damaged);
    return count;
}

/* Beyond the places of a field, words are left out; nothing else is lost. */
static void a_paper_larger_than_any_is_held_like_others(void **state)
{
    enum { AUTHORS = 20000, CROWD = 600000, FACETS = 100000 };
    struct corpus *corpus = *state;
    struct index_doc docs[] = {
        corpus_doc(corpus, 3, "Collaboration", NULL, NULL, NULL),
        corpus_doc(corpus, 2, "Facets", "Ada", NULL, NULL),
        corpus_doc(corpus, 1, "Crowd", NULL, "star", NULL),
    };
    docs[0].authors = numbered(corpus, "Ada Q", docs[0].author_count = AUTHORS);
    docs[1].facets = numbered(corpus, "cat:c", docs[1].facet_count = FACETS);
    docs[2].authors = numbered(corpus, "R", docs[2].author_count = CROWD);
    struct segment *segment = corpus_segment(corpus, docs, COUNT_OF(docs));
    assert_fine(corpus, segment_check(segment, &corpus->err));
    assert_int_equal(segment_length(segment, 0, FIELD_AUTHORS), 255);
    assert_true(start(segment, "q19999"));
    uint32_t place = 0;
    assert_int_equal(posting_positions(&cursor, &place, 1), 1);
    assert_int_equal(place, FIELD_PLACES + 3 * (AUTHORS - 1) + 1);
    assert_int_equal(count_terms(segment, "cat:"), FACETS);
    assert_true(start(segment, "r524287"));
    assert_false(start(segment, "r524288"));
    assert_true(start(segment, "star"));
    assert_int_equal(cursor.doc, 2);
    segment_close(segment);
}

static void what_cannot_be_written_is_an_error_and_leaves_nothing(void **state)
{
    struct corpus *corpus = *state;
    struct segment_builder *builder = segment_builder_new();
    struct index_doc doc = corpus_doc(corpus, 1, "x", NULL, NULL, NULL);
    segment_builder_add(builder, &doc);
    const char *path = corpus_path(corpus, "nowhere/1.seg");
    assert_false(segment_builder_write(builder, path, &corpus->err));
    assert_int_equal(corpus->err.code, ERR_BROKEN);
    path = corpus_path(corpus, "folder.seg");
    assert_int_equal(mkdir(path, 0700), 0); /* a file cannot take its name */
    assert_false(segment_builder_write(builder, path, &corpus->err));
    assert_int_equal(access(corpus_path(corpus, "folder.seg.new"), F_OK), -1);
    segment_builder_free(builder);
}

static void a_full_disk_is_an_error_and_leaves_nothing(void **state)
{
    struct corpus *corpus = *state;
    struct index_doc docs[200];
    for (size_t i = 0; i < COUNT_OF(docs); i++)
        docs[i] = corpus_random_doc(corpus, (int64_t)i + 1);
    struct segment_builder *builder = segment_builder_new();
    for (size_t i = 0; i < COUNT_OF(docs); i++)
        segment_builder_add(builder, &docs[i]);
    const char *path = corpus_path(corpus, "full.seg");
    struct rlimit before, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 4000; /* a write beyond fails as on a full disk */
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool is_written = segment_builder_write(builder, path, &corpus->err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_false(is_written);
    assert_int_equal(corpus->err.code, ERR_BROKEN);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(access(corpus_path(corpus, "full.seg.new"), F_OK), -1);
    assert_fine(corpus, segment_builder_write(builder, path, &corpus->err));
    segment_builder_free(builder);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, corpus_setup, corpus_teardown)
    const struct CMUnitTest tests[] = {
        TEST(columns_are_kept_newest_first),
        TEST(a_word_tells_how_often_and_where_it_stands),
        TEST(a_phrase_cannot_span_two_authors),
        TEST(a_facet_has_documents_and_nothing_else),
        TEST(a_row_told_twice_keeps_what_came_last),
        TEST(a_segment_of_any_size_holds_what_a_plain_model_holds),
        TEST(seeking_finds_the_next_document_at_every_border),
        TEST(a_block_tells_its_last_document_without_moving),
        TEST(no_impact_passes_its_bounds),
        TEST(a_word_told_more_often_than_a_code_can_say_keeps_its_places),
        TEST(words_are_walked_before_facets_from_any_place),
        TEST(a_facet_is_cut_where_it_is_too_long_and_found_all_the_same),
        TEST(every_term_of_a_large_dictionary_is_found),
        TEST(a_paper_larger_than_any_is_held_like_others),
        TEST(what_cannot_be_written_is_an_error_and_leaves_nothing),
        TEST(a_full_disk_is_an_error_and_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
