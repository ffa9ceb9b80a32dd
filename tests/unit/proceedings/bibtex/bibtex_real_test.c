/* The volumes of PMLR that were recorded, where they are: their counts, and that
 * nothing of TeX is left where a reader looks. */
#include "proceedings/told.h"
#include "source/case_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { FILE_MAX = 1 << 20 };

struct counts {
    const char *section; /* that is counted */
    int64_t papers, abstracts, openreview, in_section, foreign_names;
};

struct reading {
    struct counts counts;
    struct source_edition edition;
    struct arena arena;
    int64_t others; /* left out or broken */
};

static bool is_foreign(const char *name)
{
    for (; *name != '\0'; name++)
        if ((unsigned char)*name >= 0x80)
            return true;
    return false;
}

static bool take_entry(void *context, const struct source_entry *entry, struct err *err)
{
    struct reading *reading = context;
    struct counts *counts = &reading->counts;
    const struct paper *paper = &entry->paper;
    (void)err;
    counts->papers++;
    counts->abstracts += paper->abstract != NULL;
    counts->openreview += str_eq(venue_key_source(paper->key), LIT("OpenReview"));
    counts->in_section += strcmp(paper->group, counts->section) == 0;
    if (strchr(paper->title, '$') == NULL) /* no math */
        assert_null(strpbrk(paper->title, "{}\\"));
    assert_non_null(paper->page_url);
    assert_non_null(paper->pdf_url);
    for (size_t i = 0; i < paper->authors.count; i++) {
        assert_null(strpbrk(paper->authors.items[i], "{}\\$~,0123456789"));
        counts->foreign_names += is_foreign(paper->authors.items[i]);
    }
    return true;
}

static bool take_edition(void *context, const struct source_edition *edition,
                         struct err *err)
{
    struct reading *reading = context;
    (void)err;
    assert_null(reading->edition.name);
    reading->edition.name = arena_text(&reading->arena, str_of(edition->name));
    reading->edition.part = arena_text(&reading->arena, str_of(edition->part));
    reading->edition.declared = edition->declared;
    reading->edition.groups.count = edition->groups.count;
    return true;
}

static bool take_left_out(void *context, const char *why, struct err *err)
{
    (void)why, (void)err;
    ((struct reading *)context)->others++;
    return true;
}

static bool take_broken(void *context, const char *where, const char *why,
                        struct err *err)
{
    print_error("%s: %s\n", where, why);
    return take_left_out(context, why, err);
}

static bool read_real(const char *file, struct reading *reading)
{
    static const struct proceedings_ask nothing = { 0 };
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf bytes = buf_upto(FILE_MAX);
    const struct proceedings_sink sink = { take_entry,  take_edition, take_left_out,
                                           take_broken, NULL,         reading };
    const char *path = arena_printf(&arena, "%s/venues/pmlr/%s", REAL_DATA, file);
    struct err err = { 0 };
    if (!case_file_read(path, &bytes)) {
        print_message("skipped: %s is not here\n", path);
        return false;
    }
    if (!read_whole(&proceedings_bibtex, buf_str(&bytes), &nothing, &sink, &err))
        fail_msg("%s", err.text);
    return true;
}

static void check(const char *file, const struct counts *expected, const char *edition,
                  const char *part, size_t groups)
{
    struct reading reading = { .counts.section = expected->section };
    if (read_real(file, &reading)) {
        assert_int_equal(reading.counts.papers, expected->papers);
        assert_int_equal(reading.counts.abstracts, expected->abstracts);
        assert_int_equal(reading.counts.openreview, expected->openreview);
        assert_int_equal(reading.counts.in_section, expected->in_section);
        assert_int_equal(reading.counts.foreign_names, expected->foreign_names);
        assert_int_equal(reading.others, 0);
        assert_string_equal(reading.edition.name, edition);
        assert_string_equal(reading.edition.part, part);
        assert_int_equal(reading.edition.declared, expected->papers);
        assert_int_equal(reading.edition.groups.count, groups);
    }
    arena_done(&reading.arena);
}

static void uai_2024_comes_out_whole(void **state)
{
    (void)state;
    const struct counts expected = { "Papers", 201, 201, 200, 200, 31 };
    check("v244_UAI2024.bib", &expected, "UAI.2024", "v244", 2);
}

static void colt_2024_comes_out_whole(void **state)
{
    (void)state;
    const struct counts expected = { "Open Problems", 170, 169, 0, 9, 15 };
    check("v247_colt2024.bib", &expected, "COLT.2024", "v247", 3);
}

static void corl_2024_comes_out_whole(void **state)
{
    (void)state;
    const struct counts expected = { "Oral", 264, 264, 264, 30, 23 };
    check("v270_corl24.bib", &expected, "CoRL.2024", "v270", 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uai_2024_comes_out_whole),
        cmocka_unit_test(colt_2024_comes_out_whole),
        cmocka_unit_test(corl_2024_comes_out_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
