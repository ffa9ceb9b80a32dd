/* The configuration from a file in memory: what is taken, what is refused, and that
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

#define KIMI                                                                           \
    "[model.kimi]\n"                                                                   \
    "key_file = /etc/kimi.key\n"                                                       \
    "model = kimi-k2.6\n"                                                              \
    "preset = kimi\n"

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

/* Refused, with these words; the text of the refusal lives until the next call. */
static const char *refused(const char *text, const char *words)
{
    static struct err err;
    struct config config;
    if (load(text, &config, &err)) {
        config_done(&config);
        fail_msg("taken: %s", text);
    }
    assert_int_equal(err.code, ERR_INVALID);
    if (strstr(err.text, words) == NULL)
        fail_msg("“%s” says nothing of “%s”", err.text, words);
    return err.text;
}

static void check_repeats(const char *text)
{
    CLEANUP(config_done) struct config first = loaded(text);
    CLEANUP(buf_done) struct buf printed = buf_upto(1 << 20);
    CLEANUP(buf_done) struct buf again = buf_upto(1 << 20);
    config_print(&first, &printed);
    CLEANUP(config_done) struct config second = loaded(printed.ptr);
    config_print(&second, &again);
    assert_string_equal(printed.ptr, again.ptr);
}

static void without_a_file_the_defaults_hold(void **state)
{
    (void)state;
    CLEANUP(config_done) struct config config = loaded("");
    assert_int_equal(config.providers.count, 0);
    assert_int_equal(config.models.count, 0);
    assert_int_equal(config.languages.count, 2);
    assert_string_equal(config.languages.items[0], "en");
    assert_string_equal(config.languages.items[1], "zh");
    assert_int_equal(config.nightly.count, 0);
    assert_int_equal(config.budget_day, 5000000);
    assert_int_equal(config.budget_month, 50000000);
    assert_int_equal(config.anonymous_day, 20);
    assert_int_equal(config.streams, 1000);
    assert_true(config.questions.count >= 2);
}

static void money_is_read_to_the_millionth(void **state)
{
    static const struct {
        const char *text;
        int64_t money;
    } cases[] = {
        { "0", 0 },
        { "5", 5000000 },
        { "0.25", 250000 },
        { "0.000001", 1 },
        { "12.345678", 12345678 },
        { "007.10", 7100000 },
        { "1000000", INT64_C(1000000000000) },
        { "1000000.000000", INT64_C(1000000000000) },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[80];
        snprintf(text, sizeof text, "[faq]\nbudget_day = %s\n", cases[i].text);
        CLEANUP(config_done) struct config config = loaded(text);
        assert_int_equal(config.budget_day, cases[i].money);
        check_repeats(text);
    }
}

static void what_is_no_amount_is_refused(void **state)
{
    static const char *const amounts[] = {
        "-1",
        ".5",
        "5.",
        "1.0000001",
        "1e3",
        "1,5",
        "$5",
        "0x10",
        "+1",
        "1.-5",
        "1. 5",
        "5 EUR",
        "1000000.000001",
        "99999999999999999999",
        "nan",
        "1.2.3",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(amounts); i++) {
        char text[80];
        snprintf(text, sizeof text, "[faq]\nbudget_day = %s\n", amounts[i]);
        refused(text, "faq.budget_day");
    }
    refused("[faq]\nbudget_day =\n", "0.25");
}

static void money_is_printed_as_it_was_meant(void **state)
{
    (void)state;
    CLEANUP(config_done)
    struct config config =
        loaded("[faq]\nbudget_day = 0.250000\nbudget_month = 12.000001\n");
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 20);
    CLEANUP(json_done) cJSON *tree = config_json(&config);
    config_print(&config, &text);
    assert_non_null(strstr(text.ptr, "\nbudget_day = 0.25\n"));
    assert_non_null(strstr(text.ptr, "\nbudget_month = 12.000001\n"));
    buf_clear(&text);
    json_write(&text, tree, false);
    assert_non_null(strstr(text.ptr, "\"budget_day\":0.25,\"budget_month\":12.000001"));
}

static void a_model_is_its_preset_and_what_stands_beside_it(void **state)
{
    (void)state;
    CLEANUP(config_done)
    struct config config = loaded(KIMI "price_in = 0.6\nrpm = 200\ntemperature = 1\n");
    const struct provider *preset = &provider_preset_find(LIT("kimi"))->defaults;
    assert_int_equal(config.providers.count, 1);
    const struct provider *kimi = &config.providers.items[0];
    assert_string_equal(kimi->name, "kimi");
    assert_string_equal(kimi->url, preset->url);
    assert_string_equal(kimi->model, "kimi-k2.6");
    assert_string_equal(kimi->key_file, "/etc/kimi.key");
    assert_string_equal(kimi->temperature, "1");
    assert_int_equal(kimi->rpm, 200);
    assert_int_equal(kimi->context, preset->context);
    assert_int_equal(kimi->price_in, 600000);
    assert_string_equal(config.presets.items[0], "kimi");
}

static void a_model_without_a_preset_needs_only_its_address_and_name(void **state)
{
    (void)state;
    CLEANUP(config_done)
    struct config config =
        loaded("[model.my-own_1]\nurl = http://192.168.1.5:8000/v1\nmodel = x/y:7b\n"
               "max_field = none\nextra = {\"top_p\": 0.9}\nusage_in_stream = 0\n");
    assert_int_equal(config.providers.count, 1);
    const struct provider *own = &config.providers.items[0];
    assert_string_equal(own->name, "my-own_1");
    assert_string_equal(own->url, "http://192.168.1.5:8000/v1");
    assert_string_equal(own->model, "x/y:7b");
    assert_string_equal(own->key_file, "");
    assert_string_equal(own->extra, "{\"top_p\": 0.9}");
    assert_int_equal(own->max_field, MAX_NONE);
    assert_false(own->usage_in_stream);
    assert_true(own->max_output < own->context);
}

static void models_are_tried_in_the_order_that_is_asked_for(void **state)
{
    (void)state;
    const char *text = "[faq]\nmodels = b, c\n"
                       "[model.a]\nurl = http://127.0.0.1:1\nmodel = A\n"
                       "[model.c]\nurl = http://127.0.0.1:3\nmodel = C\n"
                       "[model.b]\nurl = http://127.0.0.1:2\nmodel = B\n";
    CLEANUP(config_done) struct config config = loaded(text);
    assert_int_equal(config.providers.count, 2);
    assert_string_equal(config.providers.items[0].model, "B");
    assert_string_equal(config.providers.items[1].model, "C");
    CLEANUP(config_done) struct config all = loaded(strstr(text, "[model.a]"));
    assert_int_equal(all.providers.count, 3);
    assert_string_equal(all.providers.items[0].model, "A");
    assert_string_equal(all.providers.items[2].model, "B");
}

static void a_model_that_lacks_something_is_refused_by_name(void **state)
{
    (void)state;
    refused("[model.x]\nmodel = m\n", "[model.x] needs a preset, or url");
    refused("[model.x]\npreset = ollama\n", "[model.x] needs model");
    refused("[model.x]\npreset = ollama\nmodel = m\ncontext = 1000\n"
            "max_output = 1000\n",
            "smaller than context");
    refused("[faq]\nmodels = kimi other\n" KIMI, "there is no [model.other]");
    refused("[model.x]\npreset = gpt\n", "kimi, deepseek, openai, ollama, vllm");
    refused("[model.x]\nname = gpt\n", "it has preset, url, model");
    refused("[model.x y]\nmodel = gpt\n", "letters, digits");
    refused("[model.]\nmodel = gpt\n", "letters, digits");
    refused("[model]\nmodel = gpt\n", "model.NAME");
    refused(KIMI "rpm = 5\nrpm = 6\n", "twice");
    refused(KIMI " rpm = 5\n", "indented");
    refused(KIMI "temperature = hot\n", "0.3");
    refused(KIMI "temperature = \"1\"\n", "0.3");
    refused(KIMI "extra = [1]\n", "JSON object");
    refused(KIMI "extra = {\n", "JSON object");
    refused(KIMI "max_field = tokens\n", "max_completion_tokens");
    refused(KIMI "first_token = 0\n", "1");
    refused(KIMI "usage_in_stream = yes\n", "usage_in_stream");
    refused(KIMI "url = ftp://example.org\n", "model.kimi.url");
    refused(KIMI "price_in = 1000.01\n", "1000");
}

static void the_line_of_a_models_mistake_is_told(void **state)
{
    (void)state;
    refused(KIMI "idle = never\n", ":5: model.kimi.idle");
}

static void more_models_than_fit_are_refused(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf text = buf_upto(8 << 10);
    for (int i = 0; i < 17; i++)
        buf_printf(&text, "[model.m%d]\nurl = http://127.0.0.1:%d\nmodel = m\n", i,
                   i + 1);
    refused(text.ptr, "more than 16");
}

static void a_key_in_the_place_of_its_file_is_not_repeated(void **state)
{
    static const char *const secrets[] = {
        "sk-0123456789abcdef",
        "0123456789abcdef0123456789abcdef0123456789abcdef",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(secrets); i++) {
        char text[200];
        snprintf(text, sizeof text, "[model.x]\nkey_file = %s\n", secrets[i]);
        assert_null(strstr(refused(text, "key_file"), "0123456789"));
        snprintf(text, sizeof text, "[server]\nadmin_token_file = %s\n", secrets[i]);
        assert_null(strstr(refused(text, "admin_token_file"), "0123456789"));
        snprintf(text, sizeof text, "[model.x]\nkey = %s\n", secrets[i]);
        assert_null(strstr(refused(text, "key_file"), "0123456789"));
    }
    CLEANUP(config_done)
    struct config config = loaded(KIMI "[server]\nadmin_token_file = admin.token\n");
    assert_string_equal(config.admin_token_file, "admin.token");
}

static void a_file_without_a_folder_is_a_credential_of_the_service(void **state)
{
    (void)state;
    setenv("CREDENTIALS_DIRECTORY", "/run/credentials/paperfeed.service", 1);
    CLEANUP(config_done)
    struct config config = loaded("[server]\nadmin_token_file = admin\n");
    CLEANUP(config_done)
    struct config path = loaded("[server]\nadmin_token_file = ./admin\n");
    CLEANUP(config_done) struct config none = loaded("");
    unsetenv("CREDENTIALS_DIRECTORY");
    assert_string_equal(config.admin_token_file,
                        "/run/credentials/paperfeed.service/admin");
    assert_string_equal(path.admin_token_file, "./admin");
    assert_string_equal(none.admin_token_file, "");
}

static void the_environment_may_hold_a_whole_model(void **state)
{
    (void)state;
    setenv("PAPERFEED_FAQ_MODELS", "my-own", 1);
    setenv("PAPERFEED_MODEL_MY_OWN_PRESET", "vllm", 1);
    setenv("PAPERFEED_MODEL_MY_OWN_MODEL", "qwen", 1);
    CLEANUP(config_done) struct config config = loaded(KIMI);
    assert_int_equal(config.providers.count, 1);
    assert_string_equal(config.providers.items[0].name, "my-own");
    assert_string_equal(config.providers.items[0].model, "qwen");
    setenv("PAPERFEED_MODEL_MY_OWN_PRESET", " ", 1);
    refused("", "[model.my-own] needs a preset, or url");
    setenv("PAPERFEED_MODEL_MY_OWN_CONTEXT", "much", 1);
    refused("", "PAPERFEED_MODEL_MY_OWN_CONTEXT in the environment");
    unsetenv("PAPERFEED_FAQ_MODELS");
    unsetenv("PAPERFEED_MODEL_MY_OWN_PRESET");
    unsetenv("PAPERFEED_MODEL_MY_OWN_MODEL");
    unsetenv("PAPERFEED_MODEL_MY_OWN_CONTEXT");
}

static void the_environment_goes_over_a_models_section(void **state)
{
    (void)state;
    setenv("PAPERFEED_MODEL_KIMI_RPM", "7", 1);
    setenv("PAPERFEED_MODEL_OTHER_RPM", "8", 1); /* nobody speaks of it */
    CLEANUP(config_done) struct config config = loaded(KIMI "rpm = 5\n");
    assert_int_equal(config.providers.count, 1);
    assert_int_equal(config.providers.items[0].rpm, 7);
    unsetenv("PAPERFEED_MODEL_KIMI_RPM");
    unsetenv("PAPERFEED_MODEL_OTHER_RPM");
}

static void languages_need_questions(void **state)
{
    (void)state;
    CLEANUP(config_done) struct config config = loaded("[faq]\nlanguages = zh\n");
    assert_int_equal(config.languages.count, 1);
    refused("[faq]\nlanguages = en fr\n", "“fr”");
    refused("[faq]\nlanguages =\n", "at least one language");
    refused("[faq]\nlanguages = english!\n", "is not a language");
}

static void nightly_categories_are_checked_and_may_go_on(void **state)
{
    (void)state;
    CLEANUP(config_done)
    struct config config = loaded("[faq]\nnightly = cs.CL\n  cs.NA, cs.CL\n");
    assert_int_equal(config.nightly.count, 2);
    assert_string_equal(config.nightly.items[1], "math.NA");
    refused("[faq]\nnightly = cs.CL\n  cs.QQ\n", ":3: faq.nightly");
    refused("[faq]\nwaiting = 5\n  6\n", "indented");
}

static void what_is_printed_reads_back_as_the_same(void **state)
{
    (void)state;
    check_repeats("");
    check_repeats(KIMI "price_in = 0.15\ntemperature =\n"
                       "[model.b]\npreset = openai\nmodel = g\nmax_field = none\n"
                       "extra = {\"a\": {\"b\": [1, \"#x\"]}}\n"
                       "[faq]\nmodels = b kimi\nnightly = cs.CL cs.LG\n"
                       "nightly_clicks = 3\nanonymous_day = 0\n");
}

static void a_key_that_should_be_indented_is_not_taken_for_another(void **state)
{
    (void)state;
    refused("[faq]\nmodels = a\n[limits]\nstreams = 5\n streams_network = 6\n",
            "indented");
    CLEANUP(config_done) struct config config = loaded("[limits]\n  streams = 5\n");
    assert_int_equal(config.streams, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_file_the_defaults_hold),
        cmocka_unit_test(money_is_read_to_the_millionth),
        cmocka_unit_test(what_is_no_amount_is_refused),
        cmocka_unit_test(money_is_printed_as_it_was_meant),
        cmocka_unit_test(a_model_is_its_preset_and_what_stands_beside_it),
        cmocka_unit_test(a_model_without_a_preset_needs_only_its_address_and_name),
        cmocka_unit_test(models_are_tried_in_the_order_that_is_asked_for),
        cmocka_unit_test(a_model_that_lacks_something_is_refused_by_name),
        cmocka_unit_test(the_line_of_a_models_mistake_is_told),
        cmocka_unit_test(more_models_than_fit_are_refused),
        cmocka_unit_test(a_key_in_the_place_of_its_file_is_not_repeated),
        cmocka_unit_test(a_file_without_a_folder_is_a_credential_of_the_service),
        cmocka_unit_test(the_environment_may_hold_a_whole_model),
        cmocka_unit_test(the_environment_goes_over_a_models_section),
        cmocka_unit_test(languages_need_questions),
        cmocka_unit_test(nightly_categories_are_checked_and_may_go_on),
        cmocka_unit_test(what_is_printed_reads_back_as_the_same),
        cmocka_unit_test(a_key_that_should_be_indented_is_not_taken_for_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
