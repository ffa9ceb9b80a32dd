/* An edition in JSON and in words: what it holds, and how much of what its sources
 * declare is here. Pure; texts live in the caller's arena. */
#ifndef SITE_EDITION_RECORD_H
#define SITE_EDITION_RECORD_H

#include "store/venue/edition_store.h"
#include "text/json.h"

/* name series year title declared papers abstracts complete added_at changed_at, as
 * lists of editions have them. */
void edition_record(cJSON *object, const struct edition *edition);
/* The same on the edition's own answer, where `papers` is a list: stored. */
void edition_record_own(cJSON *object, const struct edition *edition);
/* groups [{name, native, papers}], sources [{dialect, part, declared, read_at}] */
void edition_record_groups(cJSON *object, const struct edition_groups *groups);
void edition_record_sources(cJSON *object, const struct edition_sources *sources);

/* The title in full, its series' where the edition has none, or NULL. */
const char *edition_title(const struct edition *edition);
/* "ICLR 2024" */
const char *edition_text(struct arena *arena, const struct edition *edition);
/* Fewer papers are stored than its sources declare. */
bool edition_lacks(const struct edition *edition);
/* page.ledger of an edition: {ok, warn, text}. */
void edition_badge(cJSON *page, struct arena *arena, const struct edition *edition,
                   const struct edition_sources *sources);
/* "ACL Anthology, 2024.acl: 933 papers, read on Sun 22 Nov 2026" */
const char *edition_source_text(struct arena *arena,
                                const struct edition_source *source);

#endif
