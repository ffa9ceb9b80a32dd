/* One record of a harvest page to a paper of arXiv's, by dialect. Behind oai.h. */
#ifndef SOURCE_OAI_RECORD_H
#define SOURCE_OAI_RECORD_H

#include "source/oai_page.h"
#include "source/record.h"

/* The page's responseDate, or 0, tells which server wrote it. ERR_INVALID: what is
 * wrong with this record. */
NODISCARD bool oai_record_read(const struct oai_record *record, int64_t response_date,
                               struct arena *arena, struct source_entry *ret_entry,
                               struct err *err);
/* Of its datestamp; 0: not said. */
int32_t oai_record_day(const struct oai_record *record);

#endif
