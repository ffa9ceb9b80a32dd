/* Any bytes as an author string. */
#include "base/utf8.h"
#include "model/author.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct text_list names = { 0 };
    author_split(&arena, (struct str){ (const char *)bytes, len }, &names);
    assert(names.count <= PAPER_AUTHORS_MAX);
    for (size_t i = 0; i < names.count; i++) {
        struct str name = str_of(names.items[i]);
        assert(name.len > 0 && utf8_valid(name));
    }
    return 0;
}
