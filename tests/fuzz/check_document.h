/* What holds for every document that a parser gives, whatever it was given. */
#ifndef FUZZ_CHECK_DOCUMENT_H
#define FUZZ_CHECK_DOCUMENT_H

#include "base/utf8.h"
#include "source/record.h"

#include <assert.h>

/* The entry survives the way through the child, byte for byte. */
static inline void check_entry(const struct source_entry *entry)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf text = buf_upto(64 << 20);
    CLEANUP(json_done) cJSON *written = record_entry_json(entry);
    CLEANUP(json_done) cJSON *parsed = NULL;
    struct source_entry back;
    struct err err = { 0 };
    json_write(&text, written, false);
    assert(utf8_valid(buf_str(&text)));
    assert(json_read(buf_str(&text), &parsed, &err));
    assert(record_entry_read(parsed, &arena, &back, &err));
    CLEANUP(json_done) cJSON *again = record_entry_json(&back);
    assert(cJSON_Compare(written, again, true));
}

static inline void check_edition(const struct source_edition *edition)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *written = record_edition_json(edition);
    struct source_edition back;
    struct err err = { 0 };
    assert(record_edition_read(written, &arena, &back, &err));
    CLEANUP(json_done) cJSON *again = record_edition_json(&back);
    assert(cJSON_Compare(written, again, true));
}

static inline void check_document(const struct source_document *document)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *written = record_document_json(document);
    struct source_document back;
    struct err err = { 0 };
    assert(record_document_read(written, &arena, &back, &err));
    for (size_t i = 0; i < document->entries.count; i++) {
        const struct source_entry *entry = &document->entries.items[i];
        assert(i == 0 || entry->position > entry[-1].position);
        check_entry(entry);
    }
}

#endif
