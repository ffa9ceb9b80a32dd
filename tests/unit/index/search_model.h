/* What a search should find, said the long way: every document is looked at. Words are
 * numbers, "k7" in a text; a word's number says how rare it is. */
#ifndef TEST_SEARCH_MODEL_H
#define TEST_SEARCH_MODEL_H

#include "index_folder.h"

#include "index/bm25f.h"

enum {
    MODEL_WORDS = 40,
    TITLE_MAX = 12,
    NAMES = 2,
    NAME_WORDS = 2,
    ABSTRACT_MAX = 60,
    CATEGORIES = 4,
    EDITIONS = 3, /* 0: none */
    FIRST_DAY = 17000,
};

struct model_field {
    int words[ABSTRACT_MAX];
    int count;
};
struct model_doc {
    int64_t row;
    int32_t day;
    struct model_field title, names[NAMES], abstract;
    int category, edition;
    int64_t segment;
    bool dead, has_faq;
    int64_t key;
};
struct model {
    struct model_doc *docs;
    size_t count, live;
    uint64_t held_by[MODEL_WORDS]; /* dead ones as well */
    uint64_t random;
};

static inline uint32_t model_draw(struct model *model, uint32_t below)
{
    model->random = model->random * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(model->random >> 33) % below;
}

/* Small numbers often. */
static inline int model_draw_word(struct model *model)
{
    uint32_t most = model_draw(model, MODEL_WORDS) + 1;
    return (int)model_draw(model, most);
}

static inline void model_fill(struct model *model, struct model_field *field, int count)
{
    field->count = count;
    for (int i = 0; i < count; i++)
        field->words[i] = model_draw_word(model);
}

static inline struct model_doc model_draw_doc(struct model *model, int64_t row)
{
    struct model_doc doc = { .row = row };
    doc.day = FIRST_DAY + (int32_t)(row / 10) + (int32_t)model_draw(model, 30);
    model_fill(model, &doc.title, (int)model_draw(model, TITLE_MAX));
    for (int i = 0; i < NAMES; i++)
        model_fill(model, &doc.names[i], NAME_WORDS);
    model_fill(model, &doc.abstract, (int)model_draw(model, ABSTRACT_MAX));
    doc.category = (int)model_draw(model, CATEGORIES);
    doc.edition = (int)model_draw(model, EDITIONS);
    doc.has_faq = model_draw(model, 20) == 0;
    doc.key = model_draw(model, 10) == 0 ? (int64_t)model_draw(model, 5) : 0;
    return doc;
}

static inline const char *model_text(struct arena *arena,
                                     const struct model_field *field)
{
    char text[ABSTRACT_MAX * 5 + 1] = "";
    size_t len = 0;
    for (int i = 0; i < field->count; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "k%d ", field->words[i]);
    return arena_text(arena, str_of(text));
}

static inline struct index_doc model_index_doc(struct arena *arena,
                                               const struct model_doc *doc)
{
    const char **facets = ARENA_ARRAY(arena, const char *, 1);
    const char **names = ARENA_ARRAY(arena, const char *, NAMES);
    facets[0] = arena_printf(arena, "cat:%d", doc->category);
    for (int i = 0; i < NAMES; i++)
        names[i] = model_text(arena, &doc->names[i]);
    return (struct index_doc){
        .row = doc->row,
        .day = doc->day,
        .title = model_text(arena, &doc->title),
        .abstract = model_text(arena, &doc->abstract),
        .authors = names,
        .author_count = NAMES,
        .facets = facets,
        .facet_count = 1,
        .edition = doc->edition > 0 ? arena_printf(arena, "E.%d", doc->edition) : NULL,
    };
}

/* The words `terms` side by side, so often. */
static inline unsigned model_count(const struct model_field *field, const int *terms,
                                   size_t term_count, unsigned most)
{
    unsigned found = 0;
    for (int i = 0; i + (int)term_count <= field->count; i++) {
        size_t same = 0;
        while (same < term_count && field->words[i + (int)same] == terms[same])
            same++;
        found += same == term_count;
    }
    return found < most ? found : most;
}

static inline bool model_freqs(const struct model_doc *doc, const int *terms,
                               size_t term_count, unsigned fields,
                               unsigned char freqs[FIELD_COUNT])
{
    unsigned authors = 0;
    for (int i = 0; i < NAMES; i++)
        authors += model_count(&doc->names[i], terms, term_count, 3);
    authors = authors < 3 ? authors : 3;
    freqs[FIELD_TITLE] = (unsigned char)model_count(&doc->title, terms, term_count, 3);
    freqs[FIELD_AUTHORS] = (unsigned char)authors;
    freqs[FIELD_ABSTRACT] =
        (unsigned char)model_count(&doc->abstract, terms, term_count, 15);
    bool held = false;
    for (int i = 0; i < FIELD_COUNT; i++) {
        freqs[i] = (fields >> i & 1) != 0 ? freqs[i] : 0;
        held |= freqs[i] > 0;
    }
    return held;
}

/* A word of a query is "k7"; read back. */
static inline void model_read_terms(const char *const *terms, size_t count, int *ret)
{
    for (size_t i = 0; i < count; i++)
        ret[i] = terms[i][2] == '\0' ? terms[i][1] - '0'
                                     : (terms[i][1] - '0') * 10 + terms[i][2] - '0';
}

static inline bool model_has_terms(const struct model_doc *doc,
                                   const struct query_node *node)
{
    int terms[8];
    unsigned char freqs[FIELD_COUNT];
    model_read_terms((const char *const *)node->terms, node->term_count, terms);
    return model_freqs(doc, terms, node->term_count, node->fields, freqs);
}

/* "k1*": k1, k10 … k19. */
static inline bool model_has_prefix(const struct model_doc *doc,
                                    const struct query_node *node)
{
    unsigned char freqs[FIELD_COUNT];
    for (int word = 0; word < MODEL_WORDS; word++) {
        char text[8];
        snprintf(text, sizeof text, "k%d", word);
        if (str_starts(str_of(text), str_of(node->terms[0])) &&
            model_freqs(doc, &word, 1, node->fields, freqs))
            return true;
    }
    return false;
}

static inline bool model_matches(const struct model_doc *doc,
                                 const struct query_node *node);

static inline size_t model_count_matching(const struct model_doc *doc,
                                          const struct query_node *node)
{
    size_t matching = 0;
    for (size_t i = 0; i < node->child_count; i++)
        matching += model_matches(doc, node->children[i]);
    return matching;
}

static inline bool model_matches(const struct model_doc *doc,
                                 const struct query_node *node)
{
    switch (node->kind) {
    case QUERY_TERMS:
        return model_has_terms(doc, node);
    case QUERY_PREFIX:
        return model_has_prefix(doc, node);
    case QUERY_FACET:
        return node->facet[4] - '0' == doc->category;
    case QUERY_DATE:
        return doc->day >= node->first && doc->day <= node->last;
    case QUERY_HAS_FAQ:
        return doc->has_faq;
    case QUERY_ID:
        return doc->row % 7 == node->id[0] - '0';
    case QUERY_AND:
        return model_count_matching(doc, node) == node->child_count;
    case QUERY_OR:
        return model_count_matching(doc, node) > 0;
    case QUERY_NOT:
        return model_count_matching(doc, node) == 0;
    }
    return false;
}

static inline float model_score(const struct model *model, const struct model_doc *doc,
                                const struct rank_words *words)
{
    double score = 0;
    uint32_t lengths[FIELD_COUNT] = { (uint32_t)doc->title.count, NAMES * NAME_WORDS,
                                      (uint32_t)doc->abstract.count };
    for (size_t i = 0; i < words->count; i++) {
        const struct rank_word *word = &words->items[i];
        int terms[8];
        unsigned char freqs[FIELD_COUNT];
        uint64_t docs = UINT64_MAX;
        model_read_terms((const char *const *)word->terms, word->term_count, terms);
        for (size_t t = 0; t < word->term_count; t++)
            docs = model->held_by[terms[t]] < docs ? model->held_by[terms[t]] : docs;
        if (docs == 0 ||
            !model_freqs(doc, terms, word->term_count, word->fields, freqs))
            continue;
        float impact = bm25f_impact(freqs, lengths, word->fields);
        score +=
            (double)(word->weight * bm25f_weight(docs, model->live)) * (double)impact;
    }
    return (float)score;
}

#endif
