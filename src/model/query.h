/* What a reader searches for: his text, read into a checked tree. Any text gives a
 * tree; what was not understood is said in `notes`, and taken as plain words.
 *
 *   words  "a phrase"  prefix*  -exclude  one OR another  ( … )
 *   title: author: abstract:  before a word, a phrase or ( … )
 *   cat:cs.CL (also an archive: cat:cs)  venue:ICLR  venue:ICLR.2024  group:oral
 *   branch:arxiv  year:2024  date:2025-01..2025-03 (also 2025, 2025-01-31, open ends,
 *   today, yesterday, "last week", "last month")  has:faq  has:code  id:2401.01234
 *
 * Side by side means AND. The tree is bounded (QUERY_…_MAX); what is beyond is left out
 * and noted. Pure: today's date is an argument. */
#ifndef MODEL_QUERY_H
#define MODEL_QUERY_H

#include "base/arena.h"
#include "base/clock.h"
#include "text/analysis.h"

enum {
    QUERY_BYTES_MAX = 6000, /* a pasted abstract */
    QUERY_NODES_MAX = 400,
    QUERY_DEPTH_MAX = 16,
    QUERY_TERMS_MAX = 300, /* of all leaves */
};

enum query_kind {
    QUERY_TERMS,   /* leaf: one word, or several side by side (a phrase) */
    QUERY_PREFIX,  /* leaf: terms[0] is the beginning of a word, folded */
    QUERY_FACET,   /* leaf: `facet`, as the index names it ("cat:cs.CL") */
    QUERY_DATE,    /* leaf: days first … last, both included */
    QUERY_HAS_FAQ, /* leaf */
    QUERY_ID,      /* leaf: `id` is a paper's key */
    QUERY_AND,
    QUERY_OR,
    QUERY_NOT, /* of its one child; only below an AND */
};

enum query_field { FIELD_TITLE, FIELD_AUTHORS, FIELD_ABSTRACT, FIELD_COUNT };
enum { FIELDS_ALL = (1 << FIELD_COUNT) - 1 };

struct query_node {
    enum query_kind kind;
    unsigned fields;    /* bits 1 << query_field; of TERMS and PREFIX */
    const char **terms; /* analysed */
    const char **forms; /* the same words folded, not stemmed: as the reader typed */
    size_t term_count;
    bool all_common; /* every term is a common word (term_is_common) */
    const char *facet, *id;
    int32_t first, last;
    struct query_node **children;
    size_t child_count;
};

struct query {
    const char *text;        /* the reader's, trimmed, cut to QUERY_BYTES_MAX */
    struct query_node *root; /* NULL: nothing to look for */
    struct text_notes {
        const char **items; /* sentences for the reader */
        size_t count, capacity;
    } notes;
    /* Words side by side, with or without filters and exclusions: who asks so means
     * what holds some of the words as well. Not so a phrase, a field, an OR. */
    bool some_will_do;
    bool is_long; /* and the words are a sentence or more: searched for one by one */
    /* Nothing but ids and addresses of papers: "2401.01234", an arXiv, OpenReview or
     * ACL Anthology address, several with blanks or commas between. Keys as stored. */
    const char **ids;
    size_t id_count;
};

/* Never fails. */
struct query *query_read(struct arena *arena, struct analyser *analyser,
                         struct str text, int32_t today);

/* The facet of an exact author name, of a category and so on, as the index holds it:
 * query_facet(arena, analyser, "name", "Jianlin Su") is "name:jianlin su"; values are
 * folded. */
const char *query_facet(struct arena *arena, struct analyser *analyser,
                        const char *kind, const char *value);

/* A reader's preference: words with weights ("diffusion^2 audio -survey, \"language
 * model\""). Terms are analysed; a phrase has several. Weights within -10 … 10. */
struct rank_word {
    const char **terms;
    size_t term_count;
    unsigned fields;
    float weight;
};
struct rank_words {
    struct rank_word *items;
    size_t count, capacity;
};
enum { RANK_WORDS_MAX = 100 };
/* ERR_INVALID says what is wrong with a weight. Blanks or commas separate. */
NODISCARD bool rank_words_read(struct arena *arena, struct analyser *analyser,
                               struct str text, struct rank_words *ret_words,
                               struct err *err);
/* The words of a query that ask for something (not what it excludes), weight 1 each. */
struct rank_words query_rank_words(struct arena *arena, const struct query *query);

#endif
