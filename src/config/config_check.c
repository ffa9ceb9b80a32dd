/* Checks of single configuration values; lists are in config_list.c. See
 * config_option.h. */
#include "config/config_option.h"

#include "net/url_guard.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <string.h>

enum {
    URL_MAX_LEN = 170,
    MILLION = 1000000,
    MONEY_PLACES = 6,
    CREDENTIAL_NAME_MAX = 40, /* of a file without a folder */
};

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

/* "0.25" as millionths: exact, since nothing is ever a double. */
static bool read_money(const struct option *option, struct str value,
                       int64_t *ret_money, struct err *err)
{
    struct err ignored;
    struct str rest = value;
    struct str whole = str_cut(&rest, '.');
    int64_t units, parts = 0;
    bool pointed = whole.len < value.len;
    bool known = str_to_int(whole, 0, option->max / MILLION, &units, &ignored) &&
                 rest.len <= MONEY_PLACES && (rest.len > 0 || !pointed) &&
                 (!pointed || str_to_int(rest, 0, MILLION - 1, &parts, &ignored));
    for (size_t i = rest.len; known && i < MONEY_PLACES; i++)
        parts *= 10;
    int64_t money = known ? units * MILLION + parts : -1;
    if (money < option->min || money > option->max)
        return err_set(err, ERR_INVALID,
                       "needs an amount like 5 or 0.25, up to %" PRId64
                       ", with at most %d decimal places",
                       option->max / MILLION, MONEY_PLACES);
    *ret_money = money;
    return true;
}

static bool read_flag(struct str value, bool *ret_flag, struct err *err)
{
    int64_t number;
    if (!str_to_int(value, 0, 1, &number, err))
        return false;
    *ret_flag = number == 1;
    return true;
}

static bool read_yes_no(struct str value, bool *ret_yes, struct err *err)
{
    bool yes = str_eq_nocase(value, LIT("yes"));
    if (!yes && !str_eq_nocase(value, LIT("no")))
        return err_set(err, ERR_INVALID, "needs yes or no");
    *ret_yes = yes;
    return true;
}

/* A secret itself, written where its file should be, must not be said again. */
static bool check_secret_file(const struct option *option, struct str value,
                              struct err *err)
{
    bool in_folder = str_find_char(value, '/') < value.len;
    if (check_text(option, value, err) &&
        (in_folder ||
         (value.len <= CREDENTIAL_NAME_MAX && !str_starts(value, LIT("sk-")) &&
          !str_starts(value, LIT("pf_")))))
        return true;
    return err_set(err, ERR_INVALID,
                   "needs the name of a file (or of a systemd credential), not the "
                   "secret itself");
}

static bool check_preset(struct str value, struct err *err)
{
    CLEANUP(buf_done) struct buf known = buf_upto(200);
    size_t count;
    const struct provider_preset *presets = provider_presets(&count);
    if (value.len == 0 || provider_preset_find(value) != NULL)
        return true;
    for (size_t i = 0; i < count; i++)
        buf_printf(&known, "%s%s", i > 0 ? ", " : "", presets[i].name);
    return err_set(err, ERR_INVALID, "there is no such preset; there are %.*s",
                   STR_ARG(buf_str(&known)));
}

static const char *const max_fields[] = {
    [MAX_TOKENS] = "max_tokens",
    [MAX_COMPLETION_TOKENS] = "max_completion_tokens",
    [MAX_NONE] = "none",
};

const char *max_field_name(enum max_field field)
{
    return max_fields[field];
}

static bool read_max_field(struct str value, enum max_field *ret_field, struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(max_fields); i++) {
        if (str_eq(value, str_of(max_fields[i]))) {
            *ret_field = (enum max_field)i;
            return true;
        }
    }
    return err_set(err, ERR_INVALID, "needs max_tokens, max_completion_tokens or none");
}

static bool check_json(const struct option *option, struct str value, struct err *err)
{
    CLEANUP(json_done) cJSON *tree = NULL;
    struct err ignored;
    bool number = option->type == OPTION_NUMBER_OR_EMPTY;
    if (value.len == 0)
        return true;
    if ((int64_t)value.len > option->max || !json_read(value, &tree, &ignored) ||
        !(number ? cJSON_IsNumber(tree) : cJSON_IsObject(tree)))
        return err_set(err, ERR_INVALID, "needs %s",
                       number ? "a number such as 0.3, or nothing"
                              : "a JSON object such as {\"top_p\": 0.9}, or nothing");
    return true;
}

static void *option_place(const struct option *option, void *record)
{
    return (char *)record + option->offset;
}

const void *option_value(const struct option *option, const void *record)
{
    return (const char *)record + option->offset;
}

bool option_is_list(const struct option *option)
{
    return option->type >= OPTION_CATEGORIES;
}

static bool check_word(const struct option *option, struct arena *arena,
                       struct str value, struct err *err)
{
    if (value.len == 0 && (option->type == OPTION_URL_OR_EMPTY ||
                           option->type == OPTION_ADDRESS_OR_EMPTY))
        return true;
    switch (option->type) {
    case OPTION_URL:
    case OPTION_URL_OR_EMPTY:
        return check_url(value, arena, err);
    case OPTION_LISTEN:
        return check_listen(value, err);
    case OPTION_ADDRESS_OR_EMPTY:
        return is_address(value, AF_INET) || is_address(value, AF_INET6) ||
               err_set(err, ERR_INVALID, "needs an IP address");
    case OPTION_CONTACT:
        return check_contact(option, value, err);
    case OPTION_LEVEL:
        return check_level(value, err);
    case OPTION_SECRET_FILE:
        return check_secret_file(option, value, err);
    case OPTION_PRESET_OR_EMPTY:
        return check_preset(value, err);
    case OPTION_NUMBER_OR_EMPTY:
    case OPTION_OBJECT_OR_EMPTY:
        return check_json(option, value, err);
    default:
        return check_text(option, value, err);
    }
}

static bool set_text(const struct option *option, void *record, struct arena *arena,
                     struct str value, struct err *err)
{
    if (!check_word(option, arena, value, err))
        return false;
    *(const char **)option_place(option, record) = arena_text(arena, value);
    return true;
}

static bool set_list(const struct option *option, void *record, struct arena *arena,
                     struct str value, struct err *err)
{
    struct text_list list = { 0 };
    if (!option_list_add(option, &list, arena, value, err))
        return false;
    *(struct text_list *)option_place(option, record) = list;
    return true;
}

static bool set(const struct option *option, void *record, struct arena *arena,
                struct str value, struct err *err)
{
    void *place = option_place(option, record);
    if (option_is_list(option))
        return set_list(option, record, arena, value, err);
    switch (option->type) {
    case OPTION_INT:
        return str_to_int(value, option->min, option->max, place, err);
    case OPTION_MONEY:
        return read_money(option, value, place, err);
    case OPTION_FLAG:
        return read_flag(value, place, err);
    case OPTION_YES_NO:
        return read_yes_no(value, place, err);
    case OPTION_MAX_FIELD:
        return read_max_field(value, place, err);
    default:
        return set_text(option, record, arena, value, err);
    }
}

/* In a file the rest would be a comment: such a value could not be written down. */
static bool check_writable(struct str value, struct err *err)
{
    for (size_t i = 0; i < value.len; i++)
        if (value.ptr[i] == ';' && (i == 0 || char_is_space(value.ptr[i - 1])))
            return err_set(err, ERR_INVALID, "a “;” here would begin a comment");
    return true;
}

bool option_set(const struct option *option, void *record, struct arena *arena,
                const char *value, struct err *err)
{
    struct str trimmed = str_trim(str_of(value));
    if (check_writable(trimmed, err) && set(option, record, arena, trimmed, err))
        return true;
    if (option->type == OPTION_SECRET_FILE)
        return err_add(err, "%s.%s", option->section, option->key);
    return err_add(err, "%s.%s = “%.60s”", option->section, option->key, value);
}

bool option_add(const struct option *option, void *record, struct arena *arena,
                const char *value, struct err *err)
{
    if (!option_is_list(option))
        return err_set(
            err, ERR_INVALID,
            "an indented line continues the key above, and %s.%s is one word",
            option->section, option->key);
    return option_list_add(option, option_place(option, record), arena,
                           str_trim(str_of(value)), err) ||
           err_add(err, "%s.%s = “%.60s”", option->section, option->key, value);
}
