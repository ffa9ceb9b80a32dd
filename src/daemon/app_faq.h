/* The daemon's part that writes FAQs: models, full texts, workers; and what the site
 * must know of them. One per app; opened in this order by app.c. */
#ifndef APP_FAQ_H
#define APP_FAQ_H

#include "daemon/app.h"
#include "faq/faq_workers.h"
#include "site/site.h"

struct app_faq {
    const struct config *config;
    struct providers *providers;
    struct full_text *full_text;
    struct faq_watch watch;
    _Atomic(struct faq_workers *) workers; /* the site asks while they are being made */
};

/* Before the site: the models' states, which /queue shows. */
void app_faq_init(struct app_faq *faq, const struct config *config, struct stop *stop);
/* What a FAQ will cost about, before its text is known; millionths. */
int64_t app_faq_estimate(const struct config *config);
/* What the site is told; its context is `faq`. `working`: not --no-work. */
struct site_faq app_faq_for_site(struct app_faq *faq, bool working);
/* Starts the workers; without `working`, or without a model, only puts in order what an
 * earlier process left. */
struct app_faq_parts {
    struct store *store;
    struct arxiv *arxiv;
    struct site *site;
    struct stop *stop;
    bool working;
};
NODISCARD bool app_faq_open(struct app_faq *faq, const struct app_faq_parts *parts,
                            struct err *err);
/* After the stop flag was told. */
void app_faq_close(struct app_faq *faq);

#endif
