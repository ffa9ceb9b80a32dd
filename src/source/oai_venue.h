/* Records of journals and proceedings that Open Journal Systems serves (AAAI, AIES,
 * JAIR): oai_dc as OJS fills it (pkp/ojs, plugins oaiMetadataFormats/dc). Behind oai.h.
 */
#ifndef SOURCE_OAI_VENUE_H
#define SOURCE_OAI_VENUE_H

#include "source/oai.h"
#include "source/oai_record.h"

/* Is it "oai:HOST:article/NUMBER"? */
bool oai_venue_is(struct str identifier);
/* A deleted one has a key alone. The group is the set's own name ("AAAI:AISI").
 * ERR_INVALID: what is wrong with this record. */
NODISCARD bool oai_venue_read(const struct oai_record *record,
                              const struct oai_ask *ask, struct arena *arena,
                              struct source_entry *ret_entry, struct err *err);
/* False: a set that is no group. */
bool oai_venue_set(const struct oai_record *record, struct arena *arena,
                   struct source_group *ret_group);

#endif
