/* What a damaged segment may do: fail, or find the wrong things. */
#include "index/test_corpus.h"
#include "index/walk_segment.h"

/* A segment in memory, with one list of several blocks, that can be damaged. */
static struct buf small_segment(struct corpus *corpus, size_t count)
{
    struct index_doc *docs = ARENA_ARRAY(&corpus->arena, struct index_doc, count);
    for (size_t i = 0; i < count; i++)
        docs[i] = corpus_doc(corpus, (int64_t)i * 3 + 1, i % 2 ? "a model" : "models",
                             i % 9 ? NULL : "Ada Lovelace", i % 5 ? NULL : "of a star",
                             i % 2 ? "cat:cs.CL" : "branch:arxiv;cat:cs.CL");
    return corpus_bytes(corpus_write(corpus, docs, count));
}

/* In memory of its own size, so that a sanitizer sees what is read beyond. */
static bool walk_bytes(const struct buf *bytes)
{
    struct segment *segment = NULL;
    struct err err = { 0 };
    unsigned char *copy = malloc(bytes->len);
    memcpy(copy, bytes->ptr, bytes->len);
    bool is_open = segment_read(copy, bytes->len, &segment, &err);
    if (is_open) {
        struct err found = { 0 };
        walk_segment(segment);
        is_open = segment_check(segment, &found);
        segment_close(segment);
    }
    free(copy);
    return is_open;
}

/* As if the footer had been meant so. */
static void seal(struct buf *bytes)
{
    struct segment_footer footer;
    char *at = bytes->ptr + bytes->len - sizeof footer;
    memcpy(&footer, at, sizeof footer);
    footer.own_sum = segment_sum(0, (const unsigned char *)&footer,
                                 offsetof(struct segment_footer, own_sum));
    memcpy(at, &footer, sizeof footer);
}

static void a_byte_that_changed_is_noticed_and_harmless(void **state)
{
    static const unsigned char flips[] = { 0x01, 0x80, 0xFF };
    CLEANUP(buf_done) struct buf bytes = small_segment(*state, 150);
    assert_true(walk_bytes(&bytes));
    for (size_t i = 0; i < bytes.len; i++)
        for (size_t j = 0; j < COUNT_OF(flips); j++) {
            bytes.ptr[i] = (char)(bytes.ptr[i] ^ flips[j]);
            assert_false(walk_bytes(&bytes));
            bytes.ptr[i] = (char)(bytes.ptr[i] ^ flips[j]);
        }
}

static void a_footer_that_lies_is_harmless(void **state)
{
    static const unsigned char values[] = { 0x00, 0x01, 0x08, 0x7F, 0x80, 0xFF };
    CLEANUP(buf_done) struct buf bytes = small_segment(*state, 150);
    for (size_t i = bytes.len - sizeof(struct segment_footer); i < bytes.len; i++)
        for (size_t j = 0; j < COUNT_OF(values); j++) {
            CLEANUP(buf_done) struct buf lie = buf_upto(bytes.max);
            buf_add(&lie, buf_str(&bytes));
            lie.ptr[i] = (char)values[j];
            seal(&lie);
            (void)walk_bytes(&lie);
        }
}

static void a_file_cut_anywhere_does_not_open(void **state)
{
    struct corpus *corpus = *state;
    CLEANUP(buf_done) struct buf bytes = small_segment(corpus, 20);
    const char *path = corpus_path(corpus, "cut.seg");
    for (size_t len = 0; len < bytes.len; len++) {
        struct segment *segment = NULL;
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fwrite(bytes.ptr, 1, len, file);
        fclose(file);
        assert_false(segment_open(path, &segment, &corpus->err));
        assert_int_equal(corpus->err.code, ERR_BROKEN);
    }
}

static void another_format_is_not_opened(void **state)
{
    CLEANUP(buf_done) struct buf bytes = small_segment(*state, 3);
    struct segment_footer *footer = malloc(sizeof *footer);
    char *at = bytes.ptr + bytes.len - sizeof *footer;
    memcpy(footer, at, sizeof *footer);
    footer->format++;
    memcpy(at, footer, sizeof *footer);
    free(footer);
    seal(&bytes);
    assert_false(walk_bytes(&bytes));
}

static void a_damaged_segment_is_not_merged_into_another(void **state)
{
    struct corpus *corpus = *state;
    CLEANUP(buf_done) struct buf bytes = small_segment(corpus, 30);
    size_t body = bytes.len - sizeof(struct segment_footer);
    for (size_t i = 0; i < body; i += 7) {
        struct segment *segment = NULL;
        bytes.ptr[i] = (char)(bytes.ptr[i] ^ 0x10);
        if (segment_read((const unsigned char *)bytes.ptr, bytes.len, &segment,
                         &corpus->err)) {
            const struct segment *const segments[] = { segment };
            struct segment_merge merge = { segments, NULL, 1 };
            assert_false(segment_merge_write(&merge, corpus_path(corpus, "merged.seg"),
                                             NULL, &corpus->err));
            segment_close(segment);
        }
        assert_int_equal(corpus->err.code, ERR_BROKEN);
        bytes.ptr[i] = (char)(bytes.ptr[i] ^ 0x10);
    }
    assert_int_equal(access(corpus_path(corpus, "merged.seg"), F_OK), -1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, corpus_setup, corpus_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_byte_that_changed_is_noticed_and_harmless),
        TEST(a_footer_that_lies_is_harmless),
        TEST(a_file_cut_anywhere_does_not_open),
        TEST(another_format_is_not_opened),
        TEST(a_damaged_segment_is_not_merged_into_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
