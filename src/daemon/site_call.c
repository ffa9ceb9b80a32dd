/* Route and handler, called directly. See site_call.h. */
#include "daemon/site_call.h"

#include "base/clock.h"

bool site_call(struct site *site, const char *target, struct arena *arena,
               struct buf *out, struct err *err)
{
    size_t count;
    const char *allowed;
    const struct route *route, *routes = site_routes(&count);
    struct request request = { .method = METHOD_GET,
                               .now = clock_now(),
                               .arena = arena };
    CLEANUP(response_done)
    struct response response = { .status = 200, .body = buf_upto(RESPONSE_BODY_MAX) };
    if (!request_parse_target(&request, target, err))
        return false;
    if (router_find(routes, count, &request, &route, &allowed) != ROUTE_FOUND)
        return err_set(err, ERR_NOT_FOUND, "there is no %s", target);
    if (!route->handler(site, &request, &response, err))
        return false;
    buf_add(out, buf_str(&response.body));
    return true;
}
