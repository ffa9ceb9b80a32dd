/* The call as http_post sees it, what came of it as outcome.c sees it; see chat.h. */
#include "faq/chat_part.h"

#include "base/clock.h"
#include "base/mem.h"
#include "faq/providers.h"
#include "llm/chat_stream.h"
#include "llm/tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    REQUEST_MAX = 32 << 20,
    REFUSAL_MAX = 64 << 10, /* of an answer that is none */
    BEAT_US = 1000000,
    HEADERS_MAX = 4
};

bool chat_open(const struct provider *providers, size_t count, struct stop *stop,
               struct chat **ret_chat, struct err *err)
{
    struct chat *chat = mem_alloc(sizeof *chat);
    bool fine = true;
    chat->stop = stop;
    for (size_t i = 0; i < count && fine; i++)
        fine = url_guard_trust(&chat->guard, providers[i].url, err) ||
               err_add(err, "model %s", providers[i].name);
    if (!fine || !http_client_open("paperfeed/" PAPERFEED_VERSION, &chat->guard, stop,
                                   &chat->client, err)) {
        chat_close(chat);
        return false;
    }
    *ret_chat = chat;
    return true;
}

void chat_close(struct chat *chat)
{
    if (chat == NULL)
        return;
    http_client_close(chat->client);
    free(chat);
}

/* Why we ended the transfer ourselves. */
enum left { LEFT_NOT, LEFT_DONE, LEFT_UNREADABLE, LEFT_SILENT, LEFT_BY_BEAT };

/* A call under way. */
struct talk {
    const struct chat_call *call;
    struct chat_stream stream;
    struct buf refusal;
    int status;
    int64_t progress;               /* of the stream, when it was looked at last */
    int64_t started, moved, beaten; /* monotonic µs */
    enum left left;
};

static void talk_begin(struct talk *talk, const struct chat_call *call)
{
    int64_t now = clock_monotonic_us();
    *talk = (struct talk){ .call = call,
                           .stream = { .piece = call->piece, .context = call->context },
                           .refusal = buf_upto(REFUSAL_MAX),
                           .started = now,
                           .moved = now,
                           .beaten = now };
    chat_stream_begin(&talk->stream);
}

static void talk_done(struct talk *talk)
{
    chat_stream_done(&talk->stream);
    buf_done(&talk->refusal);
}

static bool is_good(int status)
{
    return status >= 200 && status <= 299;
}

static void take_head(void *context, int status, const char *content_type)
{
    struct talk *talk = context;
    (void)content_type; /* servers say what they like; the bytes tell */
    talk->status = status;
}

static bool leave(struct talk *talk, enum left left, struct err *err)
{
    talk->left = left;
    return err_set(err, ERR_UPSTREAM, "left");
}

static bool take_piece(void *context, struct str piece, struct err *err)
{
    struct talk *talk = context;
    if (is_good(talk->status))
        return chat_stream_feed(&talk->stream, piece) ||
               leave(talk, LEFT_UNREADABLE, err);
    buf_add(&talk->refusal, str_upto(piece, REFUSAL_MAX - talk->refusal.len));
    return true;
}

/* Deadlines are on what is said, not on bytes: comments keep no call alive. */
static bool is_silent(struct talk *talk, int64_t now)
{
    const struct provider *provider = talk->call->provider;
    if (talk->stream.progress != talk->progress) {
        talk->progress = talk->stream.progress;
        talk->moved = now;
    }
    int64_t patience = talk->progress == 0 ? provider->first_token_s : provider->idle_s;
    return now - talk->moved > patience * 1000000 ||
           now - talk->started > provider->total_s * 1000000;
}

static bool take_tick(void *context, struct err *err)
{
    struct talk *talk = context;
    int64_t now = clock_monotonic_us();
    if (talk->stream.done)
        return leave(talk, LEFT_DONE, err);
    if (is_silent(talk, now))
        return leave(talk, LEFT_SILENT, err);
    if (talk->call->beat == NULL || now - talk->beaten < BEAT_US)
        return true;
    talk->beaten = now;
    if (talk->call->beat(talk->call->context, err))
        return true;
    talk->left = LEFT_BY_BEAT;
    return false;
}

static enum call_end end_of(const struct talk *talk, enum http_post_end end)
{
    switch (end) { /* no default: -Wswitch */
    case POST_ENDED:
        return CALL_ENDED;
    case POST_NO_ANSWER:
        return CALL_NO_ANSWER;
    case POST_BAD_TLS:
        return CALL_BAD_TLS;
    case POST_CUT:
        return CALL_CUT;
    case POST_TOO_BIG:
        return CALL_TOO_BIG;
    case POST_REFUSED:
        return CALL_REFUSED;
    case POST_LEFT:
        break;
    }
    return talk->left == LEFT_SILENT ? CALL_SILENT : CALL_ENDED;
}

static void judge(struct talk *talk, const struct http_post_answer *answer,
                  const struct err *transfer, struct chat_result *result)
{
    struct chat_stream *stream = &talk->stream;
    char text[300] = "", code[64] = "";
    struct call_seen seen = { .end = end_of(talk, answer->end),
                              .status = talk->status,
                              .retry_after = answer->retry_after,
                              .error_code = code,
                              .error_text = text };
    if (answer->should_retry != 0)
        seen.should_retry =
            answer->should_retry > 0 ? SHOULD_RETRY_YES : SHOULD_RETRY_NO;
    if (is_good(talk->status))
        seen.stream = stream;
    else if (talk->status != 0)
        chat_error_read(buf_str(&talk->refusal), text, sizeof text, code, sizeof code);
    else if (answer->end != POST_LEFT)
        snprintf(text, sizeof text, "%.299s", transfer->text);
    result->retry_after = answer->retry_after;
    result->outcome = outcome_of(&seen, result->why, sizeof result->why);
}

/* A provider bills what it has begun to answer, whether or not it could tell us. */
static bool may_be_billed(const struct talk *talk,
                          const struct http_post_answer *answer)
{
    if (talk->status != 0)
        return is_good(talk->status);
    return answer->end == POST_LEFT || answer->end == POST_CUT ||
           answer->end == POST_TOO_BIG;
}

static struct faq_usage count_tokens(const struct talk *talk, bool sent)
{
    struct faq_usage usage = talk->stream.usage;
    if (!talk->stream.has_usage) {
        int64_t text = tokens_estimate(buf_str(&talk->stream.text));
        int64_t pieces = talk->stream.progress; /* reasoning counts too */
        usage = (struct faq_usage){ .estimated = sent };
        usage.tokens_in = sent ? chat_messages_estimate(talk->call->messages) : 0;
        usage.tokens_out = sent ? (pieces > text ? pieces : text) : 0;
    }
    usage.cost = provider_cost(talk->call->provider, &usage);
    return usage;
}

static void fill_result(const struct talk *talk, const struct http_post_answer *answer,
                        struct arena *arena, struct chat_result *result)
{
    struct str text = buf_str(&talk->stream.text);
    const char *model = talk->stream.model;
    result->sent = may_be_billed(talk, answer);
    result->text = (struct str){ arena_text(arena, text), text.len };
    result->usage = count_tokens(talk, result->sent);
    if (model[0] != '\0')
        result->model = arena_text(arena, str_of(model));
}

struct letter {
    const char *headers[HEADERS_MAX];
    size_t count;
    const char *url;
    struct buf body;
};

/* False: the call ended as a whole, with err. */
static bool post(struct chat *chat, const struct letter *letter,
                 const struct chat_call *call, struct arena *arena,
                 struct chat_result *result, struct err *err)
{
    CLEANUP(talk_done) struct talk talk;
    struct http_post_answer answer = { .status = 0 };
    talk_begin(&talk, call);
    struct http_post request = { .url = letter->url,
                                 .headers = letter->headers,
                                 .header_count = letter->count,
                                 .body = buf_str(&letter->body),
                                 .connect_timeout_ms = CHAT_CONNECT_TIMEOUT_MS,
                                 .answer_max = CHAT_TOTAL_MAX + 1,
                                 .head = take_head,
                                 .take = take_piece,
                                 .tick = take_tick,
                                 .context = &talk };
    http_client_post(chat->client, &request, clock_now(), &answer, err);
    chat_stream_end(&talk.stream);
    judge(&talk, &answer, err, result);
    fill_result(&talk, &answer, arena, result);
    if (talk.left == LEFT_BY_BEAT)
        return false;
    if (answer.end == POST_LEFT && talk.left == LEFT_NOT)
        return err_set(err, ERR_BUSY, "stopped while a model answered");
    return true;
}

/* Some providers repeat the key that they refuse; what is cut off at the text's end is
 * still too much of it. */
static void hide_key(char *text, struct str key)
{
    enum { TELLING = 8 };
    size_t least = key.len < TELLING ? key.len : TELLING;
    for (; key.len > 0 && *text != '\0'; text++) {
        struct str rest = str_of(text);
        size_t same = 0;
        while (same < key.len && same < rest.len && rest.ptr[same] == key.ptr[same])
            same++;
        if (same >= least)
            memset(text, '*', same);
    }
}

static void letter_done(struct letter *letter)
{
    buf_done(&letter->body);
}

/* Nothing was sent: the outcome is ours to say. */
static bool unsent(struct chat_result *result, enum outcome outcome,
                   const struct err *why)
{
    result->outcome = outcome;
    snprintf(result->why, sizeof result->why, "%.299s", why->text);
    return true;
}

bool chat_run(struct chat *chat, const struct chat_call *call, struct arena *arena,
              struct chat_result *ret_result, struct err *err)
{
    char key[PROVIDER_KEY_SIZE];
    struct err why = { 0 };
    *ret_result = (struct chat_result){ .model = call->provider->model };
    CLEANUP(letter_done)
    struct letter letter = {
        .headers = { "Content-Type: application/json", "Accept: text/event-stream",
                     arena_printf(arena, "X-Client-Request-Id: %lld",
                                  (long long)call->id) },
        .count = 3,
        .url = arena_printf(arena, "%s/chat/completions", call->provider->url),
        .body = buf_upto(REQUEST_MAX),
    };
    if (!chat_request_write(call->provider, call->messages, &letter.body, &why))
        return unsent(ret_result, OUTCOME_GIVE_UP, &why);
    if (!provider_key_header(call->provider, key, &why))
        return unsent(ret_result, OUTCOME_PROVIDER_DOWN, &why);
    if (key[0] != '\0')
        letter.headers[letter.count++] = key;
    bool ended = post(chat, &letter, call, arena, ret_result, err);
    struct str secret = str_of(key);
    if (str_skip(&secret, LIT("Authorization: Bearer ")))
        hide_key(ret_result->why, secret);
    explicit_bzero(key, sizeof key);
    return ended;
}
