/* An error: a code that says what to do, and a sentence that says what was wrong.
 *
 * It is made where the facts are known, handed up unchanged (err_add puts context in
 * front) and logged or shown once, where it stops. A value, owned by the caller. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/attr.h"

#include <stdbool.h>
#include <stdint.h>

enum err_code {
    ERR_NONE,
    ERR_INVALID,   /* the input is wrong: do not repeat it */
    ERR_NOT_FOUND, /* there is no such thing */
    ERR_BUSY,      /* ours: try again soon */
    ERR_UPSTREAM,  /* theirs: try again later */
    ERR_REFUSED,   /* theirs: stop asking */
    ERR_LIMIT,     /* over a bound that we set */
    ERR_BROKEN,    /* our side is not as it should be: tell the operator */
};

struct err {
    enum err_code code;
    int64_t retry_after; /* seconds that upstream asked us to wait; 0 = none said */
    char text[512];      /* UTF-8 */
};

/* Sets code and text, cut to fit at a character's edge; returns false, so that a
 * function can end with `return err_set(err, ERR_INVALID, "…")`. */
bool err_set(struct err *err, enum err_code code, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* Puts context in front of the text: "while reading X: what was wrong". Returns false.
 */
bool err_add(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* The code's word for logs and JSON: "invalid", "not-found", … */
const char *err_code_name(enum err_code code);

#endif
