/* The header guard; see guard.h. */
#include "http/guard.h"

#include <string.h>

static const struct {
    struct str name;
    bool single;
} known[HEADER_COUNT] = {
#define X(id, text, once) [HEADER_##id] = { { text, sizeof(text) - 1 }, once },
    GUARD_HEADERS(X)
#undef X
};

static void refuse(struct guard *guard, int status, const char *why)
{
    if (guard->status != 0)
        return;
    guard->status = status;
    guard->why = why;
}

/* RFC 9110, section 5.6.2. */
static bool is_token_char(char c)
{
    return char_is_letter(c) || char_is_digit(c) ||
           (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static bool is_token(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_token_char(text.ptr[i]))
            return false;
    return text.len > 0;
}

static bool is_field_value(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if ((c < ' ' && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

static enum guard_header find_known(struct str name)
{
    for (int i = 0; i < HEADER_COUNT; i++)
        if (known[i].name.len == name.len && str_eq_nocase(known[i].name, name))
            return (enum guard_header)i;
    return HEADER_COUNT;
}

void guard_add(struct guard *guard, struct str name, struct str value)
{
    guard->count++;
    guard->bytes += name.len + value.len + 4;
    if (guard->count > GUARD_HEADERS_MAX || guard->bytes > GUARD_BYTES_MAX)
        refuse(guard, 431, "too many or too long header fields");
    else if (!is_token(name))
        refuse(guard, 400, "a header's name is not a token");
    else if (!is_field_value(value))
        refuse(guard, 400, "a header's value holds a control character");
    if (guard->status != 0)
        return;
    enum guard_header id = find_known(name);
    if (id == HEADER_COUNT)
        return;
    if (known[id].single && guard->values[id].ptr != NULL)
        refuse(guard, 400, "a header that must come once came twice");
    guard->values[id] = (struct str){ value.ptr ? value.ptr : "", value.len };
}

static void check_length(struct guard *guard)
{
    struct str length = guard->values[HEADER_CONTENT_LENGTH];
    struct err unused;
    if (length.ptr == NULL)
        return;
    if (!str_has_only(length, "0123456789") ||
        !str_to_int(length, 0, INT64_MAX, &guard->content_length, &unused))
        refuse(guard, 400, "Content-Length is not a number");
    guard->has_body = guard->content_length > 0;
}

static void check_coding(struct guard *guard, bool http11)
{
    struct str coding = guard->values[HEADER_TRANSFER_ENCODING];
    if (coding.ptr == NULL)
        return;
    if (!http11 || !str_eq_nocase(coding, LIT("chunked")))
        refuse(guard, 400, "a Transfer-Encoding other than chunked");
    if (guard->values[HEADER_CONTENT_LENGTH].ptr != NULL)
        refuse(guard, 400, "Transfer-Encoding beside Content-Length");
    guard->has_body = true;
}

static void check_host(struct guard *guard, bool http11)
{
    struct str host = guard->values[HEADER_HOST];
    if (host.ptr == NULL) {
        if (http11)
            refuse(guard, 400, "no Host header");
        return;
    }
    for (size_t i = 0; i < host.len; i++) {
        char c = host.ptr[i];
        if (!char_is_letter(c) && !char_is_digit(c) && strchr("-._:[]", c) == NULL)
            refuse(guard, 400, "the Host header is not a host");
    }
}

bool guard_end(struct guard *guard, const char *method, const char *version,
               int *ret_status, struct err *err)
{
    bool http11 = strcmp(version, "HTTP/1.1") == 0;
    if (!http11 && strcmp(version, "HTTP/1.0") != 0)
        refuse(guard, 400, "not HTTP/1.1 or HTTP/1.0");
    if (!is_token(str_of(method)))
        refuse(guard, 400, "the method is not a token");
    check_length(guard);
    check_coding(guard, http11);
    check_host(guard, http11);
    bool reads = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    if (reads && guard->has_body)
        refuse(guard, 400, "a GET request with a body");
    if (guard->status == 0)
        return true;
    *ret_status = guard->status;
    return err_set(err, guard->status == 400 ? ERR_INVALID : ERR_LIMIT, "%s",
                   guard->why);
}

bool guard_same_site(const char *host, const char *origin, const char *fetch_site)
{
    if (fetch_site != NULL)
        return strcmp(fetch_site, "same-origin") == 0 ||
               strcmp(fetch_site, "none") == 0;
    if (origin == NULL)
        return true;
    struct str rest = str_of(origin);
    bool has_scheme =
        str_skip(&rest, LIT("https://")) || str_skip(&rest, LIT("http://"));
    return has_scheme && host != NULL && str_eq_nocase(rest, str_of(host));
}
