/* See chat_text.h. */
#include "llm/chat_text.h"

#include "base/utf8.h"

enum { LEAD_MAX = 1000 }; /* white space before a tag */

static const struct str tag = { "<think>", 7 }, end_tag = { "</think>", 8 };

static bool is_blank(uint32_t c)
{
    return c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x3000;
}

static void put_visible(struct chat_stream *stream, struct str text, struct buf *out)
{
    while (text.len > 0) {
        uint32_t c = utf8_next(&text);
        if (utf8_is_invisible(c))
            continue;
        stream->has_content |= !is_blank(c);
        utf8_put(out, c);
    }
}

static void put(struct chat_stream *stream, struct str text)
{
    CLEANUP(buf_done) struct buf visible = buf_upto(3 * text.len);
    put_visible(stream, text, &visible);
    size_t room = stream->text.max - stream->text.len;
    struct str fits = buf_str(&visible);
    if (stream->text_full || fits.len > room) {
        fits.len = stream->text_full ? 0 : utf8_floor(fits.ptr, room);
        stream->text_full = true;
    }
    if (fits.len == 0)
        return;
    buf_add(&stream->text, fits);
    if (stream->piece != NULL)
        stream->piece(stream->context, fits);
}

/* With what was held back. */
static void begin_answer(struct chat_stream *stream)
{
    stream->part = CHAT_ANSWERING;
    put(stream, buf_str(&stream->lead));
    buf_done(&stream->lead);
}

/* Is it reasoning? Held back until that is known. */
static void take_lead(struct chat_stream *stream)
{
    struct str lead = buf_str(&stream->lead);
    while (lead.len > 0 && char_is_space(lead.ptr[0]))
        lead = str_from(lead, 1);
    if (str_starts(lead, tag)) {
        stream->part = CHAT_THINKING;
        return;
    }
    if (!str_starts(tag, lead) || lead.ptr - stream->lead.ptr > LEAD_MAX)
        begin_answer(stream);
}

/* Keeps only what may be the beginning of the end tag. */
static void take_thought(struct chat_stream *stream)
{
    struct buf *lead = &stream->lead;
    size_t at = str_find(buf_str(lead), end_tag);
    if (at < lead->len) {
        buf_drop(lead, at + end_tag.len);
        begin_answer(stream);
    } else if (lead->len >= end_tag.len) {
        buf_drop(lead, lead->len - end_tag.len + 1);
    }
}

void chat_text_add(struct chat_stream *stream, struct str content)
{
    if (stream->part == CHAT_ANSWERING) {
        put(stream, content);
        return;
    }
    buf_add(&stream->lead, content);
    if (stream->part == CHAT_LEAD)
        take_lead(stream);
    if (stream->part == CHAT_THINKING)
        take_thought(stream);
}

void chat_text_end(struct chat_stream *stream)
{
    if (stream->part == CHAT_LEAD)
        begin_answer(stream);
}
