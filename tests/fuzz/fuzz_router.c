/* Any bytes as a target: parsed or refused, and walked through routes with every kind
 * of hole; what the holes matched is not empty and lies within the path. */
#include "http/router.h"

#include <assert.h>

static bool nothing(void *context, const struct request *request,
                    struct response *response, struct err *err)
{
    (void)context;
    (void)request;
    (void)response;
    (void)err;
    return true;
}

static const struct route routes[] = {
    { METHOD_GET, "/", nothing },
    { METHOD_GET, "/list/{category}", nothing },
    { METHOD_POST, "/{branch}/{id*}/faq", nothing },
    { METHOD_GET, "/{branch}/{id*}/faq/{language}", nothing },
    { METHOD_GET, "/arxiv/{id*}", nothing },
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *target = arena_text(&arena, (struct str){ (const char *)bytes, len });
    struct request request = { .method = METHOD_GET, .arena = &arena };
    const struct route *route = NULL;
    const char *allowed = NULL;
    struct err err;
    if (!request_parse_target(&request, target, &err))
        return 0;
    if (router_find(routes, COUNT_OF(routes), &request, &route, &allowed) !=
        ROUTE_FOUND)
        return 0;
    for (size_t i = 0; i < REQUEST_ARGUMENTS_MAX && request.arguments[i] != NULL; i++)
        assert(request.arguments[i][0] != '\0' &&
               strlen(request.arguments[i]) < strlen(request.path));
    return 0;
}
