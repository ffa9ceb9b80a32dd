/* Documents into words and places, in the order they come; segment_invert.c turns that
 * round. Eight bytes a word, so 16 MB hold some 12,000 papers. */
#include "index/segment_builder.h"

#include "base/hash.h"
#include "base/mem.h"

#include <assert.h>

enum { SLOTS_FIRST = 1 << 12 };

struct segment_builder *segment_builder_new(void)
{
    struct segment_builder *builder = mem_alloc(sizeof *builder);
    builder->analyser = analyser_new();
    builder->slot_count = SLOTS_FIRST;
    builder->slots = mem_alloc(SLOTS_FIRST * sizeof *builder->slots);
    builder->names = buf_upto(UINT32_MAX);
    edition_list_init(&builder->editions);
    return builder;
}

void segment_builder_free(struct segment_builder *builder)
{
    if (builder == NULL)
        return;
    analyser_free(builder->analyser);
    edition_list_done(&builder->editions);
    arena_done(&builder->keys);
    buf_done(&builder->names);
    free(builder->slots);
    free(builder->terms.items);
    free(builder->words.items);
    free(builder->docs.items);
    free(builder);
}

size_t segment_builder_count(const struct segment_builder *builder)
{
    return builder->docs.count;
}

size_t segment_builder_bytes(const struct segment_builder *builder)
{
    return builder->words.capacity * sizeof *builder->words.items +
           builder->terms.capacity * sizeof *builder->terms.items +
           builder->docs.capacity * sizeof *builder->docs.items +
           builder->slot_count * sizeof *builder->slots + builder->keys.used +
           builder->names.cap;
}

/* Room for one more in a list that the builder holds. */
#define GROW(list, first)                                                              \
    do {                                                                               \
        if ((list)->count == (list)->capacity) {                                       \
            (list)->capacity = (list)->capacity ? (list)->capacity * 2 : (first);      \
            (list)->items =                                                            \
                mem_resize((list)->items, (list)->capacity * sizeof *(list)->items);   \
        }                                                                              \
    } while (0)

static uint64_t hash_key(struct str key)
{
    uint64_t hash = HASH_START ^ key.len, word;
    for (; key.len >= sizeof word; key = str_from(key, sizeof word)) {
        memcpy(&word, key.ptr, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    word = 0;
    memcpy(&word, key.ptr, key.len);
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

static void grow_slots(struct segment_builder *builder)
{
    free(builder->slots);
    builder->slot_count *= 2;
    builder->slots = mem_alloc(builder->slot_count * sizeof *builder->slots);
    for (size_t i = 0; i < builder->terms.count; i++) {
        size_t slot = builder->terms.items[i].hash & (builder->slot_count - 1);
        while (builder->slots[slot].term != 0)
            slot = (slot + 1) & (builder->slot_count - 1);
        builder->slots[slot].hash = (uint32_t)(builder->terms.items[i].hash >> 32);
        builder->slots[slot].term = (uint32_t)i + 1;
    }
}

static uint32_t new_term(struct segment_builder *builder, struct str key, uint64_t hash,
                         size_t slot)
{
    struct builder_terms *terms = &builder->terms;
    GROW(terms, 1024);
    terms->items[terms->count] = (struct builder_term){
        .key = arena_text(&builder->keys, key),
        .len = (uint32_t)key.len,
        .hash = hash,
    };
    builder->slots[slot].hash = (uint32_t)(hash >> 32);
    builder->slots[slot].term = (uint32_t)++terms->count;
    uint32_t term = (uint32_t)terms->count - 1;
    if (terms->count * 2 > builder->slot_count)
        grow_slots(builder);
    return term;
}

static uint32_t term_number(struct segment_builder *builder, struct str key)
{
    uint64_t hash = hash_key(key);
    size_t slot = hash & (builder->slot_count - 1);
    for (; builder->slots[slot].term != 0;
         slot = (slot + 1) & (builder->slot_count - 1)) {
        const struct builder_slot *at = &builder->slots[slot];
        if (at->hash != (uint32_t)(hash >> 32))
            continue;
        const struct builder_term *term = &builder->terms.items[at->term - 1];
        if (term->len == key.len && memcmp(term->key, key.ptr, key.len) == 0)
            return at->term - 1;
    }
    return new_term(builder, key, hash, slot);
}

static void add_word(struct segment_builder *builder, struct str key, uint32_t place)
{
    struct builder_words *words = &builder->words;
    uint32_t term = term_number(builder, key);
    GROW(words, 4096);
    words->items[words->count++] = (struct builder_word){ term, place };
    builder->terms.items[term].words++;
}

/* How many words the field has; what is beyond its places is left out. */
static uint32_t add_field(struct segment_builder *builder, struct str text,
                          enum query_field field)
{
    struct word word;
    uint32_t count = 0;
    analyser_start(builder->analyser, text);
    while (analyser_next(builder->analyser, &word)) {
        if (word.position >= FIELD_PLACES)
            break;
        add_word(builder, word.term, (uint32_t)field * FIELD_PLACES + word.position);
        count++;
    }
    return count;
}

static void join_authors(struct segment_builder *builder, const struct index_doc *doc)
{
    buf_clear(&builder->names);
    for (size_t i = 0; i < doc->author_count; i++) {
        if (i > 0)
            buf_char(&builder->names, '\n');
        buf_text(&builder->names, doc->authors[i]);
    }
}

static void add_facet(struct segment_builder *builder, const char *facet)
{
    unsigned char key[SEGMENT_TERM_MAX + 1];
    assert(strchr(facet, ':') != NULL);
    size_t len = term_key(str_of(facet), key);
    add_word(builder, (struct str){ (const char *)key, len }, 0);
}

void segment_builder_add(struct segment_builder *builder, const struct index_doc *doc)
{
    struct builder_docs *docs = &builder->docs;
    assert(docs->count < SEGMENT_DOCS_MAX);
    assert(doc->row > 0 && doc->day >= 0 && doc->day <= UINT16_MAX);
    size_t first_word = builder->words.count;
    uint32_t lengths[FIELD_COUNT];
    join_authors(builder, doc);
    lengths[FIELD_TITLE] = add_field(builder, str_of(doc->title), FIELD_TITLE);
    lengths[FIELD_AUTHORS] =
        add_field(builder, buf_str(&builder->names), FIELD_AUTHORS);
    lengths[FIELD_ABSTRACT] = add_field(builder, str_of(doc->abstract), FIELD_ABSTRACT);
    for (size_t i = 0; i < doc->facet_count; i++)
        add_facet(builder, doc->facets[i]);
    GROW(docs, 256);
    docs->items[docs->count++] = (struct builder_doc){
        .row = doc->row,
        .first_word = first_word,
        .word_count = builder->words.count - first_word,
        .lengths = lengths_pack(lengths),
        .day = (uint16_t)doc->day,
        .edition = edition_list_number(&builder->editions, str_of(doc->edition)),
    };
}
