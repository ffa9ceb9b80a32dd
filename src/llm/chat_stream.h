/* A chat answer as bytes come in, whatever way they are cut: server-sent events
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html) with OpenAI's
 * chunks, or one JSON document from a server that does not stream.
 *
 * Tolerates: \n, \r\n and \r; a character or a line cut in two; comments (keep-alive);
 * "data:" with or without a space; events of several lines; no [DONE]; blank lines
 * before a document; usage in a chunk without choices, in choices[0], or nowhere; an
 * error inside a 200, as object or string; reasoning under either name, or between
 * think tags at the start of the content; ill-formed characters. Bounded: a line
 * 1 MiB, an event 2 MiB, all 16 MiB (a token costs up to 350 bytes on the wire, and a
 * model may reason for 30,000 of them; nothing of that is kept). Pure: no clock; the
 * caller keeps the deadlines. */
#ifndef LLM_CHAT_STREAM_H
#define LLM_CHAT_STREAM_H

#include "base/buf.h"
#include "model/faq.h"

enum chat_finish {
    CHAT_UNFINISHED,
    CHAT_STOP,
    CHAT_LENGTH,
    CHAT_FILTERED,
    CHAT_OVERLOADED,
    CHAT_FAILED, /* says that it broke off; an error may tell why */
    CHAT_OTHER   /* as some call a stop */
};

enum { CHAT_LINE_MAX = 1 << 20, CHAT_EVENT_MAX = 2 << 20, CHAT_TOTAL_MAX = 16 << 20 };

struct chat_stream {
    /* Called with each piece of the answer: whole characters, valid UTF-8, without
     * invisible ones. NULL is fine. */
    void (*piece)(void *context, struct str text);
    void *context;

    struct buf text;  /* the answer so far, at most FAQ_ANSWER_MAX */
    bool text_full;   /* it went on beyond that */
    int64_t progress; /* rises with each piece of content or reasoning */
    bool has_content; /* a visible character came */
    enum chat_finish finish;
    bool done; /* [DONE] was seen */
    bool has_usage;
    struct faq_usage usage;    /* tokens only */
    char model[FAQ_MODEL_MAX]; /* as the provider names it; "" = it did not */
    /* An error in the stream, or a broken stream (ERR_LIMIT, ERR_INVALID). The
     * provider's own code or type is in error_code ("insufficient_quota"), "" = none.
     */
    struct err error;
    char error_code[64];

    /* Its own affairs. */
    struct buf line, event;
    struct buf lead; /* content that may be, or is, reasoning between tags */
    enum { CHAT_LEAD, CHAT_THINKING, CHAT_ANSWERING } part;
    size_t total;
    bool after_cr, is_document, knows_form;
};

/* Keeps piece and context as they are; all else begins. */
void chat_stream_begin(struct chat_stream *stream);
void chat_stream_done(struct chat_stream *stream); /* frees; for CLEANUP too */
/* False when there is no use in going on: stream->error says why. */
NODISCARD bool chat_stream_feed(struct chat_stream *stream, struct str bytes);
/* No more bytes will come: takes what is left without an end of line. */
void chat_stream_end(struct chat_stream *stream);

/* The error object of an answer that is none: {"error":{"message","type","code"}},
 * {"error":"…"}, {"message":"…"} or plain text. ret_code may stay "". */
void chat_error_read(struct str body, char *ret_text, size_t text_size, char *ret_code,
                     size_t code_size);

#endif
