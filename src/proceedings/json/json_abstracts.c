/* A table by id; see json_abstracts.h. */
#include "proceedings/json/json_abstracts.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { CAPACITY = 1 << 18 };
_Static_assert(CAPACITY > 2 * JSON_ABSTRACTS_MAX, "half of the table stays free");

struct json_abstract {
    const char *id, *text;
};

void json_abstracts_done(struct json_abstracts *abstracts)
{
    free(abstracts->items);
    arena_done(&abstracts->arena);
    *abstracts = (struct json_abstracts){ 0 };
}

/* Where the id is, or where it would be. */
static struct json_abstract *slot(const struct json_abstracts *abstracts, struct str id)
{
    size_t at = hash_add(HASH_START, id) & (abstracts->capacity - 1);
    while (abstracts->items[at].id != NULL &&
           !str_eq(str_of(abstracts->items[at].id), id))
        at = (at + 1) & (abstracts->capacity - 1);
    return &abstracts->items[at];
}

bool json_abstracts_add(struct json_abstracts *abstracts, struct str id,
                        struct str text, struct err *err)
{
    if (abstracts->items == NULL) {
        abstracts->capacity = CAPACITY;
        abstracts->items = mem_alloc(CAPACITY * sizeof *abstracts->items);
    }
    struct json_abstract *abstract = slot(abstracts, id);
    if (abstract->id != NULL)
        return true;
    abstracts->bytes += id.len + text.len;
    if (++abstracts->count > JSON_ABSTRACTS_MAX ||
        abstracts->bytes > JSON_ABSTRACTS_BYTES)
        return err_set(err, ERR_LIMIT, "there are too many abstracts to keep");
    abstract->id = arena_text(&abstracts->arena, id);
    abstract->text = arena_text(&abstracts->arena, text);
    return true;
}

struct str json_abstracts_find(const struct json_abstracts *abstracts, struct str id)
{
    if (abstracts->count == 0 || id.len == 0)
        return LIT("");
    return str_of(slot(abstracts, id)->text);
}
