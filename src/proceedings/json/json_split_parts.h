/* The two halves of the splitter: what stands on its own, and the items of lists. Of
 * json_split.c and json_split_outer.c alone. */
#ifndef PROCEEDINGS_JSON_SPLIT_PARTS_H
#define PROCEEDINGS_JSON_SPLIT_PARTS_H

#include "proceedings/json/json_split.h"

void json_split_start_outer(struct json_split *split);
void json_split_start_list(struct json_split *split);
/* What `outer` has read so far becomes the first item. */
void json_split_start_map(struct json_split *split);

/* Takes the next signs of an object that stands on its own; *ret_used may be 0 where
 * the mode has changed. `text` is not empty. */
NODISCARD bool json_split_outer(struct json_split *split, struct str text,
                                size_t *ret_used, struct err *err);

/* How many bytes of it are plain text of a string. */
size_t json_split_outer_plain(struct json_split *split, struct str text);

/* Tells a record, or why it is too large to be one. */
NODISCARD bool json_split_tell(struct json_split *split, const struct json_place *place,
                               struct buf *text, const struct json_scan *scan,
                               struct err *err);
NODISCARD bool json_split_broken(struct json_split *split,
                                 const struct json_place *place, const char *why,
                                 struct err *err);
/* Does a new record start here, in the midst of a doubtful one? */
bool json_split_restarts(const struct json_split *split, const struct json_scan *scan,
                         int64_t indent, char c);

#endif
