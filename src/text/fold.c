/* Folding output; see fold.h. */
#include "text/fold.h"

#include "base/utf8.h"
#include "text/accent.h"

static bool is_white(uint32_t c)
{
    return (c <= ' ' && char_is_space((char)c)) || c == 0x85 || c == 0xA0 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

static void flush_white(struct fold *fold)
{
    if (fold->last != 0 && fold->line)
        buf_char(fold->out, '\n');
    else if (fold->last != 0 && fold->space)
        buf_char(fold->out, ' ');
    fold->space = fold->line = false;
}

/* Quotes, bullets and dashes of Windows stand in old texts as controls. The others of
 * its alphabet do not mean it as often. */
static uint32_t printed(uint32_t c)
{
    return c >= 0x91 && c <= 0x97 ? utf8_of_windows(c) : c;
}

void fold_put(struct fold *fold, uint32_t c)
{
    c = printed(c);
    if (is_white(c)) {
        fold->space = true;
        return;
    }
    if (utf8_is_invisible(c))
        return;
    uint32_t composed = fold->space || fold->line ? 0 : accent_compose(fold->last, c);
    if (composed != 0) {
        buf_cut(fold->out, fold->last_at);
        c = composed;
    }
    flush_white(fold);
    fold->last_at = fold->out->len;
    fold->last = c;
    utf8_put(fold->out, c);
}

void fold_put_plain(struct fold *fold, struct str letters)
{
    if (letters.len == 0)
        return;
    flush_white(fold);
    fold->last_at = fold->out->len + letters.len - 1;
    fold->last = (unsigned char)letters.ptr[letters.len - 1];
    buf_add(fold->out, letters);
}

void fold_line(struct fold *fold)
{
    fold->line = true;
}
