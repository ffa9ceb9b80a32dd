/* Any bytes as a page of an OAI-PMH harvest. */
#include "check_document.h"
#include "source/oai.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct str text = { (const char *)bytes, len };
    struct source_document document;
    struct err err = { 0 };
    static const struct oai_ask ask = { "JAIR", 2024 };
    if (oai_read(text, len % 4 == 0 ? &ask : NULL, &arena, &document, &err)) {
        check_document(&document);
        assert(document.complete || document.harvest.token == NULL);
    } else {
        assert(err.code != ERR_NONE && utf8_valid(str_of(err.text)));
    }
    return 0;
}
