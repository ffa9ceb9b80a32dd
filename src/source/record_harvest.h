/* What a harvest page says of itself, as JSON and back: a part of record.h's two ends.
 */
#ifndef SOURCE_RECORD_HARVEST_H
#define SOURCE_RECORD_HARVEST_H

#include "source/record.h"

void record_harvest_write(const struct source_harvest *harvest, cJSON *object);
/* NULL gives none. Identifiers must be papers' keys. */
NODISCARD bool record_harvest_read(const cJSON *object, struct arena *arena,
                                   struct source_harvest *ret_harvest, struct err *err);

#endif
