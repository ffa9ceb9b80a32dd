/* The one growable buffer: what builds text and collects bytes.
 *
 * Born with its ceiling; appending never fails, it fills: what would pass the ceiling
 * is dropped whole and `full` is set. Ask once, at the end. ptr is always
 * NUL-terminated (and never NULL once something was appended). Not shared between
 * threads. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/attr.h"
#include "base/str.h"

struct buf {
    char *ptr;
    size_t len, cap, max;
    bool full;
};

struct buf buf_upto(size_t max);
void buf_done(struct buf *buf);  /* afterwards empty and reusable, same ceiling */
void buf_clear(struct buf *buf); /* forgets the text, keeps the memory */
void buf_add(struct buf *buf, struct str text);
void buf_char(struct buf *buf, char c);
void buf_text(struct buf *buf, const char *text); /* NULL adds nothing */
void buf_printf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
void buf_cut(struct buf *buf, size_t len);  /* keeps the first len bytes */
void buf_drop(struct buf *buf, size_t len); /* takes the first len bytes away */
struct str buf_str(const struct buf *buf);

#endif
