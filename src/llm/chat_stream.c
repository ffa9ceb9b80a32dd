/* Lines and events; see chat_stream.h. What they mean is chat_chunk.c's affair. */
#include "llm/chat_stream.h"

#include "llm/chat_chunk.h"
#include "llm/chat_text.h"

static const char *const fields[] = { "data", "event", "id", "retry" };

void chat_stream_begin(struct chat_stream *stream)
{
    *stream = (struct chat_stream){
        .piece = stream->piece,
        .context = stream->context,
        .text = buf_upto(FAQ_ANSWER_MAX),
        .line = buf_upto(CHAT_LINE_MAX),
        .event = buf_upto(CHAT_EVENT_MAX),
        .lead = buf_upto(4 * (size_t)CHAT_EVENT_MAX), /* whatever an event holds */
    };
}

void chat_stream_done(struct chat_stream *stream)
{
    buf_done(&stream->text);
    buf_done(&stream->line);
    buf_done(&stream->event);
    buf_done(&stream->lead);
}

static bool is_fine(const struct chat_stream *stream)
{
    return stream->error.code == ERR_NONE;
}

static bool fits(struct chat_stream *stream, const struct buf *buf, const char *what)
{
    return !buf->full || err_set(&stream->error, ERR_LIMIT,
                                 "%s of the answer is over %zu bytes", what, buf->max);
}

/* `cut`: the stream ended here, so that half an event is no surprise. */
static void end_event(struct chat_stream *stream, bool cut)
{
    struct err err;
    struct str event = str_trim(buf_str(&stream->event));
    if (str_eq(event, LIT("[DONE]")))
        stream->done = true;
    else if (event.len > 0 && !stream->done && is_fine(stream) &&
             !chat_chunk_take(stream, event, &err) && !cut)
        err_set(&stream->error, ERR_INVALID, "an event of the answer: %s", err.text);
    buf_clear(&stream->event);
}

static void add_to_event(struct chat_stream *stream, struct str value)
{
    if (stream->event.len > 0)
        buf_char(&stream->event, '\n');
    buf_add(&stream->event, value);
    fits(stream, &stream->event, "an event");
}

static bool is_field(struct str name)
{
    return name.len == 0 || str_is_one_of(name, fields, COUNT_OF(fields));
}

/* The first line that is neither blank nor a comment tells what the rest is. */
static void learn_form(struct chat_stream *stream, struct str *line)
{
    struct str name, rest;
    str_skip(line, LIT("\xEF\xBB\xBF")); /* a byte order mark */
    rest = str_trim(*line);
    if (rest.len == 0 || line->ptr[0] == ':')
        return;
    stream->knows_form = true;
    stream->is_document = rest.ptr[0] == '{';
    name = str_cut(&rest, ':');
    if (!stream->is_document && !is_field(name))
        err_set(&stream->error, ERR_INVALID,
                "the answer is neither an event stream nor a JSON object");
}

static void end_line(struct chat_stream *stream)
{
    struct str line = buf_str(&stream->line);
    if (!stream->knows_form)
        learn_form(stream, &line);
    if (stream->is_document) {
        add_to_event(stream, line);
    } else if (line.len == 0) {
        end_event(stream, false);
    } else {
        struct str name = str_cut(&line, ':');
        str_skip(&line, LIT(" "));
        if (str_eq(name, LIT("data")))
            add_to_event(stream, line);
    }
    buf_clear(&stream->line);
}

/* The part of `bytes` before the end of a line, which is taken off too. */
static struct str cut_line(struct chat_stream *stream, struct str *bytes,
                           bool *ret_ended)
{
    size_t len = 0;
    while (len < bytes->len && bytes->ptr[len] != '\n' && bytes->ptr[len] != '\r')
        len++;
    struct str part = str_upto(*bytes, len);
    *ret_ended = len < bytes->len;
    if (*ret_ended)
        stream->after_cr = bytes->ptr[len++] == '\r';
    *bytes = str_from(*bytes, len);
    return part;
}

static void take_bytes(struct chat_stream *stream, struct str bytes)
{
    while (bytes.len > 0 && is_fine(stream)) {
        bool ended;
        if (stream->after_cr)
            str_skip(&bytes, LIT("\n"));
        stream->after_cr = false;
        buf_add(&stream->line, cut_line(stream, &bytes, &ended));
        if (fits(stream, &stream->line, "a line") && ended)
            end_line(stream);
    }
}

bool chat_stream_feed(struct chat_stream *stream, struct str bytes)
{
    if (!is_fine(stream))
        return false;
    if (bytes.len > CHAT_TOTAL_MAX - stream->total)
        return err_set(&stream->error, ERR_LIMIT, "the answer is over %d bytes",
                       (int)CHAT_TOTAL_MAX);
    stream->total += bytes.len;
    take_bytes(stream, bytes);
    return is_fine(stream);
}

void chat_stream_end(struct chat_stream *stream)
{
    if (is_fine(stream) && stream->line.len > 0)
        end_line(stream);
    if (is_fine(stream))
        end_event(stream, !stream->is_document);
    chat_text_end(stream);
}
