/* An entry of a .bib file as a paper of an edition. Pure. */
#ifndef PROCEEDINGS_BIB_PAPER_H
#define PROCEEDINGS_BIB_PAPER_H

#include "proceedings/bibtex/bib_place.h"
#include "proceedings/key_counts.h"

/* ERR_INVALID: it has no title. `names`: of the volume's papers so far. */
NODISCARD bool bib_paper_read(const struct bib_entry *entry,
                              const struct bib_place *place, int64_t position,
                              struct key_counts *names, struct arena *arena,
                              struct source_entry *ret_entry, struct err *err);
/* Why it is no paper of the programme, in words that repeat ("not accepted
 * (Rejected)"); NULL: it is one. */
const char *bib_paper_refused(const struct bib_entry *entry, struct arena *arena);

#endif
