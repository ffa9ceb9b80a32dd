/* A JSON file of any size as records, one at a time in flat memory: JSON Lines, an
 * array of objects, or an object around such an array ("papers", "notes", "results" …),
 * whose other members are its header. An object of ids ({"123": …}) is told as one
 * record a member.
 *
 * What is broken costs itself alone where the next record can be told from the rest:
 * at the next line that starts as a record does. Pure; any bytes are accepted; linear.
 */
#ifndef PROCEEDINGS_JSON_SPLIT_H
#define PROCEEDINGS_JSON_SPLIT_H

#include "base/buf.h"
#include "proceedings/json/json_scan.h"

enum {
    JSON_KEY_MAX = 24,
    JSON_VALUES_MAX = 200000, /* of one record: each costs memory once it is a tree */
};

struct json_place {
    int64_t line;   /* from 1 */
    int64_t number; /* in its list, from 1; 0: it stands on its own */
};

/* Each may end the splitting (false, with err). A text may be changed in place and is
 * gone after the call. */
struct json_split_sink {
    bool (*record)(void *context, const struct json_place *place, struct buf *text,
                   struct err *err);
    /* The object around a list, its lists emptied: as far as it is known before the
     * first record, then all of it. */
    bool (*header)(void *context, const struct json_place *place, struct buf *text,
                   bool is_whole, struct err *err);
    bool (*broken)(void *context, const struct json_place *place, const char *why,
                   struct err *err);
    void *context;
};

enum json_split_mode {
    SPLIT_START,     /* a byte order mark may come */
    SPLIT_BETWEEN,   /* values that stand on their own */
    SPLIT_OUTER,     /* in such an object: a record, or what is around a list */
    SPLIT_LIST,      /* between the items of a list */
    SPLIT_RECORD,    /* in one of them */
    SPLIT_OTHER,     /* in one that is no object */
    SPLIT_REST,      /* of a line that cannot be read */
    SPLIT_TO_RECORD, /* lines of a broken record */
};

struct json_split {
    const struct json_split_sink *sink;
    enum json_split_mode mode;
    size_t mark;                  /* bytes of the byte order mark so far */
    struct json_scan outer, scan; /* of the object that stands alone; of an item */
    struct buf outer_text, text;
    struct json_place outer_place, place;
    int64_t level;    /* of `outer` on which a list may be found; 1, or deeper */
    bool has_list;    /* `outer` is around one */
    bool may_be_list; /* "[" of a list's name was the last sign */
    bool has_title;   /* so it may be a record with lists of its own */
    bool is_map;
    char key[JSON_KEY_MAX];            /* of the last string on that level */
    size_t key_len;                    /* over JSON_KEY_MAX: a longer one */
    int64_t line, indent, list_indent; /* -1: records do not start lines */
    int64_t member_indent; /* of the first line within the record; -1: none yet */
    bool at_line_start;
    int64_t lists; /* so far, empty ones too */
};

/* `sink` outlives it; `record_max` bytes are the most that a record may have. */
void json_split_init(struct json_split *split, const struct json_split_sink *sink,
                     size_t record_max);
void json_split_done(struct json_split *split);
NODISCARD bool json_split_give(struct json_split *split, struct str piece,
                               struct err *err);
/* May the list stand further in, in a member of that name? */
bool json_split_is_around(struct str key);
NODISCARD bool json_split_end(struct json_split *split, struct err *err);

#endif
