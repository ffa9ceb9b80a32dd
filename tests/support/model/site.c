/* The HTTP side of fake_model: POST /v1/chat/completions and GET /v1/models are the
 * provider's (also without /v1), /_control and /_log the test's. */
#include "site.h"

#include "base/clock.h"
#include "play.h"

#include <zlib.h>

enum { REQUEST_MAX = 16 << 20 };

/* The own part of an exchange. */
struct speaker {
    struct state *state;
    struct exchange *exchange;
    struct arena arena;
    struct asked asked;
    struct rule rule;
    struct play play;
    size_t call, step, offset, sent;
    bool called;
    int status;
    const char *ended; /* as far as it was our doing */
};

/* ---- sending ---- */

static ssize_t say_comment(struct speaker *speaker, char *out)
{
    static const char text[] = ": keep-alive\n\n";
    if (!exchange_wait(speaker->exchange, &speaker->state->calm, COMMENT_MS))
        return MHD_CONTENT_READER_END_WITH_ERROR;
    memcpy(out, text, sizeof text - 1);
    return sizeof text - 1;
}

static ssize_t end_play(struct speaker *speaker, char *out)
{
    switch (speaker->play.end) {
    case PLAY_WHOLE:
        speaker->ended = "whole";
        return MHD_CONTENT_READER_END_OF_STREAM;
    case PLAY_BREAK:
        speaker->ended = "cut";
        return MHD_CONTENT_READER_END_WITH_ERROR;
    case PLAY_RESET:
        speaker->ended = "cut";
        exchange_reset(speaker->exchange);
        return MHD_CONTENT_READER_END_WITH_ERROR;
    case PLAY_HANG:
        exchange_wait(speaker->exchange, &speaker->state->calm, -1);
        return MHD_CONTENT_READER_END_WITH_ERROR;
    case PLAY_COMMENTS:
        return say_comment(speaker, out);
    }
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

static ssize_t play_reader(void *context, uint64_t position, char *out, size_t max)
{
    struct speaker *speaker = context;
    const struct play *play = &speaker->play;
    (void)position;
    if (speaker->step == play->steps.count)
        return end_play(speaker, out);
    const struct step *step = &play->steps.items[speaker->step];
    if (step->wait_ms > 0 && speaker->offset == 0)
        exchange_wait(speaker->exchange, &speaker->state->calm, step->wait_ms);
    size_t len = step->len - speaker->offset;
    if (len > max)
        len = max;
    memcpy(out, play->bytes.ptr + speaker->sent, len);
    speaker->sent += len;
    speaker->offset += len;
    if (speaker->offset == step->len) {
        speaker->offset = 0;
        speaker->step++;
    }
    return (ssize_t)len;
}

static enum MHD_Result send_play(struct speaker *speaker)
{
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, 16384, play_reader, speaker, NULL);
    speaker->status = 200;
    return exchange_send(speaker->exchange, 200, speaker->play.content_type, response);
}

static struct MHD_Response *response_of(struct speaker *speaker)
{
    struct buf *bytes = &speaker->play.bytes;
    return MHD_create_response_from_buffer(bytes->len, bytes->ptr,
                                           MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result send_bytes(struct speaker *speaker, int status, const char *type)
{
    speaker->status = status;
    speaker->ended = "whole";
    return exchange_send(speaker->exchange, status, type, response_of(speaker));
}

/* ---- answers that are none ---- */

static const char *usual_refusal(int64_t status)
{
    static const struct {
        int64_t status;
        const char *text;
    } known[] = {
        { 401, "Incorrect API key provided" },
        { 402, "Insufficient Balance" },
        { 403, "Your account balance is not sufficient" },
        { 404, "The model does not exist or you do not have access to it" },
        { 429, "Rate limit reached for requests" },
        { 503, "The engine is currently overloaded, please try again later" },
    };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (known[i].status == status)
            return known[i].text;
    return "The request cannot be answered";
}

static enum MHD_Result refuse(struct speaker *speaker)
{
    const struct rule *rule = &speaker->rule;
    int status = rule->status <= 0 ? 500 : (int)rule->status;
    play_error(rule->text ? rule->text : usual_refusal(status), rule->code,
               &speaker->play.bytes);
    struct MHD_Response *response = response_of(speaker);
    const struct {
        const char *name, *value;
    } headers[] = { { "Retry-After", rule->retry_after },
                    { "retry-after-ms", rule->retry_after_ms },
                    { "x-should-retry", rule->should_retry } };
    for (size_t i = 0; i < COUNT_OF(headers); i++)
        if (headers[i].value != NULL)
            MHD_add_response_header(response, headers[i].name, headers[i].value);
    speaker->status = status;
    speaker->ended = "whole";
    return exchange_send(speaker->exchange, status, "application/json", response);
}

static void deflate_filler(struct buf *out, size_t size)
{
    static const char filler[] = ": and so on and so on and so on and so on\n\n";
    unsigned char packed[16384];
    z_stream zip = { 0 };
    if (deflateInit2(&zip, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        abort();
    for (bool last = false; !last;) {
        last = zip.total_in >= size;
        zip.next_in = (unsigned char *)(uintptr_t)filler;
        zip.avail_in = last ? 0 : sizeof filler - 1;
        do {
            zip.next_out = packed;
            zip.avail_out = sizeof packed;
            deflate(&zip, last ? Z_FINISH : Z_NO_FLUSH);
            buf_add(out, (struct str){ (char *)packed, sizeof packed - zip.avail_out });
        } while (zip.avail_out == 0);
    }
    deflateEnd(&zip);
}

static enum MHD_Result send_bomb(struct speaker *speaker)
{
    int64_t bytes = speaker->rule.bytes;
    deflate_filler(&speaker->play.bytes, bytes < 0 ? 200u << 20 : (size_t)bytes);
    struct MHD_Response *response = response_of(speaker);
    MHD_add_response_header(response, "Content-Encoding", "gzip");
    speaker->status = 200;
    speaker->ended = "whole";
    return exchange_send(speaker->exchange, 200, "text/event-stream", response);
}

static enum MHD_Result send_redirect(struct speaker *speaker)
{
    const char *location = speaker->rule.location;
    struct MHD_Response *response = response_of(speaker);
    MHD_add_response_header(response, "Location",
                            location ? location : "http://169.254.169.254/latest/");
    speaker->status = speaker->rule.status > 0 ? (int)speaker->rule.status : 302;
    speaker->ended = "whole";
    return exchange_send(speaker->exchange, speaker->status, NULL, response);
}

/* ---- a call ---- */

static enum MHD_Result speak(struct speaker *speaker, bool seen)
{
    struct wish wish = { .asked = &speaker->asked,
                         .rule = &speaker->rule,
                         .manner = state_manner(speaker->state),
                         .seen = seen };
    if (speaker->rule.mischief == MISCHIEF_NONE && speaker->rule.ms >= 0)
        wish.manner.piece_ms = speaker->rule.ms;
    if (speaker->rule.mischief == MISCHIEF_NONE && speaker->rule.bytes >= 0)
        wish.manner.answer_bytes = speaker->rule.bytes;
    play_write(&wish, &speaker->arena, &speaker->play);
    state_call_tokens(speaker->state, speaker->call, speaker->play.tokens_cached,
                      speaker->play.tokens_out);
    return send_play(speaker);
}

static enum MHD_Result perform(struct speaker *speaker, bool seen)
{
    switch (speaker->rule.mischief) {
    case MISCHIEF_STATUS:
        return refuse(speaker);
    case MISCHIEF_HANG:
        exchange_wait(speaker->exchange, &speaker->state->calm, -1);
        return MHD_NO;
    case MISCHIEF_RESET:
        speaker->ended = "cut";
        return exchange_reset(speaker->exchange);
    case MISCHIEF_BOMB:
        return send_bomb(speaker);
    case MISCHIEF_REDIRECT:
        return send_redirect(speaker);
    case MISCHIEF_HTML:
        buf_text(&speaker->play.bytes, "<!DOCTYPE html><html><head><title>Just a "
                                       "moment...</title></head><body></body></html>");
        return send_bytes(speaker, 200, "text/html; charset=utf-8");
    default:
        return speak(speaker, seen);
    }
}

static bool key_fits(const struct speaker *speaker, bool *ret_given)
{
    const char *given = exchange_header(speaker->exchange, "Authorization");
    struct str key = str_of(given), wanted = str_of(speaker->state->key);
    *ret_given = given != NULL;
    return wanted.len == 0 || (str_skip(&key, LIT("Bearer ")) && str_eq(key, wanted));
}

static bool note_call(struct speaker *speaker, bool has_key)
{
    const struct asked *asked = &speaker->asked;
    struct call call = { .id =
                             exchange_header(speaker->exchange, "X-Client-Request-Id"),
                         .model = asked->model,
                         .question = asked->question,
                         .mischief = mischief_name(speaker->rule.mischief),
                         .start_ms = speaker->exchange->start_ms,
                         .number = asked->number,
                         .messages = asked->messages,
                         .prefix = asked->prefix,
                         .tokens_in = asked->tokens,
                         .stream = asked->stream,
                         .has_key = has_key };
    bool seen;
    speaker->call = state_call(speaker->state, &call, &seen);
    speaker->called = true;
    return seen;
}

static enum MHD_Result complain(struct speaker *speaker, int status, const char *why)
{
    play_error(why, NULL, &speaker->play.bytes);
    return send_bytes(speaker, status, "application/json");
}

static enum MHD_Result answer_chat(struct speaker *speaker)
{
    struct err err = { 0 };
    bool has_key, fits = key_fits(speaker, &has_key);
    if (!asked_read(exchange_json(speaker->exchange), &speaker->arena, &speaker->asked,
                    &err))
        return complain(speaker, 400, err.text);
    if (fits)
        speaker->rule = state_take_rule(speaker->state, speaker->asked.number,
                                        speaker->asked.model);
    bool seen = note_call(speaker, has_key);
    return fits ? perform(speaker, seen) : complain(speaker, 401, usual_refusal(401));
}

static enum MHD_Result answer_models(struct speaker *speaker)
{
    bool has_key;
    if (!key_fits(speaker, &has_key))
        return complain(speaker, 401, usual_refusal(401));
    cJSON *tree = cJSON_CreateObject();
    cJSON *list = cJSON_AddArrayToObject(tree, "data");
    struct str rest = str_of(speaker->state->models);
    steer_put_text(tree, "object", "list");
    while (rest.len > 0) {
        cJSON *model = cJSON_CreateObject();
        steer_put_text(model, "id", arena_text(&speaker->arena, str_cut(&rest, ',')));
        steer_put_text(model, "object", "model");
        cJSON_AddItemToArray(list, model);
    }
    steer_print(tree, &speaker->play.bytes);
    return send_bytes(speaker, 200, "application/json");
}

/* ---- the server ---- */

static enum MHD_Result steer(struct speaker *speaker)
{
    struct err err = { 0 };
    if (!control_apply(speaker->state, speaker->exchange, &err))
        return complain(speaker, 400, err.text);
    buf_text(&speaker->play.bytes, "{}\n");
    return send_bytes(speaker, 200, "application/json");
}

static enum MHD_Result answer(void *context, struct exchange *exchange,
                              const char *path)
{
    struct speaker *speaker = exchange->own;
    struct str rest = str_of(path);
    str_skip(&rest, LIT("/v1"));
    if (str_eq(rest, LIT("/chat/completions")))
        return answer_chat(speaker);
    if (str_eq(rest, LIT("/models")))
        return answer_models(speaker);
    if (str_eq(rest, LIT("/_control")))
        return steer(speaker);
    if (!str_eq(rest, LIT("/_log")))
        return complain(speaker, 404, "there is no such address");
    log_answer(context, &speaker->play.bytes);
    return send_bytes(speaker, 200, "application/json");
}

static void arrived(void *context, struct exchange *exchange)
{
    struct speaker *speaker = calloc(1, sizeof *speaker);
    if (speaker == NULL)
        abort();
    *speaker = (struct speaker){ .state = context,
                                 .exchange = exchange,
                                 .play.bytes = buf_upto(PLAY_MAX) };
    exchange->own = speaker;
}

static void heard(void *context, struct exchange *exchange)
{
    (void)context, (void)exchange;
}

static void ended(void *context, struct exchange *exchange, bool whole)
{
    struct speaker *speaker = exchange->own;
    const char *how = speaker->ended;
    if (how == NULL || (!whole && strcmp(how, "whole") == 0))
        how = "client-left";
    if (speaker->called)
        state_call_ended(context, speaker->call, speaker->status, how);
    buf_done(&speaker->play.bytes);
    arena_done(&speaker->arena);
    free(speaker);
}

int site_run(struct state *state, uint16_t port)
{
    struct fake fake = { .name = "fake_model",
                         .body_max = REQUEST_MAX,
                         .context = state,
                         .calm = &state->calm,
                         .arrived = arrived,
                         .heard = heard,
                         .answer = answer,
                         .ended = ended };
    return fake_serve(&fake, port);
}
