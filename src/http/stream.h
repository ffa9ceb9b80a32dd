/* Answers that are written while they are read: a log of bytes that only grows, and the
 * connections that follow it. All followers of a log see the same bytes, each from the
 * place where it began; bytes are made once and copied once a follower.
 *
 * A follower that has read everything is suspended and costs nothing until there is
 * more. One whose client is gone is noticed within seconds, and every follower is let
 * go after ten minutes (event streams reconnect by themselves). Thread-safe. */
#ifndef HTTP_STREAM_H
#define HTTP_STREAM_H

#include "base/str.h"

#include <stddef.h>

struct stream_log;

/* Held by the caller. Appending beyond `max` bytes ends the log. */
struct stream_log *stream_log_new(size_t max);
struct stream_log *stream_log_hold(struct stream_log *log);
void stream_log_release(struct stream_log *log); /* NULL is fine */
/* Nothing once the log has ended. Whole events: a keepalive may follow any of them. */
void stream_log_add(struct stream_log *log, struct str bytes);
/* Followers end after the last byte. */
void stream_log_end(struct stream_log *log);
size_t stream_log_len(struct stream_log *log);
size_t stream_log_followers(struct stream_log *log);

/* What a handler sets in its response: body first, then the log from `from` on. Sent
 * with Cache-Control: no-store and X-Accel-Buffering: no. */
struct stream_answer {
    struct stream_log *log; /* a hold that the response owns; NULL: no stream */
    size_t from;            /* beyond the end of the log: its end */
    struct str keepalive;   /* a literal sent after 15 s of silence, or empty */
};

#endif
