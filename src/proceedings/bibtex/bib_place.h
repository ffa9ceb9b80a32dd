/* Which edition an entry of a .bib file is of, and in which group of it. */
#ifndef PROCEEDINGS_BIB_PLACE_H
#define PROCEEDINGS_BIB_PLACE_H

#include "proceedings/bibtex/bib_volume.h"

enum { BIB_TITLE_KEPT = 2000 };

/* What is known besides the entry. */
struct bib_context {
    const struct proceedings_ask *ask;
    const struct bib_volume *before; /* the last @proceedings above it; or NULL */
    const struct bib_volume *parent; /* that its crossref names; or NULL */
    const struct bib_phrases *phrases;
    /* The last title looked for, since most follow their like. */
    char last_title[BIB_TITLE_KEPT];
    struct bib_title last_read;
};

struct bib_place {
    const char *edition;             /* NULL: nothing says which */
    const char *group;               /* or NULL */
    const struct bib_volume *volume; /* PMLR's, that it is in; or NULL */
    const char *part;                /* of PMLR: "v235"; else "" */
    const char *book;                /* the title of the one that it is in; or NULL */
    enum venue_dialect dialect;
};

/* Asked for; else PMLR's volume above it, the Anthology's id, its own titles, the
 * parent, the book above it. A group: the Anthology's volume, or what the entry says.
 */
void bib_place_find(struct bib_context *context, const struct bib_entry *entry,
                    struct arena *arena, struct bib_place *ret_place);

#endif
