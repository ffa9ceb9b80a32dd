/* A book of proceedings: an entry that says what others are of, by standing before them
 * (PMLR) or by its key (crossref). Pure. */
#ifndef PROCEEDINGS_BIB_VOLUME_H
#define PROCEEDINGS_BIB_VOLUME_H

#include "proceedings/bibtex/bib_entry.h"
#include "proceedings/bibtex/bib_series.h"
#include "proceedings/format.h"

struct bib_volume {
    const char *key;       /* as written */
    const char *title;     /* readable, or NULL */
    const char *series;    /* canonical, or NULL */
    int year;              /* 0: not said */
    bool is_pmlr;          /* by PMLR's specification: series and volume are named */
    const char *number;    /* PMLR: "270" */
    const char *published; /* PMLR: "2025-01-12", or what stands for it */
    struct source_edition edition; /* its groups */
};

/* What one of PMLR's volumes says: https://proceedings.mlr.press/spec.html, and of any
 * other book what its title and year say. Lives in the arena. */
struct bib_volume bib_volume_read(const struct bib_entry *entry,
                                  const struct bib_phrases *phrases,
                                  struct arena *arena);

/* A paper's name in the volume as PMLR publishes it, and its addresses. Editors write
 * keys as they like ("open-problem-chen24"); PMLR numbers the papers of a family name
 * in the order of the file, with the year of publication ("chen24e"). */
struct bib_pmlr {
    const char *slug, *page, *pdf; /* addresses: NULL where the key cannot be in one */
};
struct key_counts;
struct bib_pmlr bib_pmlr_of(const struct bib_volume *volume,
                            const struct bib_entry *entry, struct key_counts *names,
                            struct arena *arena);
/* Could PMLR have given another paper of the volume that name? */
bool bib_pmlr_is_slug(const struct bib_volume *volume, struct str key);

#endif
