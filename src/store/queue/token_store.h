/* Tokens: 256 random bits, shown once, of which only the SHA-256 is kept (so nothing in
 * a backup opens a door). A reader's token gives priority in the queue and lifts the
 * visitor's limits; an admin's may also steer the queue. */
#ifndef STORE_TOKEN_STORE_H
#define STORE_TOKEN_STORE_H

#include "base/arena.h"
#include "store/store.h"

enum {
    TOKEN_HASH_SIZE = 32,
    TOKEN_TEXT_SIZE = 48,
    TOKEN_NAME_MAX = 60,
    TOKEN_CHANCE = 4
};

/* The numbers are stored. */
enum token_role { TOKEN_READER, TOKEN_ADMIN, TOKEN_ROLE_COUNT };
const char *token_role_name(enum token_role role); /* "reader", "admin" */

struct token {
    const char *name;
    enum token_role role;
    int64_t created;
};
struct token_list {
    struct token *items;
    size_t count, capacity;
};

void token_hash(struct str token, uint8_t ret_hash[TOKEN_HASH_SIZE]);
bool token_hash_eq(const uint8_t a[TOKEN_HASH_SIZE], const uint8_t b[TOKEN_HASH_SIZE]);
/* "pf_" and the 256 bits of `chance`, which are to come from random_bits. */
void token_make(const uint64_t chance[TOKEN_CHANCE], char ret_token[TOKEN_TEXT_SIZE]);

/* In a write. ERR_INVALID: the name is taken, or is none (letters, digits, - _ .). */
NODISCARD bool token_store_add(struct db *db, const char *name, enum token_role role,
                               const uint8_t hash[TOKEN_HASH_SIZE], int64_t now,
                               struct err *err);
NODISCARD bool token_store_remove(struct db *db, const char *name, struct err *err);
NODISCARD bool token_store_list(struct db *db, struct arena *arena,
                                struct token_list *ret_list, struct err *err);
/* ERR_NOT_FOUND: no such token. */
NODISCARD bool token_store_find(struct db *db, const uint8_t hash[TOKEN_HASH_SIZE],
                                struct arena *arena, struct token *ret_token,
                                struct err *err);

#endif
