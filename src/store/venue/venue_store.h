/* Papers of proceedings: upserted by any of their ids, then by title, from sources that
 * may come in any order and any number of times. What is known of an edition is counted
 * in the same transaction. */
#ifndef STORE_VENUE_STORE_H
#define STORE_VENUE_STORE_H

#include "model/venue.h"
#include "store/paper/paper_store.h"

struct venue_entry {
    struct paper paper;   /* key, venue, title at least */
    struct text_list ids; /* other keys of the same paper */
    const char *arxiv;    /* key of its twin, or NULL */
    int64_t position;     /* in the source's order */
    enum venue_dialect dialect;
};

/* What one run of an import has told so far: a second record of the same paper from the
 * same kind of source is another event of it, or a repetition, not a correction. */
struct venue_run;
struct venue_run *venue_run_open(void);      /* never NULL */
void venue_run_close(struct venue_run *run); /* NULL is fine */

struct venue_telling {
    int64_t now;
    bool move;             /* a paper that stands in another edition is moved */
    struct venue_run *run; /* one write's at a time; NULL: each record is the first */
};

struct venue_put {
    enum paper_change change;
    int64_t row;           /* of the paper; 0 where it stands elsewhere */
    bool again;            /* this run has told of the paper before: a duplicate */
    const char *elsewhere; /* the edition that has it already: nothing was done; or NULL
                            */
};

/* Adds the entry or merges it into what is stored:
 * - the same paper is found by its key or any id, either one's own or known as another;
 *   else, in its edition, by the normalised title (analyser_key) where both were told
 *   by sources whose ids cannot be compared (the key's last parts differ, or they are
 *   LIST keys of two kinds of sources) and, if both name authors, at least one family
 *   name is shared. Within one source two ids are two papers;
 * - the stored key stays; all ids of both mean the paper from then on. Two stored
 *   papers that an entry's ids mean become one, if no source gave each an id of its own
 *   and at most one of them has a FAQ; else each id keeps to its paper;
 * - of each field the word of the highest dialect that tells it stands, and of one
 *   dialect the last (within a run the first), whatever the order of the sources. An
 *   absent field never erases one. A second time changes nothing, not one row;
 * - the group is that of the highest dialect, unless this is a tier: then the highest
 *   tier that anyone tells. A tier never sinks;
 * - a paper stands in one edition: a second one is told in `elsewhere`, or, if it is to
 *   be moved, takes it over;
 * - withdrawn is a field like others: the highest dialect decides.
 * A twin that is told becomes a link (LINK_TOLD) now, or when the arXiv paper comes.
 * ERR_INVALID: a key or an edition that is none. */
NODISCARD bool venue_store_put(struct db *db, const struct venue_entry *entry,
                               const struct venue_telling *telling, struct arena *arena,
                               struct venue_put *ret_put, struct err *err);

/* A source has taken a paper back: it is withdrawn, as if that source had told so. */
struct venue_drop {
    const char *id; /* any of the paper's */
    enum venue_dialect dialect;
    int64_t now;
    struct venue_run *run; /* what it tells of the paper later corrects this; or NULL */
};
/* *ret_found is false where no such paper stands in an edition: nothing was done. */
NODISCARD bool venue_store_drop(struct db *db, const struct venue_drop *drop,
                                enum paper_change *ret_change, bool *ret_found,
                                struct err *err);

/* The key under which the paper is stored, for any of its ids; ERR_NOT_FOUND. */
NODISCARD bool venue_store_key(struct db *db, const char *id, struct arena *arena,
                               const char **ret_key, struct err *err);
/* The stored paper's other ids. */
NODISCARD bool venue_store_ids(struct db *db, int64_t row, struct arena *arena,
                               struct text_list *ret_ids, struct err *err);

#endif
