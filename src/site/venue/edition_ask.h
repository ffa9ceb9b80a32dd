/* What a reader asks of proceedings, read from path and parameters; and the addresses
 * of editions. */
#ifndef SITE_EDITION_ASK_H
#define SITE_EDITION_ASK_H

#include "site/order.h"

struct edition_ask {
    const char *series;  /* "ICLR" */
    const char *edition; /* "ICLR.2024"; NULL: the latest of the series */
    const char *group;   /* as asked for; NULL: all */
    struct order order;
    bool highlight; /* marks the words of the order */
    int64_t skip, show;
};

/* `what`: "ICLR.2024" or "ICLR" in any spelling, with group= show= skip= sort=
 * highlight=. More than VIEW_SHOW_MAX is as many as that: clients ask for 200000. */
NODISCARD bool edition_ask_read(struct view *view, const char *what,
                                int64_t show_default, struct edition_ask *ret_ask,
                                struct err *err);

/* "/venue/ICLR.2024?group=Humans%20and%20AI"; form: "", "/feed", "/feed.json",
 * "/statistics"; group may be NULL. A series' name does as well. */
const char *edition_url(struct arena *arena, const char *name, const char *form,
                        const char *group);
/* The search within the edition. */
const char *edition_search_url(struct arena *arena, const char *name,
                               const char *group);
/* "ICLR.2024 - Oral", as papers.cool writes it. */
const char *edition_heading(struct arena *arena, const char *name, const char *group);

#endif
