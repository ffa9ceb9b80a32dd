/* From a request to its answer: target, route, handler, and the page of an error. Knows
 * no sockets and no bytes on the wire. */
#ifndef HTTP_DISPATCH_H
#define HTTP_DISPATCH_H

#include "http/server.h"

/* Fills `response`, always. request->arena, method (0 = one that we do not have),
 * headers and body are set; target, path and parameters are filled here. */
void dispatch_request(const struct server_options *options, struct request *request,
                      const char *target, struct response *response);
/* The answer to what went wrong before or in the handler; empties `response` first. */
void dispatch_error(const struct server_options *options, struct request *request,
                    int status, const struct err *err, struct response *response);

#endif
