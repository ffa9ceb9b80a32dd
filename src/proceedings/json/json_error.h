/* What stands in the place of papers where a server refuses: {"name": "ForbiddenError",
 * "message": "…"}, {"errors": […]}. */
#ifndef PROCEEDINGS_JSON_ERROR_H
#define PROCEEDINGS_JSON_ERROR_H

#include "text/json.h"

bool json_error_recognises(const cJSON *object);
/* ERR_UPSTREAM with the server's words; returns false. */
bool json_error_set(struct arena *arena, const cJSON *object, struct err *err);

#endif
