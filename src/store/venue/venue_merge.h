/* What is known of a paper of proceedings when another source tells of it: the merge
 * rules of venue_store_put as a pure function. Who told of each field is kept beside
 * it, so that any number of sources in any order come to the same end. */
#ifndef STORE_VENUE_MERGE_H
#define STORE_VENUE_MERGE_H

#include "store/venue/venue_store.h"

/* Kind and name. The order is that of the letters in the table: append only. */
#define VENUE_FIELDS(X)                                                                \
    X(text, title)                                                                     \
    X(text, abstract)                                                                  \
    X(list, authors)                                                                   \
    X(list, categories)                                                                \
    X(text, primary_category)                                                          \
    X(time, published)                                                                 \
    X(time, updated)                                                                   \
    X(text, comment)                                                                   \
    X(text, journal_ref)                                                               \
    X(text, doi)                                                                       \
    X(text, license)                                                                   \
    X(text, pdf_url)                                                                   \
    X(text, page_url)                                                                  \
    X(text, code_url)                                                                  \
    X(text, award)                                                                     \
    X(list, subjects)                                                                  \
    X(flag, withdrawn)                                                                 \
    X(own, arxiv)                                                                      \
    X(own, own_group)                                                                  \
    X(own, tier_group)

#define X(kind, name) VENUE_FIELD_##name,
enum venue_field { VENUE_FIELDS(X) VENUE_FIELD_COUNT };
#undef X

/* A paper of proceedings as it is stored. */
struct venue_state {
    struct paper paper;
    enum venue_dialect tellers[VENUE_FIELD_COUNT];
    int64_t position; /* 0: none */
    enum venue_dialect position_teller;
    const char *own_group;  /* of the highest dialect, and of it the highest tier */
    const char *tier_group; /* the highest tier that any source told */
    const char *arxiv;      /* key of its twin */
};

struct venue_merge {
    struct venue_state state; /* strings and lists of one or the other */
    bool changed;             /* readers see something else */
    bool retold;              /* who tells it, or what no reader sees, has changed */
};

/* `again`: the same run has told of the paper before, in this dialect. The edition and
 * the key are not touched; what told->ids says neither. */
struct venue_merge venue_merge(const struct venue_state *stored,
                               const struct venue_entry *told, bool again);
/* What is known of two papers that are one: of each field the most believed word, the
 * first paper's where both are believed alike. Key, row and edition are the first's. */
struct venue_state venue_merge_two(const struct venue_state *into,
                                   const struct venue_state *from);

#endif
