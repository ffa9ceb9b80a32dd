/* Harvest pages of arXiv's servers as they were recorded, where they are at hand
 * (REAL_DATA). The counts are those of the recordings' own manifest. */
#include "source/case_file.h"
#include "source/oai.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { FILE_MAX = 64 << 20 };

/* The counts of a page; -1 = not said. */
struct real_page {
    const char *name;
    size_t entries, identifiers;
    int64_t broken, list_size, cursor;
    bool goes_on, has_versions;
};

/* False, with a line that says so, if the recording is not there. */
static bool read_real(const char *name, struct arena *arena,
                      struct source_document *ret_document)
{
    CLEANUP(buf_done) struct buf bytes = buf_upto(FILE_MAX);
    struct err err = { 0 };
    const char *path = arena_printf(arena, "%s/arxiv/oai/%s", REAL_DATA, name);
    if (!case_file_read(path, &bytes)) {
        print_message("skipped: %s is not here\n", path);
        return false;
    }
    if (!oai_read(buf_str(&bytes), NULL, arena, ret_document, &err))
        fail_msg("%s: %s", path, err.text);
    return true;
}

static void check_entries(const struct source_document *document, bool has_versions)
{
    for (size_t i = 0; i < document->entries.count; i++) {
        const struct source_entry *entry = &document->entries.items[i];
        struct err err = { 0 };
        if (!paper_check(&entry->paper, &err))
            fail_msg("%s: %s", entry->paper.key, err.text);
        assert_true(entry->paper.authors.count > 0);
        assert_true(entry->datestamp > 0);
        assert_int_equal(entry->paper.version > 0, has_versions);
        if (has_versions)
            assert_true(entry->paper.published > 0 &&
                        entry->paper.updated >= entry->paper.published);
    }
}

static void check_pages(const struct real_page *pages, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct source_document document;
        const struct real_page *page = &pages[i];
        if (!read_real(page->name, &arena, &document))
            return;
        assert_true(document.complete);
        assert_null(document.harvest.error);
        assert_int_equal(document.entries.count, page->entries);
        assert_int_equal(document.harvest.identifiers.count, page->identifiers);
        assert_int_equal(document.harvest.broken_count, page->broken);
        assert_int_equal(document.harvest.list_size, page->list_size);
        assert_int_equal(document.harvest.cursor, page->cursor);
        assert_int_equal(document.harvest.token != NULL, page->goes_on);
        check_entries(&document, page->has_versions);
    }
}

#define OFFICIAL "official_impl_2026/"

static void chains_of_the_present_server_have_all_their_records(void **state)
{
    (void)state;
    static const struct real_page pages[] = {
        { OFFICIAL "ListRecords_arXivRaw_all_p01.xml", 200, 0, 0, -1, -1, true, true },
        { OFFICIAL "ListRecords_arXivRaw_all_p02.xml", 200, 0, 0, -1, -1, true, true },
        { OFFICIAL "ListRecords_arXivRaw_all_p03.xml", 103, 0, 0, -1, -1, false, true },
        { OFFICIAL "ListRecords_arXiv_all_p01.xml", 200, 0, 0, -1, -1, true, false },
        { OFFICIAL "ListRecords_arXiv_all_p02.xml", 200, 0, 0, -1, -1, true, false },
        { OFFICIAL "ListRecords_arXiv_all_p03.xml", 103, 0, 0, -1, -1, false, false },
        { OFFICIAL "ListRecords_oai_dc_set_math_p01.xml", 143, 0, 0, -1, -1, false,
          false },
        { OFFICIAL "ListIdentifiers_all_p01.xml", 0, 400, 0, -1, -1, true, false },
        { OFFICIAL "ListIdentifiers_all_p02.xml", 0, 103, 0, -1, -1, false, false },
        { OFFICIAL "GetRecord_arXivRaw_0806.4129.xml", 1, 0, 0, -1, -1, false, true },
    };
    check_pages(pages, COUNT_OF(pages));
}

static void pages_of_the_old_server_have_all_their_records(void **state)
{
    (void)state;
    static const struct real_page pages[] = {
        { "cs_harvest_2016/page_001.xml", 1000, 0, 0, 102538, 0, true, false },
        { "cs_harvest_2016/page_002.xml", 1000, 0, 0, 102538, 1000, true, false },
        { "cs_harvest_2016/page_050.xml", 1000, 0, 0, 102538, 49000, true, false },
        { "cs_harvest_2016/page_103.xml", 538, 0, 0, 102538, 102000, false, false },
        /* 1000 records, one of them under an id that arXiv never gave */
        { "scirate_ListRecords_arXivRaw_2014_96001.xml", 999, 0, 1, 907096, 95000, true,
          true },
        { "fatcat_arxivraw_1810.09584.xml", 1, 0, 0, -1, -1, false, true },
    };
    check_pages(pages, COUNT_OF(pages));
}

static void the_protocols_errors_are_told_by_their_code(void **state)
{
    (void)state;
    static const struct {
        const char *name, *code;
    } errors[] = {
        { OFFICIAL "error_noRecordsMatch.xml", "noRecordsMatch" },
        { OFFICIAL "error_badResumptionToken.xml", "badResumptionToken" },
        { OFFICIAL "error_badArgument_set.xml", "badArgument" },
        { OFFICIAL "error_idDoesNotExist.xml", "idDoesNotExist" },
        { "error_cannotDisseminateFormat_old_2019.xml", "cannotDisseminateFormat" },
    };
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct source_document document;
        if (!read_real(errors[i].name, &arena, &document))
            return;
        assert_true(document.complete);
        assert_string_equal(document.harvest.error, errors[i].code);
        assert_true(strlen(document.harvest.why) > 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chains_of_the_present_server_have_all_their_records),
        cmocka_unit_test(pages_of_the_old_server_have_all_their_records),
        cmocka_unit_test(the_protocols_errors_are_told_by_their_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
