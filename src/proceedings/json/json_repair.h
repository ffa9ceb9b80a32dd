/* What programs write although it is no JSON, or no text: NaN and Infinity, control
 * characters raw or escaped, halves of surrogate pairs. Each is replaced in place by as
 * many bytes that are harmless. Pure; any bytes are accepted. */
#ifndef PROCEEDINGS_JSON_REPAIR_H
#define PROCEEDINGS_JSON_REPAIR_H

#include "base/str.h"

void json_repair(char *text, size_t len);

#endif
