/* FAQs and their answers. Each answer is committed before the next question is asked;
 * the last one, the FAQ's end and the job's end are one commit. A FAQ that is finished
 * never changes: a renewal is another FAQ, and the older one stays readable.
 *
 * begin, add and finish are the lease holder's and run inside store_write; ERR_REFUSED
 * when the lease is lost. */
#ifndef STORE_FAQ_STORE_H
#define STORE_FAQ_STORE_H

#include "store/queue/job_store.h"

/* The FAQ that this job writes: the one begun earlier, with its answers, if its version
 * and prompt_hash are those of `faq`; else a new row (what an older prompt had answered
 * is forgotten). */
NODISCARD bool faq_store_begin(struct db *db, struct lease lease, const struct faq *faq,
                               struct arena *arena, struct faq *ret_faq,
                               struct err *err);
/* The FAQ under way of that job, so that its text can be found again; ERR_NOT_FOUND. */
NODISCARD bool faq_store_under_way(struct db *db, int64_t job, struct arena *arena,
                                   struct faq *ret_faq, struct err *err);
/* The next answer; with the call that brought it settled in the same write. */
NODISCARD bool faq_store_add(struct db *db, struct lease lease, int64_t faq,
                             const struct faq_answer *answer, struct err *err);
/* All answers are there: the FAQ is finished, the job done, readers' pages change. */
NODISCARD bool faq_store_finish(struct db *db, struct lease lease, int64_t faq,
                                int64_t now, struct err *err);

/* The finished FAQ of a paper in a language, with answers: of that version, or with
 * version 0 the newest. Of one version the last finished. ERR_NOT_FOUND: none. */
NODISCARD bool faq_store_get(struct db *db, const char *key, const char *language,
                             int version, struct arena *arena, struct faq *ret_faq,
                             struct err *err);
/* All finished ones of a paper, newest first, without answers. */
NODISCARD bool faq_store_list(struct db *db, const char *key, struct arena *arena,
                              struct faq_list *ret_list, struct err *err);
/* For the nightly job: papers of these categories' latest announcement, or with at
 * least `clicks` FAQ clicks, that have no finished FAQ in that language and no job. */
NODISCARD bool faq_store_lacking(struct db *db, const char *category,
                                 const char *language, int64_t limit,
                                 struct arena *arena, struct text_list *ret_keys,
                                 struct err *err);
NODISCARD bool faq_store_wished(struct db *db, int64_t clicks, const char *language,
                                int64_t limit, struct arena *arena,
                                struct text_list *ret_keys, struct err *err);
/* Is the paper in the latest announcement of one of its categories? */
NODISCARD bool faq_store_is_new(struct db *db, const char *key, bool *ret_new,
                                struct err *err);

#endif
