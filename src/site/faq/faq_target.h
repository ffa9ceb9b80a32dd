/* Which FAQ an address names: paper, version, language. Texts live in the request's
 * arena. */
#ifndef SITE_FAQ_TARGET_H
#define SITE_FAQ_TARGET_H

#include "model/arxiv_id.h"
#include "model/paper.h"
#include "site/view.h"

struct faq_target {
    enum branch branch;
    const char *key;      /* of the paper */
    struct arxiv_id id;   /* on the arXiv branch */
    int version;          /* 0 = the newest */
    const char *language; /* one that is offered */
};

/* `what`: the paper's id as written; of a paper of proceedings any of its ids, looked
 * up in `db`. Language: lang=, then (only where `cookie`, which no answer from the page
 * cache may) the cookie of POST /config, then the first that is offered. ERR_NOT_FOUND:
 * that is no id. ERR_INVALID: a language that is not offered (a cookie with one is
 * ignored), a version that is none. */
NODISCARD bool faq_target_read(const struct site *site, struct db *db,
                               const struct request *request, const char *what,
                               bool cookie, struct faq_target *ret_target,
                               struct err *err);
/* With a read of its own, and the cookie: for those who hold none. */
NODISCARD bool faq_target_find(const struct site *site, const struct request *request,
                               const char *what, struct faq_target *ret_target,
                               struct err *err);
/* ERR_INVALID names the languages that are offered. */
NODISCARD bool faq_language_check(const struct site *site, struct arena *arena,
                                  const char *language, struct err *err);
/* A parameter of the address, else a field of the form that was sent; NULL: neither. */
const char *faq_field(const struct request *request, const char *name);

/* "/arxiv/2401.01234/faq?lang=en", behind `prefix`; version 0 = none is named. */
const char *faq_url(struct arena *arena, const char *prefix,
                    const struct faq_target *target, const char *language, int version);
/* "/arxiv/2401.01234/faq" */
const char *faq_paper_url(struct arena *arena, enum branch branch, const char *key);

#endif
