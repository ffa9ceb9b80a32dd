/* Any bytes as a listing page. */
#include "check_document.h"
#include "source/arxiv_list.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct str text = { (const char *)bytes, len };
    struct source_document document;
    struct err err = { 0 };
    if (arxiv_list_read(text, LIT("cs.AI"), &arena, &document, &err))
        check_document(&document);
    else
        assert(err.code != ERR_NONE && utf8_valid(str_of(err.text)));
    return 0;
}
