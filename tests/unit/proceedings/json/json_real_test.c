/* Files of paperlists and answers of OpenReview as they were recorded, where they are
 * at hand (REAL_DATA). The counts are those of the recordings' own description. */
#include "proceedings/format.h"
#include "proceedings/told.h"
#include "source/case_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FILE_MAX = 64 << 20, COUNTS = 8 };

struct count {
    const char *name; /* NULL: papers without a group */
    int64_t count;
};

struct real_file {
    const char *name, *series;
    int year;
    int64_t papers, keys, abstracts;
    const char *source; /* the last part of the keys */
    int64_t of_source;
    struct count groups[COUNTS], reasons[COUNTS];
};

static const struct real_file files[] = {
    { "acl2022",
      "ACL",
      2022,
      1031,
      1031,
      1031,
      "ACL",
      1031,
      { { "Long", 603 }, { "Findings", 331 }, { "Short", 97 } },
      { { 0 } } },
    { "naacl2024",
      "NAACL",
      2024,
      912,
      912,
      912,
      "ACL",
      912,
      { { "Long", 487 },
        { "Findings", 286 },
        { "Short", 75 },
        { "Industry", 43 },
        { "System Demonstrations", 21 } },
      { { 0 } } },
    { "corl2024",
      "CoRL",
      2024,
      264,
      264,
      264,
      "OpenReview",
      264,
      { { "Poster", 264 } },
      { { 0 } } },
    { "colm2024",
      "COLM",
      2024,
      299,
      299,
      299,
      "OpenReview",
      299,
      { { "Poster", 299 } },
      { { 0 } } },
    { "ijcai2024",
      "IJCAI",
      2024,
      1048,
      1048,
      1044,
      "IJCAI",
      1048,
      { { "Main Track", 790 },
        { "Demo Track", 61 },
        { "AI for Good", 49 },
        { "Survey Track", 48 },
        { "Human-Centred AI", 11 } },
      { { 0 } } },
    { "iclr2018",
      "ICLR",
      2018,
      427,
      427,
      427,
      "OpenReview",
      427,
      { { "Poster", 314 }, { "Workshop", 90 }, { "Oral", 23 } },
      { { "not accepted (Reject)", 496 },
        { "not accepted (Withdraw)", 69 },
        { "not accepted (Active)", 3 } } },
    { "eccv2022",
      "ECCV",
      2022,
      1645,
      1645,
      1645,
      "ECVA",
      1645,
      { { "Poster", 1645 } },
      { { 0 } } },
    { "iclr2023",
      "ICLR",
      2023,
      1585,
      1585,
      0,
      "OpenReview",
      1575,
      { { "Poster", 1204 }, { "Top-25%", 280 }, { "Top-5%", 91 }, { "Journal", 10 } },
      { { "not accepted (Reject)", 2285 },
        { "not accepted (Withdraw)", 1077 },
        { "not accepted (Desk Reject)", 18 } } },
    { "nips2023",
      "NeurIPS",
      2023,
      3587,
      3587,
      0,
      "OpenReview",
      3540,
      { { "Poster", 2776 },
        { "Spotlight", 378 },
        { "Datasets and Benchmarks", 322 },
        { "Oral", 67 },
        { "Journal", 44 } },
      { { "not accepted (Reject)", 192 } } },
    { "icml2024",
      "ICML",
      2024,
      2610,
      2610,
      0,
      "OpenReview",
      2610,
      { { "Poster", 2275 }, { "Spotlight", 191 }, { "Oral", 144 } },
      { { 0 } } },
    { "cvpr2024",
      "CVPR",
      2024,
      2716,
      2716,
      0,
      "CVF",
      2716,
      { { "Poster", 2392 }, { "Highlight", 324 } },
      { { 0 } } },
    { "emnlp2023",
      "EMNLP",
      2023,
      2011,
      2011,
      0,
      "OpenReview",
      2011,
      { { "Long", 862 }, { "Short", 133 }, { "Findings", 1016 } },
      { { "not accepted (Reject)", 9 } } },
    { "siggraph2025",
      "SIGGRAPH",
      2025,
      710,
      406,
      0,
      "LIST",
      710,
      { { "Poster", 380 }, { "Technical Paper", 306 }, { "TOG Paper", 24 } },
      { { 0 } } },
    { "kdd2024",
      "KDD",
      2024,
      562,
      562,
      0,
      "LIST",
      562,
      { { NULL, 411 }, { "Applied Data Science", 151 } },
      { { 0 } } },
};

/* What a file said. */
struct heard {
    struct arena arena;
    struct source_entry *items;
    size_t count, capacity;
    struct text_list reasons;
    int64_t declared, broken;
    const char *edition;
};

static bool hear_entry(void *context, const struct source_entry *entry, struct err *err)
{
    struct heard *heard = context;
    struct source_entry copy = *entry;
    (void)err;
    copy.paper = paper_copy(&heard->arena, &entry->paper);
    ARENA_PUSH(&heard->arena, heard, copy);
    return true;
}

static bool hear_edition(void *context, const struct source_edition *edition,
                         struct err *err)
{
    struct heard *heard = context;
    (void)err;
    heard->edition = arena_text(&heard->arena, str_of(edition->name));
    heard->declared = edition->declared;
    return true;
}

static bool hear_left_out(void *context, const char *why, struct err *err)
{
    struct heard *heard = context;
    const char *copy = arena_text(&heard->arena, str_of(why));
    (void)err;
    ARENA_PUSH(&heard->arena, &heard->reasons, copy);
    return true;
}

static bool hear_broken(void *context, const char *where, const char *why,
                        struct err *err)
{
    struct heard *heard = context;
    (void)err;
    heard->broken++;
    print_message("%s: %s\n", where, why);
    return true;
}

/* False, with a line that says so, if the recording is not there. */
static bool read_bytes(struct arena *arena, const char *name, struct buf *bytes)
{
    const char *path = arena_printf(arena, "%s/venues/%s.json", REAL_DATA, name);
    if (case_file_read(path, bytes))
        return true;
    print_message("skipped: %s is not here\n", path);
    return false;
}

static void hear(struct heard *heard, struct str bytes,
                 const struct proceedings_ask *ask)
{
    const struct proceedings_sink sink = { hear_entry,  hear_edition, hear_left_out,
                                           hear_broken, NULL,         heard };
    struct err err = { 0 };
    if (!read_whole(&proceedings_json, bytes, ask, &sink, &err))
        fail_msg("%s", err.text);
}

static int64_t papers_in(const struct heard *heard, const char *group)
{
    int64_t count = 0;
    for (size_t i = 0; i < heard->count; i++) {
        const char *own = heard->items[i].paper.group;
        count += str_eq(str_of(own), str_of(group));
    }
    return count;
}

static int64_t left_out_for(const struct heard *heard, const char *why)
{
    int64_t count = 0;
    for (size_t i = 0; i < heard->reasons.count; i++)
        count += strcmp(heard->reasons.items[i], why) == 0;
    return count;
}

static int order_keys(const void *a, const void *b)
{
    const struct source_entry *first = a, *second = b;
    return strcmp(first->paper.key, second->paper.key);
}

static int64_t different_keys(struct heard *heard)
{
    int64_t count = heard->count > 0;
    qsort(heard->items, heard->count, sizeof *heard->items, order_keys);
    for (size_t i = 1; i < heard->count; i++)
        count += order_keys(&heard->items[i - 1], &heard->items[i]) != 0;
    return count;
}

static void check_counts(const struct real_file *file, const struct heard *heard)
{
    int64_t reasons = 0;
    for (size_t i = 0; i < COUNTS && file->groups[i].count > 0; i++)
        assert_int_equal(papers_in(heard, file->groups[i].name), file->groups[i].count);
    for (size_t i = 0; i < COUNTS && file->reasons[i].count > 0; i++) {
        reasons += file->reasons[i].count;
        assert_int_equal(left_out_for(heard, file->reasons[i].name),
                         file->reasons[i].count);
    }
    assert_int_equal(heard->reasons.count, reasons);
    assert_int_equal(heard->declared, file->keys);
    assert_int_equal(heard->broken, 0);
}

static bool is_clean(const char *text)
{
    return text == NULL || (strstr(text, "someone@example.org") == NULL &&
                            strstr(text, "&#x") == NULL && text[0] != '\0');
}

static void check_papers(const struct real_file *file, const struct heard *heard)
{
    int64_t abstracts = 0, of_source = 0;
    for (size_t i = 0; i < heard->count; i++) {
        const struct paper *paper = &heard->items[i].paper;
        abstracts += paper->abstract != NULL;
        of_source += str_eq(venue_key_source(paper->key), str_of(file->source));
        assert_true(is_clean(paper->title) && is_clean(paper->abstract));
        for (size_t j = 0; j < paper->authors.count; j++)
            assert_true(is_clean(paper->authors.items[j]) &&
                        strchr(paper->authors.items[j], ';') == NULL);
    }
    assert_int_equal(abstracts, file->abstracts);
    assert_int_equal(of_source, file->of_source);
}

static void files_of_paperlists_say_what_was_counted_in_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        const struct real_file *file = &files[i];
        struct heard heard = { 0 };
        CLEANUP(buf_done) struct buf bytes = buf_upto(FILE_MAX);
        const struct proceedings_ask ask = { .series = file->series,
                                             .year = file->year };
        const char *name = arena_printf(&heard.arena, "paperlists/%s", file->name);
        if (read_bytes(&heard.arena, name, &bytes)) {
            print_message("%s\n", name);
            hear(&heard, buf_str(&bytes), &ask);
            assert_int_equal(heard.count, file->papers);
            check_counts(file, &heard);
            check_papers(file, &heard);
            assert_int_equal(different_keys(&heard), file->keys);
        }
        arena_done(&heard.arena);
    }
}

static void a_recorded_page_of_openreview_has_three_notes(void **state)
{
    (void)state;
    struct heard heard = { 0 };
    CLEANUP(buf_done) struct buf bytes = buf_upto(FILE_MAX);
    const struct proceedings_ask nothing = { 0 };
    if (read_bytes(&heard.arena, "openreview/v2_iclr2024_notes_page_recorded",
                   &bytes)) {
        hear(&heard, buf_str(&bytes), &nothing);
        assert_int_equal(heard.count, 3);
        assert_int_equal(heard.declared, 2260);
        assert_string_equal(heard.edition, "ICLR.2024");
        assert_string_equal(heard.items[0].paper.key, "Ny150AblPu@OpenReview");
        assert_string_equal(heard.items[0].paper.group, "Poster");
        assert_string_equal(heard.items[1].paper.group, "Oral");
        assert_string_equal(heard.items[2].paper.group, "Spotlight");
    }
    arena_done(&heard.arena);
}

static void a_recorded_note_of_version_1_is_a_paper(void **state)
{
    (void)state;
    struct heard heard = { 0 };
    CLEANUP(buf_done) struct buf bytes = buf_upto(FILE_MAX);
    const struct proceedings_ask nothing = { 0 };
    if (read_bytes(&heard.arena, "samples_transcribed/openreview_v1_iclr2021_note",
                   &bytes)) {
        hear(&heard, buf_str(&bytes), &nothing);
        assert_int_equal(heard.count, 1);
        assert_string_equal(heard.edition, "ICLR.2021");
        assert_string_equal(heard.items[0].paper.group, "Poster");
        assert_int_equal(heard.items[0].paper.authors.count, 5);
    }
    arena_done(&heard.arena);
}

static void the_recorded_challenge_is_an_error(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf bytes = buf_upto(FILE_MAX);
    CLEANUP(buf_done) struct buf out = buf_upto(FILE_MAX);
    CLEANUP(json_done) cJSON *recorded = NULL;
    struct told told = { .out = &out };
    const char *page = NULL;
    struct err err = { 0 };
    if (!read_bytes(&arena, "samples_transcribed/openreview_v2_anonymous_challenge",
                    &bytes))
        return;
    assert_true(json_read(buf_str(&bytes), &recorded, &err));
    assert_true(json_get_text(cJSON_GetObjectItem(recorded, "response"), "text",
                              FILE_MAX, &arena, &page, &err));
    assert_false(told_read(&proceedings_json, str_of(page), NULL, 0, &told, &err));
    assert_int_equal(err.code, ERR_UPSTREAM);
    assert_non_null(strstr(err.text, "Verifying your browser"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_paperlists_say_what_was_counted_in_them),
        cmocka_unit_test(a_recorded_page_of_openreview_has_three_notes),
        cmocka_unit_test(a_recorded_note_of_version_1_is_a_paper),
        cmocka_unit_test(the_recorded_challenge_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
