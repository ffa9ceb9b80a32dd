/* How a test steers a played server: parameters of POST /_control, from the query
 * string or a JSON body; and JSON answers to it. */
#ifndef SUPPORT_STEER_H
#define SUPPORT_STEER_H

#include "server.h"

#include "base/arena.h"

/* NULL when absent. Numbers as decimal text, true and false as 1 and 0. */
const char *steer_given(struct exchange *exchange, const char *name);
/* The same as a copy in the arena. */
const char *steer_kept(struct exchange *exchange, struct arena *arena,
                       const char *name);
/* Left as it is when absent; -1 and more. */
NODISCARD bool steer_number(struct exchange *exchange, const char *name,
                            int64_t *number, struct err *err);

/* Prints and deletes the tree. */
void steer_print(cJSON *tree, struct buf *out);
void steer_put_text(cJSON *object, const char *name, const char *text); /* or null */

#endif
