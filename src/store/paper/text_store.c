/* Texts, compressed with zlib; see text_store.h. */
#include "store/paper/text_store.h"

#include "base/mem.h"
#include "store/db.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { TEXT_SIZE_MAX = 8 << 20 };

struct packed {
    void *bytes;
    unsigned long size;
};

static void packed_done(struct packed *packed)
{
    free(packed->bytes);
}

struct putting {
    const char *key;
    int version;
    const struct stored_text *text;
    size_t size;
    struct str packed;
};

static bool put(struct db *db, void *context, struct err *err)
{
    const struct putting *putting = context;
    const struct stored_text *text = putting->text;
    if (!db_run(db, SQL_FULL_TEXT_PUT,
                ARGS(db_text(":key", putting->key),
                     db_int(":version", putting->version),
                     db_int(":source", text->source), db_text(":notice", text->notice),
                     db_int(":cut", text->cut), db_int(":fetched", text->fetched),
                     db_int(":size", (int64_t)putting->size),
                     db_bytes(":packed", putting->packed)),
                err))
        return false;
    return db_changes(db) == 1 ||
           err_set(err, ERR_NOT_FOUND, "there is no paper %s here", putting->key);
}

static bool pack(struct str text, struct packed *ret_packed, struct err *err)
{
    unsigned long size = compressBound(text.len);
    ret_packed->bytes = mem_alloc(size);
    if (compress2(ret_packed->bytes, &size, (const Bytef *)text.ptr, text.len,
                  Z_DEFAULT_COMPRESSION) != Z_OK)
        return err_set(err, ERR_BROKEN, "the text cannot be compressed");
    ret_packed->size = size;
    return true;
}

bool text_store_put(struct store *store, const char *key, int version,
                    const struct stored_text *text, struct err *err)
{
    CLEANUP(packed_done) struct packed packed = { 0 };
    struct str whole = str_of(text->text);
    if (whole.len > TEXT_SIZE_MAX)
        return err_set(err, ERR_LIMIT, "the text of %s has %zu bytes, more than %d",
                       key, whole.len, TEXT_SIZE_MAX);
    if (!pack(whole, &packed, err))
        return false;
    struct putting putting = {
        key, version, text, whole.len, { packed.bytes, packed.size }
    };
    return store_write(store, put, &putting, err);
}

static const char *unpack(struct str packed, int64_t size, struct arena *arena,
                          struct err *err)
{
    unsigned long got = (unsigned long)size;
    char *text = NULL;
    if (size >= 0 && size <= TEXT_SIZE_MAX) {
        text = arena_alloc(arena, (size_t)size + 1);
        if (uncompress((Bytef *)text, &got, (const Bytef *)packed.ptr, packed.len) !=
                Z_OK ||
            got != (unsigned long)size)
            text = NULL;
    }
    if (text == NULL)
        err_set(err, ERR_BROKEN, "a stored text cannot be unpacked");
    return text;
}

bool text_store_get(struct db *db, const char *key, int version, struct arena *arena,
                    struct stored_text *ret_text, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_FULL_TEXT_GET,
             ARGS(db_text(":key", key), db_int(":version", version)), &rows, err);
    if (!rows_next(&rows))
        return rows_ok(&rows) &&
               err_set(err, ERR_NOT_FOUND, "the text of %s is not stored", key);
    struct stored_text text = { 0 };
    text.source = (enum text_source)row_enum(&rows, TEXT_SOURCE_COUNT);
    text.notice = row_text(&rows, arena);
    text.cut = row_bool(&rows);
    text.fetched = row_int(&rows);
    int64_t size = row_int(&rows);
    text.text = unpack(row_bytes(&rows), size, arena, err);
    if (text.text == NULL || !rows_ok(&rows))
        return false;
    *ret_text = text;
    return true;
}

bool text_store_prune(struct db *db, int64_t before, struct err *err)
{
    return db_run(db, SQL_FULL_TEXT_PRUNE, ARGS(db_int(":before", before)), err);
}
