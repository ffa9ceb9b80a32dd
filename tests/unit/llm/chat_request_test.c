/* The body of a request: what is in it, and what never is. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "llm/chat_request.h"
#include "text/json.h"

#include <string.h>

static struct chat_message turns[] = {
    { CHAT_SYSTEM, { "Be brief.", 9 } },
    { CHAT_USER, { "“Why?”\n\\alpha", 17 } },
    { CHAT_ASSISTANT, { "Because.", 8 } },
};
static const struct chat_messages messages = { turns, COUNT_OF(turns), 0 };

static const struct provider plain = { .name = "plain",
                                       .model = "m-1",
                                       .max_output = 4096,
                                       .max_field = MAX_TOKENS,
                                       .temperature = "",
                                       .extra = "" };

static void expect(const struct provider *provider, const char *wanted)
{
    CLEANUP(buf_done) struct buf out = buf_upto(10000);
    struct err err = { .text = "" };
    bool fine = chat_request_write(provider, &messages, &out, &err);
    assert_string_equal(err.text, "");
    assert_true(fine);
    size_t at = str_find(buf_str(&out), LIT(",\"messages\""));
    assert_true(at < out.len);
    buf_cut(&out, at);
    assert_string_equal(out.ptr, wanted);
}

static void refuse(const struct provider *provider, const char *because)
{
    CLEANUP(buf_done) struct buf out = buf_upto(10000);
    struct err err = { .text = "" };
    assert_false(chat_request_write(provider, &messages, &out, &err));
    assert_int_equal(err.code, ERR_INVALID);
    if (strstr(err.text, because) == NULL)
        fail_msg("%s", err.text);
}

static void messages_are_written_as_they_are(void **state)
{
    CLEANUP(buf_done) struct buf out = buf_upto(10000);
    struct err err;
    (void)state;
    assert_true(chat_request_write(&plain, &messages, &out, &err));
    assert_non_null(
        strstr(out.ptr, "\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                        "{\"role\":\"user\",\"content\":\"“Why?”\\n\\\\alpha\"},"
                        "{\"role\":\"assistant\",\"content\":\"Because.\"}]"));
}

static void every_request_streams(void **state)
{
    (void)state;
    expect(&plain, "{\"model\":\"m-1\",\"stream\":true,\"max_tokens\":4096");
}

static void usage_is_asked_for_where_it_is_known(void **state)
{
    struct provider provider = plain;
    (void)state;
    provider.usage_in_stream = true;
    expect(&provider, "{\"model\":\"m-1\",\"stream\":true,"
                      "\"stream_options\":{\"include_usage\":true},"
                      "\"max_tokens\":4096");
}

static void the_limit_has_the_name_that_the_provider_gives_it(void **state)
{
    struct provider provider = plain;
    (void)state;
    provider.max_field = MAX_COMPLETION_TOKENS;
    expect(&provider,
           "{\"model\":\"m-1\",\"stream\":true,\"max_completion_tokens\":4096");
    provider.max_field = MAX_NONE;
    expect(&provider, "{\"model\":\"m-1\",\"stream\":true");
}

static void a_temperature_is_sent_only_when_it_is_set(void **state)
{
    struct provider provider = plain;
    (void)state;
    provider.max_field = MAX_NONE;
    provider.temperature = "0.3";
    expect(&provider, "{\"model\":\"m-1\",\"stream\":true,\"temperature\":0.3");
    provider.temperature = "warm";
    refuse(&provider, "temperature");
    provider.temperature = "\"0.3\"";
    refuse(&provider, "temperature");
}

static void extra_members_are_merged(void **state)
{
    struct provider provider = plain;
    (void)state;
    provider.extra = "{\"thinking\":{\"type\":\"disabled\"},\"top_p\":0.9}";
    expect(&provider, "{\"model\":\"m-1\",\"stream\":true,\"max_tokens\":4096,"
                      "\"thinking\":{\"type\":\"disabled\"},\"top_p\":0.9");
    provider.extra = "{\"max_tokens\":null,\"model\":\"m-2\"}";
    expect(&provider, "{\"stream\":true,\"model\":\"m-2\"");
    provider.extra = "{}";
    expect(&provider, "{\"model\":\"m-1\",\"stream\":true,\"max_tokens\":4096");
}

static void extra_that_is_no_object_is_refused(void **state)
{
    static const char *const extras[] = { "[]", "1", "{", "{} {}", "thinking", "\"\"" };
    struct provider provider = plain;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(extras); i++) {
        provider.extra = extras[i];
        refuse(&provider, "extra");
    }
}

static void extra_gives_the_model_no_tools(void **state)
{
    static const char *const extras[] = {
        "{\"tools\":[]}",    "{\"functions\":[]}", "{\"a\":1,\"tool_choice\":\"auto\"}",
        "{\"messages\":[]}", "{\"stream\":false}", "{\"stream\":null}",
        "{\"n\":2}"
    };
    struct provider provider = plain;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(extras); i++) {
        provider.extra = extras[i];
        refuse(&provider, "extra may not set");
    }
}

static void a_request_over_the_ceiling_is_refused(void **state)
{
    CLEANUP(buf_done) struct buf out = buf_upto(100);
    struct err err;
    (void)state;
    assert_false(chat_request_write(&plain, &messages, &out, &err));
    assert_int_equal(err.code, ERR_LIMIT);
}

static void any_text_gives_json(void **state)
{
    char bytes[256];
    struct chat_message message = { CHAT_USER, { bytes, sizeof bytes } };
    struct chat_messages one = { &message, 1, 0 };
    CLEANUP(buf_done) struct buf out = buf_upto(10000);
    CLEANUP(json_done) cJSON *tree = NULL;
    struct err err = { .text = "" };
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i % 127 + 1);
    assert_true(chat_request_write(&plain, &one, &out, &err));
    assert_true(json_read(buf_str(&out), &tree, &err));
}

static void messages_are_estimated_with_their_frames(void **state)
{
    struct chat_message two[] = { { CHAT_USER, { "0123456789abcdef", 16 } },
                                  { CHAT_USER, { NULL, 0 } } };
    struct chat_messages both = { two, 2, 0 };
    (void)state;
    assert_int_equal(chat_messages_estimate(&both), 5 + 8 + 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_are_written_as_they_are),
        cmocka_unit_test(every_request_streams),
        cmocka_unit_test(usage_is_asked_for_where_it_is_known),
        cmocka_unit_test(the_limit_has_the_name_that_the_provider_gives_it),
        cmocka_unit_test(a_temperature_is_sent_only_when_it_is_set),
        cmocka_unit_test(extra_members_are_merged),
        cmocka_unit_test(extra_that_is_no_object_is_refused),
        cmocka_unit_test(extra_gives_the_model_no_tools),
        cmocka_unit_test(a_request_over_the_ceiling_is_refused),
        cmocka_unit_test(any_text_gives_json),
        cmocka_unit_test(messages_are_estimated_with_their_frames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
