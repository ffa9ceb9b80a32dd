/* The effective configuration as INI and as JSON, so that reading it back gives the
 * same. */
#include "config/config_option.h"

#include <inttypes.h>
#include <string.h>

enum { LIST_WIDTH = 80, MILLION = 1000000 };

/* On as many lines as it needs: a file's lines are short. */
static void print_list(const struct text_list *list, struct buf *out)
{
    size_t width = 0;
    for (size_t i = 0; i < list->count; i++) {
        width += strlen(list->items[i]) + 1;
        buf_text(out, i == 0 ? "" : width > LIST_WIDTH ? "\n    " : " ");
        if (width > LIST_WIDTH)
            width = 0;
        buf_text(out, list->items[i]);
    }
}

static void print_money(int64_t money, struct buf *out)
{
    char places[8];
    int len = snprintf(places, sizeof places, "%06" PRId64, money % MILLION);
    while (len > 0 && places[len - 1] == '0')
        len--;
    buf_printf(out, "%" PRId64 "%s%.*s", money / MILLION, len > 0 ? "." : "", len,
               places);
}

static int64_t number_of(const struct option *option, const void *record)
{
    const void *value = option_value(option, record);
    return option->type == OPTION_FLAG ? *(const bool *)value : *(const int64_t *)value;
}

static const char *text_of(const struct option *option, const void *record)
{
    const void *value = option_value(option, record);
    if (option->type == OPTION_MAX_FIELD)
        return max_field_name(*(const enum max_field *)value);
    if (option->type == OPTION_YES_NO)
        return *(const bool *)value ? "yes" : "no";
    return *(const char *const *)value;
}

static void print_value(const struct option *option, const void *record,
                        struct buf *out)
{
    if (option_is_list(option))
        print_list(option_value(option, record), out);
    else if (option->type == OPTION_MONEY)
        print_money(number_of(option, record), out);
    else if (option->type == OPTION_INT || option->type == OPTION_FLAG)
        buf_printf(out, "%" PRId64, number_of(option, record));
    else
        buf_text(out, text_of(option, record));
}

static void print_option(const struct option *option, const void *record,
                         struct buf *out)
{
    buf_printf(out, "# %s\n%s = ", option->help, option->key);
    print_value(option, record, out);
    buf_char(out, '\n');
}

static void print_venues(const struct config *config, struct buf *out)
{
    buf_text(out, "\n[venues]\n# NAME = KIND URL…, a line an edition; "
                  "more addresses may follow on indented lines\n");
    for (size_t i = 0; i < config->venues.count; i++) {
        const struct venue_line *line = &config->venues.items[i];
        buf_printf(out, "%s = %s", line->name, venue_kind_name(line->kind));
        for (size_t k = 0; k < line->urls.count; k++)
            buf_printf(out, "%s%s", k == 0 ? " " : "\n    ", line->urls.items[k]);
        buf_char(out, '\n');
    }
}

static struct model_section section_of(const struct config *config, size_t index)
{
    return (struct model_section){ config->presets.items[index],
                                   config->providers.items[index] };
}

static void print_model(const struct model_section *section, struct buf *out)
{
    size_t count;
    const struct option *options = model_options(&count);
    buf_printf(out, "\n[model.%s]\n", section->provider.name);
    for (size_t i = 0; i < count; i++)
        print_option(&options[i], section, out);
}

void config_print(const struct config *config, struct buf *out)
{
    size_t count;
    const struct option *options = config_options(&count);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(options[i - 1].section, options[i].section) != 0)
            buf_printf(out, "%s[%s]\n", i > 0 ? "\n" : "", options[i].section);
        print_option(&options[i], config, out);
    }
    print_venues(config, out);
    for (size_t i = 0; i < config->providers.count; i++) {
        struct model_section section = section_of(config, i);
        print_model(&section, out);
    }
}

static void put_list(cJSON *section, const char *key, const struct text_list *texts)
{
    cJSON *list = json_set_list(section, key);
    for (size_t i = 0; i < texts->count; i++)
        json_add_text(list, texts->items[i]);
}

static void put_option(const struct option *option, const void *record, cJSON *section)
{
    if (option_is_list(option))
        put_list(section, option->key, option_value(option, record));
    else if (option->type == OPTION_MONEY)
        cJSON_AddNumberToObject(section, option->key,
                                (double)number_of(option, record) / MILLION);
    else if (option->type == OPTION_INT || option->type == OPTION_FLAG)
        json_set_int(section, option->key, number_of(option, record));
    else
        json_set_text(section, option->key, text_of(option, record));
}

static void put_models(const struct config *config, cJSON *models)
{
    size_t count;
    const struct option *options = model_options(&count);
    for (size_t i = 0; i < config->providers.count; i++) {
        struct model_section section = section_of(config, i);
        cJSON *object = json_set_object(models, section.provider.name);
        for (size_t k = 0; k < count; k++)
            put_option(&options[k], &section, object);
    }
}

static void put_venues(const struct config *config, cJSON *list)
{
    for (size_t i = 0; i < config->venues.count; i++) {
        const struct venue_line *line = &config->venues.items[i];
        cJSON *object = json_add_object(list);
        json_set_text(object, "name", line->name);
        json_set_text(object, "kind", venue_kind_name(line->kind));
        put_list(object, "urls", &line->urls);
    }
}

cJSON *config_json(const struct config *config)
{
    size_t count;
    const struct option *options = config_options(&count);
    cJSON *tree = cJSON_CreateObject();
    for (size_t i = 0; i < count; i++) {
        cJSON *section = cJSON_GetObjectItemCaseSensitive(tree, options[i].section);
        if (section == NULL)
            section = json_set_object(tree, options[i].section);
        put_option(&options[i], config, section);
    }
    put_venues(config, json_set_list(tree, "venues"));
    put_models(config, json_set_object(tree, "model"));
    return tree;
}
