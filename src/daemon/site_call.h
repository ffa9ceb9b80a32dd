/* A page of the site without its server: for the command line and the control socket.
 */
#ifndef SITE_CALL_H
#define SITE_CALL_H

#include "base/arena.h"
#include "base/buf.h"
#include "site/site.h"

/* The body that a GET of `target` ("/api/v1/status") gives. */
NODISCARD bool site_call(struct site *site, const char *target, struct arena *arena,
                         struct buf *out, struct err *err);

#endif
