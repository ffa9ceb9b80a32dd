/* An object that stands on its own: a record, or what is around a list of them; see
 * json_split.h. Which of the two it is shows when the list's name is followed by "[{".
 */
#include "proceedings/json/json_split_parts.h"

#include <string.h>

enum {
    ID_MIN = 9,
    ID_MAX = 12, /* letters of an id of OpenReview */
    SURE_LISTS = 2
};

/* Names of lists of papers, and of objects around these. What has a title may be a
 * paper with a list of its own, unless that is called by one of the first two. */
static const char *const lists[] = {
    "papers", "notes", "results", "items", "hits", "hit", "entries", "records", "data",
};
static const char *const arounds[] = {
    "response", "json", "result", "hits", "data", "message",
};

bool json_split_is_around(struct str key)
{
    return str_is_one_of(key, arounds, COUNT_OF(arounds));
}

static struct str key_of(const struct json_split *split)
{
    size_t len = split->key_len;
    return len <= JSON_KEY_MAX ? (struct str){ split->key, len } : LIT("");
}

/* "12345" or "GMwRl2e9Y1", which no member of a paper is called. */
static bool is_id(struct str key)
{
    size_t digits = 0, uppers = 0, letters = 0;
    for (size_t i = 0; i < key.len; i++) {
        digits += char_is_digit(key.ptr[i]);
        uppers += char_is_upper(key.ptr[i]);
        letters += char_is_letter(key.ptr[i]) || char_is_digit(key.ptr[i]);
    }
    bool is_native = key.len >= ID_MIN && key.len <= ID_MAX && letters == key.len &&
                     digits > 0 && uppers > 0;
    return key.len > 0 && (digits == key.len || is_native);
}

void json_split_start_outer(struct json_split *split)
{
    split->mode = SPLIT_OUTER;
    split->outer = (struct json_scan){ 0 };
    split->outer_place = (struct json_place){ .line = split->line };
    split->level = 1;
    split->has_list = split->may_be_list = split->is_map = split->has_title = false;
    split->key_len = 0;
    split->member_indent = -1;
    split->at_line_start = false;
    buf_clear(&split->outer_text);
}

static void add_to_key(struct json_split *split, struct str text)
{
    if (split->key_len + text.len > JSON_KEY_MAX) {
        split->key_len = JSON_KEY_MAX + 1;
        return;
    }
    memcpy(split->key + split->key_len, text.ptr, text.len);
    split->key_len += text.len;
}

/* The last string of that level is the name of what follows. */
static void note_key(struct json_split *split, char c)
{
    const struct json_scan *outer = &split->outer;
    if (outer->depth != split->level)
        return;
    if (!outer->in_string && c == '"')
        split->key_len = 0;
    else if (outer->in_string && (c != '"' || outer->escaped))
        add_to_key(split, (struct str){ &c, 1 });
}

size_t json_split_outer_plain(struct json_split *split, struct str text)
{
    size_t len = json_scan_plain(&split->outer, text);
    if (len > 0 && split->outer.depth == split->level)
        add_to_key(split, str_upto(text, len));
    return len;
}

/* The object around the lists is bounded as a record is. */
static bool outer_fits(const struct json_split *split)
{
    return !split->outer_text.full && split->outer.signs <= JSON_VALUES_MAX;
}

/* What is known before the first record, as an object of its own. */
static bool tell_start(struct json_split *split, struct err *err)
{
    CLEANUP(buf_done) struct buf copy = buf_upto(split->outer_text.max);
    buf_add(&copy, buf_str(&split->outer_text));
    buf_char(&copy, ']');
    for (int64_t i = 0; i < split->outer.depth - 1 && !copy.full; i++)
        buf_char(&copy, '}');
    if (copy.full || !outer_fits(split))
        return true;
    return split->sink->header(split->sink->context, &split->outer_place, &copy, false,
                               err);
}

/* "[" of a list's name was seen, and now its first sign. */
static bool find_list(struct json_split *split, char c, bool *ret_found,
                      struct err *err)
{
    split->may_be_list = false;
    *ret_found = c == '{';
    if (c != '{' && c != ']')
        return true;
    bool is_first = !split->has_list;
    split->has_list = true;
    split->lists++;
    if (c == ']')
        return true;
    json_split_start_list(split);
    return !is_first || tell_start(split, err);
}

static void find_around(struct json_split *split, char c, char before)
{
    struct str key = key_of(split);
    bool is_member = before == ':' && split->outer.depth == split->level + 1;
    if (c == '[' && is_member)
        split->may_be_list =
            str_is_one_of(key, lists, split->has_title ? SURE_LISTS : COUNT_OF(lists));
    else if (c == ':' && split->outer.depth == 1)
        split->has_title |= str_eq(key, LIT("title"));
    else if (c == '{' && is_member && json_split_is_around(key))
        split->level++;
    else if (c == '}' && split->outer.depth < split->level)
        split->level = split->outer.depth;
}

/* Is `c` the first value of an object whose members are named by ids? */
static bool starts_map(const struct json_split *split, char c)
{
    const struct json_scan *outer = &split->outer;
    return (c == '{' || c == '"') && !outer->in_string && outer->last == ':' &&
           outer->depth == 1 && outer->signs == 0 && !split->has_list &&
           is_id(key_of(split));
}

static bool end_outer(struct json_split *split, struct err *err)
{
    split->mode = SPLIT_BETWEEN;
    if (!split->has_list)
        return json_split_tell(split, &split->outer_place, &split->outer_text,
                               &split->outer, err);
    return !outer_fits(split) ||
           split->sink->header(split->sink->context, &split->outer_place,
                               &split->outer_text, true, err);
}

static bool break_line(struct json_split *split, struct err *err)
{
    split->mode = SPLIT_TO_RECORD;
    return json_split_broken(split, &split->outer_place,
                             "it breaks off at the end of its line", err);
}

static bool outer_sign(struct json_split *split, char c, struct err *err)
{
    char before = split->outer.last;
    bool was_in_string = split->outer.in_string;
    note_key(split, c);
    json_scan_sign(&split->outer, c);
    buf_char(&split->outer_text, c);
    if (c == '\n')
        return !split->outer.suspect || split->has_list || break_line(split, err);
    if (!was_in_string)
        find_around(split, c, before);
    return split->outer.depth > 0 || end_outer(split, err);
}

bool json_split_outer(struct json_split *split, struct str text, size_t *ret_used,
                      struct err *err)
{
    char c = text.ptr[0];
    bool found = false;
    *ret_used = 0;
    if (split->may_be_list && !char_is_space(c) && !find_list(split, c, &found, err))
        return false;
    if (found)
        return true;
    if (starts_map(split, c)) {
        json_split_start_map(split);
        return true;
    }
    if (json_split_restarts(split, &split->outer, 0, c) && !split->has_list) {
        struct json_place place = split->outer_place;
        json_split_start_outer(split);
        return json_split_broken(split, &place,
                                 "it does not end before the next one begins", err);
    }
    *ret_used = 1;
    return outer_sign(split, c, err);
}
