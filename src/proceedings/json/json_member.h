/* Members of a foreign object, as they may be written: a text, a number, a list of
 * texts, a text of several; wrapped as {"value": …} or not. Absent and of another type
 * is the same. Pure. */
#ifndef PROCEEDINGS_JSON_MEMBER_H
#define PROCEEDINGS_JSON_MEMBER_H

#include "text/json.h"

/* Unwrapped; NULL: absent. */
const cJSON *json_member(const cJSON *object, const char *name);
/* Trimmed; the empty view: no text. Of a list its first text. */
struct str json_member_text(const cJSON *object, const char *name);
bool json_member_is_text(const cJSON *object, const char *name);
/* The first of them that has a text; NULL ends the names. */
struct str json_member_first(const cJSON *object, const char *const *names);
/* A text or a whole number, as text. */
struct str json_member_id(struct arena *arena, const cJSON *object, const char *name);
/* A whole number, also in a text; `otherwise` where it is none or out of range. */
int64_t json_member_number(const cJSON *object, const char *name, int64_t min,
                           int64_t max, int64_t otherwise);

#endif
