/* Full texts of papers, compressed, kept for some weeks: so that a retry, a renewal of
 * the questions or a second language does not ask arXiv again. */
#ifndef STORE_TEXT_STORE_H
#define STORE_TEXT_STORE_H

#include "model/faq.h"
#include "store/store.h"

struct stored_text {
    enum text_source source;
    const char *text;   /* at most 8 MB */
    const char *notice; /* as in struct faq; may be NULL */
    bool cut;           /* the document was longer */
    int64_t fetched;
};

/* Compresses in the caller's thread, then writes; replaces what was there. Any thread
 * but the writer's. */
NODISCARD bool text_store_put(struct store *store, const char *key, int version,
                              const struct stored_text *text, struct err *err);
/* ERR_NOT_FOUND if there is none. */
NODISCARD bool text_store_get(struct db *db, const char *key, int version,
                              struct arena *arena, struct stored_text *ret_text,
                              struct err *err);
/* In a write: forgets what was fetched before. */
NODISCARD bool text_store_prune(struct db *db, int64_t before, struct err *err);

#endif
