/* Any bytes through each escaping and back. */
#include "base/utf8.h"
#include "text/escape.h"

#include <assert.h>

enum { TEXT_MAX = 4 << 20 };

static void check_html(struct str text)
{
    CLEANUP(buf_done) struct buf escaped = buf_upto(TEXT_MAX);
    CLEANUP(buf_done) struct buf back = buf_upto(TEXT_MAX);
    escape_html(&escaped, text);
    for (size_t i = 0; i < escaped.len; i++)
        assert(strchr("<>\"'", escaped.ptr[i]) == NULL || escaped.ptr[i] == '\0');
    unescape_entities(&back, buf_str(&escaped));
    assert(escaped.full || str_eq(buf_str(&back), text));
}

/* One way of writing it, which says the same. */
static void check_url(struct str text)
{
    CLEANUP(buf_done) struct buf escaped = buf_upto(TEXT_MAX);
    CLEANUP(buf_done) struct buf back = buf_upto(TEXT_MAX);
    bool readable = utf8_valid(text) && str_find_char(text, '\0') == text.len;
    escape_url(&escaped, text);
    assert(escaped.full || unescape_url(&back, buf_str(&escaped), true) == readable);
    assert(escaped.full || !readable || str_eq(buf_str(&back), text));
}

static void check_unescaped_url(struct str text, bool form)
{
    CLEANUP(buf_done) struct buf out = buf_upto(TEXT_MAX);
    if (!unescape_url(&out, text, form))
        return;
    assert(utf8_valid(buf_str(&out)) && out.len <= text.len);
    assert(str_find_char(buf_str(&out), '\0') == out.len);
    check_url(buf_str(&out));
}

static void check_entities(struct str text)
{
    CLEANUP(buf_done) struct buf out = buf_upto(TEXT_MAX);
    unescape_entities(&out, text);
    assert(out.len <= text.len);
    assert(utf8_valid(buf_str(&out)) || !utf8_valid(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct str text = { (const char *)bytes, len };
    check_html(text);
    check_url(text);
    check_unescaped_url(text, false);
    check_unescaped_url(text, true);
    check_entities(text);
    return 0;
}
