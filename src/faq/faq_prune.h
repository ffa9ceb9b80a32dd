/* What is old is forgotten: texts, ended jobs, single calls (their sums stay). */
#ifndef WORK_FAQ_PRUNE_H
#define WORK_FAQ_PRUNE_H

#include "store/store.h"

/* Texts and ended jobs older than keep_s; calls after more than a year. */
NODISCARD bool faq_prune(struct store *store, int64_t keep_s, int64_t now,
                         struct err *err);

#endif
