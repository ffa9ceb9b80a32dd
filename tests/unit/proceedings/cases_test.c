/* Files of proceedings in tests/cases/<format>/ against what they must say: x.xml
 * beside x.jsonl. However they are cut into pieces, they say the same.
 * UPDATE_CASES=1 in the environment writes the .jsonl files anew (then read the diff).
 */
#include "proceedings/told.h"
#include "source/case_file.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FILE_MAX = 4 << 20, TESTS_MAX = 200, SMALL_PIECE = 7 };

static const struct {
    const char *pattern;
    const struct proceedings_format *format;
} formats[] = {
    { CASES "/acl/*.xml", &proceedings_acl },
    { CASES "/bibtex/*.bib", &proceedings_bibtex },
    { CASES "/json/*.json", &proceedings_json },
};

struct file_case {
    const struct proceedings_format *format;
    const char *path;
};

static void describe(const struct proceedings_format *format, struct str bytes,
                     size_t piece, struct buf *out)
{
    struct told told = { .out = out };
    struct err err = { 0 };
    if (told_read(format, bytes, NULL, piece, &told, &err))
        return;
    cJSON *object = cJSON_CreateObject();
    json_set_text(object, "failed", err_code_name(err.code));
    json_set_text(object, "why", err.text);
    told_put(&told, object);
}

static void write_file(const char *path, struct str text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    fclose(file);
}

static void a_file_says_what_its_case_expects(void **state)
{
    const struct file_case *file = *state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf bytes = buf_upto(FILE_MAX);
    CLEANUP(buf_done) struct buf said = buf_upto(FILE_MAX);
    CLEANUP(buf_done) struct buf in_pieces = buf_upto(FILE_MAX);
    CLEANUP(buf_done) struct buf expected = buf_upto(FILE_MAX);
    size_t stem = strlen(file->path) - strlen(strrchr(file->path, '.'));
    const char *golden = arena_printf(&arena, "%.*s.jsonl", (int)stem, file->path);
    assert_true(case_file_read(file->path, &bytes));
    describe(file->format, buf_str(&bytes), 0, &said);
    describe(file->format, buf_str(&bytes), SMALL_PIECE, &in_pieces);
    if (getenv("UPDATE_CASES") != NULL)
        write_file(golden, buf_str(&said));
    assert_true(case_file_read(golden, &expected));
    buf_char(&said, '.'); /* so that nothing is text, too */
    buf_char(&in_pieces, '.');
    buf_char(&expected, '.');
    assert_string_equal(said.ptr, expected.ptr);
    assert_string_equal(in_pieces.ptr, expected.ptr);
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
    static struct file_case files[TESTS_MAX];
    static struct CMUnitTest tests[TESTS_MAX] = { cmocka_unit_test(
        every_format_has_cases) };
    static glob_t found[COUNT_OF(formats)];
    size_t count = 1;
    for (size_t f = 0; f < COUNT_OF(formats); f++) {
        if (glob(formats[f].pattern, 0, NULL, &found[f]) != 0)
            continue;
        for (size_t i = 0; i < found[f].gl_pathc && count < TESTS_MAX; i++, count++) {
            const char *path = found[f].gl_pathv[i];
            files[count] = (struct file_case){ formats[f].format, path };
            tests[count].name = path + sizeof CASES;
            tests[count].test_func = a_file_says_what_its_case_expects;
            tests[count].initial_state = &files[count];
        }
    }
    int failed = _cmocka_run_group_tests("cases", tests, count, NULL, NULL);
    for (size_t f = 0; f < COUNT_OF(formats); f++)
        globfree(&found[f]);
    return failed;
}
