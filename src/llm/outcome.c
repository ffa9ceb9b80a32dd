/* The tables behind outcome_of; see outcome.h. The first row that fits decides, so what
 * is special stands before what is general. Words are looked for in the provider's code
 * and sentence, in any case: vendors agree on neither status nor code. */
#include "llm/outcome.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static const char *const names[OUTCOME_COUNT] = {
    [OUTCOME_ANSWER] = "answer",     [OUTCOME_PARTIAL] = "partial",
    [OUTCOME_RETRY] = "retry",       [OUTCOME_WAIT] = "wait",
    [OUTCOME_GIVE_UP] = "give-up",   [OUTCOME_PROVIDER_DOWN] = "provider-down",
    [OUTCOME_TOO_LONG] = "too-long",
};

const char *outcome_name(enum outcome outcome)
{
    return names[outcome];
}

/* Words apart by '|'; NULL: any. */
struct status_rule {
    int first, last;
    const char *says;
    enum outcome outcome;
    const char *why;
};

#define TOO_LONG_WORDS                                                                 \
    "context_length|context length|context window|context size|context_size|"          \
    "too long|model token limit|max_seq_len|maximum input length|too many tokens|"     \
    "above_max_length|input length"
#define FILTER_WORDS                                                                   \
    "content_filter|content filter|content_policy|content management policy|"          \
    "inspection_failed|content exists risk|high risk|moderation"
#define MONEY_WORDS                                                                    \
    "insufficient_quota|exceeded_current_quota|exceeded your current quota|"           \
    "exceeded current quota|insufficient balance|insufficient_balance|"                \
    "insufficient credit|out of credit|billing_hard_limit|billing_not_active|"         \
    "not active|arrear"

static const struct status_rule status_rules[] = {
    { 300, 399, NULL, OUTCOME_PROVIDER_DOWN, "its address sends us elsewhere" },
    { 400, 422, FILTER_WORDS, OUTCOME_GIVE_UP, "its content filter refused the text" },
    { 413, 413, NULL, OUTCOME_TOO_LONG, "the text is too long for it" },
    { 400, 422, TOO_LONG_WORDS, OUTCOME_TOO_LONG, "the text is too long for it" },
    { 500, 500, TOO_LONG_WORDS, OUTCOME_TOO_LONG, "the text is too long for it" },
    { 429, 429, "request too large|" TOO_LONG_WORDS, OUTCOME_TOO_LONG,
      "the text is over its limit for one request" },
    { 400, 429, MONEY_WORDS, OUTCOME_PROVIDER_DOWN, "its quota or balance is used up" },
    { 400, 400, "api key|api_key|authentication", OUTCOME_PROVIDER_DOWN,
      "it does not accept the key" },
    { 400, 422, "model not exist|model_not_found|model not found|does not exist",
      OUTCOME_PROVIDER_DOWN, "it does not know the model" },
    { 400, 422,
      "temperature|max_tokens|max_completion_tokens|stream_options|"
      "unsupported_parameter|unsupported parameter|unknown_parameter|"
      "unrecognized request|extra inputs",
      OUTCOME_PROVIDER_DOWN, "it does not take a field of ours" },
    { 401, 401, NULL, OUTCOME_PROVIDER_DOWN, "it does not accept the key" },
    { 402, 402, NULL, OUTCOME_PROVIDER_DOWN, "its quota or balance is used up" },
    { 403, 403, NULL, OUTCOME_PROVIDER_DOWN, "it forbids the call" },
    { 404, 405, NULL, OUTCOME_PROVIDER_DOWN, "it does not know the address or model" },
    { 408, 409, NULL, OUTCOME_RETRY, "it asks for another try" },
    { 425, 425, NULL, OUTCOME_RETRY, "it asks for another try" },
    { 429, 429, NULL, OUTCOME_WAIT, "its rate limit is reached" },
    { 400, 499, NULL, OUTCOME_GIVE_UP, "it refuses the request" },
    { 503, 503, NULL, OUTCOME_WAIT, "it is overloaded" },
    { 529, 529, NULL, OUTCOME_WAIT, "it is overloaded" },
    { 500, 599, NULL, OUTCOME_RETRY, "it failed" },
    { INT32_MIN, INT32_MAX, NULL, OUTCOME_RETRY,
      "its answer has a status that we do not know" },
};

/* What an error inside a 200 would have had as status. */
static const struct {
    const char *says;
    int status;
} stream_errors[] = {
    { "overloaded|unavailable|insufficient_system_resource", 503 },
    { FILTER_WORDS, 400 },
    { TOO_LONG_WORDS, 400 },
    { MONEY_WORDS "|rate_limit|rate limit|too many requests", 429 },
    { "authentication|invalid_api_key|api key", 401 },
    { "not_found|not found", 404 },
    { "invalid_request|badrequest|bad request", 400 },
};

struct end_rule {
    enum outcome outcome;
    const char *why;
};
static const struct end_rule end_rules[] = {
    [CALL_ENDED] = { OUTCOME_RETRY, "its answer holds nothing" },
    [CALL_NO_ANSWER] = { OUTCOME_RETRY, "no connection" },
    [CALL_BAD_TLS] = { OUTCOME_PROVIDER_DOWN, "its certificate is not to be trusted" },
    [CALL_CUT] = { OUTCOME_RETRY, "its answer was cut off" },
    [CALL_SILENT] = { OUTCOME_RETRY, "it fell silent" },
    [CALL_TOO_BIG] = { OUTCOME_RETRY, "its answer is over our bounds" },
    [CALL_REFUSED] = { OUTCOME_PROVIDER_DOWN, "its address is one we may not call" },
};

/* `word` in any case; linear enough for sentences. */
static bool holds_word(struct str text, struct str word)
{
    for (size_t i = 0; i + word.len <= text.len; i++)
        if (str_eq_nocase(str_upto(str_from(text, i), word.len), word))
            return true;
    return false;
}

static bool says(const struct call_seen *seen, const char *words)
{
    struct str rest = str_of(words);
    if (rest.len == 0)
        return true;
    while (rest.len > 0) {
        struct str word = str_cut(&rest, '|');
        if (holds_word(str_of(seen->error_code), word) ||
            holds_word(str_of(seen->error_text), word))
            return true;
    }
    return false;
}

static enum outcome tell(enum outcome outcome, const struct call_seen *seen,
                         const char *why, char *ret_why, size_t size)
{
    CLEANUP(buf_done) struct buf text = buf_upto(2000);
    buf_text(&text, why);
    if (seen->status >= 300)
        buf_printf(&text, " (status %d)", seen->status);
    if (str_of(seen->error_text).len > 0)
        buf_printf(&text, ": %.1000s", seen->error_text);
    size_t len = text.len < size ? text.len : utf8_floor(text.ptr, size - 1);
    memcpy(ret_why, text.ptr, len);
    ret_why[len] = '\0';
    return outcome;
}

/* x-should-retry knows better than we do, where only the request's own fate is open. */
static enum outcome heed_server(const struct call_seen *seen, enum outcome outcome)
{
    if (seen->should_retry == SHOULD_RETRY_YES && outcome == OUTCOME_GIVE_UP)
        return OUTCOME_RETRY;
    if (seen->should_retry == SHOULD_RETRY_NO && outcome == OUTCOME_RETRY)
        return OUTCOME_GIVE_UP;
    if (seen->should_retry == SHOULD_RETRY_NO && outcome == OUTCOME_WAIT)
        return OUTCOME_PROVIDER_DOWN;
    return outcome;
}

static enum outcome of_status(const struct call_seen *seen, int status, char *ret_why,
                              size_t size)
{
    const struct status_rule *rule = status_rules;
    while (status < rule->first || status > rule->last || !says(seen, rule->says))
        rule++;
    return tell(heed_server(seen, rule->outcome), seen, rule->why, ret_why, size);
}

static int status_of_stream_error(const struct call_seen *seen)
{
    struct err ignored;
    int64_t status = 0;
    if (str_to_int(str_of(seen->error_code), 400, 599, &status, &ignored))
        return (int)status;
    for (size_t i = 0; i < COUNT_OF(stream_errors); i++)
        if (says(seen, stream_errors[i].says))
            return stream_errors[i].status;
    return 500;
}

static enum outcome of_stream_error(const struct call_seen *seen, char *ret_why,
                                    size_t size)
{
    struct call_seen inside = *seen;
    inside.error_code = seen->stream->error_code;
    inside.error_text = seen->stream->error.text;
    if (seen->stream->error.code != ERR_UPSTREAM)
        return tell(OUTCOME_RETRY, &inside, "its answer cannot be read", ret_why, size);
    return of_status(&inside, status_of_stream_error(&inside), ret_why, size);
}

static enum outcome of_unfinished(const struct call_seen *seen, char *ret_why,
                                  size_t size)
{
    const struct chat_stream *stream = seen->stream;
    if (stream->error.code != ERR_NONE)
        return of_stream_error(seen, ret_why, size);
    if (seen->end != CALL_ENDED)
        return tell(end_rules[seen->end].outcome, seen, end_rules[seen->end].why,
                    ret_why, size);
    if (!stream->done)
        return tell(OUTCOME_RETRY, seen, "its answer was cut off", ret_why, size);
    if (!stream->has_content)
        return tell(OUTCOME_RETRY, seen, "its answer is blank", ret_why, size);
    return OUTCOME_ANSWER;
}

static enum outcome of_length(const struct call_seen *seen, char *ret_why, size_t size)
{
    if (!seen->stream->has_content)
        return tell(OUTCOME_RETRY, seen,
                    "it reasoned until max_output was used up, without an answer",
                    ret_why, size);
    return tell(OUTCOME_PARTIAL, seen, "its answer was cut at its length", ret_why,
                size);
}

static enum outcome of_failed(const struct call_seen *seen, char *ret_why, size_t size)
{
    if (seen->stream->error.code != ERR_NONE)
        return of_stream_error(seen, ret_why, size);
    return tell(OUTCOME_RETRY, seen, "it broke off its answer", ret_why, size);
}

/* What is said to be finished is finished, whatever became of the connection. */
static enum outcome of_stream(const struct call_seen *seen, char *ret_why, size_t size)
{
    const struct chat_stream *stream = seen->stream;
    if (stream->text_full)
        return tell(OUTCOME_PARTIAL, seen, "its answer is longer than we keep", ret_why,
                    size);
    switch (stream->finish) {
    case CHAT_UNFINISHED:
        return of_unfinished(seen, ret_why, size);
    case CHAT_LENGTH:
        return of_length(seen, ret_why, size);
    case CHAT_FILTERED:
        return tell(OUTCOME_GIVE_UP, seen, "its content filter stopped the answer",
                    ret_why, size);
    case CHAT_OVERLOADED:
        return tell(OUTCOME_RETRY, seen, "it ran out of resources", ret_why, size);
    case CHAT_FAILED:
        return of_failed(seen, ret_why, size);
    case CHAT_STOP:
    case CHAT_OTHER:
        break;
    }
    bool failed = stream->error.code != ERR_NONE;
    if (stream->has_content && (!failed || stream->finish == CHAT_STOP))
        return OUTCOME_ANSWER;
    if (failed)
        return of_stream_error(seen, ret_why, size);
    return tell(OUTCOME_RETRY, seen, "its answer is blank", ret_why, size);
}

enum outcome outcome_of(const struct call_seen *seen, char *ret_why, size_t why_size)
{
    const struct end_rule *end = &end_rules[seen->end];
    ret_why[0] = '\0';
    if (end->outcome == OUTCOME_PROVIDER_DOWN || seen->status == 0)
        return tell(end->outcome, seen, end->why, ret_why, why_size);
    if (seen->status < 200 || seen->status > 299)
        return of_status(seen, seen->status, ret_why, why_size);
    if (seen->stream != NULL)
        return of_stream(seen, ret_why, why_size);
    return tell(end->outcome, seen, end->why, ret_why, why_size);
}
