/* Any bytes as the answer of a model: however they are cut, the same comes of them, and
 * it is bounded, visible and well-formed. The first byte says how to cut. */
#include "base/utf8.h"
#include "llm/outcome.h"

#include <assert.h>
#include <string.h>

static void take_piece(void *context, struct str text)
{
    assert(text.len > 0 && utf8_valid(text));
    buf_add(context, text);
}

static void check_stream(const struct chat_stream *stream, const struct buf *pieces)
{
    struct str text = buf_str(&stream->text);
    assert(text.len <= FAQ_ANSWER_MAX && utf8_valid(text));
    assert(str_eq(text, buf_str(pieces)));
    while (text.len > 0)
        assert(!utf8_is_invisible(utf8_next(&text)));
    assert(stream->usage.tokens_cached <= stream->usage.tokens_in);
    assert(stream->has_usage || stream->usage.tokens_in == 0);
    assert(utf8_valid(str_of(stream->model)) && utf8_valid(str_of(stream->error.text)));
    assert(stream->progress > 0 || !stream->has_content);
}

static void check_outcome(const struct chat_stream *stream)
{
    char why[100];
    struct call_seen seen = { .status = 200, .stream = stream };
    enum outcome outcome = outcome_of(&seen, why, sizeof why);
    assert(outcome < OUTCOME_COUNT && utf8_valid(str_of(why)));
    assert((outcome == OUTCOME_ANSWER) == (why[0] == '\0'));
    assert(outcome != OUTCOME_ANSWER || stream->has_content);
}

static void run(struct str bytes, size_t step, struct chat_stream *stream)
{
    CLEANUP(buf_done) struct buf pieces = buf_upto(2 * (size_t)FAQ_ANSWER_MAX);
    *stream = (struct chat_stream){ .piece = take_piece, .context = &pieces };
    chat_stream_begin(stream);
    for (size_t at = 0; at < bytes.len; at += step)
        if (!chat_stream_feed(stream, str_upto(str_from(bytes, at), step)))
            break;
    chat_stream_end(stream);
    check_stream(stream, &pieces);
    check_outcome(stream);
    stream->context = NULL;
}

static void check_same(const struct chat_stream *a, const struct chat_stream *b)
{
    assert(str_eq(buf_str(&a->text), buf_str(&b->text)));
    assert(a->finish == b->finish && a->done == b->done && a->progress == b->progress);
    assert(a->error.code == b->error.code && a->text_full == b->text_full);
    assert(strcmp(a->error.text, b->error.text) == 0);
    assert(strcmp(a->model, b->model) == 0);
    assert(a->usage.tokens_in == b->usage.tokens_in);
    assert(a->usage.tokens_out == b->usage.tokens_out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(chat_stream_done) struct chat_stream whole;
    CLEANUP(chat_stream_done) struct chat_stream cut;
    struct str text = str_from((struct str){ (const char *)bytes, len }, 1);
    run(text, text.len + 1, &whole);
    run(text, len > 0 ? bytes[0] % 7 + 1u : 1, &cut);
    check_same(&whole, &cut);
    return 0;
}
