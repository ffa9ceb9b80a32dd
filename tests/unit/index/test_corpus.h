/* Small corpora in a folder of their own, removed afterwards: documents told by hand,
 * or made by a fixed seed from words of a small vocabulary. */
#ifndef TEST_CORPUS_H
#define TEST_CORPUS_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "index/segment.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct corpus {
    char dir[64];
    struct arena arena;
    struct err err;
    uint64_t chance;
    unsigned files;
};

#define assert_fine(corpus, call)                                                      \
    do {                                                                               \
        if (!(call))                                                                   \
            fail_msg("%s: %s", #call, (corpus)->err.text);                             \
    } while (0)

static inline int corpus_remove(const char *path, const struct stat *stat, int flag,
                                struct FTW *ftw)
{
    (void)stat, (void)flag, (void)ftw;
    return remove(path);
}

static inline int corpus_setup(void **state)
{
    struct corpus *corpus = calloc(1, sizeof *corpus);
    assert_non_null(corpus);
    memcpy(corpus->dir, "/tmp/paperfeed-index-XXXXXX", 28);
    assert_non_null(mkdtemp(corpus->dir));
    corpus->chance = 20261122;
    *state = corpus;
    return 0;
}

static inline int corpus_teardown(void **state)
{
    struct corpus *corpus = *state;
    nftw(corpus->dir, corpus_remove, 8, FTW_DEPTH | FTW_PHYS);
    arena_done(&corpus->arena);
    free(corpus);
    return 0;
}

static inline const char *corpus_path(struct corpus *corpus, const char *name)
{
    return arena_printf(&corpus->arena, "%s/%s", corpus->dir, name);
}

/* The items of "a;b;c"; NULL has none. */
static inline const char **corpus_split(struct corpus *corpus, const char *list,
                                        size_t *ret_count)
{
    struct {
        const char **items;
        size_t count, capacity;
    } split = { 0 };
    struct str rest = str_of(list);
    while (rest.len > 0) {
        const char *item = arena_text(&corpus->arena, str_cut(&rest, ';'));
        ARENA_PUSH(&corpus->arena, &split, item);
    }
    *ret_count = split.count;
    return split.items;
}

/* Authors and facets are lists: "Ada Lovelace;Alan Turing", "cat:cs.CL;branch:arxiv".
 */
static inline struct index_doc corpus_doc(struct corpus *corpus, int64_t row,
                                          const char *title, const char *authors,
                                          const char *abstract, const char *facets)
{
    struct index_doc doc = { .row = row, .title = title, .abstract = abstract };
    doc.day = (int32_t)(row % 20000);
    doc.authors = corpus_split(corpus, authors, &doc.author_count);
    doc.facets = corpus_split(corpus, facets, &doc.facet_count);
    return doc;
}

static inline const char *corpus_write(struct corpus *corpus,
                                       const struct index_doc *docs, size_t count)
{
    char name[32];
    snprintf(name, sizeof name, "%u.seg", corpus->files++);
    const char *path = corpus_path(corpus, name);
    struct segment_builder *builder = segment_builder_new();
    for (size_t i = 0; i < count; i++)
        segment_builder_add(builder, &docs[i]);
    assert_fine(corpus, segment_builder_write(builder, path, &corpus->err));
    segment_builder_free(builder);
    return path;
}

/* All of a file. */
static inline struct buf corpus_bytes(const char *path)
{
    struct buf bytes = buf_upto(64 << 20);
    char piece[4096];
    size_t len;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    while ((len = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(&bytes, (struct str){ piece, len });
    fclose(file);
    return bytes;
}

/* Closed by who asks. */
static inline struct segment *corpus_segment(struct corpus *corpus,
                                             const struct index_doc *docs, size_t count)
{
    struct segment *segment = NULL;
    const char *path = corpus_write(corpus, docs, count);
    assert_fine(corpus, segment_open(path, &segment, &corpus->err));
    return segment;
}

/* 0 … below - 1 (xorshift64*, from a fixed seed). */
static inline uint32_t corpus_chance(struct corpus *corpus, uint32_t below)
{
    corpus->chance ^= corpus->chance >> 12;
    corpus->chance ^= corpus->chance << 25;
    corpus->chance ^= corpus->chance >> 27;
    return (uint32_t)((corpus->chance * UINT64_C(2685821657736338717)) >> 33) % below;
}

/* "w0" is in nearly every text, "w199" in hardly any. Letters only, which no stemmer
 * changes: wa, wb, … */
static inline const char *corpus_word(struct corpus *corpus)
{
    uint32_t most = 1 + corpus_chance(corpus, 200), word = corpus_chance(corpus, most);
    return arena_printf(&corpus->arena, "w%c%cq", 'a' + (char)(word / 20),
                        'a' + (char)(word % 20));
}

static inline const char *corpus_text(struct corpus *corpus, uint32_t words)
{
    const char *text = "";
    for (uint32_t i = 0; i < words; i++)
        text = arena_printf(&corpus->arena, "%s%s%s", text, i ? " " : "",
                            corpus_word(corpus));
    return text;
}

static inline struct index_doc corpus_random_doc(struct corpus *corpus, int64_t row)
{
    static const char *const facets[] = { "cat:cs.CL;branch:arxiv", "branch:arxiv",
                                          "cat:cs.LG;cat:cs;cat:cs.LG;branch:arxiv",
                                          "venue:iclr;edition:iclr.2024;branch:venue" };
    static const char *const names[] = { "Ada Lovelace", "Alan Turing;Ada Lovelace", "",
                                         "Grace Hopper;Kurt Gödel;Emmy Noether" };
    uint32_t kind = corpus_chance(corpus, COUNT_OF(facets));
    struct index_doc doc =
        corpus_doc(corpus, row, corpus_text(corpus, 2 + corpus_chance(corpus, 6)),
                   names[corpus_chance(corpus, COUNT_OF(names))],
                   corpus_text(corpus, corpus_chance(corpus, 40)), facets[kind]);
    doc.edition = kind == 3 ? "ICLR.2024" : NULL;
    return doc;
}

#endif
