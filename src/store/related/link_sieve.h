/* Of many papers that came at once, those that may have a twin: few papers
 * of proceedings do, and each search for one that is not there costs as much as
 * one that finds. All papers of the other branch pass once by the sketches of those
 * that came (model/twin_sketch.h); what the sieve holds back, link_store_search would
 * not find a twin of. */
#ifndef STORE_LINK_SIEVE_H
#define STORE_LINK_SIEVE_H

#include "base/thread.h"
#include "store/related/link_store.h"

/* What it says is of papers as they were; a later place of the queue tells of one that
 * has changed since. */
struct link_sieve {
    int64_t place; /* of the queue: it knows nothing of what stands behind; 0: of any */
    int64_t *rows; /* that may have a twin; sorted */
    size_t count;
};
/* Sieves what stands in the queue, up to a bound that keeps memory flat. Where so few
 * stand there that searching is shorter, it knows nothing of any. A stop is no failure:
 * nothing is known then either. */
NODISCARD bool link_sieve_make(struct db *db, struct stop *stop, struct arena *arena,
                               struct link_sieve *ret_sieve, struct err *err);
/* Must this paper, which stands at this place, be searched for? */
bool link_sieve_passes(const struct link_sieve *sieve, int64_t place, int64_t row);

#endif
