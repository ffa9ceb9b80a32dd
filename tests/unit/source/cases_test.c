/* Documents in tests/cases/<format>/ against what they must say: x.xml beside x.jsonl.
 * UPDATE_CASES=1 in the environment writes the .jsonl files anew (then read the diff).
 */
#include "source/arxiv_api.h"
#include "source/arxiv_feed.h"
#include "source/arxiv_list.h"
#include "source/case_file.h"
#include "source/kaggle.h"
#include "source/oai.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FILE_MAX = 4 << 20, TESTS_MAX = 200 };

struct format {
    const char *pattern;
    void (*describe)(struct str bytes, struct buf *out);
};

struct document_case {
    const struct format *format;
    const char *path;
};

static void put(struct buf *out, cJSON *tree)
{
    json_write(out, tree, false);
    cJSON_Delete(tree);
}

static void put_error(struct buf *out, const struct err *err)
{
    cJSON *object = cJSON_CreateObject();
    json_set_text(object, "error", err_code_name(err->code));
    json_set_text(object, "why", err->text);
    put(out, object);
}

static void put_document(struct buf *out, bool read,
                         const struct source_document *document, const struct err *err)
{
    if (!read) {
        put_error(out, err);
        return;
    }
    put(out, record_document_json(document));
    for (size_t i = 0; i < document->entries.count; i++)
        put(out, record_entry_json(&document->entries.items[i]));
}

static void describe_feed(struct str bytes, struct buf *out)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document document;
    struct err err = { 0 };
    bool read = arxiv_feed_read(bytes, &arena, &document, &err);
    put_document(out, read, &document, &err);
}

static void describe_list(struct str bytes, struct buf *out)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document document;
    struct err err = { 0 };
    bool read = arxiv_list_read(bytes, LIT("cs.AI"), &arena, &document, &err);
    put_document(out, read, &document, &err);
}

static void describe_api(struct str bytes, struct buf *out)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document document;
    struct err err = { 0 };
    bool read = arxiv_api_read(bytes, &arena, &document, &err);
    put_document(out, read, &document, &err);
}

static void describe_oai(struct str bytes, struct buf *out)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document document;
    struct err err = { 0 };
    bool read = oai_read(bytes, NULL, &arena, &document, &err);
    put_document(out, read, &document, &err);
}

static void describe_kaggle(struct str bytes, struct buf *out)
{
    while (bytes.len > 0) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct source_entry entry;
        struct err err = { 0 };
        if (kaggle_read_line(str_cut(&bytes, '\n'), &arena, &entry, &err))
            put(out, record_entry_json(&entry));
        else
            put_error(out, &err);
    }
}

static const struct format formats[] = {
    { CASES "/rss/*.xml", describe_feed },
    { CASES "/atom/*.xml", describe_feed },
    { CASES "/list/*.html", describe_list },
    { CASES "/api/*.xml", describe_api },
    { CASES "/kaggle/*.kaggle", describe_kaggle },
    { CASES "/oai/*.xml", describe_oai },
};

static void write_file(const char *path, struct str text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    fclose(file);
}

static void a_document_says_what_its_case_expects(void **state)
{
    const struct document_case *document = *state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf bytes = buf_upto(FILE_MAX);
    CLEANUP(buf_done) struct buf said = buf_upto(FILE_MAX);
    CLEANUP(buf_done) struct buf expected = buf_upto(FILE_MAX);
    size_t stem = strlen(document->path) - strlen(strrchr(document->path, '.'));
    const char *golden = arena_printf(&arena, "%.*s.jsonl", (int)stem, document->path);
    assert_true(case_file_read(document->path, &bytes));
    document->format->describe(buf_str(&bytes), &said);
    if (getenv("UPDATE_CASES") != NULL)
        write_file(golden, buf_str(&said));
    assert_true(case_file_read(golden, &expected));
    assert_string_equal(said.ptr, expected.ptr);
}

static void every_format_has_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        glob_t found;
        assert_int_equal(glob(formats[i].pattern, 0, NULL, &found), 0);
        globfree(&found);
    }
}

int main(void)
{
    static struct document_case documents[TESTS_MAX];
    static struct CMUnitTest tests[TESTS_MAX] = { cmocka_unit_test(
        every_format_has_cases) };
    static glob_t found[COUNT_OF(formats)];
    size_t count = 1;
    for (size_t f = 0; f < COUNT_OF(formats); f++) {
        if (glob(formats[f].pattern, 0, NULL, &found[f]) != 0)
            continue;
        for (size_t i = 0; i < found[f].gl_pathc && count < TESTS_MAX; i++, count++) {
            const char *path = found[f].gl_pathv[i];
            documents[count] = (struct document_case){ &formats[f], path };
            tests[count].name = path + sizeof CASES;
            tests[count].test_func = a_document_says_what_its_case_expects;
            tests[count].initial_state = &documents[count];
        }
    }
    int failed = _cmocka_run_group_tests("cases", tests, count, NULL, NULL);
    for (size_t f = 0; f < COUNT_OF(formats); f++)
        globfree(&found[f]);
    return failed;
}
