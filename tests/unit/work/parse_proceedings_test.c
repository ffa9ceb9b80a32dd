/* The daemon's end of the parse child where proceedings come back: lines that a child
 * might print, well-behaved or not. */
#include "work/parse_child.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "work/cat_child.h"

#include <inttypes.h>

#define RECORD(id)                                                                     \
    "{\"id\":\"" id                                                                    \
    "\",\"branch\":\"venue\",\"title\":\"Tea\",\"venue\":\"ACL.2024\","                \
    "\"year\":2024,\"dialect\":\"acl\",\"position\":1}\n"
#define EDITION                                                                        \
    "{\"edition\":{\"name\":\"ACL.2024\",\"dialect\":\"acl\",\"part\":\"2024.acl\","   \
    "\"declared\":2,\"groups\":[{\"name\":\"Long\",\"native\":\"long\"}]}}\n"

/* What was told, a word each. */
struct heard {
    struct parse_files *files; /* NULL: those of one file */
    struct buf words;
    struct str bytes;
    bool refuses;
};

static bool hear_entry(void *context, const struct source_entry *entry, struct err *err)
{
    struct heard *heard = context;
    buf_printf(&heard->words, "entry %s; ", entry->paper.key);
    return !heard->refuses || err_set(err, ERR_LIMIT, "enough");
}

static bool hear_edition(void *context, const struct source_edition *edition,
                         struct err *err)
{
    (void)err;
    buf_printf(&((struct heard *)context)->words, "edition %s %s; ", edition->name,
               edition->groups.items[0].native);
    return true;
}

static bool hear_left_out(void *context, const char *why, struct err *err)
{
    (void)err;
    buf_printf(&((struct heard *)context)->words, "out %s; ", why);
    return true;
}

static bool hear_broken(void *context, const char *where, const char *why,
                        struct err *err)
{
    (void)err;
    buf_printf(&((struct heard *)context)->words, "broken %s %s; ", where, why);
    return true;
}

static bool hear_page(void *context, const struct proceedings_page *page,
                      struct err *err)
{
    (void)err;
    buf_printf(&((struct heard *)context)->words, "page of %" PRId64 ", next %s; ",
               page->count, page->next ? page->next : "none");
    return true;
}

static bool give(void *context, struct str *ret_piece, struct err *err)
{
    (void)err;
    struct heard *heard = context;
    *ret_piece = heard->bytes;
    heard->bytes = LIT("");
    return true;
}

static bool parse(struct heard *heard, const char *bytes, struct err *err)
{
    const struct proceedings_sink sink = { hear_entry,  hear_edition, hear_left_out,
                                           hear_broken, hear_page,    heard };
    const struct parse_proceedings task = {
        .format = "acl",
        .ask = { "ACL", 2024 },
        .input = give,
        .context = heard,
        .sink = &sink,
    };
    heard->bytes = str_of(bytes);
    heard->words = buf_upto(10000);
    struct parse_files *alone = heard->files == NULL ? parse_files_open() : NULL;
    bool fine =
        parse_child_proceedings(alone != NULL ? alone : heard->files, &task, err);
    parse_files_close(alone);
    return fine;
}

static void what_the_child_tells_is_told_in_order(void **state)
{
    (void)state;
    struct heard heard = { .refuses = false };
    struct err err = { 0 };
    if (!parse(
            &heard,
            RECORD("2024.acl-long.1@ACL") "{\"skipped\":\"not accepted\"}\n"
                                          "{\"error\":\"no title\",\"where\":\"paper "
                                          "7\"}\n"
                                          "{\"page\":{\"next\":\"?page=2\","
                                          "\"count\":9}}\n" EDITION,
            &err))
        fail_msg("%s", err.text);
    assert_string_equal(
        heard.words.ptr,
        "entry 2024.acl-long.1@ACL; out not accepted; broken paper 7 no "
        "title; page of 9, next ?page=2; edition ACL.2024 long; ");
    buf_done(&heard.words);
}

static void a_child_that_tells_of_anything_else_is_broken(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "tea\n",
        "[]\n",
        "{}\n",
        "{\"id\":\"2406.12345\",\"title\":\"Tea\",\"categories\":[\"cs.CL\"]}\n",
        "{\"id\":\"x@ACL\",\"branch\":\"venue\",\"title\":\"Tea\",\"dialect\":\"acl\"}"
        "\n",
        "{\"id\":\"x@ACL\",\"branch\":\"venue\",\"title\":\"Tea\",\"venue\":\"ACL."
        "2024\"}"
        "\n",
        "{\"id\":\"x@ACL\",\"branch\":\"venue\",\"venue\":\"ACL.2024\",\"dialect\":"
        "\"acl\"}\n",
        "{\"id\":\"x@ACL\",\"branch\":\"venue\",\"title\":\"Tea\",\"venue\":\"ACL."
        "2024\","
        "\"dialect\":\"acl\",\"deleted\":true}\n",
        "{\"edition\":{\"name\":\"ACL\"}}\n",
        "{\"edition\":7}\n",
        "{\"skipped\":7}\n",
        "{\"page\":7}\n",
        "{\"page\":{\"next\":\"?page=2\"}}\n",
        "{\"page\":{\"next\":2,\"count\":9}}\n",
        "{\"error\":\"why\"}\n",
        RECORD("../etc@ACL"),
        RECORD("x@ACL") "{\"id\":",
        RECORD("x@ACL") "{\"end\":true}\n",
        RECORD("x@ACL") "{\"end\":true}\n" RECORD("y@ACL"),
        "?" RECORD("x@ACL"),
    };
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        struct heard heard = { .refuses = false };
        struct err err = { 0 };
        if (parse(&heard, lines[i], &err))
            fail_msg("believed %s", lines[i]);
        if (err.code != ERR_BROKEN)
            fail_msg("%s: %s", lines[i], err.text);
        buf_done(&heard.words);
    }
}

static void the_readers_error_keeps_its_code(void **state)
{
    (void)state;
    struct heard heard = { .refuses = false };
    struct err err = { 0 };
    assert_false(
        parse(&heard, "!paperfeed parse: upstream: a page for people\n", &err));
    assert_int_equal(err.code, ERR_UPSTREAM);
    assert_string_equal(err.text, "a page for people");
    buf_done(&heard.words);
}

static void a_sink_that_refuses_ends_the_reading(void **state)
{
    (void)state;
    struct heard heard = { .refuses = true };
    struct err err = { 0 };
    assert_false(parse(&heard, RECORD("x@ACL") RECORD("y@ACL"), &err));
    assert_int_equal(err.code, ERR_LIMIT);
    assert_string_equal(heard.words.ptr, "entry x@ACL; ");
    buf_done(&heard.words);
}

/* Reads the next one and says who speaks in it. */
static void read_next(struct heard *heard, const char *bytes, enum err_code code)
{
    struct err err = { 0 };
    bool fine = parse(heard, bytes, &err);
    if (fine != (code == ERR_NONE) || err.code != code)
        fail_msg("%s: %s", bytes, err.text);
}

static void files_are_told_one_behind_the_other(void **state)
{
    (void)state;
    struct heard heard = { .files = parse_files_open() };
    static const char *const keys[] = { "entry a@ACL; ", "", "entry b@ACL; " };
    static const char *const files[] = { RECORD("a@ACL"), "", RECORD("b@ACL") };
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        read_next(&heard, files[i], ERR_NONE);
        assert_string_equal(heard.words.len > 0 ? heard.words.ptr : "", keys[i]);
        buf_done(&heard.words);
    }
    parse_files_close(heard.files);
}

static void a_file_that_ends_its_child_leaves_the_others_alone(void **state)
{
    (void)state;
    struct heard heard = { .files = parse_files_open() };
    static const struct {
        const char *bytes;
        enum err_code code;
    } files[] = {
        { RECORD("a@ACL"), ERR_NONE },
        { "!paperfeed parse: upstream: a page for people\n", ERR_UPSTREAM },
        { RECORD("b@ACL"), ERR_NONE },
        { "?" RECORD("c@ACL"), ERR_BROKEN },
        { RECORD("d@ACL") "{\"end\":true}\n" RECORD("e@ACL"), ERR_BROKEN },
        { RECORD("f@ACL") "{\"id\":", ERR_BROKEN },
        { RECORD("g@ACL"), ERR_NONE },
    };
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        read_next(&heard, files[i].bytes, files[i].code);
        if (files[i].code != ERR_NONE)
            assert_true(str_find(buf_str(&heard.words), LIT("e@ACL")) ==
                        heard.words.len);
        else
            assert_int_equal(heard.words.len, strlen("entry a@ACL; "));
        buf_done(&heard.words);
    }
    parse_files_close(heard.files);
}

int main(int argc, char **argv)
{
    if (is_child(argc, argv))
        return play_cat();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_child_tells_is_told_in_order),
        cmocka_unit_test(a_child_that_tells_of_anything_else_is_broken),
        cmocka_unit_test(the_readers_error_keeps_its_code),
        cmocka_unit_test(a_sink_that_refuses_ends_the_reading),
        cmocka_unit_test(files_are_told_one_behind_the_other),
        cmocka_unit_test(a_file_that_ends_its_child_leaves_the_others_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
