/* Any bytes as an answer of the query API. */
#include "check_document.h"
#include "source/arxiv_api.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct str text = { (const char *)bytes, len };
    struct source_document document;
    struct err err = { 0 };
    if (arxiv_api_read(text, &arena, &document, &err))
        check_document(&document);
    else
        assert(err.code != ERR_NONE && utf8_valid(str_of(err.text)));
    return 0;
}
