/* A page of an OAI-PMH harvest: ListRecords, GetRecord, ListIdentifiers or ListSets, of
 * arXiv's server of since March 2025 and of the one before, and of Open Journal Systems
 * (AAAI, AIES, JAIR), whose records are papers of proceedings (oai_venue.h).
 *
 * arXivRaw is the format to ask for: it alone has the versions, so that published is
 * the first one's date, updated the newest one's, and a newest version without a source
 * whose comment says so is a withdrawal. Pages of arXiv, arXivOld and oai_dc that
 * somebody kept are read as far as they go: no version, days instead of instants.
 *
 * A record that cannot be read is named in harvest.broken and does not stop the rest.
 * The protocol's own errors are no errors here: harvest.error says which. ERR_INVALID:
 * no answer of OAI-PMH, or one to another question. Cut off: complete = false, with the
 * whole records that came before; its token, if it has one, is not told. Pure. */
#ifndef SOURCE_OAI_H
#define SOURCE_OAI_H

#include "source/record.h"

/* What the caller knows about the papers of proceedings: canonical, for those that do
 * not say it (the series of a journal is the caller's word; the year is the record's
 * before it is the caller's). NULL and 0: nothing. */
struct oai_ask {
    const char *series;
    int year;
};

/* `ask` may be NULL. */
NODISCARD bool oai_read(struct str bytes, const struct oai_ask *ask,
                        struct arena *arena, struct source_document *ret_document,
                        struct err *err);

#endif
