/* Any bytes as a model's Markdown, and as the plain text that it falls back to. */
#include "check_html.h"
#include "text/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(buf_done) struct buf html = buf_upto(1 << 20);
    struct str text = { (const char *)bytes, len };
    struct err err = { 0 };
    buf_add(&html, LIT("before"));
    if (markdown_to_html(text, &html, &err))
        check_html(buf_str(&html));
    else
        assert(err.code != ERR_NONE && html.len == 6);
    buf_clear(&html);
    markdown_plain_to_html(text, &html);
    if (!html.full)
        check_html(buf_str(&html));
    return 0;
}
