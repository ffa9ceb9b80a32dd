/* Conferences, their editions and the groups of these: what they are called, which of
 * two groups counts more, and which of two sources is believed. Facts of the table
 * (venue_series.def): the venues' own sites and the coverage of papers.cool. Pure. */
#ifndef MODEL_VENUE_H
#define MODEL_VENUE_H

#include "base/arena.h"
#include "base/err.h"

enum { VENUE_SERIES_MAX = 40, VENUE_YEAR_MIN = 1900, VENUE_YEAR_MAX = 2199 };

/* A series: "ICLR", "International Conference on Learning Representations", "Machine
 * learning". */
struct venue_series {
    const char *name, *title, *field;
};
/* The table, field after field, as /venue shows them. */
const struct venue_series *venue_series_all(size_t *ret_count);
/* By its name or another one (nips, "USENIX Security", "interspeech"), in any case;
 * NULL: not in the table. */
const struct venue_series *venue_series_find(struct str name);
/* The name as editions spell it: the table's, or as written where the table has none.
 * ERR_INVALID: empty, over VENUE_SERIES_MAX bytes, or not of letters, digits, - and _.
 */
NODISCARD bool venue_series_read(struct arena *arena, struct str text,
                                 const char **ret_name, struct err *err);
/* What a series that the table does not have belongs to: "Other". */
const char *venue_field_of(const char *series);

/* The year that the whole text is; 0: it is none that an edition could have. */
int venue_year(struct str text);
/* "ICLR.2024" */
const char *venue_edition_name(struct arena *arena, const char *series, int year);
/* The canonical name of an edition in any spelling ("iclr.2024"); ERR_INVALID says what
 * an edition looks like. */
NODISCARD bool venue_edition_read(struct arena *arena, struct str text,
                                  const char **ret_edition, struct err *err);

/* A group as it is shown: "spotlightposter" is Spotlight, "notable top 5%" Top-5%,
 * "AAAI Technical Track on Humans and AI" is "Humans and AI"; white space folded, cut
 * to PAPER_VENUE_MAX. NULL: nothing is left, or it says nothing ("main", "N/A"). */
const char *venue_group_name(struct arena *arena, struct str text);
/* 0: no tier (Findings, a track); else the higher, the better: Poster < Spotlight <
 * Oral. Best first in the order of an edition's groups where its source names none. */
int venue_group_tier(const char *group);

/* Which kind of source told of an entry. The higher number is believed where two
 * differ, so that the order of imports does not count. Numbers are stored. */
enum venue_dialect {
    VENUE_UNKNOWN,
    VENUE_PAPERLISTS,
    VENUE_CSL,
    VENUE_BIBTEX,
    VENUE_VIRTUAL,
    VENUE_OPENREVIEW,
    VENUE_PMLR,
    VENUE_OJS,
    VENUE_ACL,
    VENUE_OWN, /* our own JSON Lines: the operator's word */
    VENUE_DIALECT_COUNT
};
/* "paperlists", "csl", …: in records, and where a reader is told the source. */
const char *venue_dialect_name(enum venue_dialect dialect);
bool venue_dialect_read(struct str name, enum venue_dialect *ret_dialect);

/* Key of a paper that no site gave an id: "native@ICLR.2024@LIST" ("native@LIST" where
 * the edition is NULL, not known), or, where there is no native id, words of its title
 * and a hash in its place. */
const char *venue_list_key(struct arena *arena, const char *edition, struct str native,
                           const char *title);
enum { VENUE_PART_MAX = 160 };
#define VENUE_PART_SIGNS STR_LETTERS STR_DIGITS "._-"
/* May it stand between the @ of a key? */
bool venue_part_is_valid(struct str part);
/* Is it a paper's key on the venue branch: "native@SOURCE", "native@part@SOURCE", of
 * letters, digits and ._-, each part at most VENUE_PART_MAX bytes, the whole at most
 * PAPER_KEY_MAX? */
bool venue_key_is_valid(struct str key);
/* "OpenReview" of "GMwRl2e9Y1@OpenReview": the last part. */
struct str venue_key_source(const char *key);

#endif
