/* Lines, lists and their items; see json_split.h. */
#include "proceedings/json/json_split_parts.h"

#include <stdio.h>

static const char byte_order_mark[] = "\xef\xbb\xbf";

void json_split_init(struct json_split *split, const struct json_split_sink *sink,
                     size_t record_max)
{
    *split = (struct json_split){ .sink = sink,
                                  .outer_text = buf_upto(record_max),
                                  .text = buf_upto(record_max),
                                  .line = 1,
                                  .list_indent = -1,
                                  .at_line_start = true };
}

void json_split_done(struct json_split *split)
{
    buf_done(&split->outer_text);
    buf_done(&split->text);
}

bool json_split_broken(struct json_split *split, const struct json_place *place,
                       const char *why, struct err *err)
{
    return split->sink->broken(split->sink->context, place, why, err);
}

bool json_split_tell(struct json_split *split, const struct json_place *place,
                     struct buf *text, const struct json_scan *scan, struct err *err)
{
    char why[64];
    if (text->full)
        snprintf(why, sizeof why, "it is over %zu bytes", text->max);
    else if (scan->signs > JSON_VALUES_MAX)
        snprintf(why, sizeof why, "it has over %d values", JSON_VALUES_MAX);
    else
        return split->sink->record(split->sink->context, place, text, err);
    return json_split_broken(split, place, why, err);
}

bool json_split_restarts(const struct json_split *split, const struct json_scan *scan,
                         int64_t indent, char c)
{
    bool is_outside = split->member_indent > indent;
    return c == '{' && split->at_line_start && split->indent == indent &&
           scan->depth > 0 &&
           (is_outside || scan->suspect || !json_scan_may_open(scan));
}

void json_split_start_list(struct json_split *split)
{
    split->mode = SPLIT_LIST;
    split->is_map = false;
    split->place.number = 0;
    split->list_indent = -1;
}

static void start_item(struct json_split *split)
{
    split->place.line = split->line;
    split->place.number++;
    split->scan = (struct json_scan){ 0 };
    split->member_indent = -1;
    split->at_line_start = false; /* its first sign is on the line */
    buf_clear(&split->text);
}

void json_split_start_map(struct json_split *split)
{
    json_split_start_list(split);
    start_item(split);
    split->mode = SPLIT_RECORD;
    split->is_map = true;
    split->lists++;
    split->scan = split->outer;
    buf_add(&split->text, buf_str(&split->outer_text));
}

static void start_record(struct json_split *split)
{
    if (split->place.number == 0 && split->at_line_start)
        split->list_indent = split->indent;
    start_item(split);
    split->mode = SPLIT_RECORD;
}

static bool end_item(struct json_split *split, struct err *err)
{
    split->mode = SPLIT_LIST;
    return json_split_tell(split, &split->place, &split->text, &split->scan, err);
}

/* The next member of an object of ids, as an object of its own. */
static void start_member(struct json_split *split)
{
    start_item(split);
    json_scan_sign(&split->scan, '{');
    buf_char(&split->text, '{');
}

static bool map_sign(struct json_split *split, char c, struct err *err)
{
    bool is_last = c == '}';
    bool is_empty = split->scan.last == '{';
    buf_char(&split->text, '}');
    if (!is_empty &&
        !json_split_tell(split, &split->place, &split->text, &split->scan, err))
        return false;
    if (is_last)
        split->mode = SPLIT_BETWEEN;
    else
        start_member(split);
    return true;
}

static bool record_sign(struct json_split *split, char c, struct err *err)
{
    const struct json_scan *scan = &split->scan;
    if (split->is_map && !scan->in_string && scan->depth == 1 && (c == ',' || c == '}'))
        return map_sign(split, c, err);
    json_scan_sign(&split->scan, c);
    buf_char(&split->text, c);
    return scan->depth > 0 || end_item(split, err);
}

static bool in_record(struct json_split *split, struct str text, size_t *ret_used,
                      struct err *err)
{
    char c = text.ptr[0];
    if (!split->is_map &&
        json_split_restarts(split, &split->scan, split->list_indent, c)) {
        struct json_place place = split->place;
        *ret_used = 0;
        start_record(split);
        return json_split_broken(split, &place,
                                 "it does not end before the next one begins", err);
    }
    return record_sign(split, c, err);
}

static bool in_list(struct json_split *split, char c, size_t *ret_used, struct err *err)
{
    if (char_is_space(c) || c == ',')
        return true;
    *ret_used = 0;
    if (c == '{') {
        start_record(split);
        return true;
    }
    if (c == ']') {
        *ret_used = !split->has_list;
        split->mode = split->has_list ? SPLIT_OUTER : SPLIT_BETWEEN;
        return true;
    }
    start_item(split);
    split->mode = SPLIT_OTHER;
    *ret_used = 1;
    json_scan_sign(&split->scan, c);
    return json_split_broken(split, &split->place, "it is no JSON object", err);
}

static void in_other(struct json_split *split, char c, size_t *ret_used)
{
    bool is_outside = split->scan.depth == 0 && !split->scan.in_string;
    bool is_record = split->list_indent >= 0 && c == '{' && split->at_line_start &&
                     split->indent == split->list_indent;
    if ((is_outside && (c == ',' || c == ']')) || is_record) {
        split->mode = SPLIT_LIST;
        *ret_used = 0;
    } else {
        json_scan_sign(&split->scan, c);
    }
}

static bool between(struct json_split *split, char c, size_t *ret_used, struct err *err)
{
    if (char_is_space(c) || c == ',')
        return true;
    if (c == '{') {
        json_split_start_outer(split);
        *ret_used = 0;
        return true;
    }
    split->outer_place = (struct json_place){ .line = split->line };
    if (c == '[') {
        split->has_list = false;
        split->lists++;
        json_split_start_list(split);
        return true;
    }
    split->mode = SPLIT_REST;
    return json_split_broken(split, &split->outer_place, "it is no JSON object", err);
}

static void to_record(struct json_split *split, char c, size_t *ret_used)
{
    if (split->at_line_start && split->indent == 0 && (c == '{' || c == '[')) {
        split->mode = SPLIT_BETWEEN;
        *ret_used = 0;
    }
}

/* The mark is passed over; what only begins like one is not. */
static void at_start(struct json_split *split, char c, size_t *ret_used)
{
    if (c == byte_order_mark[split->mark])
        split->mark++;
    else
        *ret_used = 0;
    if (*ret_used == 0 || byte_order_mark[split->mark] == '\0')
        split->mode = SPLIT_BETWEEN;
}

static bool step(struct json_split *split, struct str text, size_t *ret_used,
                 struct err *err)
{
    char c = text.ptr[0];
    *ret_used = 1;
    switch (split->mode) {
    case SPLIT_START:
        at_start(split, c, ret_used);
        return true;
    case SPLIT_BETWEEN:
        return between(split, c, ret_used, err);
    case SPLIT_OUTER:
        return json_split_outer(split, text, ret_used, err);
    case SPLIT_LIST:
        return in_list(split, c, ret_used, err);
    case SPLIT_RECORD:
        return in_record(split, text, ret_used, err);
    case SPLIT_OTHER:
        in_other(split, c, ret_used);
        return true;
    case SPLIT_REST:
        if (c == '\n')
            split->mode = SPLIT_BETWEEN;
        return true;
    case SPLIT_TO_RECORD:
        to_record(split, c, ret_used);
        return true;
    }
    return true;
}

static void note_line(struct json_split *split, char c)
{
    if (c == '\n') {
        split->line++;
        split->indent = 0;
        split->at_line_start = true;
    } else if (split->at_line_start && char_is_space(c)) {
        split->indent++;
    } else {
        if (split->at_line_start && split->member_indent < 0)
            split->member_indent = split->indent;
        split->at_line_start = false;
    }
}

/* Plain text in bulk: most of a file lies in strings. */
static size_t take_plain(struct json_split *split, struct str text)
{
    size_t len = 0;
    if (split->at_line_start)
        return 0;
    if (split->mode == SPLIT_RECORD)
        len = json_scan_plain(&split->scan, text);
    else if (split->mode == SPLIT_OUTER)
        len = json_split_outer_plain(split, text);
    buf_add(split->mode == SPLIT_RECORD ? &split->text : &split->outer_text,
            str_upto(text, len));
    return len;
}

bool json_split_give(struct json_split *split, struct str piece, struct err *err)
{
    while (piece.len > 0) {
        size_t used = take_plain(split, piece);
        if (used == 0 && !step(split, piece, &used, err))
            return false;
        if (used == 1)
            note_line(split, piece.ptr[0]);
        piece = str_from(piece, used);
    }
    return true;
}

bool json_split_end(struct json_split *split, struct err *err)
{
    switch (split->mode) {
    case SPLIT_OUTER:
        return json_split_broken(split, &split->outer_place,
                                 split->has_list ? "the file ends before it does"
                                                 : "the file ends within it",
                                 err);
    case SPLIT_RECORD:
        return json_split_broken(split, &split->place, "the file ends within it", err);
    case SPLIT_LIST:
        split->place.line = split->line;
        split->place.number++;
        return json_split_broken(split, &split->place,
                                 "the file ends before its list does", err);
    case SPLIT_START:
    case SPLIT_BETWEEN:
    case SPLIT_OTHER:
    case SPLIT_REST:
    case SPLIT_TO_RECORD:
        return true;
    }
    return true;
}
