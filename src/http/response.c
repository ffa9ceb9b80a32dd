/* The small setters of an answer, and the two tables that a status needs: which one
 * goes with an error, and what it is called. */
#include "http/response.h"

#include <assert.h>

void response_done(struct response *response)
{
    buf_done(&response->body);
    stream_log_release(response->stream.log);
    *response = (struct response){ 0 };
}

void response_header(struct response *response, const char *name, const char *value)
{
    assert(response->header_count < RESPONSE_HEADERS_MAX);
    response->headers[response->header_count++] =
        (struct response_header){ .name = name, .value = value };
}

void response_redirect(struct response *response, int status, const char *location)
{
    assert(status >= 301 && status <= 308);
    response->status = status;
    response_header(response, "Location", location);
}

int response_status(enum err_code code)
{
    switch (code) {
    case ERR_NONE:
        return 200;
    case ERR_INVALID:
        return 400;
    case ERR_NOT_FOUND:
        return 404;
    case ERR_REFUSED:
        return 403;
    case ERR_BUSY:
    case ERR_UPSTREAM:
    case ERR_LIMIT:
        return 503;
    case ERR_BROKEN:
        return 500;
    }
    return 500;
}

static const struct {
    int status;
    const char *reason;
} reasons[] = {
    { 200, "OK" },
    { 202, "Accepted" },
    { 204, "No Content" },
    { 301, "Moved Permanently" },
    { 302, "Found" },
    { 303, "See Other" },
    { 304, "Not Modified" },
    { 307, "Temporary Redirect" },
    { 308, "Permanent Redirect" },
    { 400, "Bad Request" },
    { 401, "Unauthorized" },
    { 403, "Forbidden" },
    { 404, "Not Found" },
    { 405, "Method Not Allowed" },
    { 409, "Conflict" },
    { 413, "Content Too Large" },
    { 414, "URI Too Long" },
    { 415, "Unsupported Media Type" },
    { 429, "Too Many Requests" },
    { 431, "Request Header Fields Too Large" },
    { 500, "Internal Server Error" },
    { 503, "Service Unavailable" },
};

const char *response_reason(int status)
{
    for (size_t i = 0; i < COUNT_OF(reasons); i++)
        if (reasons[i].status == status)
            return reasons[i].reason;
    return "Unknown";
}
