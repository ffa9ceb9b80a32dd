/* By libcurl's own parser, which will also fetch it. See url_next.h. */
#include "net/url_next.h"

#include "net/url_guard.h"

#include <curl/curl.h>
#include <string.h>

static void url_done(CURLU **url)
{
    curl_url_cleanup(*url);
}

static void part_done(char **part)
{
    curl_free(*part);
}

static bool has_scheme(CURLU *url, const char *name)
{
    CLEANUP(part_done) char *scheme = NULL;
    return curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
           strcmp(scheme, name) == 0;
}

static bool says_port(CURLU *url)
{
    CLEANUP(part_done) char *port = NULL;
    return curl_url_get(url, CURLUPART_PORT, &port, 0) == CURLUE_OK;
}

static bool resolve(CURLU *url, const char *page, const char *next)
{
    if (curl_url_set(url, CURLUPART_URL, page, 0) != CURLUE_OK)
        return false;
    bool is_safe = has_scheme(url, "https");
    if (curl_url_set(url, CURLUPART_URL, next, 0) != CURLUE_OK ||
        curl_url_set(url, CURLUPART_FRAGMENT, NULL, 0) != CURLUE_OK)
        return false;
    return !is_safe || !has_scheme(url, "http") || says_port(url) ||
           curl_url_set(url, CURLUPART_SCHEME, "https", 0) == CURLUE_OK;
}

bool url_next(const char *page, const char *next, struct arena *arena,
              const char **ret_url, struct err *err)
{
    CLEANUP(url_done) CURLU *url = curl_url();
    CLEANUP(part_done) char *text = NULL;
    if (url == NULL || !resolve(url, page, next) ||
        curl_url_get(url, CURLUPART_URL, &text, 0) != CURLUE_OK)
        return err_set(
            err, ERR_INVALID,
            "%.200s says that its next page is “%.200s”, which is no address", page,
            next);
    if (!url_is_same_origin(page, text))
        return err_set(err, ERR_REFUSED,
                       "%.200s says that its next page is on another host (%.200s)",
                       page, next);
    *ret_url = arena_text(arena, str_of(text));
    return true;
}
