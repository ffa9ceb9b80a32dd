/* Any bytes as a file of JSON records: the same ones wherever the pieces end, none over
 * the bound, and repairing moves nothing. The first byte says where. */
#include "base/hash.h"
#include "base/utf8.h"
#include "proceedings/json/json_repair.h"
#include "proceedings/json/json_split.h"
#include "proceedings/json/json_words.h"

#include <assert.h>

enum { RECORD_MAX = 400 };

static bool on_record(void *context, const struct json_place *place, struct buf *text,
                      struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    uint64_t *hash = context;
    (void)err;
    assert(place->line > 0 && text->len > 0 && text->len <= RECORD_MAX);
    json_repair(text->ptr, text->len);
    const char *line = json_words_line(&arena, buf_str(text), 50);
    const char *abstract = json_words_abstract(&arena, buf_str(text));
    assert(line == NULL || (line[0] != '\0' && utf8_valid(str_of(line))));
    assert(abstract == NULL || utf8_valid(str_of(abstract)));
    *hash = hash_add(hash_add_int(*hash, (uint64_t)place->line), buf_str(text));
    return true;
}

static bool on_header(void *context, const struct json_place *place, struct buf *text,
                      bool is_whole, struct err *err)
{
    uint64_t *hash = context;
    (void)place;
    (void)is_whole;
    (void)err;
    assert(text->len <= RECORD_MAX);
    *hash = hash_add(*hash, buf_str(text));
    return true;
}

static bool on_broken(void *context, const struct json_place *place, const char *why,
                      struct err *err)
{
    uint64_t *hash = context;
    (void)err;
    *hash = hash_add(hash_add_int(*hash, (uint64_t)place->line), str_of(why));
    return true;
}

static uint64_t split_in_two(struct str text, size_t first)
{
    uint64_t hash = HASH_START;
    const struct json_split_sink sink = { on_record, on_header, on_broken, &hash };
    struct json_split split;
    struct err err = { 0 };
    json_split_init(&split, &sink, RECORD_MAX);
    assert(json_split_give(&split, str_upto(text, first), &err));
    assert(json_split_give(&split, str_from(text, first), &err));
    assert(json_split_end(&split, &err));
    json_split_done(&split);
    return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct str text = { (const char *)bytes, len };
    size_t first = len > 0 ? bytes[0] * len / 256 : 0;
    assert(split_in_two(text, first) == split_in_two(text, len));
    return 0;
}
