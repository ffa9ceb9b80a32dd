/* The inside of a segment_builder: words as they came, for segment_invert.c. */
#ifndef INDEX_SEGMENT_BUILDER_H
#define INDEX_SEGMENT_BUILDER_H

#include "index/segment_writer.h"

struct segment_builder {
    struct analyser *analyser;
    struct edition_list editions;
    struct arena keys;
    struct buf names; /* the authors of one document */
    struct builder_terms {
        struct builder_term {
            const char *key;
            uint64_t hash;
            uint32_t len, words; /* `words`: how often it was told, all in all */
        } * items;
        size_t count, capacity;
    } terms;
    struct builder_slot {
        uint32_t hash, term; /* 0: empty, else the number of the term plus one */
    } * slots;
    size_t slot_count;
    struct builder_words {
        struct builder_word {
            uint32_t term, place;
        } * items;
        size_t count, capacity;
    } words;
    struct builder_docs {
        struct builder_doc {
            int64_t row;
            size_t first_word, word_count;
            uint32_t lengths;
            uint16_t day, edition;
        } * items;
        size_t count, capacity;
    } docs;
};

#endif
