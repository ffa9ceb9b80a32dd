/* One pass; see html_drop.h. */
#include "source/html_drop.h"

#include "base/buf.h"
#include "text/html_tag.h"

struct str html_drop_tags(struct arena *arena, struct str text)
{
    static const char *const between[] = { "", " ", "\n " };
    CLEANUP(buf_done) struct buf plain = buf_upto(2 * text.len + 1);
    while (text.len > 0) {
        size_t run = str_find_char(text, '<');
        buf_add(&plain, str_upto(text, run));
        text = str_from(text, run);
        enum html_breaks breaks = HTML_NO_BREAK;
        size_t tag = html_tag_length(text, &breaks);
        buf_text(&plain, between[breaks]);
        if (tag == 0)
            buf_add(&plain, str_upto(text, 1));
        text = str_from(text, tag > 0 ? tag : 1);
    }
    return (struct str){ arena_text(arena, buf_str(&plain)), plain.len };
}
