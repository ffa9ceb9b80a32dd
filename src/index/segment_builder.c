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

/* Room for one more in a list that the builder holds. */
#define GROW(list, first)                                                              \
    do {                                                                               \
        if ((list)->count == (list)->capacity) {                                       \
            (list)->capacity = (list)->capacity ? (list)->capacity * 2 : (first);      \
            (list)->items =                                                            \
                mem_resize((list)->items, (list)->capacity * sizeof *(list)->items);   \
        }                                                                              \
    } while (0)

static uint64_t hash_word(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

/* Eight bytes a step; the last step may read some of them again. */
static uint64_t hash_key(struct str key)
{
    uint64_t hash = HASH_START ^ key.len, word = 0;
    size_t at = 0;
    for (; key.len - at > sizeof word; at += sizeof word) {
        memcpy(&word, key.ptr + at, sizeof word);
        hash = hash_word(hash, word);
    }
    if (key.len >= sizeof word) {
        memcpy(&word, key.ptr + key.len - sizeof word, sizeof word);
        return hash_word(hash, word);
    }
    for (word = 0; at < key.len; at++)
        word = word << 8 | (unsigned char)key.ptr[at];
    return hash_word(hash, word);
}

static struct builder_slot *find_slot(const struct segment_builder *builder,
                                      uint64_t hash, struct str key)
{
    size_t at = hash & (builder->slot_count - 1);
    for (;; at = (at + 1) & (builder->slot_count - 1)) {
        struct builder_slot *slot = &builder->slots[at];
        if (slot->term == NULL || (slot->hash == hash && slot->term->len == key.len &&
                                   memcmp(slot->term->key, key.ptr, key.len) == 0))
            return slot;
    }
}

static void grow_slots(struct segment_builder *builder)
{
    free(builder->slots);
    builder->slot_count *= 2;
    builder->slots = mem_alloc(builder->slot_count * sizeof *builder->slots);
    for (size_t i = 0; i < builder->terms.count; i++) {
        struct builder_term *term = builder->terms.items[i];
        *find_slot(builder, term->hash, (struct str){ term->key, term->len }) =
            (struct builder_slot){ term->hash, term };
    }
}

static struct builder_term *find_term(struct segment_builder *builder, struct str key)
{
    uint64_t hash = hash_key(key);
    struct builder_slot *slot = find_slot(builder, hash, key);
    if (slot->term != NULL)
        return slot->term;
    struct builder_terms *terms = &builder->terms;
    struct builder_term *term = arena_alloc(&builder->keys, sizeof *term + key.len + 1);
    term->hash = hash;
    term->number = (uint32_t)terms->count;
    term->len = (uint32_t)key.len;
    memcpy(term->key, key.ptr, key.len);
    *slot = (struct builder_slot){ hash, term };
    GROW(terms, 1024);
    terms->items[terms->count++] = term;
    if (terms->count * 2 > builder->slot_count)
        grow_slots(builder);
    return term;
}

static void add_word(struct segment_builder *builder, struct str key, uint32_t place)
{
    struct builder_words *words = &builder->words;
    struct builder_term *term = find_term(builder, key);
    GROW(words, 4096);
    words->items[words->count++] = (struct builder_word){ term->number, place };
    term->words++;
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
