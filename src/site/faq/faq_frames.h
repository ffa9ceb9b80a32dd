/* The events of a FAQ as bytes (text/event-stream, HTML Living Standard 9.2.6). Pure.
 */
#ifndef SITE_FAQ_FRAMES_H
#define SITE_FAQ_FRAMES_H

#include "model/faq.h"
#include "text/json.h"

struct frame_state {
    enum faq_state state;
    int64_t position; /* 0 = null */
    double progress;
    const char *reason; /* or NULL */
    int questions;
};

/* An id has a fixed length, so that it can name the place behind its own frame. */
enum { FRAME_ID_SIZE = 16 + 1 + 8 + 1 };
void frame_id_write(uint64_t epoch, size_t offset, char ret_id[FRAME_ID_SIZE]);
/* false where it is none of ours. */
NODISCARD bool frame_id_read(const char *id, uint64_t *ret_epoch, size_t *ret_offset);

/* Each appends "event: …", "data: …" and the empty line. */
void frame_state(struct buf *out, const struct frame_state *state);
void frame_question(struct buf *out, int number, const char *question);
void frame_piece(struct buf *out, int number, const char *text);
void frame_answer(struct buf *out, const struct faq_answer *answer, bool with_html);
void frame_done(struct buf *out, enum faq_state state, const char *reason);

#endif
