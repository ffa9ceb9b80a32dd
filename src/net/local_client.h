/* HTTP to our own daemon over its unix socket (control.sock). One request a call; for
 * the command line. Thread-safe. */
#ifndef NET_LOCAL_CLIENT_H
#define NET_LOCAL_CLIENT_H

#include "base/arena.h"
#include "base/err.h"

struct local_call {
    const char *socket_path;
    const char *target; /* "/task/1" */
    const char *post;   /* a JSON body; NULL: a GET */
};

/* The answer's body lives in the arena. ERR_UPSTREAM: nobody listens there,
 * or nothing was said for half a minute. */
NODISCARD bool local_call(const struct local_call *call, struct arena *arena,
                          int *ret_status, struct str *ret_body, struct err *err);

#endif
