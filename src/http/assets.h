/* The embedded files under /static/: found by path, served with a type and, under a
 * versioned path, for ever. Safe from any thread. */
#ifndef HTTP_ASSETS_H
#define HTTP_ASSETS_H

#include "http/router.h"

struct asset {
    const char *path; /* below /static/: "style.css", "katex/katex.min.css" */
    struct str bytes;
};

const struct asset *asset_all(size_t *ret_count);
/* Eight hex digits of all assets together: /static/<version>/style.css. */
const char *asset_version(void);
/* Route handler for "/static/{path*}", with or without the version in front. */
bool asset_serve(void *context, const struct request *request,
                 struct response *response, struct err *err);

#endif
