/* See play.h: a stream of chunks
 * (https://platform.openai.com/docs/api-reference/chat-streaming) and what can be wrong
 * with one. */
#include "play.h"

#include "base/utf8.h"
#include "reply.h"

static const char comment[] = ": keep-alive\n\n";

struct writer {
    const struct wish *wish;
    struct arena *arena;
    struct play *play;
    struct buf answer;
    const char *data, *eol; /* how a line begins and ends */
};

void play_say(struct play *play, struct arena *arena, int64_t wait_ms, struct str text)
{
    struct step step = { wait_ms, text.len };
    buf_add(&play->bytes, text);
    ARENA_PUSH(arena, &play->steps, step);
}

static bool is(const struct writer *writer, enum mischief mischief)
{
    return writer->wish->rule->mischief == mischief;
}

/* Deletes the tree. */
static void put_event(struct writer *writer, int64_t wait_ms, cJSON *tree)
{
    CLEANUP(buf_done) struct buf line = buf_upto(PLAY_MAX);
    char *text = cJSON_PrintUnformatted(tree);
    buf_printf(&line, "%s%s%s%s", writer->data, text, writer->eol, writer->eol);
    play_say(writer->play, writer->arena, wait_ms, buf_str(&line));
    cJSON_free(text);
    cJSON_Delete(tree);
}

static cJSON *usage_json(const struct writer *writer)
{
    const struct asked *asked = writer->wish->asked;
    const struct play *play = writer->play;
    cJSON *usage = cJSON_CreateObject();
    cJSON_AddNumberToObject(usage, "prompt_tokens", (double)asked->tokens);
    cJSON_AddNumberToObject(usage, "completion_tokens", (double)play->tokens_out);
    cJSON_AddNumberToObject(usage, "total_tokens",
                            (double)(asked->tokens + play->tokens_out));
    cJSON *details = cJSON_AddObjectToObject(usage, "prompt_tokens_details");
    cJSON_AddNumberToObject(details, "cached_tokens", (double)play->tokens_cached);
    return usage;
}

/* A chunk around `delta`, which it takes; finish NULL: not yet. */
static cJSON *chunk(const struct writer *writer, cJSON *delta, const char *finish)
{
    cJSON *tree = cJSON_CreateObject();
    cJSON_AddStringToObject(tree, "id", "chatcmpl-fake");
    cJSON_AddStringToObject(tree, "object", "chat.completion.chunk");
    cJSON_AddStringToObject(tree, "model", writer->wish->asked->model);
    cJSON *choices = cJSON_AddArrayToObject(tree, "choices");
    cJSON_AddNullToObject(tree, "usage");
    if (delta == NULL)
        return tree;
    cJSON *choice = cJSON_CreateObject();
    cJSON_AddItemToArray(choices, choice);
    cJSON_AddNumberToObject(choice, "index", 0);
    cJSON_AddItemToObject(choice, "delta", delta);
    steer_put_text(choice, "finish_reason", finish);
    return tree;
}

static void put_delta(struct writer *writer, int64_t wait_ms, const char *name,
                      struct str text)
{
    cJSON *delta = cJSON_CreateObject();
    cJSON_AddStringToObject(delta, name, arena_text(writer->arena, text));
    put_event(writer, wait_ms, chunk(writer, delta, NULL));
}

/* Characters stay whole, but where the rule splits them. */
static size_t piece_len(const struct writer *writer, struct str rest)
{
    size_t wished = (size_t)writer->wish->manner.piece_bytes;
    if (is(writer, MISCHIEF_SPLIT_EVENTS))
        wished = 1;
    if (wished == 0 || wished >= rest.len)
        return rest.len;
    size_t len =
        is(writer, MISCHIEF_SPLIT_EVENTS) ? wished : utf8_floor(rest.ptr, wished);
    return len > 0 ? len : wished;
}

static void put_pieces(struct writer *writer, struct str text)
{
    const struct manner *manner = &writer->wish->manner;
    int64_t wait = manner->first_ms;
    while (text.len > 0) {
        size_t len = piece_len(writer, text);
        put_delta(writer, wait, "content", str_upto(text, len));
        text = str_from(text, len);
        wait = manner->piece_ms;
    }
}

static void put_comments(struct writer *writer, int64_t ms)
{
    for (; ms > 0; ms -= COMMENT_MS)
        play_say(writer->play, writer->arena, COMMENT_MS, str_of(comment));
}

static void put_thoughts(struct writer *writer, const char *name)
{
    for (int i = 0; i < 5; i++)
        put_delta(writer, writer->wish->manner.piece_ms, name,
                  LIT("Let me look at the text again. "));
}

static void put_error(struct writer *writer)
{
    const struct rule *rule = writer->wish->rule;
    const char *text = rule->text ? rule->text : "The server had an error";
    cJSON *tree = cJSON_CreateObject();
    if (is(writer, MISCHIEF_ERROR_TEXT)) {
        steer_put_text(tree, "error", text);
    } else {
        cJSON *error = cJSON_AddObjectToObject(tree, "error");
        steer_put_text(error, "message", text);
        steer_put_text(error, "type", rule->code ? rule->code : "server_error");
        steer_put_text(error, "code", rule->code);
    }
    put_event(writer, 0, tree);
}

static void put_finish(struct writer *writer)
{
    const struct rule *rule = writer->wish->rule;
    const char *finish =
        is(writer, MISCHIEF_FINISH) && rule->finish ? rule->finish : "stop";
    cJSON *tree = chunk(writer, cJSON_CreateObject(), finish);
    if (is(writer, MISCHIEF_USAGE_IN_CHOICE)) {
        cJSON *choice = cJSON_GetArrayItem(cJSON_GetObjectItem(tree, "choices"), 0);
        cJSON_AddItemToObject(choice, "usage", usage_json(writer));
    }
    put_event(writer, 0, tree);
    if (writer->wish->asked->wants_usage && !is(writer, MISCHIEF_USAGE_IN_CHOICE) &&
        !is(writer, MISCHIEF_NO_USAGE)) {
        tree = chunk(writer, NULL, NULL);
        cJSON_ReplaceItemInObject(tree, "usage", usage_json(writer));
        put_event(writer, 0, tree);
    }
}

static void put_done(struct writer *writer)
{
    CLEANUP(buf_done) struct buf line = buf_upto(100);
    buf_printf(&line, "%s[DONE]%s%s", writer->data, writer->eol, writer->eol);
    play_say(writer->play, writer->arena, 0, buf_str(&line));
}

/* Writes of 1 to 17 bytes, whatever they cut. */
static void split_steps(struct writer *writer)
{
    struct play *play = writer->play;
    size_t left = play->bytes.len;
    play->steps.count = 0;
    for (size_t i = 0; left > 0; i++) {
        size_t len = 1 + i * 7 % 17;
        struct step step = { i % 20 == 0, len < left ? len : left };
        ARENA_PUSH(writer->arena, &play->steps, step);
        left -= step.len;
    }
}

static void put_document(struct writer *writer)
{
    cJSON *tree = chunk(writer, NULL, NULL), *choice = cJSON_CreateObject();
    cJSON_AddItemToArray(cJSON_GetObjectItem(tree, "choices"), choice);
    cJSON *message = cJSON_AddObjectToObject(choice, "message");
    steer_put_text(message, "role", "assistant");
    steer_put_text(message, "content", writer->answer.ptr);
    steer_put_text(choice, "finish_reason", "stop");
    cJSON_ReplaceItemInObject(tree, "usage", usage_json(writer));
    for (int i = 0; i < 20 && is(writer, MISCHIEF_BLANK_LINES); i++)
        play_say(writer->play, writer->arena, 10, LIT("\n"));
    writer->play->content_type = "application/json";
    CLEANUP(buf_done) struct buf text = buf_upto(PLAY_MAX);
    steer_print(tree, &text);
    play_say(writer->play, writer->arena, 0, buf_str(&text));
}

static void put_long_line(struct writer *writer)
{
    CLEANUP(buf_done) struct buf line = buf_upto(PLAY_MAX);
    int64_t bytes = writer->wish->rule->bytes;
    size_t size = bytes < 0 ? 10u << 20 : (size_t)bytes;
    while (line.len < size && !line.full)
        buf_text(&line, line.len == 0 ? "data: " : "all work and no play ");
    play_say(writer->play, writer->arena, 0, buf_str(&line));
}

/* ---- the whole ---- */

/* How much of the answer comes before something happens. */
static struct str first_part(const struct writer *writer)
{
    struct str text = buf_str(&writer->answer);
    int64_t bytes = writer->wish->rule->bytes;
    switch (writer->wish->rule->mischief) {
    case MISCHIEF_FINISH:
        return str_upto(text,
                        utf8_floor(text.ptr, bytes < 0                  ? text.len / 2
                                             : (size_t)bytes < text.len ? (size_t)bytes
                                                                        : text.len));
    case MISCHIEF_HANG_MIDST:
    case MISCHIEF_RESET_MIDST:
    case MISCHIEF_BREAK:
    case MISCHIEF_COMMENTS_MIDST:
    case MISCHIEF_ERROR_OBJECT:
    case MISCHIEF_ERROR_TEXT:
        return str_upto(text, utf8_floor(text.ptr, text.len / 2));
    case MISCHIEF_BLANK:
        return str_upto(text, 0);
    default:
        return text;
    }
}

static bool ends_early(struct writer *writer)
{
    switch (writer->wish->rule->mischief) {
    case MISCHIEF_HANG_MIDST:
        writer->play->end = PLAY_HANG;
        return true;
    case MISCHIEF_RESET_MIDST:
        writer->play->end = PLAY_RESET;
        return true;
    case MISCHIEF_BREAK:
        writer->play->end = PLAY_BREAK;
        return true;
    case MISCHIEF_COMMENTS_MIDST:
        writer->play->end = PLAY_COMMENTS;
        return true;
    case MISCHIEF_ERROR_OBJECT:
    case MISCHIEF_ERROR_TEXT:
        put_error(writer);
        return true;
    case MISCHIEF_NO_END:
        return true;
    default:
        return false;
    }
}

static void put_stream(struct writer *writer, struct str text)
{
    const struct rule *rule = writer->wish->rule;
    if (is(writer, MISCHIEF_COMMENTS) && rule->ms < 0) {
        writer->play->end = PLAY_COMMENTS;
        return;
    }
    if (is(writer, MISCHIEF_COMMENTS))
        put_comments(writer, rule->ms);
    put_delta(writer, 0, "role", LIT("assistant"));
    if (is(writer, MISCHIEF_REASONING))
        put_thoughts(writer, "reasoning_content");
    if (is(writer, MISCHIEF_THINKING))
        put_thoughts(writer, "reasoning");
    put_pieces(writer, text);
    if (ends_early(writer))
        return;
    put_finish(writer);
    if (!is(writer, MISCHIEF_NO_DONE))
        put_done(writer);
    if (is(writer, MISCHIEF_SPLIT))
        split_steps(writer);
}

static void write_answer(const struct wish *wish, struct buf *out)
{
    const char *text = wish->rule->text;
    if (wish->rule->mischief != MISCHIEF_NONE || text == NULL)
        text = wish->manner.text;
    if (text != NULL)
        buf_text(out, text);
    else
        reply_write(wish->asked, wish->manner.answer_bytes, out);
}

void play_write(const struct wish *wish, struct arena *arena, struct play *play)
{
    struct writer writer = { .wish = wish,
                             .arena = arena,
                             .play = play,
                             .answer = buf_upto(PLAY_MAX),
                             .data = "data: ",
                             .eol = "\n" };
    if (is(&writer, MISCHIEF_TIGHT))
        writer.data = "data:";
    if (is(&writer, MISCHIEF_CRLF))
        writer.eol = "\r\n";
    if (is(&writer, MISCHIEF_CR))
        writer.eol = "\r";
    write_answer(wish, &writer.answer);
    struct str text = first_part(&writer);
    play->content_type = "text/event-stream; charset=utf-8";
    play->tokens_cached = wish->seen ? wish->asked->prefix_tokens : 0;
    play->tokens_out = tokens_of(text);
    if (is(&writer, MISCHIEF_LONG_LINE))
        put_long_line(&writer);
    else if (!wish->asked->stream || is(&writer, MISCHIEF_DOCUMENT) ||
             is(&writer, MISCHIEF_BLANK_LINES))
        put_document(&writer);
    else
        put_stream(&writer, text);
    buf_done(&writer.answer);
}

void play_error(const char *message, const char *code, struct buf *out)
{
    cJSON *tree = cJSON_CreateObject();
    cJSON *error = cJSON_AddObjectToObject(tree, "error");
    steer_put_text(error, "message", message);
    steer_put_text(error, "type", code ? code : "invalid_request_error");
    steer_put_text(error, "code", code);
    steer_print(tree, out);
}
