/* Papers of proceedings: upserted by any of their ids, then by title, from sources that
 * may come in any order and any number of times. What is known of an edition is counted
 * in the same transaction. */
#ifndef STORE_VENUE_STORE_H
#define STORE_VENUE_STORE_H

#include "model/venue.h"
#include "store/paper_store.h"

struct venue_entry {
    struct paper paper;   /* key, venue, title at least */
    struct text_list ids; /* other keys of the same paper */
    const char *arxiv;    /* key of its twin, or NULL */
    int64_t position;     /* in the source's order */
    enum venue_dialect dialect;
};

struct venue_put {
    enum paper_change change;
    int64_t row;           /* of the paper; 0 where it stands elsewhere */
    const char *elsewhere; /* the edition that has it already: nothing was done; or NULL
                            */
};

/* Adds the entry or merges it into what is stored:
 * - the same paper is found by its key or any id, either one's own or known as another;
 *   else, in its edition, by the normalised title (analyser_key) where both were told
 *   by sources whose ids cannot be compared (the key's last parts differ, or one is a
 *   LIST key) and, if both name authors, at least one family name is shared. Within
 *   one source two ids are two papers;
 * - the stored key stays; all ids of both mean the paper from then on;
 * - a source of the stored entry's dialect, or of a higher one, replaces what it tells
 *   (as paper_store_put); a lower one only fills what is absent. So the result does not
 *   depend on the order of sources, and a second time changes nothing;
 * - a group with a higher tier wins, whoever tells it; a tier never sinks; else the
 *   dialect decides, as for the rest. Positions likewise;
 * - a paper stands in one edition: a second one is told in `elsewhere`, or, if `move`,
 *   takes it over.
 * A twin that is told becomes a link (LINK_TOLD) now, or when the arXiv paper comes. */
NODISCARD bool venue_store_put(struct db *db, const struct venue_entry *entry,
                               bool move, int64_t now, struct arena *arena,
                               struct venue_put *ret_put, struct err *err);

/* The key under which the paper is stored, for any of its ids; ERR_NOT_FOUND. */
NODISCARD bool venue_store_key(struct db *db, const char *id, struct arena *arena,
                               const char **ret_key, struct err *err);
/* The stored paper's other ids. */
NODISCARD bool venue_store_ids(struct db *db, int64_t row, struct arena *arena,
                               struct text_list *ret_ids, struct err *err);

#endif
