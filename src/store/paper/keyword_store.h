/* The keywords of papers follow the store: what is telling among a thousand papers is
 * common among a million. Once it has grown by half since they were found, they are
 * found anew, paper by paper, newest first. */
#ifndef STORE_KEYWORD_STORE_H
#define STORE_KEYWORD_STORE_H

#include "model/paper.h"
#include "store/store.h"

/* A store of fewer papers knows too little of words. */
enum { KEYWORDS_PAPERS_MIN = 1000 };

/* Within a write: of a paper that is being stored. */
const char *keyword_store_find(struct db *db, struct arena *arena,
                               const struct paper *paper);
/* The next `max` papers. *ret_more is false when all is done, or nothing was due. */
NODISCARD bool keyword_store_refresh(struct db *db, size_t max, bool *ret_more,
                                     struct err *err);
/* Of a read or write: would that find something to do? */
NODISCARD bool keyword_store_is_due(struct db *db, bool *ret_due, struct err *err);

#endif
