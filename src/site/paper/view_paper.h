/* One paper as JSON and as a card. Pure; texts live in the caller's arena, nodes in the
 * tree they are added to. */
#ifndef SITE_VIEW_PAPER_H
#define SITE_VIEW_PAPER_H

#include "model/paper.h"
#include "site/paper/marks.h"
#include "store/related/link_store.h"

enum { CARD_AUTHORS_MAX = 40 };

/* Where the card stands. */
struct paper_place {
    int64_t index, total;              /* from 1 */
    const char *section;               /* of a daily list, else NULL */
    const char *start_id, *start_text; /* a section begins here, else NULL */
    bool asked_by_id;                  /* with all authors and the facts */
    const struct twin_list *twins;     /* the same work elsewhere, or NULL */
    struct marker *marker;             /* of what is looked for, or NULL */
};

/* Appends record (as the API has it) and card to `papers`; gives the record. */
cJSON *view_paper_add(cJSON *papers, struct arena *arena, const struct paper *paper,
                      const struct paper_place *place);

/* "/arxiv/KEY", "/venue/KEY" */
const char *view_paper_url(struct arena *arena, const struct paper *paper);
const char *view_paper_key_url(struct arena *arena, enum branch branch,
                               const char *key);
const char *view_paper_author_url(struct arena *arena, const char *name);
/* "ICLR 2024 · Oral"; group may be NULL. */
const char *view_paper_venue_text(struct arena *arena, const char *venue,
                                  const char *group);
/* Where the paper stands elsewhere; NULL: proceedings told no address. */
const char *view_paper_web_url(struct arena *arena, const struct paper *paper);
/* The same, or the paper's page here. */
const char *view_paper_source_url(struct arena *arena, const struct paper *paper);

/* The Highwire metas that reference managers read. */
void view_paper_metas(cJSON *metas, struct arena *arena, const struct paper *paper);

#endif
