/* Models at run time: keys that are read at each call and never told, and a stop that a
 * new key ends. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "faq/providers.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct test_key {
    struct stop stop;
    char dir[40], path[80];
    struct err err;
    char header[PROVIDER_KEY_SIZE];
};

static int set_up(void **state)
{
    struct test_key *test = calloc(1, sizeof *test);
    stop_init(&test->stop);
    strcpy(test->dir, "/tmp/paperfeed-key-XXXXXX");
    assert_non_null(mkdtemp(test->dir));
    snprintf(test->path, sizeof test->path, "%s/key", test->dir);
    *state = test;
    return 0;
}

static int tear_down(void **state)
{
    struct test_key *test = *state;
    unsetenv("CREDENTIALS_DIRECTORY");
    unlink(test->path);
    rmdir(test->dir);
    stop_done(&test->stop);
    free(test);
    return 0;
}

/* A new file, as an exchanged key is. */
static void write_key(struct test_key *test, const char *text)
{
    unlink(test->path);
    int file = open(test->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0400);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), strlen(text));
    close(file);
}

static bool read_header(struct test_key *test, const char *key_file)
{
    const struct provider provider = { .name = "mine", .key_file = key_file };
    return provider_key_header(&provider, test->header, &test->err);
}

static void a_key_becomes_a_header(void **state)
{
    struct test_key *test = *state;
    write_key(test, "  sk-secret\n");
    assert_true(read_header(test, test->path));
    assert_string_equal(test->header, "Authorization: Bearer sk-secret");
}

static void a_provider_without_a_key_sends_none(void **state)
{
    struct test_key *test = *state;
    assert_true(read_header(test, ""));
    assert_string_equal(test->header, "");
}

static void a_name_is_a_credential(void **state)
{
    struct test_key *test = *state;
    write_key(test, "sk-credential");
    assert_false(read_header(test, "key"));
    assert_int_equal(test->err.code, ERR_INVALID);
    setenv("CREDENTIALS_DIRECTORY", test->dir, 1);
    assert_true(read_header(test, "key"));
    assert_string_equal(test->header, "Authorization: Bearer sk-credential");
}

static void a_key_that_cannot_be_one_is_refused_and_not_told(void **state)
{
    struct test_key *test = *state;
    static const char *const keys[] = { "", " \n", "sk-hid\r\nX-Evil: 1", "sk-hid den",
                                        "sk-hid\xc3\xa9" };
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        write_key(test, keys[i]);
        assert_false(read_header(test, test->path));
        assert_int_equal(test->err.code, ERR_INVALID);
        assert_null(strstr(test->err.text, "hid"));
        assert_string_equal(test->header, "");
    }
    char long_key[PROVIDER_KEY_SIZE + 10] = { 0 };
    memset(long_key, 'k', sizeof long_key - 1);
    write_key(test, long_key);
    assert_false(read_header(test, test->path));
    unlink(test->path);
    assert_false(read_header(test, test->path));
    assert_false(read_header(test, "/tmp"));
}

static void a_new_key_ends_a_stop_and_the_old_one_does_not(void **state)
{
    struct test_key *test = *state;
    const struct provider item = { .name = "mine", .key_file = test->path };
    struct providers *providers = providers_open(&item, 1, &test->stop);
    int64_t when = 0;
    write_key(test, "sk-old");
    assert_ptr_equal(providers_take(providers, 0, &when), &item);
    providers_note(providers, &item, OUTCOME_PROVIDER_DOWN, 0, "401");
    assert_false(providers_next_request(providers, &item));
    providers_give_back(providers, &item);
    assert_null(providers_take(providers, 0, &when));
    assert_true(when < INT64_MAX);
    write_key(test, "sk-new one");
    assert_ptr_equal(providers_take(providers, 0, &when), &item);
    assert_true(providers_next_request(providers, &item));
    providers_give_back(providers, &item);
    providers_close(providers);
}

static void the_next_provider_is_one_behind(void **state)
{
    struct test_key *test = *state;
    const struct provider items[] = {
        { .name = "a", .key_file = "" },
        { .name = "b", .key_file = "", .concurrency = 1 },
    };
    struct providers *providers = providers_open(items, 2, &test->stop);
    struct provider_state states[4];
    int64_t when = 0;
    assert_ptr_equal(providers_take(providers, 0, &when), &items[0]);
    assert_ptr_equal(providers_take_next(providers, &items[0]), &items[1]);
    assert_null(providers_take_next(providers, &items[0])); /* no slot */
    assert_null(providers_take_next(providers, &items[1]));
    assert_int_equal(providers_states(providers, states, 4), 2);
    assert_int_equal(states[1].running, 1);
    stop_now(&test->stop);
    assert_null(providers_take(providers, 60000, &when));
    providers_close(providers);
}

#define key_test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        key_test(a_key_becomes_a_header),
        key_test(a_provider_without_a_key_sends_none),
        key_test(a_name_is_a_credential),
        key_test(a_key_that_cannot_be_one_is_refused_and_not_told),
        key_test(a_new_key_ends_a_stop_and_the_old_one_does_not),
        key_test(the_next_provider_is_one_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
