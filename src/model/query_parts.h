/* What the files of the query reader share: the scanner's items, the builder's bounds.
 * See query.h. */
#ifndef MODEL_QUERY_PARTS_H
#define MODEL_QUERY_PARTS_H

#include "model/query.h"

/* ---- query_scan.c: text into items ---- */

enum query_item_kind {
    ITEM_END,
    ITEM_WORDS, /* what stands between blanks */
    ITEM_PREFIX,
    ITEM_PHRASE,
    ITEM_LABEL, /* "cat" of cat:…; the value comes next */
    ITEM_OPEN,
    ITEM_CLOSE,
    ITEM_NOT, /* a '-' or NOT */
    ITEM_OR,
    ITEM_AND,
};
struct query_item {
    enum query_item_kind kind;
    struct str text;
    bool is_unclosed; /* a phrase that the end of the text closed */
};
/* What is more than words. */
enum query_signs { SIGNS_ALL, SIGNS_FILTERS, SIGNS_NONE };
struct query_scan {
    struct str rest;
    enum query_signs signs;
    char before; /* the byte before `rest`; ' ' at the start */
};
/* The text with one kind of blank, quotation mark, colon and parenthesis, whatever the
 * reader's keyboard has. */
struct str query_normal_text(struct arena *arena, struct str text);
struct query_item query_scan_next(struct query_scan *scan);
/* Does the text begin with the label of a filter and a value? */
bool query_starts_filter(struct str text);
/* The value behind a label: quoted, in brackets or parentheses, or up to a blank.
 * `ret_is_list`: unquoted, so a comma or a blank parts two values. */
struct str query_scan_value(struct query_scan *scan, bool *ret_is_list);

/* ---- query_build.c: nodes within the bounds ---- */

enum { QUERY_PARENS_MAX = 12 }; /* open at once */

struct query_build {
    struct arena *arena;
    struct analyser *analyser;
    struct query *query;
    int32_t today;
    unsigned fields; /* of the words to come */
    size_t nodes, terms, words;
    bool split_words; /* no phrases out of hyphens: a long text is searched by words */
    bool is_full;     /* something was left out, and that was noted */
};
struct node_list {
    struct query_node **items;
    size_t count, capacity;
};
void query_note(struct query_build *build, const char *format, ...) PRINTF_LIKE(2, 3);
/* At most 60 bytes of what the reader wrote, to be quoted in a note. */
struct str query_quoted(struct str text);
/* All of these are NULL if there is no room or nothing to look for. */
struct query_node *query_words_node(struct query_build *build, struct str text);
struct query_node *query_phrase_node(struct query_build *build, struct str text);
struct query_node *query_prefix_node(struct query_build *build, struct str text);
struct query_node *query_facet_node(struct query_build *build, const char *facet);
struct query_node *query_id_node(struct query_build *build, const char *id);
struct query_node *query_mark_node(struct query_build *build, enum query_kind kind);
struct query_node *query_date_node(struct query_build *build, int32_t first,
                                   int32_t last);
struct query_node *query_not_node(struct query_build *build, struct query_node *child);
/* Of one part the part itself; parts of the same kind are taken over. */
struct query_node *query_join(struct query_build *build, enum query_kind kind,
                              const struct node_list *parts);

/* ---- query_filter.c: what stands behind a label ---- */

/* Labels that filters or fields have; NULL if the word is none. */
struct query_label {
    const char *name;
    unsigned fields; /* 0: a filter */
    struct query_node *(*read)(struct query_build *build, struct str value);
};
const struct query_label *query_label_find(struct str name);
/* "Su, Jianlin" as names are written: "Jianlin Su". */
struct str query_name_text(struct arena *arena, struct str name);

/* ---- query_date.c ---- */

enum { QUERY_DAY_LAST = 65535 }; /* of an open end */
bool query_date_read(struct str text, int32_t today, int32_t *ret_first,
                     int32_t *ret_last);

#endif
