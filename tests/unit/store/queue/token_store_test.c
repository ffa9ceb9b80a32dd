/* Tokens: made of chance, kept as a hash, found by it. */
#include "store/test_queue.h"

#include "store/queue/token_store.h"

static void add(struct test_queue *queue, const char *name, enum token_role role,
                const char *token)
{
    uint8_t hash[TOKEN_HASH_SIZE];
    token_hash(str_of(token), hash);
    write_ok(queue,
             token_store_add(queue->db, name, role, hash, TEST_NOW, &queue->err));
}

static bool find(struct test_queue *queue, const char *text, struct token *ret_token)
{
    uint8_t hash[TOKEN_HASH_SIZE];
    token_hash(str_of(text), hash);
    return token_store_find(queue->db, hash, &queue->arena, ret_token, &queue->err);
}

/* FIPS 180-2, appendix B.1. */
static void the_hash_is_sha_256(void **state)
{
    (void)state;
    static const uint8_t expected[] = {
        0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
        0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
        0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad
    };
    uint8_t hash[TOKEN_HASH_SIZE], other[TOKEN_HASH_SIZE];
    token_hash(LIT("abc"), hash);
    assert_memory_equal(hash, expected, sizeof hash);
    assert_true(token_hash_eq(hash, expected));
    token_hash(LIT("abd"), other);
    assert_false(token_hash_eq(hash, other));
    memcpy(other, hash, sizeof other);
    other[TOKEN_HASH_SIZE - 1] ^= 1;
    assert_false(token_hash_eq(hash, other));
    token_hash((struct str){ 0 }, hash);
    assert_int_equal(hash[0], 0xe3);
}

static void a_token_is_256_bits_in_letters_that_fit_a_cookie(void **state)
{
    (void)state;
    char token[TOKEN_TEXT_SIZE], other[TOKEN_TEXT_SIZE];
    const uint64_t chance[TOKEN_CHANCE] = { 1, UINT64_MAX, 3, 4 };
    const uint64_t another[TOKEN_CHANCE] = { 1, UINT64_MAX, 3, 5 };
    token_make(chance, token);
    token_make(another, other);
    assert_int_equal(strlen(token), 46);
    assert_memory_equal(token, "pf_", 3);
    assert_true(str_has_only(str_of(token), "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop"
                                            "qrstuvwxyz0123456789-_"));
    assert_string_not_equal(token, other);
}

static void a_token_is_found_and_no_other_is(void **state)
{
    struct test_queue *queue = *state;
    struct token token = { 0 };
    add(queue, "ada", TOKEN_READER, "pf_one");
    add(queue, "root", TOKEN_ADMIN, "pf_two");
    assert_true(find(queue, "pf_two", &token));
    assert_string_equal(token.name, "root");
    assert_int_equal(token.role, TOKEN_ADMIN);
    assert_int_equal(token.created, TEST_NOW);
    assert_false(find(queue, "pf_three", &token));
    assert_int_equal(queue->err.code, ERR_NOT_FOUND);
    assert_false(find(queue, "", &token));
}

static void the_token_itself_is_not_in_the_file(void **state)
{
    struct test_queue *queue = *state;
    add(queue, "ada", TOKEN_READER, "pf_something-unusual");
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM token WHERE "
                                        "instr(hash, 'unusual') OR name = 'unusual'"),
                     0);
    assert_int_equal(queue_count(queue, "SELECT length(hash) FROM token"), 32);
}

static void a_name_is_given_once(void **state)
{
    struct test_queue *queue = *state;
    uint8_t hash[TOKEN_HASH_SIZE] = { 1 };
    add(queue, "ada", TOKEN_READER, "pf_one");
    write_fails(
        queue, ERR_INVALID,
        token_store_add(queue->db, "ada", TOKEN_ADMIN, hash, TEST_NOW, &queue->err));
    token_hash(LIT("pf_one"), hash);
    write_fails(
        queue, ERR_INVALID,
        token_store_add(queue->db, "bob", TOKEN_ADMIN, hash, TEST_NOW, &queue->err));
}

static void a_name_is_letters_digits_and_little_else(void **state)
{
    struct test_queue *queue = *state;
    char name[TOKEN_NAME_MAX + 2];
    memset(name, 'x', sizeof name);
    name[TOKEN_NAME_MAX + 1] = '\0';
    const char *const wrong[] = { "", "a b", "a/b", "\xc3\xa9", "a\n", name };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        uint8_t hash[TOKEN_HASH_SIZE] = { (uint8_t)i };
        write_fails(queue, ERR_INVALID,
                    token_store_add(queue->db, wrong[i], TOKEN_READER, hash, TEST_NOW,
                                    &queue->err));
    }
    name[TOKEN_NAME_MAX] = '\0';
    add(queue, name, TOKEN_READER, "one");
    add(queue, "Ada.L-1815_x", TOKEN_READER, "two");
}

static void a_removed_token_is_void(void **state)
{
    struct test_queue *queue = *state;
    struct token token;
    add(queue, "ada", TOKEN_READER, "pf_one");
    write_ok(queue, token_store_remove(queue->db, "ada", &queue->err));
    assert_false(find(queue, "pf_one", &token));
    write_fails(queue, ERR_NOT_FOUND,
                token_store_remove(queue->db, "ada", &queue->err));
}

static void tokens_are_listed_by_name(void **state)
{
    struct test_queue *queue = *state;
    struct token_list list = { 0 };
    add(queue, "zoe", TOKEN_ADMIN, "pf_one");
    add(queue, "ada", TOKEN_READER, "pf_two");
    assert_ok(queue, token_store_list(queue->db, &queue->arena, &list, &queue->err));
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].name, "ada");
    assert_int_equal(list.items[1].role, TOKEN_ADMIN);
    assert_string_equal(token_role_name(TOKEN_READER), "reader");
    assert_string_equal(token_role_name(TOKEN_ADMIN), "admin");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hash_is_sha_256),
        cmocka_unit_test(a_token_is_256_bits_in_letters_that_fit_a_cookie),
        queue_test(a_token_is_found_and_no_other_is),
        queue_test(the_token_itself_is_not_in_the_file),
        queue_test(a_name_is_given_once),
        queue_test(a_name_is_letters_digits_and_little_else),
        queue_test(a_removed_token_is_void),
        queue_test(tokens_are_listed_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
