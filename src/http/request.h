/* A request as handlers see it: parsed, bounded, decoded. Lives as long as its arena.
 */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "base/arena.h"
#include "base/err.h"

enum method { METHOD_GET = 1, METHOD_POST = 2 }; /* HEAD is a GET without a body */

enum {
    REQUEST_TARGET_MAX = 12 << 10, /* a pasted abstract, escaped */
    REQUEST_BODY_MAX = 64 << 10,
    REQUEST_ARGUMENTS_MAX = 4
};

struct param {
    const char *name, *value; /* decoded, well-formed UTF-8 */
};

struct request {
    enum method method;
    const char *target; /* as sent: path?query */
    const char *path;   /* decoded */
    const struct param *params;
    size_t param_count;
    /* What the route's {holes} matched, decoded. */
    const char *arguments[REQUEST_ARGUMENTS_MAX];
    struct str body;
    const char *host, *origin, *fetch_site, *content_type,
        *authorization;                          /* NULL: none */
    const char *cookie, *accept, *last_event_id; /* NULL: none */
    const char *client; /* the address, behind a trusted proxy the forwarded one */
    uint64_t network;   /* its network, as limits count it */
    int64_t now;
    struct arena *arena;
};

/* Splits target into path and parameters. ERR_INVALID: a broken escape, a NUL byte, not
 * UTF-8, a parameter given twice. ERR_LIMIT: too long, too many parameters. */
NODISCARD bool request_parse_target(struct request *request, const char *target,
                                    struct err *err);
/* NULL when absent. */
const char *request_param(const struct request *request, const char *name);
/* `otherwise` when absent; ERR_INVALID names the parameter and what is allowed. */
NODISCARD bool request_param_int(const struct request *request, const char *name,
                                 int64_t min, int64_t max, int64_t otherwise,
                                 int64_t *ret_number, struct err *err);
/* A field of a form sent as the body (application/x-www-form-urlencoded), decoded and
 * well-formed. NULL when it is absent or given twice, or when the body is no such form:
 * another type, more than 32 fields, a broken escape. */
const char *request_form(const struct request *request, const char *name);
/* From the Cookie header, as sent (the first of the name, which is the one for the
 * longest path); NULL when absent. */
const char *request_cookie(const struct request *request, const char *name);

#endif
