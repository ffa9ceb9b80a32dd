/* A harvest by OAI-PMH, page by page: asks, stores, remembers. Each step is one page
 * (or the few records that a window's pages left out) and one commit, so a stop at any
 * moment loses nothing and repeats nothing; see harvest_window.h for the windows.
 *
 * Expired tokens and lists that turn in a circle make the window begin anew, a few
 * times. Records that arXiv deletes mark their papers as withdrawn. */
#ifndef WORK_HARVEST_WALK_H
#define WORK_HARVEST_WALK_H

#include "source/oai_set.h"
#include "store/arxiv/harvest_store.h"
#include "work/arxiv/arxiv.h"

struct harvest_options {
    struct store *store;
    struct arxiv *arxiv;
    bool patient; /* with each page; somebody who ingests wants to go home */
    /* A record that cannot be stored; the texts are valid during the call. May be NULL.
     */
    void (*problem)(void *context, const char *where, const char *why);
    void *context;
};

struct harvest_walk {
    const struct harvest_options *options;
    struct harvest at; /* as the store has it */
    char set[OAI_SET_SIZE];
    char token[SOURCE_TOKEN_MAX + 1]; /* of `at` */
    int64_t inside;                   /* thousandth parts of the window */
    int64_t restarts;                 /* of this window */
};

/* Puts the harvest into the store as it is now, and begins there. ERR_NOT_FOUND, here
 * and later: somebody else is at it. */
NODISCARD bool harvest_walk_begin(const struct harvest_options *options,
                                  const struct harvest *harvest,
                                  struct harvest_walk *ret_walk, struct err *err);
/* One page; not when harvest_is_done. ERR_UPSTREAM, ERR_BUSY: as arxiv_harvest says,
 * the place is kept; ERR_REFUSED: arXiv does not let itself be harvested so. */
NODISCARD bool harvest_walk_step(struct harvest_walk *walk, struct err *err);

#endif
