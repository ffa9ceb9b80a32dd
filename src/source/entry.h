/* From a dialect's raw texts to the fields of one paper: what all parsers share.
 *
 * Everything comes out bounded (model/paper.h) and readable: a text over its bound is
 * cut at a character's edge, so that one monstrous field cannot take a day's list down.
 */
#ifndef SOURCE_ENTRY_H
#define SOURCE_ENTRY_H

#include "source/record.h"
#include "text/tex.h"

/* An empty entry for the paper of that id (any spelling). */
NODISCARD bool entry_start(struct arena *arena, struct str id,
                           struct source_entry *ret_entry, struct err *err);

/* TeX-flavoured text as readable text; NULL if nothing is left. */
const char *entry_text(struct arena *arena, struct str raw, enum tex_field field,
                       size_t max);
/* Text without TeX (DOIs): white space folded, invisible characters dropped. */
const char *entry_plain(struct arena *arena, struct str raw, size_t max);
/* The DOI of a paper of proceedings, bare. NULL: there is none, or it is arXiv's, which
 * is its twin's. */
const char *entry_doi(struct arena *arena, struct str raw);
/* "pp. 1–21" of "1-21", "1 - 21", "1--21", "1–21"; "p. 7" of "7-7"; NULL of nothing. */
const char *entry_pages(struct arena *arena, struct str raw);
/* An http address, or NULL. */
const char *entry_url(struct arena *arena, struct str raw);

void entry_add_authors(struct arena *arena, struct source_entry *entry, struct str raw);
void entry_add_author(struct arena *arena, struct source_entry *entry, struct str name);
/* A name in two parts, either of which may be empty. */
void entry_add_name(struct arena *arena, struct source_entry *entry, struct str first,
                    struct str last);
/* A keyword, each once in any case; NULL is fine. */
void entry_add_subject(struct arena *arena, struct source_entry *entry,
                       const char *subject);
/* Canonical, each once; what arXiv does not have is dropped. The first is the primary.
 */
void entry_add_category(struct arena *arena, struct source_entry *entry,
                        struct str code);
/* What follows from the rest: addresses, withdrawn. */
void entry_finish(struct arena *arena, struct source_entry *entry);

/* ERR_LIMIT over SOURCE_ENTRIES_MAX. Also entries that cannot be read are counted, so
 * that millions of them end soon. */
NODISCARD bool entry_count_check(size_t count, struct err *err);
/* Adds the entry to the document; ERR_LIMIT over SOURCE_ENTRIES_MAX. */
NODISCARD bool entry_keep(struct arena *arena, struct source_document *document,
                          const struct source_entry *entry, struct err *err);

#endif
