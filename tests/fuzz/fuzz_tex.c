/* Any bytes as TeX-flavoured text, in each kind of field. */
#include "base/utf8.h"
#include "text/tex.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const enum tex_field fields[] = { TEX_TITLE, TEX_ABSTRACT, TEX_NAME };
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct str tex = { (const char *)bytes, len };
        struct str text = str_of(tex_to_text(&arena, tex, fields[i]));
        assert(utf8_valid(text));
        assert(text.len == str_trim(text).len);
        if (fields[i] != TEX_ABSTRACT)
            assert(str_find_char(text, '\n') == text.len);
    }
    return 0;
}
