/* Any bytes as what the parse child printed: JSON, a record, a header, an edition. */
#include "check_document.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *tree = NULL;
    struct str text = { (const char *)bytes, len };
    struct source_entry entry;
    struct source_document document;
    struct source_edition edition;
    struct err err = { 0 };
    if (!json_read(text, &tree, &err))
        return 0;
    CLEANUP(buf_done) struct buf written = buf_upto(1 << 20);
    json_write(&written, tree, false);
    assert(written.full || utf8_valid(buf_str(&written)));
    if (record_entry_read(tree, &arena, &entry, &err))
        check_entry(&entry);
    if (record_document_read(tree, &arena, &document, &err))
        check_document(&document);
    if (record_edition_read(tree, &arena, &edition, &err))
        check_edition(&edition);
    return 0;
}
