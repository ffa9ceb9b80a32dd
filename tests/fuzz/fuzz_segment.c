/* A segment that was damaged: each four bytes of the input are a place and what stands
 * there instead. The footer is sealed anew, so that it is not what stops it all. */
#include "../unit/index/walk_segment.h"
#include "base/buf.h"

enum { DOCS = 400, BYTES_MAX = 1 << 20 };

static struct index_doc make_doc(int i)
{
    static const char *const authors[] = { "Ada Lovelace", "Alan Turing" };
    static const char *const facets[] = { "branch:arxiv", "cat:cs.CL", "cat:cs" };
    return (struct index_doc){
        .row = i + 1,
        .day = i,
        .title = i % 3 ? "A model of attention" : "Graphs and models",
        .abstract = i % 40 ? "of a star" : "model model model model, a star of stars",
        .authors = authors,
        .author_count = (size_t)(i % 3),
        .facets = facets,
        .facet_count = (size_t)(1 + i % 3),
        .edition = i % 7 ? NULL : "ICLR.2024",
    };
}

static void read_file(struct buf *out, const char *path)
{
    char piece[4096];
    size_t len;
    FILE *file = fopen(path, "rb");
    assert(file != NULL);
    while ((len = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(out, (struct str){ piece, len });
    fclose(file);
}

/* The whole one, made once. */
static const struct buf *whole_segment(void)
{
    static struct buf whole;
    if (whole.len > 0)
        return &whole;
    char folder[] = "/tmp/paperfeed-fuzz-XXXXXX", path[64];
    struct err err = { 0 };
    struct segment_builder *builder = segment_builder_new();
    for (int i = 0; i < DOCS; i++) {
        struct index_doc doc = make_doc(i);
        segment_builder_add(builder, &doc);
    }
    whole = buf_upto(BYTES_MAX);
    bool is_made = mkdtemp(folder) != NULL;
    snprintf(path, sizeof path, "%s/1", folder);
    is_made = is_made && segment_builder_write(builder, path, &err);
    assert(is_made);
    read_file(&whole, path);
    remove(path);
    remove(folder);
    segment_builder_free(builder);
    return &whole;
}

static void damage(unsigned char *segment, size_t size, const uint8_t *bytes,
                   size_t len)
{
    struct segment_footer footer;
    for (; len >= 4; bytes += 4, len -= 4) {
        size_t place = (size_t)bytes[0] << 16 | (size_t)bytes[1] << 8 | bytes[2];
        segment[place % size] = bytes[3];
    }
    memcpy(&footer, segment + size - sizeof footer, sizeof footer);
    footer.own_sum = segment_sum(0, (const unsigned char *)&footer,
                                 offsetof(struct segment_footer, own_sum));
    memcpy(segment + size - sizeof footer, &footer, sizeof footer);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct buf *whole = whole_segment();
    unsigned char *copy = malloc(whole->len);
    struct segment *segment = NULL;
    struct err err = { 0 };
    assert(copy != NULL);
    memcpy(copy, whole->ptr, whole->len);
    damage(copy, whole->len, bytes, len);
    if (segment_read(copy, whole->len, &segment, &err)) {
        struct err found = { 0 };
        walk_segment(segment);
        bool is_fine = segment_check(segment, &found);
        assert(is_fine || found.code == ERR_BROKEN);
        segment_close(segment);
    }
    free(copy);
    return 0;
}
