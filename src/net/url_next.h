/* The address that a page of a list gives for the next one. */
#ifndef NET_URL_NEXT_H
#define NET_URL_NEXT_H

#include "base/arena.h"
#include "base/err.h"

/* `next` as it stands in the document at `page`: absolute or relative; what is behind
 * "#" is dropped. ERR_INVALID: it is none; ERR_REFUSED: it is not of the same scheme,
 * host and port; but "http" in a page that came over https means https: sites behind a
 * proxy say so of themselves. */
NODISCARD bool url_next(const char *page, const char *next, struct arena *arena,
                        const char **ret_url, struct err *err);

#endif
