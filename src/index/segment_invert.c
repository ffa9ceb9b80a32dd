/* What a builder gathered, written as a segment: documents are numbered newest first,
 * then their words are dealt out to the terms in one pass, so that each term finds its
 * postings in order without sorting any. */
#include "index/segment_builder.h"

#include "base/mem.h"

struct posting {
    uint32_t doc, place;
};
struct doc_order {
    int64_t row;
    size_t told;
};
struct term_order {
    uint64_t bytes; /* the first of them, so that most comparisons end here */
    const struct builder_term *of;
    size_t first, end; /* its postings */
};

/* One inversion; everything in it is given back by inversion_done. */
struct inversion {
    const struct segment_builder *builder;
    struct doc_order *docs; /* by number */
    uint32_t doc_count;
    struct term_order *terms;
    size_t *ends; /* of each term's postings, by the builder's number */
    struct posting *postings;
    struct segment_columns columns;
};

static void inversion_done(struct inversion *inversion)
{
    free(inversion->docs);
    free(inversion->terms);
    free(inversion->ends);
    free(inversion->postings);
    segment_columns_done(&inversion->columns);
}

/* Newest first; of a row told twice, the last told first. */
static int compare_docs(const void *a, const void *b)
{
    const struct doc_order *left = a, *right = b;
    if (left->row != right->row)
        return left->row < right->row ? 1 : -1;
    return left->told < right->told ? 1 : -1;
}

static void number_docs(struct inversion *inversion)
{
    const struct builder_docs *docs = &inversion->builder->docs;
    struct doc_order *order = mem_alloc(docs->count * sizeof *order);
    for (size_t i = 0; i < docs->count; i++)
        order[i] = (struct doc_order){ docs->items[i].row, i };
    qsort(order, docs->count, sizeof *order, compare_docs);
    uint32_t kept = 0;
    for (size_t i = 0; i < docs->count; i++)
        if (kept == 0 || order[kept - 1].row != order[i].row)
            order[kept++] = order[i];
    inversion->docs = order;
    inversion->doc_count = kept;
}

static void fill_columns(struct inversion *inversion)
{
    struct segment_columns *columns = &inversion->columns;
    segment_columns_init(columns, inversion->doc_count);
    for (uint32_t doc = 0; doc < inversion->doc_count; doc++) {
        const struct builder_doc *from =
            &inversion->builder->docs.items[inversion->docs[doc].told];
        columns->rows[doc] = from->row;
        columns->lengths[doc] = from->lengths;
        columns->days[doc] = from->day;
        columns->editions[doc] = from->edition;
    }
}

static void deal_out_words(struct inversion *inversion)
{
    const struct segment_builder *builder = inversion->builder;
    size_t *ends = mem_alloc(builder->terms.count * sizeof *ends), start = 0;
    for (size_t i = 0; i < builder->terms.count; i++) {
        ends[i] = start;
        start += builder->terms.items[i]->words;
    }
    inversion->ends = ends;
    inversion->postings = mem_alloc(start * sizeof *inversion->postings);
    for (uint32_t doc = 0; doc < inversion->doc_count; doc++) {
        const struct builder_doc *from =
            &builder->docs.items[inversion->docs[doc].told];
        const struct builder_word *words = builder->words.items + from->first_word;
        for (size_t i = 0; i < from->word_count; i++)
            inversion->postings[ends[words[i].term]++] =
                (struct posting){ doc, words[i].place };
    }
}

static int compare_terms(const void *a, const void *b)
{
    const struct term_order *left = a, *right = b;
    if (left->bytes != right->bytes)
        return left->bytes < right->bytes ? -1 : 1;
    return str_order((struct str){ left->of->key, left->of->len },
                     (struct str){ right->of->key, right->of->len });
}

static uint64_t first_bytes(const struct builder_term *term)
{
    uint64_t bytes = 0;
    memcpy(&bytes, term->key, term->len < sizeof bytes ? term->len : sizeof bytes);
    return __builtin_bswap64(bytes);
}

static void sort_terms(struct inversion *inversion)
{
    const struct builder_terms *terms = &inversion->builder->terms;
    struct term_order *order = mem_alloc(terms->count * sizeof *order);
    size_t first = 0;
    for (size_t i = 0; i < terms->count; i++) {
        const struct builder_term *of = terms->items[i];
        order[i] =
            (struct term_order){ first_bytes(of), of, first, inversion->ends[i] };
        first += of->words;
    }
    qsort(order, terms->count, sizeof *order, compare_terms);
    inversion->terms = order;
}

struct place_list {
    uint32_t *items;
    size_t count, capacity;
};

static void add_place(struct place_list *list, uint32_t place)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 64;
        list->items = mem_resize(list->items, list->capacity * sizeof *list->items);
    }
    list->items[list->count++] = place;
}

static void write_postings(struct list_writer *list, const struct posting *postings,
                           size_t count, struct place_list *places)
{
    for (size_t i = 0; i < count;) {
        uint32_t doc = postings[i].doc;
        places->count = 0;
        for (; i < count && postings[i].doc == doc; i++)
            add_place(places, postings[i].place);
        list_add(list, doc, places->items, list->is_facet ? 0 : places->count);
    }
}

static bool write_terms(const struct inversion *inversion,
                        struct segment_writer *writer, struct err *err)
{
    struct place_list places = { 0 };
    bool done = true;
    for (size_t i = 0; i < inversion->builder->terms.count && done; i++) {
        const struct term_order *term = &inversion->terms[i];
        if (term->first == term->end)
            continue; /* its documents were told again without it */
        segment_writer_begin_term(writer, (struct str){ term->of->key, term->of->len });
        write_postings(&writer->list, inversion->postings + term->first,
                       term->end - term->first, &places);
        done = segment_writer_end_term(writer, err);
    }
    free(places.items);
    return done;
}

bool segment_builder_write(struct segment_builder *builder, const char *path,
                           struct err *err)
{
    CLEANUP(inversion_done) struct inversion inversion = { .builder = builder };
    CLEANUP(segment_writer_done) struct segment_writer writer = { 0 };
    number_docs(&inversion);
    fill_columns(&inversion);
    deal_out_words(&inversion);
    sort_terms(&inversion);
    return segment_writer_open(&writer, path, &inversion.columns, &builder->editions,
                               err) &&
           write_terms(&inversion, &writer, err) && segment_writer_commit(&writer, err);
}
