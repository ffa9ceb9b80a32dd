/* Tokens; see token_store.h. */
#include "store/queue/token_store.h"

#include "store/db.h"

#include <assert.h>
#include <nettle/base64.h>
#include <nettle/memops.h>
#include <nettle/sha2.h>
#include <string.h>

enum { TOKEN_BYTES = TOKEN_CHANCE * sizeof(uint64_t) };

_Static_assert((int)TOKEN_HASH_SIZE == SHA256_DIGEST_SIZE, "a SHA-256");
_Static_assert(3 + BASE64_ENCODE_RAW_LENGTH(TOKEN_BYTES) + 1 <= TOKEN_TEXT_SIZE,
               "the text fits");

const char *token_role_name(enum token_role role)
{
    static const char *const names[] = {
        [TOKEN_READER] = "reader", [TOKEN_ADMIN] = "admin"
    };
    _Static_assert(COUNT_OF(names) == TOKEN_ROLE_COUNT, "a name for each");
    assert((size_t)role < COUNT_OF(names));
    return names[role];
}

void token_hash(struct str token, uint8_t ret_hash[TOKEN_HASH_SIZE])
{
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, token.len, (const uint8_t *)token.ptr);
    sha256_digest(&context, TOKEN_HASH_SIZE, ret_hash);
}

bool token_hash_eq(const uint8_t a[TOKEN_HASH_SIZE], const uint8_t b[TOKEN_HASH_SIZE])
{
    return memeql_sec(a, b, TOKEN_HASH_SIZE) != 0;
}

void token_make(const uint64_t chance[TOKEN_CHANCE], char ret_token[TOKEN_TEXT_SIZE])
{
    struct base64_encode_ctx context;
    base64url_encode_init(&context);
    memcpy(ret_token, "pf_", 3);
    size_t length = 3 + base64_encode_update(&context, ret_token + 3, TOKEN_BYTES,
                                             (const uint8_t *)chance);
    length += base64_encode_final(&context, ret_token + length);
    while (ret_token[length - 1] == '=')
        length--;
    ret_token[length] = '\0';
}

static bool is_name(struct str name)
{
    bool ok = name.len > 0 && name.len <= TOKEN_NAME_MAX;
    for (size_t i = 0; ok && i < name.len; i++) {
        char c = name.ptr[i];
        ok = char_is_letter(c) || char_is_digit(c) || c == '-' || c == '_' || c == '.';
    }
    return ok;
}

static struct db_arg hash_arg(const uint8_t hash[TOKEN_HASH_SIZE])
{
    return db_bytes(":hash", (struct str){ (const char *)hash, TOKEN_HASH_SIZE });
}

bool token_store_add(struct db *db, const char *name, enum token_role role,
                     const uint8_t hash[TOKEN_HASH_SIZE], int64_t now, struct err *err)
{
    if (!is_name(str_of(name)))
        return err_set(err, ERR_INVALID,
                       "a token's name is 1 to %d letters, digits, - _ .",
                       TOKEN_NAME_MAX);
    if (!db_run(db, SQL_TOKEN_INSERT,
                ARGS(db_text(":name", name), db_int(":role", role), hash_arg(hash),
                     db_int(":now", now)),
                err))
        return false;
    return db_changes(db) == 1 ||
           err_set(err, ERR_INVALID, "there is a token %s already", name);
}

bool token_store_remove(struct db *db, const char *name, struct err *err)
{
    if (!db_run(db, SQL_TOKEN_DELETE, ARGS(db_text(":name", name)), err))
        return false;
    return db_changes(db) == 1 ||
           err_set(err, ERR_NOT_FOUND, "there is no token %s", name);
}

static void read_token(struct rows *rows, struct arena *arena, struct token *ret_token)
{
    struct token token = { .name = row_text(rows, arena) };
    token.role = (enum token_role)row_enum(rows, TOKEN_ROLE_COUNT);
    token.created = row_int(rows);
    *ret_token = token;
}

bool token_store_list(struct db *db, struct arena *arena, struct token_list *ret_list,
                      struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct token_list list = { 0 };
    db_query(db, SQL_TOKEN_LIST, NO_ARGS, &rows, err);
    while (rows_next(&rows)) {
        struct token token;
        read_token(&rows, arena, &token);
        ARENA_PUSH(arena, &list, token);
    }
    if (!rows_ok(&rows))
        return false;
    *ret_list = list;
    return true;
}

bool token_store_find(struct db *db, const uint8_t hash[TOKEN_HASH_SIZE],
                      struct arena *arena, struct token *ret_token, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_TOKEN_FIND, ARGS(hash_arg(hash)), &rows, err);
    if (!rows_next(&rows))
        return rows_ok(&rows) && err_set(err, ERR_NOT_FOUND, "there is no such token");
    read_token(&rows, arena, ret_token);
    return rows_ok(&rows);
}
