/* Matches a decoded path against the patterns of a route table, segment by segment.
 * Pure but for the copies of what the holes matched, which go to the request's arena.
 */
#include "http/router.h"

#include <assert.h>

struct match {
    struct str holes[REQUEST_ARGUMENTS_MAX];
    size_t count;
};

static bool rest_matches(struct str pattern, struct str path, struct match *match);

/* Takes "/segment" off *s. */
static bool take_segment(struct str *s, struct str *ret_segment)
{
    if (s->len == 0 || s->ptr[0] != '/')
        return false;
    struct str rest = str_from(*s, 1);
    *ret_segment = str_upto(rest, str_find_char(rest, '/'));
    *s = str_from(rest, ret_segment->len);
    return true;
}

/* A hole that takes several segments: the longest that lets the rest match. */
static bool wide_hole_matches(struct str pattern, struct str path, struct match *match)
{
    assert(match->count < REQUEST_ARGUMENTS_MAX);
    size_t mine = match->count++;
    for (size_t len = path.len; len > 1; len--) {
        bool at_edge = len == path.len || path.ptr[len] == '/';
        if (!at_edge || path.ptr[0] != '/' || path.ptr[len - 1] == '/')
            continue;
        match->holes[mine] = (struct str){ path.ptr + 1, len - 1 };
        if (rest_matches(pattern, str_from(path, len), match))
            return true;
        match->count = mine + 1;
    }
    match->count = mine;
    return false;
}

static bool segment_matches(struct str pattern, struct str segment, struct match *match)
{
    if (!str_starts(pattern, LIT("{")))
        return str_eq(pattern, segment);
    if (segment.len == 0)
        return false;
    assert(match->count < REQUEST_ARGUMENTS_MAX);
    match->holes[match->count++] = segment;
    return true;
}

static bool rest_matches(struct str pattern, struct str path, struct match *match)
{
    struct str wanted, found;
    while (take_segment(&pattern, &wanted)) {
        if (str_ends(wanted, LIT("*}")))
            return wide_hole_matches(pattern, path, match);
        if (!take_segment(&path, &found) || !segment_matches(wanted, found, match))
            return false;
    }
    return path.len == 0;
}

static const char *allow_header(unsigned methods)
{
    bool get = methods & (1u << METHOD_GET), post = methods & (1u << METHOD_POST);
    if (get && post)
        return "GET, HEAD, POST";
    return get ? "GET, HEAD" : "POST";
}

static void keep_arguments(struct request *request, const struct match *match)
{
    for (size_t i = 0; i < REQUEST_ARGUMENTS_MAX; i++)
        request->arguments[i] =
            i < match->count ? arena_text(request->arena, match->holes[i]) : NULL;
}

enum route_match router_find(const struct route *routes, size_t count,
                             struct request *request, const struct route **ret_route,
                             const char **ret_allowed)
{
    unsigned allowed = 0;
    for (size_t i = 0; i < count; i++) {
        struct match match = { 0 };
        if (!rest_matches(str_of(routes[i].pattern), str_of(request->path), &match))
            continue;
        if (routes[i].method == request->method) {
            keep_arguments(request, &match);
            *ret_route = &routes[i];
            return ROUTE_FOUND;
        }
        allowed |= 1u << routes[i].method;
    }
    if (allowed == 0)
        return ROUTE_NO_PATH;
    *ret_allowed = allow_header(allowed);
    return ROUTE_NO_METHOD;
}
