/* Checks of configuration values; see config_check.h. */
#include "config_check.h"

#include "model/category.h"
#include "net/url_guard.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <string.h>

enum { URL_MAX_LEN = 170, LIST_WIDTH = 80 };

static bool is_plain(struct str value)
{
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.ptr[i] < 0x20 || value.ptr[i] == 0x7F)
            return false;
    return true;
}

static bool check_text(const struct option *option, struct str value, struct err *err)
{
    if ((int64_t)value.len < option->min || (int64_t)value.len > option->max ||
        !is_plain(value))
        return err_set(err, ERR_INVALID,
                       "needs %" PRId64 " to %" PRId64 " plain characters", option->min,
                       option->max);
    return true;
}

static bool check_url(struct str value, struct arena *arena, struct err *err)
{
    struct url_guard guard = { .trusted_count = 0 };
    if (value.len > URL_MAX_LEN || str_ends(value, LIT("/")) ||
        str_find_char(value, '?') < value.len || str_find_char(value, '#') < value.len)
        return err_set(err, ERR_INVALID,
                       "needs an address like https://arxiv.org, without / at the end");
    return url_guard_trust(&guard, arena_text(arena, value), err);
}

static bool is_address(struct str text, int family)
{
    char address[64];
    unsigned char bytes[16];
    if (text.len == 0 || text.len >= sizeof address)
        return false;
    memcpy(address, text.ptr, text.len);
    address[text.len] = '\0';
    return inet_pton(family, address, bytes) == 1;
}

static bool check_listen(struct str value, struct err *err)
{
    struct err ignored;
    struct str host = value, port = { "", 0 };
    int64_t number;
    size_t colon = value.len;
    while (colon > 0 && value.ptr[colon - 1] != ':')
        colon--;
    if (colon > 0) {
        host = str_upto(value, colon - 1);
        port = str_from(value, colon);
    }
    bool six = str_skip(&host, LIT("[")) && str_ends(host, LIT("]"));
    bool known = six ? is_address(str_upto(host, host.len - 1), AF_INET6)
                     : is_address(host, AF_INET);
    if (!known || !str_to_int(port, 0, 65535, &number, &ignored))
        return err_set(err, ERR_INVALID,
                       "needs ADDRESS:PORT such as 127.0.0.1:8080 or [::1]:8080");
    return true;
}

static bool check_contact(const struct option *option, struct str value,
                          struct err *err)
{
    for (size_t i = 0; i < value.len; i++)
        if (value.ptr[i] <= ' ' || value.ptr[i] >= 0x7F ||
            strchr("()<>\"\\", value.ptr[i]))
            return err_set(err, ERR_INVALID, "needs a plain mail or web address");
    return (int64_t)value.len <= option->max || check_text(option, value, err);
}

static bool check_level(struct str value, struct err *err)
{
    if (str_eq(value, LIT("error")) || str_eq(value, LIT("warn")) ||
        str_eq(value, LIT("info")) || str_eq(value, LIT("debug")))
        return true;
    return err_set(err, ERR_INVALID, "needs error, warn, info or debug");
}

/* Words between spaces, tabs and commas; empty at the end. */
static struct str cut_word(struct str *text)
{
    size_t start = 0;
    while (start < text->len && strchr(" \t,", text->ptr[start]) != NULL)
        start++;
    size_t end = start;
    while (end < text->len && strchr(" \t,", text->ptr[end]) == NULL)
        end++;
    struct str word = str_from(str_upto(*text, end), start);
    *text = str_from(*text, end);
    return word;
}

static bool set_categories(struct config *config, struct arena *arena, struct str value,
                           struct err *err)
{
    struct text_list list = { 0 };
    for (;;) {
        struct str code = cut_word(&value);
        if (code.len == 0)
            break;
        const struct category *category = category_find(code);
        if (category == NULL)
            return err_set(
                err, ERR_INVALID,
                "“%.*s” is not a category of arXiv; write them like cs.CL hep-th",
                STR_ARG(str_upto(code, 40)));
        if (!text_list_has(&list, category->code))
            ARENA_PUSH(arena, &list, category->code);
    }
    if (list.count == 0)
        return err_set(err, ERR_INVALID, "needs at least one category of arXiv");
    config->categories = list;
    return true;
}

static bool check(const struct option *option, struct config *config,
                  struct arena *arena, struct str value, struct err *err)
{
    switch (option->type) { /* no default: -Wswitch */
    case OPTION_TEXT:
        return check_text(option, value, err);
    case OPTION_INT:
        return str_to_int(value, option->min, option->max,
                          (int64_t *)((char *)config + option->offset), err);
    case OPTION_URL:
        return check_url(value, arena, err);
    case OPTION_URL_OR_EMPTY:
        return value.len == 0 || check_url(value, arena, err);
    case OPTION_LISTEN:
        return check_listen(value, err);
    case OPTION_ADDRESS_OR_EMPTY:
        return value.len == 0 || is_address(value, AF_INET) ||
               is_address(value, AF_INET6) ||
               err_set(err, ERR_INVALID, "needs an IP address");
    case OPTION_CATEGORIES:
        return set_categories(config, arena, value, err);
    case OPTION_CONTACT:
        return check_contact(option, value, err);
    case OPTION_LEVEL:
        return check_level(value, err);
    }
    return false;
}

/* In a file the rest would be a comment: such a value could not be written down. */
static bool check_writable(struct str value, struct err *err)
{
    for (size_t i = 0; i < value.len; i++)
        if (value.ptr[i] == ';' && (i == 0 || char_is_space(value.ptr[i - 1])))
            return err_set(err, ERR_INVALID, "a “;” here would begin a comment");
    return true;
}

bool option_set(const struct option *option, struct config *config, struct arena *arena,
                const char *value, struct err *err)
{
    struct str trimmed = str_trim(str_of(value));
    if (!check_writable(trimmed, err) || !check(option, config, arena, trimmed, err))
        return err_add(err, "%s.%s = “%.60s”", option->section, option->key, value);
    if (option->type != OPTION_INT) {
        const char **place = (const char **)(void *)((char *)config + option->offset);
        *place = arena_text(arena, trimmed);
    }
    return true;
}

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

static int64_t number_of(const struct option *option, const struct config *config)
{
    return *(const int64_t *)(const void *)((const char *)config + option->offset);
}

static const char *text_of(const struct option *option, const struct config *config)
{
    return *(const char *const *)(const void *)((const char *)config + option->offset);
}

void option_print(const struct option *option, const struct config *config,
                  struct buf *out)
{
    if (option->type == OPTION_INT)
        buf_printf(out, "%" PRId64, number_of(option, config));
    else if (option->type == OPTION_CATEGORIES)
        print_list(&config->categories, out);
    else
        buf_text(out, text_of(option, config));
}

static void put_list(cJSON *section, const char *key, const struct text_list *texts)
{
    cJSON *list = json_set_list(section, key);
    for (size_t i = 0; i < texts->count; i++)
        json_add_text(list, texts->items[i]);
}

void option_put_json(const struct option *option, const struct config *config,
                     cJSON *section)
{
    if (option->type == OPTION_INT)
        json_set_int(section, option->key, number_of(option, config));
    else if (option->type == OPTION_CATEGORIES)
        put_list(section, option->key, &config->categories);
    else
        json_set_text(section, option->key, text_of(option, config));
}
