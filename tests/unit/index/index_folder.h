/* An index in a folder of its own, removed afterwards, and documents to put into it. */
#ifndef TEST_INDEX_FOLDER_H
#define TEST_INDEX_FOLDER_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "index/index.h"
#include "index/search.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct index_folder {
    char dir[64];
    struct index *index;
    const struct index_snapshot *snapshot; /* of the last publish */
    struct arena arena;
    struct err err;
};

#define assert_good(folder, call)                                                      \
    do {                                                                               \
        if (!(call))                                                                   \
            fail_msg("%s: %s", #call, (folder)->err.text);                             \
    } while (0)

static inline int folder_set_up(void **state)
{
    struct index_folder *folder = calloc(1, sizeof *folder);
    assert_non_null(folder);
    snprintf(folder->dir, sizeof folder->dir, "/tmp/paperfeed-index-XXXXXX");
    assert_non_null(mkdtemp(folder->dir));
    assert_good(folder, index_open(folder->dir, &folder->index, &folder->err));
    *state = folder;
    return 0;
}

static inline int folder_remove_entry(const char *path, const struct stat *about,
                                      int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

static inline int folder_tear_down(void **state)
{
    struct index_folder *folder = *state;
    index_give_back(&folder->snapshot);
    index_close(folder->index);
    arena_done(&folder->arena);
    nftw(folder->dir, folder_remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    free(folder);
    return 0;
}

#define folder_test(name)                                                              \
    cmocka_unit_test_setup_teardown(name, folder_set_up, folder_tear_down)

/* Writes the file of segment `id`. */
static inline void folder_write(struct index_folder *folder, int64_t id,
                                const struct index_doc *docs, size_t count)
{
    struct segment_builder *builder = segment_builder_new();
    for (size_t i = 0; i < count; i++)
        segment_builder_add(builder, &docs[i]);
    const char *path = index_path(folder->index, &folder->arena, id);
    assert_good(folder, segment_builder_write(builder, path, &folder->err));
    segment_builder_free(builder);
}

static inline void folder_take(struct index_folder *folder)
{
    index_give_back(&folder->snapshot);
    folder->snapshot = index_take(folder->index);
}

static inline void folder_publish(struct index_folder *folder,
                                  const struct index_change *change)
{
    assert_good(folder, index_publish(folder->index, change, &folder->err));
    folder_take(folder);
}

/* One more segment of these. */
static inline void folder_join(struct index_folder *folder, int64_t id,
                               const struct index_doc *docs, size_t count)
{
    folder_write(folder, id, docs, count);
    struct index_change change = { .joined = &id, .joined_count = 1 };
    folder_publish(folder, &change);
}

/* Documents with these titles, rows from 1 on: a segment. */
static inline void folder_titles(struct index_folder *folder, const char *const *titles,
                                 size_t count)
{
    struct index_doc *docs = ARENA_ARRAY(&folder->arena, struct index_doc, count);
    for (size_t i = 0; i < count; i++)
        docs[i] = (struct index_doc){ .row = (int64_t)i + 1, .title = titles[i] };
    folder_join(folder, 1, docs, count);
}

/* A leaf of the words of a text, as query_read makes one. */
static inline struct query_node *folder_leaf(struct arena *arena, const char *text,
                                             unsigned fields)
{
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    struct query_node *node = ARENA_NEW(arena, struct query_node);
    struct word word;
    node->kind = QUERY_TERMS;
    node->fields = fields;
    node->terms = ARENA_ARRAY(arena, const char *, strlen(text) + 1);
    node->all_common = true;
    analyser_start(analyser, str_of(text));
    while (analyser_next(analyser, &word)) {
        node->all_common &= term_is_common(word.term);
        node->terms[node->term_count++] = arena_text(arena, word.term);
    }
    return node;
}

/* All words of a text, side by side, and the same as words to rank by. */
static inline struct search_ask folder_ask(struct arena *arena, const char *text)
{
    struct search_ask ask = { .show = 20 };
    struct query_node *words = folder_leaf(arena, text, FIELDS_ALL);
    struct query_node *root = ARENA_NEW(arena, struct query_node);
    root->kind = QUERY_AND;
    root->children = ARENA_ARRAY(arena, struct query_node *, words->term_count + 1);
    for (size_t i = 0; i < words->term_count; i++) {
        struct query_node *leaf = folder_leaf(arena, "", FIELDS_ALL);
        leaf->terms = &words->terms[i];
        leaf->term_count = 1;
        leaf->all_common = term_is_common(str_of(words->terms[i]));
        root->children[root->child_count++] = leaf;
        struct rank_word word = {
            .terms = leaf->terms, .term_count = 1, .fields = FIELDS_ALL, .weight = 1
        };
        ARENA_PUSH(arena, &ask.words, word);
    }
    ask.root = root;
    return ask;
}

static inline struct search_result folder_search(struct index_folder *folder,
                                                 const struct search_ask *ask)
{
    struct search_result result;
    assert_good(folder, index_search(folder->snapshot, ask, &folder->arena, &result,
                                     &folder->err));
    return result;
}

#endif
