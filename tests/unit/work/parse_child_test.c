/* The daemon's end of the parse child. /proc/self/exe is this program: started as
 * "parse", it plays the child, well-behaved or not, as the format's name asks. */
#include "work/parse_child.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define HEADER                                                                         \
    "{\"day\":\"2026-03-05\",\"complete\":true,\"shown\":{\"new\":2},"                 \
    "\"total\":{\"new\":2},\"total_results\":null,\"entries\":2}\n"
#define ENTRY                                                                          \
    "{\"id\":\"2603.90001\",\"title\":\"Tea\",\"categories\":[\"cs.CL\"],"             \
    "\"announce_type\":\"new\",\"position\":1}\n"

#define TEXT                                                                           \
    "{\"title\":null,\"text\":\"## 1 Tea\",\"sections\":[{\"level\":1,\"title\":"      \
    "\"1 Tea\"}],\"invisible\":3,\"hidden\":2,\"failed\":1,\"cut\":true}\n"

/* What the child prints, on which stream, and how it ends. */
static const struct role {
    const char *format, *output, *error;
    int status;
} roles[] = {
    { "good", HEADER ENTRY ENTRY, "", 0 },
    { "upstream", "", "paperfeed parse: upstream: come back later\n", 1 },
    { "refused", "", "noise\npaperfeed parse: refused: go away: for good\n", 1 },
    { "limit", "", "paperfeed parse: limit: too large\n", 1 },
    { "plain", "", "nothing that we know\n", 1 },
    { "usage", "", "what?\n", 2 },
    { "silent", "", "", 0 },
    { "cut", HEADER ENTRY, "", 0 },
    { "half_a_line", HEADER ENTRY "{\"id\":", "", 0 },
    { "too_many", HEADER ENTRY ENTRY ENTRY, "", 0 },
    { "no_json", "hello\n", "", 0 },
    { "no_record", HEADER "{\"id\":\"/etc/passwd\"}\n", "", 0 },
    { "stream",
      ENTRY "{\"error\":\"not a record\",\"line\":2}\n{\"id\":\"2603.90002\","
            "\"title\":\"Two\",\"categories\":[\"cs.AI\"],\"position\":3}\n",
      "", 0 },
};

/* The formats whose answer is one object are fixed; what is asked for is the role. */
static const struct role html_roles[] = {
    { "good", TEXT, "", 0 },
    { "invalid", "", "paperfeed parse: invalid: no paper\n", 1 },
    { "no_text", "{\"title\":null}\n", "", 0 },
    { "no_json", "tea\n", "", 0 },
    { "silent", "", "", 0 },
    { "two", TEXT TEXT, "", 0 },
};
static const struct role markdown_roles[] = {
    { "good", "{\"html\":\"<p>safe</p>\"}\n", "", 0 },
    { "limit", "", "paperfeed parse: limit: too deep\n", 1 },
    { "no_html", "{\"text\":\"tea\"}\n", "", 0 },
    { "silent", "", "", 0 },
};

static int play_as_told(const struct role *told, size_t count)
{
    char input[100] = "";
    size_t len = fread(input, 1, sizeof input - 1, stdin);
    input[len] = '\0';
    for (size_t i = 0; i < count; i++)
        if (strcmp(told[i].format, input) == 0) {
            fputs(told[i].output, stdout);
            fputs(told[i].error, stderr);
            return told[i].status;
        }
    return 2;
}

static int play(const char *format)
{
    for (size_t i = 0; i < COUNT_OF(roles); i++) {
        if (strcmp(roles[i].format, format) != 0)
            continue;
        fputs(roles[i].output, stdout);
        fputs(roles[i].error, stderr);
        return roles[i].status;
    }
    return 2;
}

/* "echo": the title is what came in, the comment the category that was asked for. */
static int echo(int argc, char **argv)
{
    char input[100] = "";
    size_t len = fread(input, 1, sizeof input - 1, stdin);
    input[len] = '\0';
    fputs("{\"entries\":1}\n", stdout);
    fprintf(stdout, "{\"id\":\"2603.90001\",\"title\":\"%s\",\"comment\":\"%s\"}\n",
            input, argc > 5 ? argv[5] : "none");
    return 0;
}

static bool run(const char *format, struct arena *arena,
                struct source_document *ret_document, struct err *err)
{
    const struct parse_task task = { .format = format, .category = "cs.CL" };
    return parse_child_run(&task, LIT("tea"), arena, ret_document, err);
}

static void a_document_comes_back_from_the_child(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document document;
    struct err err = { 0 };
    if (!run("good", &arena, &document, &err))
        fail_msg("%s", err.text);
    assert_true(document.complete);
    assert_int_equal(document.total[SECTION_NEW], 2);
    assert_int_equal(document.entries.count, 2);
    assert_string_equal(document.entries.items[1].paper.title, "Tea");
}

static void the_child_is_given_the_bytes_and_the_category(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document document;
    struct err err = { 0 };
    if (!run("echo", &arena, &document, &err))
        fail_msg("%s", err.text);
    assert_string_equal(document.entries.items[0].paper.title, "tea");
    assert_string_equal(document.entries.items[0].paper.comment, "cs.CL");
}

static void the_childs_error_keeps_its_code_and_words(void **state)
{
    (void)state;
    static const struct {
        const char *format, *text;
        enum err_code code;
    } errors[] = {
        { "upstream", "come back later", ERR_UPSTREAM },
        { "refused", "go away: for good", ERR_REFUSED },
        { "limit", "too large", ERR_LIMIT },
        { "plain", "nothing that we know", ERR_INVALID },
    };
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct source_document document;
        struct err err = { 0 };
        assert_false(run(errors[i].format, &arena, &document, &err));
        assert_int_equal(err.code, errors[i].code);
        assert_string_equal(err.text, errors[i].text);
    }
}

static void a_child_that_breaks_its_word_is_broken(void **state)
{
    (void)state;
    static const char *const formats[] = { "usage",       "silent",   "cut",
                                           "half_a_line", "too_many", "no_json",
                                           "no_record" };
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct source_document document;
        struct err err = { 0 };
        if (run(formats[i], &arena, &document, &err))
            fail_msg("%s was believed", formats[i]);
        assert_int_equal(err.code, ERR_BROKEN);
    }
}

struct seen {
    char text[200];
};

static bool give_nothing(void *context, struct str *ret_piece, struct err *err)
{
    (void)context, (void)err;
    *ret_piece = LIT("");
    return true;
}

static bool note_record(void *context, const struct source_entry *entry,
                        struct err *err)
{
    struct seen *seen = context;
    size_t len = strlen(seen->text);
    (void)err;
    snprintf(seen->text + len, sizeof seen->text - len, "%s@%d ", entry->paper.key,
             (int)entry->position);
    return true;
}

static bool note_broken(void *context, int64_t line, const char *why, struct err *err)
{
    struct seen *seen = context;
    size_t len = strlen(seen->text);
    (void)err;
    snprintf(seen->text + len, sizeof seen->text - len, "%s@%d ", why, (int)line);
    return true;
}

static bool refuse_record(void *context, const struct source_entry *entry,
                          struct err *err)
{
    (void)context;
    return err_set(err, ERR_BUSY, "no room for %s", entry->paper.key);
}

static void a_stream_tells_of_records_and_broken_lines(void **state)
{
    (void)state;
    struct seen seen = { "" };
    struct err err = { 0 };
    const struct parse_stream stream = { .format = "stream",
                                         .input = give_nothing,
                                         .record = note_record,
                                         .broken = note_broken,
                                         .context = &seen };
    if (!parse_child_stream(&stream, &err))
        fail_msg("%s", err.text);
    assert_string_equal(seen.text, "2603.90001@1 not a record@2 2603.90002@3 ");
}

static void a_reader_that_refuses_ends_the_stream(void **state)
{
    (void)state;
    struct seen seen = { "" };
    struct err err = { 0 };
    const struct parse_stream stream = { .format = "stream",
                                         .input = give_nothing,
                                         .record = refuse_record,
                                         .broken = note_broken,
                                         .context = &seen };
    assert_false(parse_child_stream(&stream, &err));
    assert_int_equal(err.code, ERR_BUSY);
    assert_string_equal(seen.text, "");
}

static bool read_text(const char *role, struct arena *arena,
                      struct paper_text *ret_text, struct err *err)
{
    return parse_child_text("html", str_of(role), NULL, arena, ret_text, err);
}

static void a_full_text_comes_back_from_the_child(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper_text text;
    struct err err = { 0 };
    if (!read_text("good", &arena, &text, &err))
        fail_msg("%s", err.text);
    assert_null(text.title);
    assert_string_equal(text.text, "## 1 Tea");
    assert_int_equal(text.sections.count, 1);
    assert_string_equal(text.sections.items[0].title, "1 Tea");
    assert_true(text.invisible == 3 && text.hidden == 2 && text.failed == 1);
    assert_true(text.cut);
}

static void a_text_that_cannot_be_read_is_an_error(void **state)
{
    (void)state;
    static const struct {
        const char *role;
        enum err_code code;
    } errors[] = {
        { "invalid", ERR_INVALID }, { "no_text", ERR_BROKEN },
        { "no_json", ERR_BROKEN },  { "silent", ERR_BROKEN },
        { "two", ERR_BROKEN },      { "usage", ERR_BROKEN },
    };
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct paper_text text;
        struct err err = { 0 };
        if (read_text(errors[i].role, &arena, &text, &err))
            fail_msg("%s was believed", errors[i].role);
        assert_int_equal(err.code, errors[i].code);
    }
}

static void markdown_always_becomes_something(void **state)
{
    (void)state;
    static const struct {
        const char *markdown, *html;
    } answers[] = {
        { "good", "<p>safe</p>" },         { "limit", "<p>limit</p>\n" },
        { "no_html", "<p>no_html</p>\n" }, { "silent", "<p>silent</p>\n" },
        { "<b>", "<p>&lt;b&gt;</p>\n" },   { "", "" },
    };
    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        assert_string_equal(
            parse_child_markdown(str_of(answers[i].markdown), NULL, &arena),
            answers[i].html);
    }
}

int main(int argc, char **argv)
{
    if (argc > 3 && strcmp(argv[1], "parse") == 0 && strcmp(argv[3], "html") == 0)
        return play_as_told(html_roles, COUNT_OF(html_roles));
    if (argc > 3 && strcmp(argv[1], "parse") == 0 && strcmp(argv[3], "markdown") == 0)
        return play_as_told(markdown_roles, COUNT_OF(markdown_roles));
    if (argc > 3 && strcmp(argv[1], "parse") == 0)
        return strcmp(argv[3], "echo") == 0 ? echo(argc, argv) : play(argv[3]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_comes_back_from_the_child),
        cmocka_unit_test(the_child_is_given_the_bytes_and_the_category),
        cmocka_unit_test(the_childs_error_keeps_its_code_and_words),
        cmocka_unit_test(a_child_that_breaks_its_word_is_broken),
        cmocka_unit_test(a_stream_tells_of_records_and_broken_lines),
        cmocka_unit_test(a_reader_that_refuses_ends_the_stream),
        cmocka_unit_test(a_full_text_comes_back_from_the_child),
        cmocka_unit_test(a_text_that_cannot_be_read_is_an_error),
        cmocka_unit_test(markdown_always_becomes_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
