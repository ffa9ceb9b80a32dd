/* What a run of an import has told so far; see venue_store.h. */
#ifndef STORE_VENUE_RUN_H
#define STORE_VENUE_RUN_H

#include "store/venue/venue_store.h"

struct venue_told {
    bool by_any, by_dialect; /* the paper of this entry was told of before */
};
/* By its key, its other ids and the stored key; NULL is no run. */
struct venue_told venue_run_told(const struct venue_run *run,
                                 const struct venue_entry *entry, const char *stored);
void venue_run_note(struct venue_run *run, const struct venue_entry *entry,
                    const char *stored);
/* What this kind of source has told of the key is to be told anew. */
void venue_run_forget(struct venue_run *run, const char *key,
                      enum venue_dialect dialect);

#endif
