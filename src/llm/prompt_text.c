/* See prompt_text.h. */
#include "llm/prompt_text.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <stdio.h>

void prompt_mark(const uint64_t bits[2], char ret_mark[PROMPT_MARK_SIZE])
{
    snprintf(ret_mark, PROMPT_MARK_SIZE, "%016" PRIx64 "%016" PRIx64, bits[0], bits[1]);
}

static void add_without_mark(struct buf *out, struct str text, struct str mark)
{
    size_t plain = 0, at = 0;
    while (at + mark.len <= text.len) {
        if (!str_eq_nocase(str_upto(str_from(text, at), mark.len), mark)) {
            at++;
            continue;
        }
        buf_add(out, (struct str){ text.ptr + plain, at - plain });
        buf_add(out, LIT("…"));
        plain = at += mark.len;
    }
    buf_add(out, str_from(text, plain));
}

void prompt_text_add(struct buf *out, struct str text, const char *mark)
{
    CLEANUP(buf_done) struct buf visible = buf_upto(3 * text.len);
    while (text.len > 0) {
        uint32_t character = utf8_next(&text);
        if (!utf8_is_invisible(character))
            utf8_put(&visible, character);
    }
    add_without_mark(out, buf_str(&visible), str_of(mark));
}
