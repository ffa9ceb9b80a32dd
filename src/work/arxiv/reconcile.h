/* One category's announcement, made from what the listing page, the feed and the store
 * say. Pure: records in, a batch out.
 *
 * The listing gives day, order and counts. The feed is the cross-check: it belongs to
 * the same announcement only if its content says so (dates in feeds have been wrong),
 * and then what the listing lacks is added. What was once announced stays announced: an
 * answer that shows less than is stored takes nothing away. */
#ifndef WORK_RECONCILE_H
#define WORK_RECONCILE_H

#include "source/record.h"
#include "store/list/list_store.h"

/* What one pass has read of a category; documents are NULL where there is none. */
struct category_answers {
    const char *category;
    const struct source_document *listing;
    const struct source_document *feed;
    const struct announcement_batch *last; /* the newest batch stored; count 0 = none */
};

enum reconcile_verdict {
    RECONCILE_NOTHING, /* nothing to say: no announcement in these answers */
    RECONCILE_SAME,    /* the announcement that is stored last, maybe with more in it */
    RECONCILE_NEW,     /* an announcement not stored yet */
    RECONCILE_CONFLICT, /* the listing shows other papers under a day already stored */
};

struct reconciled {
    enum reconcile_verdict verdict;
    struct announcement_batch batch; /* lives in the arena; checked_at is `now` */
    bool feed_belongs;               /* the feed speaks of this announcement too */
};

/* With RECONCILE_SAME the batch holds what is stored and what the answers add; its day
 * differs from last->day when the listing corrects a day that only a feed had told
 * (then the old one is to be dropped). */
struct reconciled reconcile(const struct category_answers *answers, int64_t now,
                            struct arena *arena);

/* Does this document show the announcement that is stored as `batch`? */
bool reconcile_is_of(const struct source_document *document,
                     const struct announcement_batch *batch, struct arena *arena);

#endif
