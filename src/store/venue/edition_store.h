/* Editions of conferences: what they hold, in which groups and order, and how much of
 * what their sources declare is here. */
#ifndef STORE_EDITION_STORE_H
#define STORE_EDITION_STORE_H

#include "model/venue.h"
#include "store/list/list_store.h"
#include "store/paper/paper_store.h"

struct edition {
    int64_t id;
    const char *name, *series, *title; /* "ICLR.2024", "ICLR", in full or NULL */
    int year;
    int64_t papers, abstracts;    /* stored; of these, with an abstract */
    int64_t declared;             /* by the source that declares most; -1: none does */
    int64_t added_at, changed_at; /* first paper; last one that came or changed */
};
struct edition_list {
    struct edition *items;
    size_t count, capacity;
};

struct edition_group {
    const char *name, *native; /* "System Demonstrations", "demo" or NULL */
    int64_t papers;
};
struct edition_groups {
    struct edition_group *items; /* in the venue's own order, without empty ones */
    size_t count, capacity;
    int64_t without; /* papers that have no group */
};

/* A source that told of the edition. */
struct edition_source {
    enum venue_dialect dialect;
    const char *part; /* "2024.findings", "" */
    int64_t declared; /* -1: not said */
    int64_t read_at;
};
struct edition_sources {
    struct edition_source *items;
    size_t count, capacity;
};

/* In a write: what a source says about an edition, its papers apart. Makes the edition
 * if it is new. The groups of the highest dialect set the order (of its parts, those
 * first that are named after the series); groups that none names come after them: by
 * tier, then by name. What is left out (no title, -1, no groups) stays as it was told
 * before. Written again, it changes read_at. */
struct edition_told {
    const char *name, *title;
    enum venue_dialect dialect;
    const char *part;
    int64_t declared;
    const struct edition_group *groups; /* in order; `papers` is not read */
    size_t group_count;
};
NODISCARD bool edition_store_tell(struct db *db, const struct edition_told *told,
                                  int64_t now, struct err *err);

/* ERR_NOT_FOUND. `name` in any case. */
NODISCARD bool edition_store_get(struct db *db, const char *name, struct arena *arena,
                                 struct edition *ret_edition, struct err *err);
/* Those that have papers. All, by series, newest year first; of one series; or the
 * `limit` that came last, newest first. */
NODISCARD bool edition_store_list(struct db *db, struct arena *arena,
                                  struct edition_list *ret_list, struct err *err);
NODISCARD bool edition_store_list_series(struct db *db, const char *series,
                                         struct arena *arena,
                                         struct edition_list *ret_list,
                                         struct err *err);
NODISCARD bool edition_store_list_latest(struct db *db, int64_t limit,
                                         struct arena *arena,
                                         struct edition_list *ret_list,
                                         struct err *err);
NODISCARD bool edition_store_groups(struct db *db, int64_t edition, struct arena *arena,
                                    struct edition_groups *ret_groups, struct err *err);
NODISCARD bool edition_store_sources(struct db *db, int64_t edition,
                                     struct arena *arena,
                                     struct edition_sources *ret_sources,
                                     struct err *err);

/* Papers of an edition. Sorts as a daily list does: LIST_ANNOUNCED is the venue's own
 * order: by position over all groups, papers of the most believed source first. Where a
 * source has several parts, whose positions say nothing of each other, group goes after
 * group. */
struct edition_query {
    int64_t edition;
    const char *group; /* its name or native name, in any case, or as a source writes
                          it; NULL: all */
    enum list_sort sort;
    struct rank_words words;
    int64_t skip, show;
};
struct edition_page {
    const char *group;            /* as it is called; NULL: all */
    struct edition_groups groups; /* all that the edition has */
    int64_t total;
    struct paper *items;
    size_t count;
};
/* ERR_NOT_FOUND: the edition has no such group. */
NODISCARD bool edition_store_papers(struct db *db, const struct edition_query *query,
                                    struct arena *arena, struct edition_page *ret_page,
                                    struct err *err);

/* What an edition is about and who wrote most of it. */
struct edition_tally {
    const char *text;
    int64_t papers;
};
struct edition_tallies {
    struct edition_tally *items; /* most papers first, equals by text */
    size_t count, capacity;
};
struct edition_statistics {
    struct edition_tallies keywords; /* the sources' own; where they tell none, ours */
    bool own_keywords;               /* they are ours */
    struct edition_tallies authors;  /* a person once a paper; by name */
    int64_t author_count;            /* different names */
    int64_t authors_median;          /* of a paper that names any */
    int64_t with_code, with_pdf, with_twin;
};
/* At most `limit` of each. */
NODISCARD bool edition_store_statistics(struct db *db, int64_t edition, size_t limit,
                                        struct arena *arena,
                                        struct edition_statistics *ret_statistics,
                                        struct err *err);

#endif
