/* Merged segments equal what is built at once. */
#include "index/plain_model.h"

#include <sys/stat.h>

enum { PARTS = 4, PART_DOCS = 160 };

struct merge_case {
    struct plain_model model;
    struct index_doc docs[PARTS][PART_DOCS];
    const struct segment *segments[PARTS];
    uint64_t *dead[PARTS];
};

/* Parts whose rows are drawn below `rows`: the fewer, the more stand twice. */
static struct merge_case *make_case(struct corpus *corpus, uint32_t rows)
{
    struct merge_case *made = ARENA_NEW(&corpus->arena, struct merge_case);
    made->model.arena = &corpus->arena;
    for (size_t i = 0; i < PARTS; i++) {
        for (size_t j = 0; j < PART_DOCS; j++)
            made->docs[i][j] =
                corpus_random_doc(corpus, 1 + corpus_chance(corpus, rows));
        made->segments[i] = corpus_segment(corpus, made->docs[i], PART_DOCS);
    }
    return made;
}

static void close_case(struct merge_case *made)
{
    for (size_t i = 0; i < PARTS; i++)
        segment_close((struct segment *)(uintptr_t)made->segments[i]);
}

static const char *merge_into(struct corpus *corpus, const struct merge_case *made,
                              const char *name)
{
    const char *path = corpus_path(corpus, name);
    const uint64_t *dead[PARTS] = { made->dead[0], made->dead[1], made->dead[2],
                                    made->dead[3] };
    struct segment_merge merge = { made->segments, dead, PARTS };
    assert_fine(corpus, segment_merge_write(&merge, path, NULL, &corpus->err));
    return path;
}

static void assert_same_files(const char *a, const char *b)
{
    CLEANUP(buf_done) struct buf left = corpus_bytes(a);
    CLEANUP(buf_done) struct buf right = corpus_bytes(b);
    assert_true(left.len > 0 && str_eq(buf_str(&left), buf_str(&right)));
}

static void merged_segments_equal_one_that_is_built_at_once(void **state)
{
    struct corpus *corpus = *state;
    struct merge_case *made = make_case(corpus, 100000);
    struct index_doc all[PARTS * PART_DOCS];
    memcpy(all, made->docs, sizeof all);
    assert_same_files(merge_into(corpus, made, "merged.seg"),
                      corpus_write(corpus, all, COUNT_OF(all)));
    close_case(made);
}

static void of_a_row_that_stands_twice_the_last_segment_counts(void **state)
{
    struct corpus *corpus = *state;
    struct merge_case *made = make_case(corpus, 200);
    struct index_doc all[PARTS * PART_DOCS];
    memcpy(all, made->docs, sizeof all);
    assert_same_files(merge_into(corpus, made, "merged.seg"),
                      corpus_write(corpus, all, COUNT_OF(all)));
    close_case(made);
}

static void kill(struct corpus *corpus, struct merge_case *made, size_t part,
                 uint32_t doc)
{
    if (made->dead[part] == NULL)
        made->dead[part] = ARENA_ARRAY(&corpus->arena, uint64_t, (PART_DOCS + 63) / 64);
    made->dead[part][doc / 64] |= UINT64_C(1) << doc % 64;
}

/* The newest live one of each row, part by part. */
static void tell_live(struct merge_case *made)
{
    for (size_t i = 0; i < PARTS; i++)
        for (size_t j = 0; j < PART_DOCS; j++) {
            uint32_t doc = 0;
            const struct index_doc *told = &made->docs[i][j];
            assert_true(segment_find_row(made->segments[i], told->row, &doc));
            if (made->dead[i] == NULL || !(made->dead[i][doc / 64] >> doc % 64 & 1))
                plain_add(&made->model, told);
        }
}

static void the_dead_are_left_out(void **state)
{
    struct corpus *corpus = *state;
    struct merge_case *made = make_case(corpus, 400);
    for (uint32_t i = 0; i < 200; i++) {
        size_t part = corpus_chance(corpus, PARTS - 1);
        uint32_t docs = segment_docs(made->segments[part]);
        kill(corpus, made, part, corpus_chance(corpus, docs));
    }
    tell_live(made);
    struct segment *merged = NULL;
    const char *path = merge_into(corpus, made, "merged.seg");
    assert_fine(corpus, segment_open(path, &merged, &corpus->err));
    plain_check(&made->model, merged);
    assert_fine(corpus, segment_check(merged, &corpus->err));
    segment_close(merged);
    close_case(made);
}

static void segments_of_the_dead_alone_become_an_empty_one(void **state)
{
    struct corpus *corpus = *state;
    struct merge_case *made = make_case(corpus, 300);
    for (size_t i = 0; i < PARTS; i++)
        for (uint32_t doc = 0; doc < segment_docs(made->segments[i]); doc++)
            kill(corpus, made, i, doc);
    struct segment *merged = NULL;
    const char *path = merge_into(corpus, made, "merged.seg");
    assert_fine(corpus, segment_open(path, &merged, &corpus->err));
    assert_int_equal(segment_docs(merged), 0);
    plain_check(&made->model, merged);
    segment_close(merged);
    close_case(made);
}

static void editions_keep_their_names(void **state)
{
    struct corpus *corpus = *state;
    static const char *const names[] = { "ACL.2023", "ICLR.2024", "ACL.2023", NULL };
    const struct segment *segments[COUNT_OF(names)];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct index_doc doc =
            corpus_doc(corpus, 4 - (int64_t)i, "x", NULL, NULL, NULL);
        doc.edition = names[i];
        segments[i] = corpus_segment(corpus, &doc, 1);
    }
    struct segment *merged = NULL;
    const char *path = corpus_path(corpus, "merged.seg");
    struct segment_merge merge = { segments, NULL, COUNT_OF(names) };
    assert_fine(corpus, segment_merge_write(&merge, path, NULL, &corpus->err));
    assert_fine(corpus, segment_open(path, &merged, &corpus->err));
    assert_int_equal(segment_editions(merged), 3);
    for (uint32_t i = 0; i < COUNT_OF(names); i++)
        assert_true(str_eq(segment_edition_name(merged, segment_edition(merged, i)),
                           str_of(names[i])));
    segment_close(merged);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        segment_close((struct segment *)(uintptr_t)segments[i]);
}

static void a_merge_that_is_stopped_leaves_nothing(void **state)
{
    struct corpus *corpus = *state;
    struct merge_case *made = make_case(corpus, 300);
    struct segment_merge merge = { made->segments, NULL, PARTS };
    struct stop stop;
    stop_init(&stop);
    stop_now(&stop);
    const char *path = corpus_path(corpus, "merged.seg");
    assert_false(segment_merge_write(&merge, path, &stop, &corpus->err));
    assert_int_equal(corpus->err.code, ERR_BUSY);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(access(corpus_path(corpus, "merged.seg.new"), F_OK), -1);
    stop_done(&stop);
    close_case(made);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, corpus_setup, corpus_teardown)
    const struct CMUnitTest tests[] = {
        TEST(merged_segments_equal_one_that_is_built_at_once),
        TEST(of_a_row_that_stands_twice_the_last_segment_counts),
        TEST(the_dead_are_left_out),
        TEST(segments_of_the_dead_alone_become_an_empty_one),
        TEST(editions_keep_their_names),
        TEST(a_merge_that_is_stopped_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
