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
            uint64_t hash;
            uint32_t number, len;
            uint32_t words; /* how often it was told, all in all */
            char key[];
        } * *items;
        size_t count, capacity;
    } terms;
    struct builder_slot {
        uint64_t hash;
        struct builder_term *term; /* NULL: empty */
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
