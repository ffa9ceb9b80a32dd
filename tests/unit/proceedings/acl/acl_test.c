/* Files of the Anthology written to hurt, and what a caller asks for. What a good one
 * says are cases (tests/cases/acl). */
#include "proceedings/told.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROOM = 80 << 20, MIB = 1 << 20 };

static const char meta[] = "<meta><booktitle>B</booktitle><year>2024</year>"
                           "<venue>acl</venue></meta>";

struct file {
    struct buf bytes, said;
    struct told told;
    struct proceedings_ask ask;
    struct err err;
};

static int begin(void **state)
{
    static struct file file;
    file = (struct file){ .bytes = buf_upto(ROOM), .said = buf_upto(ROOM) };
    file.told.out = &file.said;
    *state = &file;
    return 0;
}

static int finish(void **state)
{
    struct file *file = *state;
    buf_done(&file->bytes);
    buf_done(&file->said);
    return 0;
}

static bool read_file(struct file *file)
{
    return told_read(&proceedings_acl, buf_str(&file->bytes), &file->ask, 0,
                     &file->told, &file->err);
}

static void start_collection(struct file *file, const char *id)
{
    buf_printf(&file->bytes, "<collection id=\"%s\">", id);
}

static void start_volume(struct file *file, const char *id)
{
    buf_printf(&file->bytes, "<volume id=\"%s\">", id);
    buf_text(&file->bytes, meta);
}

static void add_paper(struct file *file, int id, const char *title)
{
    buf_printf(&file->bytes, "<paper id=\"%d\"><title>", id);
    buf_text(&file->bytes, title);
    buf_text(&file->bytes, "</title></paper>");
}

static void end_file(struct file *file)
{
    buf_text(&file->bytes, "</volume></collection>");
}

static void assert_says(const struct file *file, const char *words)
{
    if (strstr(file->said.ptr, words) == NULL)
        fail_msg("“%s” is not in %s", words, file->said.ptr);
}

static void of_an_edition_that_was_asked_for_others_are_left_out(void **state)
{
    struct file *file = *state;
    file->ask = (struct proceedings_ask){ .series = "EACL", .year = 2024 };
    buf_text(&file->bytes,
             "<collection id=\"2024.findings\">"
             "<volume id=\"eacl\"><meta><booktitle>B</booktitle><year>2024</year>"
             "<venue>findings</venue></meta><paper id=\"1\"><title>T</title></paper>"
             "</volume><volume id=\"acl\"><meta><booktitle>B</booktitle>"
             "<year>2024</year><venue>findings</venue></meta>"
             "<paper id=\"1\"><title>T</title></paper><paper id=\"2\"></paper>");
    end_file(file);
    assert_true(read_file(file));
    assert_int_equal(file->told.entries, 1);
    assert_int_equal(file->told.editions, 1);
    assert_int_equal(file->told.left_out, 2);
    assert_int_equal(file->told.broken, 0);
    assert_says(file, "\"skipped\":\"of another edition (ACL.2024)\"");
}

static void a_year_alone_can_be_asked_for(void **state)
{
    struct file *file = *state;
    file->ask.year = 2023;
    start_collection(file, "2024.acl");
    start_volume(file, "long");
    add_paper(file, 1, "T");
    end_file(file);
    assert_true(read_file(file));
    assert_int_equal(file->told.left_out, 1);
    assert_int_equal(file->told.editions, 0);
}

static void the_sink_can_end_the_reading(void **state)
{
    struct file *file = *state;
    file->told.stop_after = 1;
    start_collection(file, "2024.acl");
    start_volume(file, "long");
    for (int i = 1; i < 5; i++)
        add_paper(file, i, "T");
    end_file(file);
    assert_false(read_file(file));
    assert_int_equal(file->err.code, ERR_BUSY);
    assert_int_equal(file->told.entries, 1);
}

static void a_text_of_many_megabytes_breaks_its_paper_alone(void **state)
{
    struct file *file = *state;
    char *text = malloc(MIB);
    memset(text, 'a', MIB);
    start_collection(file, "2024.acl");
    start_volume(file, "long");
    buf_text(&file->bytes, "<paper id=\"1\"><title>T</title><abstract>");
    for (int i = 0; i < 6; i++)
        buf_add(&file->bytes, (struct str){ text, MIB });
    buf_text(&file->bytes, "</abstract></paper><paper id=\"2\"><title>T</title>"
                           "<abstract><tex-math>");
    for (int i = 0; i < 6; i++)
        buf_add(&file->bytes, (struct str){ text, MIB });
    buf_text(&file->bytes, "</tex-math></abstract></paper>");
    add_paper(file, 3, "After");
    end_file(file);
    free(text);
    assert_true(read_file(file));
    assert_int_equal(file->told.entries, 1);
    assert_int_equal(file->told.broken, 2);
    assert_says(file, "\"where\":\"paper 2024.acl-long.1\"");
    assert_says(file, "over 4 MiB");
}

static void a_long_abstract_is_cut_and_a_long_list_of_authors_too(void **state)
{
    struct file *file = *state;
    start_collection(file, "2024.acl");
    start_volume(file, "long");
    buf_text(&file->bytes, "<paper id=\"1\"><title>T</title><abstract>");
    for (int i = 0; i < PAPER_ABSTRACT_MAX; i++)
        buf_text(&file->bytes, "é");
    buf_text(&file->bytes, "</abstract>");
    for (int i = 0; i < PAPER_AUTHORS_MAX + 5; i++)
        buf_text(&file->bytes, "<author><last>A</last></author>");
    buf_text(&file->bytes, "</paper>");
    end_file(file);
    assert_true(read_file(file));
    assert_int_equal(file->told.entries, 1);
    assert_int_equal(file->told.broken, 0);
}

static void too_many_volumes_are_over_the_limit(void **state)
{
    struct file *file = *state;
    start_collection(file, "2024.acl");
    for (int i = 0; i <= SOURCE_GROUPS_MAX; i++)
        buf_text(&file->bytes, "<volume id=\"a\"></volume>");
    buf_text(&file->bytes, "</collection>");
    assert_false(read_file(file));
    assert_int_equal(file->err.code, ERR_LIMIT);
}

static void too_many_papers_are_over_the_limit(void **state)
{
    struct file *file = *state;
    start_collection(file, "2024.acl");
    start_volume(file, "long");
    for (int i = 0; i <= SOURCE_ENTRIES_MAX; i++)
        buf_text(&file->bytes, "<paper/>");
    end_file(file);
    assert_false(read_file(file));
    assert_int_equal(file->err.code, ERR_LIMIT);
    assert_int_equal(file->told.broken, 0);
}

static void a_file_of_any_size_is_refused_before_it_is_kept(void **state)
{
    struct file *file = *state;
    static const struct proceedings_ask nothing = { 0 };
    const struct proceedings_sink sink = told_sink(&file->told);
    struct proceedings_reader *reader = proceedings_acl.open(&nothing, &sink);
    char *piece = calloc(1, MIB);
    int given = 0;
    while (proceedings_acl.give(reader, (struct str){ piece, MIB }, &file->err))
        given++;
    assert_int_equal(file->err.code, ERR_LIMIT);
    assert_int_equal(given, SOURCE_BYTES_MAX / MIB);
    free(piece);
    proceedings_acl.close(reader);
}

/* Volumes of one name are so many groups, each with a name of its own. */
static void groups_of_one_name_are_told_apart(void **state)
{
    struct file *file = *state;
    start_collection(file, "P99");
    for (int i = 1; i <= 3; i++)
        buf_printf(&file->bytes,
                   "<volume id=\"%d\"><meta><booktitle>Proceedings of the Poster "
                   "Session</booktitle><year>1999</year><venue>acl</venue></meta>"
                   "</volume>",
                   i);
    buf_text(&file->bytes, "</collection>");
    assert_true(read_file(file));
    assert_says(file, "\"groups\":[{\"name\":\"Posters\",\"native\":\"P99-1\"},"
                      "{\"name\":\"Poster Session\",\"native\":\"P99-2\"},"
                      "{\"name\":\"Poster Session (3)\",\"native\":\"P99-3\"}]");
}

static void old_ids_have_as_many_digits_as_the_anthology_gives_them(void **state)
{
    static const struct {
        const char *collection, *volume, *id;
    } old[] = {
        { "P19", "1", "P19-1007@ACL" },  { "W05", "6", "W05-0607@ACL" },
        { "W19", "32", "W19-3207@ACL" }, { "C69", "1", "C69-0107@ACL" },
        { "C68", "1", "C68-1007@ACL" },  { "D19", "1", "D19-1007@ACL" },
        { "D19", "5", "D19-0507@ACL" },  { "D19", "57", "D19-5707@ACL" },
        { "D18", "5", "D18-5007@ACL" },
    };
    struct file *file = *state;
    for (size_t i = 0; i < COUNT_OF(old); i++) {
        buf_clear(&file->bytes);
        start_collection(file, old[i].collection);
        start_volume(file, old[i].volume);
        add_paper(file, 7, "T");
        end_file(file);
        assert_true(read_file(file));
        assert_says(file, old[i].id);
    }
    assert_int_equal(file->told.broken, 0);
}

static void attributes_and_texts_that_hurt_are_told_as_broken(void **state)
{
    struct file *file = *state;
    start_collection(file, "2024.acl");
    start_volume(file, "long&lt;b&gt;");
    add_paper(file, 1, "T");
    buf_text(&file->bytes, "</volume><volume><paper/></volume>");
    start_volume(file, "short");
    buf_text(&file->bytes, "<paper id=\"1\"><title> \xe2\x80\x8b </title></paper>"
                           "<paper id=\"2\"><title><title>T</title></title></paper>"
                           "<paper id=\"\xff\"><title>T</title></paper>");
    end_file(file);
    assert_true(read_file(file));
    assert_int_equal(file->told.entries, 1);
    assert_int_equal(file->told.broken, 4);
}

/* The library would compare each with all others. */
static void an_element_of_endless_attributes_is_not_read(void **state)
{
    struct file *file = *state;
    buf_text(&file->bytes, "<collection id=\"2024.acl\"");
    for (int i = 0; i < 10000; i++)
        buf_printf(&file->bytes, " a%d=\"\"", i);
    buf_text(&file->bytes, ">");
    start_volume(file, "long");
    end_file(file);
    assert_false(read_file(file));
    assert_int_equal(file->err.code, ERR_LIMIT);
    assert_string_equal(file->err.text, "an element has over 5000 attributes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, finish)
        TEST(of_an_edition_that_was_asked_for_others_are_left_out),
        TEST(a_year_alone_can_be_asked_for),
        TEST(the_sink_can_end_the_reading),
        TEST(a_text_of_many_megabytes_breaks_its_paper_alone),
        TEST(a_long_abstract_is_cut_and_a_long_list_of_authors_too),
        TEST(too_many_volumes_are_over_the_limit),
        TEST(an_element_of_endless_attributes_is_not_read),
        TEST(too_many_papers_are_over_the_limit),
        TEST(a_file_of_any_size_is_refused_before_it_is_kept),
        TEST(groups_of_one_name_are_told_apart),
        TEST(old_ids_have_as_many_digits_as_the_anthology_gives_them),
        TEST(attributes_and_texts_that_hurt_are_told_as_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
