/* Names and codes of FAQs; see faq.h. */
#include "model/faq.h"

#include <assert.h>

static bool is_group(struct str group, bool first)
{
    bool ok = group.len > 0;
    for (size_t i = 0; i < group.len; i++)
        ok &= char_is_letter(group.ptr[i]) || (!first && char_is_digit(group.ptr[i]));
    return ok;
}

bool faq_language_is_valid(struct str code)
{
    if (code.len < 2 || code.len >= FAQ_LANGUAGE_SIZE)
        return false;
    bool more = true;
    for (bool first = true; more; first = false) {
        more = str_find_char(code, '-') < code.len;
        if (!is_group(str_cut(&code, '-'), first))
            return false;
    }
    return true;
}

const char *text_source_name(enum text_source source)
{
    static const char *const names[] = {
        [TEXT_HTML] = "html", [TEXT_PDF] = "pdf", [TEXT_ABSTRACT] = "abstract"
    };
    _Static_assert(COUNT_OF(names) == TEXT_SOURCE_COUNT, "a name for each");
    assert((size_t)source < COUNT_OF(names));
    return names[source];
}

const char *faq_state_name(enum faq_state state)
{
    static const char *const names[] = {
        [FAQ_NONE] = "none", [FAQ_QUEUED] = "queued",       [FAQ_RUNNING] = "running",
        [FAQ_DONE] = "done", [FAQ_TRUNCATED] = "truncated", [FAQ_FAILED] = "failed",
    };
    _Static_assert(COUNT_OF(names) == FAQ_FAILED + 1, "a name for each");
    assert((size_t)state < COUNT_OF(names));
    return names[state];
}
