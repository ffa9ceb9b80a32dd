/* [venues]: which lines are taken, what a bad one is told, the environment, and that
 * what is printed reads back as the same. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "config/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define XML "https://example.org/2024.acl.xml"

static void file_done(int *file)
{
    close(*file);
}

static bool load(const char *text, struct config *ret_config, struct err *err)
{
    CLEANUP(file_done) int file = memfd_create("paperfeed.ini", MFD_CLOEXEC);
    size_t len = strlen(text);
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    assert_int_equal(pwrite(file, text, len, 0), len);
    return config_load(&(struct config_flags){ .file = path }, ret_config, err);
}

static struct config loaded(const char *text)
{
    struct config config;
    struct err err = { 0 };
    if (!load(text, &config, &err))
        fail_msg("refused: %s", err.text);
    return config;
}

static void lines_are_kept_in_order_under_their_canonical_names(void **state)
{
    (void)state;
    CLEANUP(config_done)
    struct config config = loaded("[venues]\n"
                                  "acl.2024 = acl " XML "\n"
                                  "AAAI = ojs https://example.org/AAAI/oai\n"
                                  "nips.2023 = virtual https://example.org/a.json\n"
                                  "NewConf.2025 = pmlr https://example.org/v1/\n");
    static const char *const names[] = { "ACL.2024", "AAAI", "NeurIPS.2023",
                                         "NewConf.2025" };
    assert_int_equal(config.venues.count, COUNT_OF(names));
    for (size_t i = 0; i < COUNT_OF(names); i++)
        assert_string_equal(config.venues.items[i].name, names[i]);
    assert_int_equal(config.venues.items[1].kind, VENUE_KIND_OJS);
    assert_string_equal(config.venues.items[0].urls.items[0], XML);
}

static void addresses_may_stand_on_indented_lines(void **state)
{
    (void)state;
    CLEANUP(config_done)
    struct config config = loaded("[venues]\n"
                                  "CoRL.2024 = pmlr https://a.org/1\n"
                                  "    https://a.org/2 https://a.org/3\n"
                                  "  https://a.org/4\n"
                                  "ACL.2024 = acl " XML "\n");
    assert_int_equal(config.venues.count, 2);
    assert_int_equal(config.venues.items[0].urls.count, 4);
    assert_string_equal(config.venues.items[0].urls.items[3], "https://a.org/4");
}

static void an_edition_may_have_a_line_of_each_kind(void **state)
{
    (void)state;
    CLEANUP(config_done)
    struct config config = loaded("[venues]\n"
                                  "ICML.2024 = pmlr https://example.org/v235/\n"
                                  "ICML.2024 = virtual https://example.org/a.json\n");
    assert_int_equal(config.venues.count, 2);
}

static void a_bad_line_is_told_with_its_place_and_what_is_allowed(void **state)
{
    static const struct {
        const char *text, *where, *words;
    } cases[] = {
        { "[venues]\nICLR.2025 = html https://a.org\n",
          ":2: ", "kinds are acl, pmlr, virtual, ojs, openreview" },
        { "[venues]\nICLR.2025 =\n", ":2: ", "kinds are acl" },
        { "[venues]\nICLR.2025 = virtual\n", ":2: ", "address" },
        { "[venues]\nICLR = virtual https://a.org\n", ":2: ", "ICLR.2024" },
        { "[venues]\nICLR.99 = virtual https://a.org\n", ":2: ", "ICLR.99" },
        { "[venues]\nI CLR.2024 = acl https://a.org\n", ":2: ", "I CLR.2024" },
        { "[venues]\nICLR.2025 = virtual ftp://a.org/x\n", ":2: ", "https://" },
        { "[venues]\nICLR.2025 = virtual a.json\n", ":2: ", "https://" },
        { "[venues]\nICLR.2025 = virtual https://me:pw@a.org/\n", ":2: ", "address" },
        { "[venues]\nICLR.2025 = virtual https://\n", ":2: ", "address" },
        { "[venues]\nICLR.2025 = virtual https://a.org https://a.org\n",
          ":2: ", "twice" },
        { "[venues]\nACL.2024 = acl https://a.org\nACL.2024 = acl https://b.org\n",
          ":3: ", "twice" },
        { "[venues]\nACL.2024 = acl https://a.org\nacl.2024 = acl https://b.org\n",
          ":3: ", "twice" },
        { "[venues]\nACL.2024 = acl https://a.org\n  nothing\n", ":3: ", "https://" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct config config;
        struct err err = { 0 };
        if (load(cases[i].text, &config, &err))
            fail_msg("taken: %s", cases[i].text);
        assert_int_equal(err.code, ERR_INVALID);
        if (strstr(err.text, cases[i].words) == NULL ||
            strstr(err.text, cases[i].where) == NULL)
            fail_msg("“%s” lacks “%s” or “%s”", err.text, cases[i].where,
                     cases[i].words);
    }
}

static void what_is_printed_reads_back_as_the_same(void **state)
{
    (void)state;
    CLEANUP(config_done)
    struct config first =
        loaded("[venues]\nACL.2024 = acl https://a.org/1?x=1&y=2\n  https://a.org/2\n"
               "AAAI = ojs http://localhost:8080/oai\n[harvest]\nspacing = 0\n"
               "[openreview]\nuser = me@example.org\npassword_file = /run/pw\n");
    CLEANUP(buf_done) struct buf printed = buf_upto(1 << 20);
    CLEANUP(buf_done) struct buf again = buf_upto(1 << 20);
    config_print(&first, &printed);
    assert_non_null(strstr(printed.ptr, "ACL.2024 = acl https://a.org/1?x=1&y=2\n"));
    CLEANUP(config_done) struct config second = loaded(printed.ptr);
    config_print(&second, &again);
    assert_string_equal(printed.ptr, again.ptr);
    assert_int_equal(second.venues.items[0].urls.count, 2);
    assert_int_equal(second.harvest_spacing, 0);
    assert_string_equal(second.openreview.user, "me@example.org");
}

static void json_tells_lines_with_kind_and_addresses(void **state)
{
    (void)state;
    CLEANUP(config_done)
    struct config config =
        loaded("[venues]\nACL.2024 = acl https://a.org/1 https://a.org/2\n");
    CLEANUP(json_done) cJSON *tree = config_json(&config);
    const cJSON *line = cJSON_GetArrayItem(cJSON_GetObjectItem(tree, "venues"), 0);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(line, "name")),
                        "ACL.2024");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(line, "kind")), "acl");
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(line, "urls")), 2);
}

static void the_environment_stands_for_all_lines_of_an_edition(void **state)
{
    (void)state;
    setenv("PAPERFEED_VENUES_ICML_2024", "virtual https://b.org/x.json", 1);
    setenv("PAPERFEED_VENUES_AAAI", "ojs https://b.org/oai", 1);
    CLEANUP(config_done)
    struct config config = loaded("[venues]\n"
                                  "ICML.2024 = pmlr https://a.org/v235/\n"
                                  "ICML.2024 = virtual https://a.org/a.json\n"
                                  "ACL.2024 = acl " XML "\n");
    setenv("PAPERFEED_VENUES_AAAI", "ojs nowhere", 1);
    struct config bad;
    struct err err = { 0 };
    bool taken = load("", &bad, &err);
    unsetenv("PAPERFEED_VENUES_ICML_2024");
    unsetenv("PAPERFEED_VENUES_AAAI");
    assert_int_equal(config.venues.count, 3);
    assert_string_equal(config.venues.items[0].name, "ACL.2024");
    for (size_t i = 1; i < 3; i++)
        assert_non_null(strstr(config.venues.items[i].urls.items[0], "https://b.org/"));
    assert_false(taken);
    assert_non_null(strstr(err.text, "PAPERFEED_VENUES_AAAI"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_kept_in_order_under_their_canonical_names),
        cmocka_unit_test(addresses_may_stand_on_indented_lines),
        cmocka_unit_test(an_edition_may_have_a_line_of_each_kind),
        cmocka_unit_test(a_bad_line_is_told_with_its_place_and_what_is_allowed),
        cmocka_unit_test(what_is_printed_reads_back_as_the_same),
        cmocka_unit_test(json_tells_lines_with_kind_and_addresses),
        cmocka_unit_test(the_environment_stands_for_all_lines_of_an_edition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
