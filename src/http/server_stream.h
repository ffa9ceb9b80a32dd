/* Streams as libmicrohttpd sends them (stream.h, keeper.h): a reader callback that
 * copies or suspends its connection, never neither. */
#ifndef HTTP_SERVER_STREAM_H
#define HTTP_SERVER_STREAM_H

#include "http/server_parts.h"

struct reader {
    struct MHD_Connection *connection;
    int fd;
    bool head_only;
    uint64_t network;
    bool exempt;        /* from the limit of the network */
    int64_t started_us; /* of the request, monotonic */
};

/* The answer to be queued, once, and destroyed by the caller; it takes response->body.
 * NULL: a limit is reached (keeper.h), or ERR_BROKEN: a header cannot be sent. */
struct MHD_Response *stream_open(struct server *server, const struct reader *reader,
                                 struct response *response, struct err *err);

#endif
