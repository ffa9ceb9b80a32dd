/* The nightly queue: FAQs for the latest announcement of configured categories and for
 * papers above a number of clicks, at the lowest priority; and the tidying of texts,
 * jobs and single calls that are old. */
#ifndef WORK_FAQ_NIGHTLY_H
#define WORK_FAQ_NIGHTLY_H

#include "store/faq/faq_store.h"

struct faq_nightly_options {
    struct store *store;
    const char *const *categories; /* [faq] nightly */
    size_t category_count;
    int64_t clicks; /* [faq] nightly_clicks; 0 = none */
    const char *const *languages;
    size_t language_count;
    int64_t estimate, waiting_max;
    struct budget budget; /* no more is queued than the rest of the day's would pay */
    int64_t keep_text_s;
};
struct faq_nightly_report {
    int64_t queued, waiting; /* new jobs; all ready jobs afterwards */
    bool budget_reached;     /* more would have been queued */
};
NODISCARD bool faq_nightly_run(const struct faq_nightly_options *options, int64_t now,
                               struct arena *arena,
                               struct faq_nightly_report *ret_report, struct err *err);

#endif
