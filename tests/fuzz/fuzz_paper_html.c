/* Any bytes as an HTML paper. */
#include "check_paper_text.h"
#include "source/paper_html.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper_text text;
    struct err err = { 0 };
    if (paper_html_read((struct str){ (const char *)bytes, len }, &arena, &text, &err))
        check_paper_text(&text);
    else
        assert(err.code != ERR_NONE && utf8_valid(str_of(err.text)));
    return 0;
}
