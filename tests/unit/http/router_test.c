/* Patterns against paths. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "http/router.h"

#include <string.h>

static bool nothing(void *context, const struct request *request,
                    struct response *response, struct err *err)
{
    (void)context;
    (void)request;
    (void)response;
    (void)err;
    return true;
}

enum { HOME, CATEGORY, NEW, OLD_PAPER, FAQ_GET, FAQ_POST, PAPER, FILES, ASK };

static const struct route routes[] = {
    [HOME] = { METHOD_GET, "/", nothing },
    [CATEGORY] = { METHOD_GET, "/list/{category}", nothing },
    [NEW] = { METHOD_GET, "/list/{category}/{section}/now", nothing },
    [OLD_PAPER] = { METHOD_GET, "/old/{archive}/{number}", nothing },
    [FAQ_GET] = { METHOD_GET, "/arxiv/{id*}/faq", nothing },
    [FAQ_POST] = { METHOD_POST, "/arxiv/{id*}/faq", nothing },
    [PAPER] = { METHOD_GET, "/arxiv/{id*}", nothing },
    [FILES] = { METHOD_GET, "/static/{path*}", nothing },
    [ASK] = { METHOD_POST, "/ask", nothing },
};

static const struct {
    const char *path;
    enum method method;
    int route; /* -1: no path, -2: no method */
    const char *arguments[2];
    const char *allowed;
} cases[] = {
    { "/", METHOD_GET, HOME, { NULL }, NULL },
    { "", METHOD_GET, -1, { NULL }, NULL },
    { "//", METHOD_GET, -1, { NULL }, NULL },
    { "/list/cs.CL", METHOD_GET, CATEGORY, { "cs.CL" }, NULL },
    { "/list/", METHOD_GET, -1, { NULL }, NULL },
    { "/list/cs.CL/", METHOD_GET, -1, { NULL }, NULL },
    { "/list/cs.CL/new/now", METHOD_GET, NEW, { "cs.CL", "new" }, NULL },
    { "/list/cs.CL//now", METHOD_GET, -1, { NULL }, NULL },
    { "/list/cs.CL/new/then", METHOD_GET, -1, { NULL }, NULL },
    { "/old/hep-th/9901001", METHOD_GET, OLD_PAPER, { "hep-th", "9901001" }, NULL },
    { "/arxiv/2401.01234", METHOD_GET, PAPER, { "2401.01234" }, NULL },
    { "/arxiv/hep-th/9901001", METHOD_GET, PAPER, { "hep-th/9901001" }, NULL },
    { "/arxiv/hep-th/9901001/faq", METHOD_GET, FAQ_GET, { "hep-th/9901001" }, NULL },
    { "/arxiv/2401.01234/faq", METHOD_POST, FAQ_POST, { "2401.01234" }, NULL },
    { "/arxiv/faq", METHOD_GET, PAPER, { "faq" }, NULL },
    { "/arxiv/faq/faq", METHOD_GET, FAQ_GET, { "faq" }, NULL },
    { "/arxiv/a/faq/faq", METHOD_GET, FAQ_GET, { "a/faq" }, NULL },
    { "/arxiv/", METHOD_GET, -1, { NULL }, NULL },
    { "/arxiv", METHOD_GET, -1, { NULL }, NULL },
    { "/arxiv/a/", METHOD_GET, -1, { NULL }, NULL },
    { "/static/katex/fonts/a.woff2",
      METHOD_GET,
      FILES,
      { "katex/fonts/a.woff2" },
      NULL },
    { "/staticx/a", METHOD_GET, -1, { NULL }, NULL },
    { "/ask", METHOD_POST, ASK, { NULL }, NULL },
    { "/ask", METHOD_GET, -2, { NULL }, "POST" },
    { "/list/cs.CL", METHOD_POST, -2, { NULL }, "GET, HEAD" },
    { "/arxiv/2401.01234/faq", 0, -2, { NULL }, "GET, HEAD, POST" },
};

static void each_path_finds_its_route(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct request request = { .method = cases[i].method,
                                   .path = cases[i].path,
                                   .arena = &arena };
        const struct route *route = NULL;
        const char *allowed = NULL;
        enum route_match match =
            router_find(routes, COUNT_OF(routes), &request, &route, &allowed);
        int found = match == ROUTE_FOUND ? (int)(route - routes)
                                         : (match == ROUTE_NO_PATH ? -1 : -2);
        if (found != cases[i].route)
            fail_msg("%s: route %d", cases[i].path, found);
        for (int k = 0; k < 2 && match == ROUTE_FOUND; k++)
            if (cases[i].arguments[k] == NULL)
                assert_null(request.arguments[k]);
            else
                assert_string_equal(request.arguments[k], cases[i].arguments[k]);
        if (cases[i].allowed != NULL)
            assert_string_equal(allowed, cases[i].allowed);
    }
}

static void a_long_path_of_slashes_is_soon_decided(void **state)
{
    (void)state;
    static char path[REQUEST_TARGET_MAX + 1];
    memset(path, '/', sizeof path - 1);
    memcpy(path, "/arxiv/a", 8);
    struct request request = { .method = METHOD_GET, .path = path };
    const struct route *route;
    const char *allowed;
    assert_int_equal(router_find(routes, COUNT_OF(routes), &request, &route, &allowed),
                     ROUTE_NO_PATH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_path_finds_its_route),
        cmocka_unit_test(a_long_path_of_slashes_is_soon_decided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
