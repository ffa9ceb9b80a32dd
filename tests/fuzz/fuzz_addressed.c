/* Any bytes as the text of a paper: what is found is one short well-formed line, and
 * characters that nobody sees change nothing. */
#include "base/buf.h"
#include "base/utf8.h"
#include "llm/addressed.h"

#include <assert.h>
#include <string.h>

enum { LINE_MAX_BYTES = 4000, TEXT_MAX = 8 << 20 };

/* Between any two characters. */
static void add_invisible(struct str text, struct buf *out)
{
    while (text.len > 0) {
        utf8_put(out, utf8_next(&text));
        buf_add(out, LIT("\xE2\x80\x8B"));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf split = buf_upto(TEXT_MAX);
    struct str text = { (const char *)bytes, len };
    const char *found = addressed_find(text, &arena);
    add_invisible(text, &split);
    const char *again = addressed_find(buf_str(&split), &arena);
    assert(split.full || (found == NULL) == (again == NULL));
    if (found == NULL)
        return 0;
    assert(strlen(found) > 0 && strlen(found) < LINE_MAX_BYTES);
    assert(utf8_valid(str_of(found)) && strchr(found, '\n') == NULL);
    assert(split.full || strcmp(found, again) == 0);
    return 0;
}
