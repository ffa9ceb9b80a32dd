/* The values of a .bib file as texts of a record. Pure. */
#ifndef PROCEEDINGS_BIB_TEXT_H
#define PROCEEDINGS_BIB_TEXT_H

#include "proceedings/format.h"

/* As UTF-8: the file's own bytes where they are; a byte that is none is taken for
 * Windows-1252, as older files are written. */
struct str bib_utf8(struct arena *arena, struct str bytes);
/* Readable, at most `max` bytes; NULL if nothing is left. */
const char *bib_readable(struct arena *arena, struct str tex, bool paragraphs,
                         size_t max);
/* An address, id or DOI without what TeX adds: \url{…}, \_, {\textasciitilde}. */
struct str bib_address(struct arena *arena, struct str tex);

/* Adds the names of an author field: parted by "and" outside braces, "Last, First" and
 * "von Last, Jr, First" put in the order they are spoken in; "others" means more. */
void bib_add_authors(struct arena *arena, struct source_entry *entry, struct str tex);
/* The first author's family name, readable; NULL: there is none. */
const char *bib_family_of(struct arena *arena, struct str tex);
/* Keywords, parted by commas or semicolons outside braces, each once. */
void bib_add_subjects(struct arena *arena, struct source_entry *entry, struct str tex);

#endif
