/* Walks a const table of routes. Patterns are literal segments and holes: "{id}" is one
 * segment, "{id*}" one or more (old arXiv ids hold a slash). First match wins. */
#ifndef HTTP_ROUTER_H
#define HTTP_ROUTER_H

#include "http/request.h"
#include "http/response.h"

/* On false the error becomes the answer (an error page or error JSON). */
typedef bool route_handler(void *context, const struct request *request,
                           struct response *response, struct err *err);

struct route {
    enum method method;
    const char *pattern;
    route_handler *handler;
};

enum route_match { ROUTE_FOUND, ROUTE_NO_PATH, ROUTE_NO_METHOD };

/* Fills request->arguments. With ROUTE_NO_METHOD, *ret_allowed is the Allow header. */
enum route_match router_find(const struct route *routes, size_t count,
                             struct request *request, const struct route **ret_route,
                             const char **ret_allowed);

#endif
