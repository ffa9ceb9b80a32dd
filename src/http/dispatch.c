/* Finds and calls the handler; see dispatch.h. Where a request has no answer, its
 * status comes from here: 414 for a target that is too long or has too many parameters,
 * 400 for one that is not well-formed, 404 without a route, 405 with Allow without the
 * method, 403 for a cross-site post; and what response_status() makes of a handler's
 * error. */
#include "http/dispatch.h"

#include "base/log.h"
#include "http/guard.h"

enum { RETRY_SOON = 5, RETRY_LATER = 60 };

static int64_t retry_after(int status, const struct err *err)
{
    if (err->retry_after > 0)
        return err->retry_after;
    if (status == 429)
        return RETRY_LATER;
    return err->code == ERR_UPSTREAM ? RETRY_LATER : RETRY_SOON;
}

static void draw_plain(int status, const struct err *err, struct response *response)
{
    response->content_type = "text/plain; charset=utf-8";
    buf_printf(&response->body, "%d %s\n%s\n", status, response_reason(status),
               err->text);
}

void dispatch_error(const struct server_options *options, struct request *request,
                    int status, const struct err *err, struct response *response)
{
    bool asked_store = response->asked_store;
    response_done(response);
    response->body = buf_upto(RESPONSE_BODY_MAX);
    if (request->path == NULL)
        request->target = request->path = "";
    if (options->error_page != NULL)
        options->error_page(options->context, request, status, err, response);
    else
        draw_plain(status, err, response);
    response->status = status;
    response->keep_seconds = 0;
    response->asked_store |= asked_store;
    if (status == 429 || status == 503)
        response_header(
            response, "Retry-After",
            arena_printf(request->arena, "%lld", (long long)retry_after(status, err)));
    if (status == 500)
        log_error("request failed path=%s: %s", request->path, err->text);
}

static void answer_bad_target(const struct server_options *options,
                              struct request *request, const struct err *err,
                              struct response *response)
{
    request->target = request->path = "";
    request->params = NULL;
    request->param_count = 0;
    dispatch_error(options, request, err->code == ERR_LIMIT ? 414 : 400, err, response);
}

static void answer_no_method(const struct server_options *options,
                             struct request *request, const char *allowed,
                             struct response *response)
{
    struct err err;
    err_set(&err, ERR_INVALID, "this address takes %s", allowed);
    dispatch_error(options, request, 405, &err, response);
    response_header(response, "Allow", allowed);
}

static bool may_post(const struct request *request, struct err *err)
{
    if (request->method != METHOD_POST ||
        guard_same_site(request->host, request->origin, request->fetch_site))
        return true;
    return err_set(err, ERR_REFUSED, "another site's page may not post here");
}

static bool call_handler(const struct server_options *options,
                         const struct route *route, const struct request *request,
                         struct response *response, struct err *err)
{
    response->body = buf_upto(RESPONSE_BODY_MAX);
    if (!may_post(request, err) ||
        !route->handler(options->context, request, response, err))
        return false;
    if (response->body.full)
        return err_set(err, ERR_BROKEN, "the answer is over %d bytes",
                       RESPONSE_BODY_MAX);
    if (response->status == 0)
        response->status = 200;
    return true;
}

void dispatch_request(const struct server_options *options, struct request *request,
                      const char *target, struct response *response)
{
    const struct route *route = NULL;
    const char *allowed = "GET, HEAD, POST";
    struct err err = { 0 };
    if (!request_parse_target(request, target, &err)) {
        answer_bad_target(options, request, &err, response);
        return;
    }
    enum route_match match =
        router_find(options->routes, options->route_count, request, &route, &allowed);
    if (match == ROUTE_NO_METHOD || request->method == 0) {
        answer_no_method(options, request, allowed, response);
    } else if (match == ROUTE_NO_PATH) {
        err_set(&err, ERR_NOT_FOUND, "there is nothing at this address");
        dispatch_error(options, request, 404, &err, response);
    } else if (!call_handler(options, route, request, response, &err)) {
        dispatch_error(options, request, response_status(err.code), &err, response);
    }
}
