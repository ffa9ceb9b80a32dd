/* How many different keys there are, in eight bytes a key: a source that lists a paper
 * twice has one paper. Two keys of one hash count as one; over JSON_KEYS_MAX each
 * counts. */
#ifndef PROCEEDINGS_JSON_KEYS_H
#define PROCEEDINGS_JSON_KEYS_H

#include "base/str.h"

enum { JSON_KEYS_MAX = 1 << 20 };

struct json_keys {
    uint64_t *slots;
    size_t capacity;
    int64_t count;
};

void json_keys_add(struct json_keys *keys, struct str key);
void json_keys_done(struct json_keys *keys);

#endif
