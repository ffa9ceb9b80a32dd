/* Abstracts that a virtual site tells apart from its papers ({"12345": "text"}), kept
 * by id until their papers come: the file of abstracts is given first. Nothing of that
 * file was recorded; what is known of it is that it exists beside the other. */
#ifndef PROCEEDINGS_JSON_ABSTRACTS_H
#define PROCEEDINGS_JSON_ABSTRACTS_H

#include "base/arena.h"

enum { JSON_ABSTRACTS_MAX = 100000, JSON_ABSTRACTS_BYTES = 48 << 20 };

struct json_abstracts {
    struct arena arena;
    struct json_abstract *items; /* by hash of id */
    size_t capacity, count, bytes;
};

/* ERR_LIMIT: there are too many. The first of an id is kept. */
NODISCARD bool json_abstracts_add(struct json_abstracts *abstracts, struct str id,
                                  struct str text, struct err *err);
/* The empty view: none is known. */
struct str json_abstracts_find(const struct json_abstracts *abstracts, struct str id);
void json_abstracts_done(struct json_abstracts *abstracts);

#endif
