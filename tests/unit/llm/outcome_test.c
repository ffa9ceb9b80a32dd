/* What is done after a call, row by row. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "llm/outcome.h"

#include <string.h>

/* A call that never came to a stream. */
struct refusal {
    int status;
    const char *code, *text;
    enum outcome outcome;
};

static const struct refusal refusals[] = {
    /* OpenAI: rate and quota have one status. */
    { 429, "rate_limit_exceeded",
      "Rate limit reached for m in organization o on requests "
      "per min (RPM): Limit 3. You can increase your rate limit by adding a payment "
      "method "
      "at https://platform.openai.com/account/billing.",
      OUTCOME_WAIT },
    { 429, "insufficient_quota",
      "You exceeded your current quota, please check your plan "
      "and billing details.",
      OUTCOME_PROVIDER_DOWN },
    { 429, "", "You exceeded your current quota", OUTCOME_PROVIDER_DOWN },
    { 429, "billing_hard_limit_reached", "", OUTCOME_PROVIDER_DOWN },
    { 429, "tokens",
      "Request too large for m on tokens per min (TPM): Limit 30000, "
      "Requested 45000.",
      OUTCOME_TOO_LONG },
    { 429, "", "", OUTCOME_WAIT },
    { 401, "invalid_api_key", "Incorrect API key provided", OUTCOME_PROVIDER_DOWN },
    { 404, "model_not_found", "The model x does not exist", OUTCOME_PROVIDER_DOWN },
    { 400, "model_not_found", "", OUTCOME_PROVIDER_DOWN },
    { 400, "context_length_exceeded", "This model's maximum context length is 8192",
      OUTCOME_TOO_LONG },
    { 400, "unsupported_parameter", "Unsupported parameter: 'max_tokens'",
      OUTCOME_PROVIDER_DOWN },
    { 400, "invalid_request_error", "messages must not be empty", OUTCOME_GIVE_UP },
    { 400, "", "", OUTCOME_GIVE_UP },
    /* Kimi. */
    { 429, "rate_limit_reached_error",
      "request reached organization max RPM: 3, please "
      "try again after 1 seconds",
      OUTCOME_WAIT },
    { 429, "engine_overloaded_error", "The engine is currently overloaded",
      OUTCOME_WAIT },
    { 429, "exceeded_current_quota_error",
      "Your account is suspended due to insufficient "
      "balance",
      OUTCOME_PROVIDER_DOWN },
    { 403, "exceeded_current_quota_error",
      "Your account is not active, organization "
      "exceeded current quota",
      OUTCOME_PROVIDER_DOWN },
    { 403, "permission_denied_error", "", OUTCOME_PROVIDER_DOWN },
    { 400, "content_filter",
      "The request was rejected because it was considered high "
      "risk",
      OUTCOME_GIVE_UP },
    { 400, "invalid_request_error", "Your request exceeded model token limit: 8192",
      OUTCOME_TOO_LONG },
    { 400, "invalid_request_error", "Input token length too long", OUTCOME_TOO_LONG },
    { 400, "invalid_request_error",
      "invalid temperature: only 1 is allowed for this model", OUTCOME_PROVIDER_DOWN },
    { 404, "resource_not_found_error", "", OUTCOME_PROVIDER_DOWN },
    /* DeepSeek. */
    { 402, "unknown_error", "Insufficient Balance", OUTCOME_PROVIDER_DOWN },
    { 400, "invalid_request_error", "Model Not Exist", OUTCOME_PROVIDER_DOWN },
    { 400, "invalid_request_error", "Content Exists Risk", OUTCOME_GIVE_UP },
    { 422, "invalid_request_error", "missing field role", OUTCOME_GIVE_UP },
    { 503, "", "server is busy", OUTCOME_WAIT },
    /* vLLM, Ollama, llama.cpp, gateways. */
    { 400, "BadRequestError",
      "This model's maximum context length is 8192 tokens. However, "
      "you requested 9000 tokens (max_tokens 4096). Please reduce it",
      OUTCOME_TOO_LONG },
    { 400, "exceed_context_size_error", "", OUTCOME_TOO_LONG },
    { 500, "", "input length exceeds the context length", OUTCOME_TOO_LONG },
    { 404, "", "model 'x' not found, try pulling it first", OUTCOME_PROVIDER_DOWN },
    { 503, "", "server busy, please try again. maximum pending requests exceeded",
      OUTCOME_WAIT },
    { 400, "", "API key not valid", OUTCOME_PROVIDER_DOWN },
    { 413, "", "", OUTCOME_TOO_LONG },
    { 403, "", "flagged by moderation", OUTCOME_GIVE_UP },
    { 405, "", "", OUTCOME_PROVIDER_DOWN },
    { 408, "", "", OUTCOME_RETRY },
    { 409, "", "", OUTCOME_RETRY },
    { 418, "", "", OUTCOME_GIVE_UP },
    { 425, "", "", OUTCOME_RETRY },
    { 500, "", "", OUTCOME_RETRY },
    { 502, "", "<html>Bad gateway</html>", OUTCOME_RETRY },
    { 504, "", "", OUTCOME_RETRY },
    { 524, "", "", OUTCOME_RETRY },
    { 529, "", "", OUTCOME_WAIT },
    { 301, "", "", OUTCOME_PROVIDER_DOWN },
    { 302, "", "", OUTCOME_PROVIDER_DOWN },
    { 100, "", "", OUTCOME_RETRY },
    { 999, "", "", OUTCOME_RETRY },
};

static void expect(const struct call_seen *seen, enum outcome wanted, const char *what)
{
    char why[300] = "untouched";
    enum outcome found = outcome_of(seen, why, sizeof why);
    if (found != wanted)
        fail_msg("%d %s: %s instead of %s (%s)", seen->status, what,
                 outcome_name(found), outcome_name(wanted), why);
    assert_int_equal(why[0] == '\0', wanted == OUTCOME_ANSWER);
}

static void each_refusal_has_its_way_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        const struct refusal *row = &refusals[i];
        struct call_seen seen = { .status = row->status,
                                  .error_code = row->code,
                                  .error_text = row->text };
        expect(&seen, row->outcome, row->text);
        seen.end = CALL_CUT; /* its body, which matters little */
        expect(&seen, row->outcome, row->text);
    }
}

static void without_an_answer_the_connection_decides(void **state)
{
    static const struct {
        enum call_end end;
        enum outcome outcome;
    } rows[] = {
        { CALL_NO_ANSWER, OUTCOME_RETRY },       { CALL_CUT, OUTCOME_RETRY },
        { CALL_SILENT, OUTCOME_RETRY },          { CALL_TOO_BIG, OUTCOME_RETRY },
        { CALL_BAD_TLS, OUTCOME_PROVIDER_DOWN }, { CALL_ENDED, OUTCOME_RETRY },
        { CALL_REFUSED, OUTCOME_PROVIDER_DOWN },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct call_seen seen = { .end = rows[i].end };
        expect(&seen, rows[i].outcome, "no status");
        seen.status = 200; /* but no stream */
        expect(&seen, rows[i].outcome, "no stream");
    }
}

static void the_server_may_know_better_whether_to_retry(void **state)
{
    struct call_seen seen = { .status = 400, .should_retry = SHOULD_RETRY_YES };
    (void)state;
    expect(&seen, OUTCOME_RETRY, "yes");
    seen.status = 401;
    expect(&seen, OUTCOME_PROVIDER_DOWN, "yes");
    seen.should_retry = SHOULD_RETRY_NO;
    seen.status = 500;
    expect(&seen, OUTCOME_GIVE_UP, "no");
    seen.status = 429;
    expect(&seen, OUTCOME_PROVIDER_DOWN, "no");
    seen.status = 413;
    expect(&seen, OUTCOME_TOO_LONG, "no");
}

#define TEXT "data: {\"choices\":[{\"delta\":{\"content\":\"text\"}}]}\n\n"
#define BLANK "data: {\"choices\":[{\"delta\":{\"content\":\" \\n\"}}]}\n\n"
#define END(why)                                                                       \
    "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"" why "\"}]}\n\n"
#define ERROR(code, text)                                                              \
    "data: {\"error\":{\"message\":\"" text "\",\"code\":\"" code "\"}}\n\n"
#define DONE "data: [DONE]\n\n"

static const struct {
    const char *bytes;
    enum call_end end;
    enum outcome outcome;
} streams[] = {
    { TEXT END("stop") DONE, CALL_ENDED, OUTCOME_ANSWER },
    { TEXT END("stop"), CALL_ENDED, OUTCOME_ANSWER },
    { TEXT END("stop"), CALL_CUT, OUTCOME_ANSWER },
    { TEXT END("stop"), CALL_SILENT, OUTCOME_ANSWER },
    { TEXT END("stop") ERROR("server_error", "late"), CALL_ENDED, OUTCOME_ANSWER },
    { TEXT END("eos") DONE, CALL_ENDED, OUTCOME_ANSWER },
    { TEXT END("eos") ERROR("server_error", "late"), CALL_ENDED, OUTCOME_RETRY },
    { TEXT END("error") DONE, CALL_ENDED, OUTCOME_RETRY },
    { TEXT END("abort") DONE, CALL_ENDED, OUTCOME_RETRY },
    { TEXT END("error") ERROR("429", ""), CALL_ENDED, OUTCOME_WAIT },
    { TEXT "data: {\"error\":{\"code\":502,\"message\":\"gone\"},\"choices\":[{"
           "\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}\n\n",
      CALL_ENDED, OUTCOME_RETRY },
    { TEXT END("MAX_TOKENS") DONE, CALL_ENDED, OUTCOME_PARTIAL },
    { TEXT END("model_length") DONE, CALL_ENDED, OUTCOME_PARTIAL },
    { TEXT END("sensitive") DONE, CALL_ENDED, OUTCOME_GIVE_UP },
    { TEXT DONE, CALL_ENDED, OUTCOME_ANSWER },
    { TEXT, CALL_ENDED, OUTCOME_RETRY },
    { TEXT, CALL_CUT, OUTCOME_RETRY },
    { TEXT, CALL_SILENT, OUTCOME_RETRY },
    { "", CALL_ENDED, OUTCOME_RETRY },
    { DONE, CALL_ENDED, OUTCOME_RETRY },
    { BLANK END("stop") DONE, CALL_ENDED, OUTCOME_RETRY },
    { END("tool_calls") DONE, CALL_ENDED, OUTCOME_RETRY },
    { TEXT END("length") DONE, CALL_ENDED, OUTCOME_PARTIAL },
    { TEXT END("length"), CALL_CUT, OUTCOME_PARTIAL },
    { BLANK END("length") DONE, CALL_ENDED, OUTCOME_RETRY },
    { TEXT END("content_filter") DONE, CALL_ENDED, OUTCOME_GIVE_UP },
    { TEXT END("insufficient_system_resource"), CALL_ENDED, OUTCOME_RETRY },
    { ERROR("insufficient_quota", ""), CALL_ENDED, OUTCOME_PROVIDER_DOWN },
    { TEXT ERROR("", "Rate limit reached"), CALL_ENDED, OUTCOME_WAIT },
    { TEXT ERROR("429", ""), CALL_ENDED, OUTCOME_WAIT },
    { ERROR("engine_overloaded_error", "x"), CALL_ENDED, OUTCOME_WAIT },
    { TEXT ERROR("502", "upstream"), CALL_ENDED, OUTCOME_RETRY },
    { TEXT ERROR("server_error", "x"), CALL_ENDED, OUTCOME_RETRY },
    { "data: {\"error\":\"llama runner process has terminated\"}\n\n", CALL_ENDED,
      OUTCOME_RETRY },
    { "data: {\"error\":\"model not found\"}\n\n", CALL_ENDED, OUTCOME_PROVIDER_DOWN },
    { ERROR("content_filter", ""), CALL_ENDED, OUTCOME_GIVE_UP },
    { ERROR("context_length_exceeded", "x"), CALL_ENDED, OUTCOME_TOO_LONG },
    { ERROR("invalid_api_key", "x"), CALL_ENDED, OUTCOME_PROVIDER_DOWN },
    { ERROR("BadRequestError", "x"), CALL_ENDED, OUTCOME_GIVE_UP },
    { "<html>", CALL_ENDED, OUTCOME_RETRY },
    { "data: nonsense\n\n", CALL_ENDED, OUTCOME_RETRY },
};

static void each_end_of_a_stream_has_its_way_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(streams); i++) {
        CLEANUP(chat_stream_done) struct chat_stream stream = { .piece = NULL };
        struct call_seen seen = { .end = streams[i].end,
                                  .status = 200,
                                  .stream = &stream };
        chat_stream_begin(&stream);
        bool going = chat_stream_feed(&stream, str_of(streams[i].bytes));
        chat_stream_end(&stream);
        assert_true(going == (stream.error.code == ERR_NONE) ||
                    stream.error.code == ERR_INVALID);
        expect(&seen, streams[i].outcome, streams[i].bytes);
    }
}

static void an_answer_longer_than_we_keep_is_partial(void **state)
{
    struct chat_stream stream = { .text_full = true, .has_content = true };
    struct call_seen seen = { .status = 200, .stream = &stream };
    (void)state;
    expect(&seen, OUTCOME_PARTIAL, "unfinished");
    stream.finish = CHAT_STOP;
    expect(&seen, OUTCOME_PARTIAL, "stop");
    seen.end = CALL_TOO_BIG;
    expect(&seen, OUTCOME_PARTIAL, "too big");
}

static void a_stream_over_its_bounds_is_tried_again(void **state)
{
    struct chat_stream stream = { .has_content = true };
    struct call_seen seen = { .end = CALL_TOO_BIG, .status = 200, .stream = &stream };
    (void)state;
    err_set(&stream.error, ERR_LIMIT, "a line of the answer is over");
    expect(&seen, OUTCOME_RETRY, "limit");
}

static void the_operator_is_told_what_the_provider_said(void **state)
{
    struct call_seen seen = { .status = 400,
                              .error_code = "x",
                              .error_text = "only 1 is allowed" };
    char why[300], short_why[12];
    (void)state;
    outcome_of(&seen, why, sizeof why);
    assert_string_equal(why, "it refuses the request (status 400): only 1 is allowed");
    seen.error_text = "机";
    outcome_of(&seen, short_why, sizeof short_why);
    assert_string_equal(short_why, "it refuses ");
    seen.error_text = NULL;
    seen.error_code = NULL;
    outcome_of(&seen, why, sizeof why);
    assert_string_equal(why, "it refuses the request (status 400)");
}

static void every_outcome_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < OUTCOME_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(outcome_name((enum outcome)i),
                                    outcome_name((enum outcome)j));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_refusal_has_its_way_on),
        cmocka_unit_test(without_an_answer_the_connection_decides),
        cmocka_unit_test(the_server_may_know_better_whether_to_retry),
        cmocka_unit_test(each_end_of_a_stream_has_its_way_on),
        cmocka_unit_test(an_answer_longer_than_we_keep_is_partial),
        cmocka_unit_test(a_stream_over_its_bounds_is_tried_again),
        cmocka_unit_test(the_operator_is_told_what_the_provider_said),
        cmocka_unit_test(every_outcome_has_a_name_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
