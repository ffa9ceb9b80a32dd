/* What is shown where an answer's Markdown cannot be: paragraphs. See markdown.h. */
#include "text/markdown.h"

#include "base/utf8.h"
#include "text/escape.h"

static void put_plain_line(struct buf *out, struct str line)
{
    CLEANUP(buf_done) struct buf visible = buf_upto(3 * line.len + 1);
    while (line.len > 0) {
        uint32_t character = utf8_next(&line);
        if (!utf8_is_invisible(character))
            utf8_put(&visible, character);
    }
    escape_html(out, buf_str(&visible));
}

void markdown_plain_to_html(struct str text, struct buf *out)
{
    bool open = false;
    while (text.len > 0) {
        struct str line = str_trim(str_cut(&text, '\n'));
        if (line.len == 0 && open)
            buf_add(out, LIT("</p>\n"));
        else if (line.len > 0)
            buf_text(out, open ? "<br/>\n" : "<p>");
        open = line.len > 0;
        put_plain_line(out, line);
    }
    if (open)
        buf_add(out, LIT("</p>\n"));
}
