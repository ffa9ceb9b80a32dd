/* What is known of vendors, and what a call costs. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "llm/provider.h"

#include <string.h>

static void each_preset_is_found_by_its_name(void **state)
{
    static const char *const names[] = { "kimi", "deepseek", "openai", "ollama",
                                         "vllm" };
    size_t count;
    (void)state;
    provider_presets(&count);
    assert_int_equal(count, COUNT_OF(names));
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const struct provider_preset *preset = provider_preset_find(str_of(names[i]));
        assert_non_null(preset);
        assert_string_equal(preset->name, names[i]);
        assert_string_equal(preset->defaults.name, names[i]);
    }
    assert_null(provider_preset_find(LIT("Kimi")));
    assert_null(provider_preset_find(LIT("")));
}

static void each_preset_can_be_used_once_it_has_a_model(void **state)
{
    size_t count;
    (void)state;
    const struct provider_preset *presets = provider_presets(&count);
    for (size_t i = 0; i < count; i++) {
        const struct provider *one = &presets[i].defaults;
        assert_true(str_starts(str_of(one->url), LIT("http")));
        assert_false(str_ends(str_of(one->url), LIT("/")));
        assert_non_null(one->model);
        assert_non_null(one->key_file);
        assert_non_null(one->temperature);
        assert_non_null(one->extra);
        assert_true(one->concurrency >= 1 && one->max_output > 0);
        assert_true(one->context >= 2 * one->max_output);
        assert_true(one->first_token_s > 0 && one->idle_s > 0);
        assert_true(one->total_s > one->first_token_s);
        assert_true(strlen(presets[i].says) > 10);
    }
}

static const struct provider *preset(const char *name)
{
    return &provider_preset_find(str_of(name))->defaults;
}

static void vendors_peculiarities_are_known(void **state)
{
    (void)state;
    assert_string_equal(preset("kimi")->temperature, "");
    assert_int_equal(preset("kimi")->concurrency, 1);
    assert_int_equal(preset("kimi")->rpm, 3);
    assert_int_equal(preset("deepseek")->first_token_s, 600);
    assert_int_equal(preset("openai")->max_field, MAX_COMPLETION_TOKENS);
    assert_int_equal(preset("openai")->first_token_s, 300);
    assert_int_equal(preset("ollama")->concurrency, 1);
    assert_true(str_starts(str_of(preset("ollama")->url), LIT("http://127.0.0.1:")));
    assert_true(str_starts(str_of(preset("vllm")->url), LIT("http://127.0.0.1:")));
}

static const struct provider priced = { .price_in = 600000,
                                        .price_cached = 150000,
                                        .price_out = 2500000 };

static int64_t cost(const struct provider *provider, int64_t in, int64_t cached,
                    int64_t out)
{
    struct faq_usage usage = { .tokens_in = in,
                               .tokens_cached = cached,
                               .tokens_out = out };
    return provider_cost(provider, &usage);
}

static void each_kind_of_token_has_its_price(void **state)
{
    (void)state;
    assert_int_equal(cost(&priced, 1000000, 0, 0), 600000);
    assert_int_equal(cost(&priced, 1000000, 1000000, 0), 150000);
    assert_int_equal(cost(&priced, 0, 0, 1000000), 2500000);
    assert_int_equal(cost(&priced, 30000, 20000, 1000), 6000 + 3000 + 2500);
    assert_int_equal(cost(&priced, 0, 0, 0), 0);
}

static void a_part_of_a_millionth_counts_whole(void **state)
{
    (void)state;
    assert_int_equal(cost(&priced, 1, 0, 0), 1);
    assert_int_equal(cost(&priced, 2, 0, 0), 2);
    assert_int_equal(cost(&priced, 5, 0, 0), 3);
}

static void cached_tokens_without_a_price_cost_as_others(void **state)
{
    const struct provider plain = { .price_in = 600000 };
    (void)state;
    assert_int_equal(cost(&plain, 1000000, 900000, 0), 600000);
}

static void absurd_figures_neither_overflow_nor_pay_us(void **state)
{
    const struct provider dear = { .price_in = INT64_MAX,
                                   .price_cached = INT64_MAX,
                                   .price_out = INT64_MAX };
    (void)state;
    assert_true(cost(&dear, INT64_MAX, INT64_MAX, INT64_MAX) > 0);
    assert_int_equal(cost(&priced, -5, -5, -5), 0);
    assert_int_equal(cost(&priced, 1000000, 2000000, 0), 150000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_preset_is_found_by_its_name),
        cmocka_unit_test(each_preset_can_be_used_once_it_has_a_model),
        cmocka_unit_test(vendors_peculiarities_are_known),
        cmocka_unit_test(each_kind_of_token_has_its_price),
        cmocka_unit_test(a_part_of_a_millionth_counts_whole),
        cmocka_unit_test(cached_tokens_without_a_price_cost_as_others),
        cmocka_unit_test(absurd_figures_neither_overflow_nor_pay_us),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
