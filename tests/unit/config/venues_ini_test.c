/* The ready list of proceedings is a configuration that is accepted as it stands, its
 * commented lines are lines too, and no series of the model site is forgotten. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "config/config.h"
#include "model/venue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define READY_LIST CASES "/../../config/venues.ini"

static void read_list(struct buf *out)
{
    char piece[4096];
    FILE *file = fopen(READY_LIST, "re");
    assert_non_null(file);
    for (size_t len; (len = fread(piece, 1, sizeof piece, file)) > 0;)
        buf_add(out, (struct str){ piece, len });
    assert_int_equal(fclose(file), 0);
    assert_false(out->full);
}

static void load(const char *path, struct config *config)
{
    struct err err = { 0 };
    const struct config_flags flags = { .file = path };
    if (!config_load(&flags, config, &err))
        fail_msg("%s", err.text);
}

static void it_is_a_configuration(void **state)
{
    (void)state;
    struct config config = { 0 };
    load(READY_LIST, &config);
    assert_true(config.venues.count >= 40);
    config_done(&config);
}

/* "#ICLR.2025 = openreview https://…" and the lines that go on under it. */
static bool is_commented_line(struct str line)
{
    struct str rest = str_from(line, 1);
    if (!str_starts(line, LIT("#")))
        return false;
    if (str_starts(rest, LIT("    https://")))
        return true;
    const char *ignored_name;
    struct err ignored;
    CLEANUP(arena_done) struct arena arena = { 0 };
    return str_find(rest, LIT(" = ")) < rest.len &&
           venue_edition_read(&arena, str_cut_word(&rest), &ignored_name, &ignored);
}

static void it_is_one_with_all_its_lines_in_force(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf list = buf_upto(1 << 20);
    char path[] = "/tmp/venues-XXXXXX";
    struct config config = { 0 };
    size_t uncommented = 0;
    read_list(&list);
    int handle = mkstemp(path);
    assert_true(handle >= 0);
    FILE *file = fdopen(handle, "w");
    assert_non_null(file);
    for (struct str rest = buf_str(&list); rest.len > 0;) {
        struct str line = str_cut(&rest, '\n');
        bool is_line = is_commented_line(line);
        uncommented += is_line;
        fprintf(file, "%.*s\n", STR_ARG(str_from(line, is_line ? 1 : 0)));
    }
    assert_int_equal(fclose(file), 0);
    load(path, &config);
    assert_int_equal(unlink(path), 0);
    assert_true(uncommented >= 10);
    config_done(&config);
}

static void each_series_that_papers_cool_has_is_in_it(void **state)
{
    (void)state;
    static const char *const series[] = {
        "AAAI",  "ACL",         "COLM", "COLT",        "CoRL",       "CVPR",
        "ECCV",  "EMNLP",       "ICCV", "ICLR",        "ICML",       "IJCAI",
        "IWSLT", "MICCAI",      "NDSS", "INTERSPEECH", "OSDI",       "MLSYS",
        "NAACL", "USENIX-Fast", "UAI",  "NeurIPS",     "USENIX-Sec",
    };
    CLEANUP(buf_done) struct buf list = buf_upto(1 << 20);
    read_list(&list);
    for (size_t i = 0; i < COUNT_OF(series); i++) {
        struct str name = str_of(series[i]);
        if (str_find(buf_str(&list), name) == list.len)
            fail_msg("%s is not in config/venues.ini", series[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_a_configuration),
        cmocka_unit_test(it_is_one_with_all_its_lines_in_force),
        cmocka_unit_test(each_series_that_papers_cool_has_is_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
