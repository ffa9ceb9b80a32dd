/* Depth and doubt; see json_scan.h. */
#include "proceedings/json/json_scan.h"

#include <string.h>

enum { KNOWN_DEPTH = 64 };

static bool in_array(const struct json_scan *scan)
{
    return scan->depth > 0 && scan->depth <= KNOWN_DEPTH &&
           (scan->arrays >> (scan->depth - 1) & 1) != 0;
}

static bool is_one_of(char c, const char *signs)
{
    return c != '\0' && strchr(signs, c) != NULL;
}

/* May a value, or a member's name where it is a string, start here? */
static bool value_may_start(const struct json_scan *scan, bool is_string)
{
    if (scan->last == '\0' || scan->last == ':' || scan->last == '[')
        return true;
    if (scan->last == '{')
        return is_string;
    return scan->last == ',' && (is_string || in_array(scan));
}

static void open_level(struct json_scan *scan, bool is_array)
{
    scan->suspect |= !value_may_start(scan, false);
    scan->depth++;
    if (scan->depth > KNOWN_DEPTH)
        return;
    uint64_t bit = UINT64_C(1) << (scan->depth - 1);
    scan->arrays = is_array ? scan->arrays | bit : scan->arrays & ~bit;
}

static void close_level(struct json_scan *scan, bool is_array)
{
    bool is_known = scan->depth <= KNOWN_DEPTH;
    scan->suspect |= scan->last == ':' || (is_known && in_array(scan) != is_array);
    if (scan->depth > 0)
        scan->depth--;
}

static void scan_in_string(struct json_scan *scan, char c)
{
    scan->suspect |= c == '\n';
    if (scan->escaped)
        scan->escaped = false;
    else if (c == '\\')
        scan->escaped = true;
    else if (c == '"')
        scan->in_string = false;
}

static void scan_structure(struct json_scan *scan, char c)
{
    if (c == '{' || c == '[') {
        open_level(scan, c == '[');
    } else if (c == '}' || c == ']') {
        close_level(scan, c == ']');
    } else if (c == ':') {
        scan->suspect |= scan->last != '"' || in_array(scan);
    } else if (c == ',') {
        scan->suspect |= !is_one_of(scan->last, "\"a}]");
        scan->signs++;
    } else if (c == '"') {
        scan->suspect |= !value_may_start(scan, true);
        scan->in_string = true;
    } else {
        scan->suspect |= scan->last != 'a' && !value_may_start(scan, false);
        c = 'a';
    }
    scan->last = c;
}

void json_scan_sign(struct json_scan *scan, char c)
{
    if (scan->in_string)
        scan_in_string(scan, c);
    else if (!char_is_space(c))
        scan_structure(scan, c);
}

bool json_scan_may_open(const struct json_scan *scan)
{
    return !scan->in_string && value_may_start(scan, false);
}

size_t json_scan_plain(const struct json_scan *scan, struct str text)
{
    size_t len = 0;
    if (!scan->in_string || scan->escaped)
        return 0;
    while (len < text.len && text.ptr[len] != '"' && text.ptr[len] != '\\' &&
           text.ptr[len] != '\n')
        len++;
    return len;
}
