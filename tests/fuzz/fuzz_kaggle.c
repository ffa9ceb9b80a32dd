/* Any bytes as lines of the metadata dump. */
#include "check_document.h"
#include "source/kaggle.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct str text = { (const char *)bytes, len };
    while (text.len > 0) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct source_entry entry;
        struct err err = { 0 };
        if (kaggle_read_line(str_cut(&text, '\n'), &arena, &entry, &err))
            check_entry(&entry);
        else
            assert(err.code != ERR_NONE && utf8_valid(str_of(err.text)));
    }
    return 0;
}
