/* Any bytes as a set of categories. */
#include "model/category.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct category_set set, again;
    struct err err = { 0 };
    if (!category_set_read((struct str){ (const char *)bytes, len }, &arena, &set,
                           &err)) {
        assert(err.code != ERR_NONE);
        return 0;
    }
    assert(set.include_count > 0 && set.include_count <= CATEGORY_SET_MAX);
    assert(category_set_read(str_of(set.text), &arena, &again, &err));
    assert(strcmp(set.text, again.text) == 0);
    assert(set.include_count == again.include_count);
    assert(set.exclude_count == again.exclude_count);
    return 0;
}
