/* The option table and the three places that fill it: defaults, file, environment. See
 * config.h. libinih reads the file's syntax. */
#include "config.h"

#include "base/log.h"
#include "config_check.h"

#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    FILE_MAX = 256 << 10,
    LINE_MAX_BYTES = 190, /* libinih takes a little more */
    DIR_MAX = 94,         /* with "/control.sock" it must fit a socket's address */
};

static const char system_file[] = "/etc/paperfeed.ini";

#define AT(field) offsetof(struct config, field)
static const struct option options[] = {
    { "server", "listen", OPTION_LISTEN, AT(listen), 0, 0, "127.0.0.1:8080",
      "address and port to serve on; port 0 takes any free one" },
    { "server", "base_url", OPTION_URL_OR_EMPTY, AT(base_url), 0, 0, "",
      "the site's public address, for feeds; empty: as the reader asked" },
    { "server", "trusted_proxy", OPTION_ADDRESS_OR_EMPTY, AT(trusted_proxy), 0, 0, "",
      "address of the proxy in front, whose X-Forwarded-For counts" },
    { "server", "admin_token_file", OPTION_TEXT, AT(admin_token_file), 0, 180, "",
      "file with the administrator's token; no page of this version asks for it yet" },
    { "data", "dir", OPTION_TEXT, AT(dir), 1, DIR_MAX, "data",
      "the folder of the database; made if absent" },
    { "arxiv", "categories", OPTION_CATEGORIES, AT(categories_text), 0, 0,
      "cs.CL cs.LG cs.AI cs.CV",
      "the categories to watch; more of them may follow on indented lines" },
    { "arxiv", "contact", OPTION_CONTACT, AT(contact), 0, 120, "",
      "your mail address, sent to arXiv with each request" },
    { "arxiv", "spacing", OPTION_INT, AT(spacing), 0, 3600, "3",
      "seconds between requests to arXiv's feeds and API; below 3 only for a mirror" },
    { "arxiv", "page_spacing", OPTION_INT, AT(page_spacing), 0, 3600, "15",
      "seconds between pages of arXiv's site; below 15 only for a mirror" },
    { "arxiv", "feed_url", OPTION_URL, AT(feed_url), 0, 0, "https://rss.arxiv.org",
      "where /rss/<category> is" },
    { "arxiv", "site_url", OPTION_URL, AT(site_url), 0, 0, "https://arxiv.org",
      "where /list/<category>/new is" },
    { "arxiv", "api_url", OPTION_URL, AT(api_url), 0, 0,
      "https://export.arxiv.org/api/query", "the query API" },
    { "arxiv", "oai_url", OPTION_URL, AT(oai_url), 0, 0, "https://oaipmh.arxiv.org/oai",
      "OAI-PMH, for harvests; no command of this version harvests yet" },
    { "limits", "requests", OPTION_INT, AT(requests), 0, 1000000, "600",
      "requests a minute from one network (IPv4 /24, IPv6 /56); 0: no limit" },
    { "limits", "loopback", OPTION_INT, AT(loopback), 0, 1, "0",
      "1: the limit holds for clients on this machine too" },
    { "limits", "connections", OPTION_INT, AT(connections), 16, 100000, "2000",
      "open connections at a time" },
    { "limits", "body", OPTION_INT, AT(body), 1024, 1048576, "65536",
      "bytes of a request's body" },
    { "limits", "cache", OPTION_INT, AT(cache), 0, 4096, "64",
      "megabytes of ready pages kept in memory" },
    { "log", "level", OPTION_LEVEL, AT(log_level), 0, 0, "info",
      "error, warn, info or debug" },
};
#undef AT

static const struct option *find_option(struct str section, struct str key)
{
    for (size_t i = 0; i < COUNT_OF(options); i++)
        if (str_eq(section, str_of(options[i].section)) &&
            str_eq(key, str_of(options[i].key)))
            return &options[i];
    return NULL;
}

/* Which keys a section has, for the error about an unknown one. */
static void list_keys(struct str section, struct buf *out)
{
    for (size_t i = 0; i < COUNT_OF(options); i++)
        if (str_eq(section, str_of(options[i].section)))
            buf_printf(out, "%s%s", out->len ? ", " : "", options[i].key);
}

static bool unknown_key(struct str section, struct str key, struct err *err)
{
    CLEANUP(buf_done) struct buf known = buf_upto(300);
    list_keys(section, &known);
    if (known.len == 0)
        return err_set(err, ERR_INVALID,
                       "there is no section [%.*s]; sections are server, data, arxiv, "
                       "limits, log",
                       STR_ARG(str_upto(section, 40)));
    return err_set(err, ERR_INVALID, "[%.*s] has no key “%.*s”; it has %.*s",
                   STR_ARG(str_upto(section, 40)), STR_ARG(str_upto(key, 40)),
                   STR_ARG(buf_str(&known)));
}

struct file_reading {
    struct config *config;
    struct err *err;
    struct str rest; /* of the file */
    bool indented;   /* the line at hand: to libinih it continues the one before */
    bool failed;
    bool given[COUNT_OF(options)];
};

/* Gives libinih the next line, as fgets does. */
static char *next_line(char *line, int size, void *stream)
{
    struct file_reading *reading = stream;
    if (reading->rest.len == 0)
        return NULL;
    struct str one = str_cut(&reading->rest, '\n');
    snprintf(line, (size_t)size, "%.*s\n", STR_ARG(one));
    reading->indented = char_is_space(line[0]);
    return line;
}

/* What stands on indented lines below a key; only a list may be that long. */
static bool take_more(struct file_reading *reading, const struct option *option,
                      const char *value, struct err *err)
{
    struct config *config = reading->config;
    if (option->type != OPTION_CATEGORIES)
        return err_set(
            err, ERR_INVALID,
            "an indented line continues the key above, and %s.%s is one word",
            option->section, option->key);
    const char *whole =
        arena_printf(&config->arena, "%s %s", config->categories_text, value);
    return option_set(option, config, &config->arena, whole, err);
}

/* inih's handler: 1 goes on, 0 tells that this line is wrong. */
static int take_line(void *user, const char *section, const char *key,
                     const char *value)
{
    struct file_reading *reading = user;
    const struct option *option = find_option(str_of(section), str_of(key));
    if (reading->failed)
        return 0;
    reading->failed = true;
    if (option == NULL)
        return unknown_key(str_of(section), str_of(key), reading->err);
    bool *given = &reading->given[option - options];
    if (*given && !reading->indented)
        return err_set(reading->err, ERR_INVALID, "%s.%s is given twice", section, key);
    bool more = *given;
    *given = true;
    reading->failed = more ? !take_more(reading, option, value, reading->err)
                           : !option_set(option, reading->config,
                                         &reading->config->arena, value, reading->err);
    return !reading->failed;
}

static bool check_lines(const char *file, struct str text, struct err *err)
{
    for (int line = 1; text.len > 0; line++) {
        struct str one = str_cut(&text, '\n');
        if (one.len > LINE_MAX_BYTES)
            return err_set(err, ERR_INVALID, "%s:%d: the line is over %d bytes long",
                           file, line, LINE_MAX_BYTES);
        if (str_find_char(one, '\0') < one.len)
            return err_set(err, ERR_INVALID, "%s:%d: the line holds a NUL byte", file,
                           line);
    }
    return true;
}

static bool parse_file(struct config *config, const char *file, struct str text,
                       struct err *err)
{
    struct file_reading reading = { .config = config, .err = err, .rest = text };
    if (!check_lines(file, text, err))
        return false;
    int line = ini_parse_stream(next_line, &reading, take_line, &reading);
    if (line > 0 && !reading.failed)
        err_set(err, ERR_INVALID, "not a [section], a key = value or a # comment");
    if (line != 0)
        return err_add(err, "%s:%d", file, line);
    return true;
}

static bool read_file(const char *file, struct buf *out, struct err *err)
{
    char piece[4096];
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_set(err, ERR_INVALID, "%s cannot be opened: %s", file,
                       strerror(errno));
    ssize_t got;
    while ((got = read(fd, piece, sizeof piece)) > 0)
        buf_add(out, (struct str){ piece, (size_t)got });
    int failed = got < 0 ? errno : 0;
    close(fd);
    if (failed)
        return err_set(err, ERR_INVALID, "%s cannot be read: %s", file,
                       strerror(failed));
    if (out->full)
        return err_set(err, ERR_INVALID, "%s is over %zu bytes", file, out->max);
    return true;
}

static bool load_file(struct config *config, const char *file, struct err *err)
{
    CLEANUP(buf_done) struct buf text = buf_upto(FILE_MAX);
    if (file == NULL && access(system_file, F_OK) != 0)
        return true;
    file = file ? file : system_file;
    return read_file(file, &text, err) && parse_file(config, file, buf_str(&text), err);
}

static bool load_environment(struct config *config, struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        char name[80];
        int len = snprintf(name, sizeof name, "PAPERFEED_%s_%s", options[i].section,
                           options[i].key);
        for (int c = 0; c < len; c++)
            if (char_is_lower(name[c]))
                name[c] = (char)(name[c] - 'a' + 'A');
        const char *value = getenv(name);
        if (value != NULL &&
            !option_set(&options[i], config, &config->arena, value, err))
            return err_add(err, "%s in the environment", name);
    }
    return true;
}

static bool load_flag(struct config *config, const char *section, const char *key,
                      const char *value, struct err *err)
{
    const struct option *option = find_option(str_of(section), str_of(key));
    if (value == NULL || option_set(option, config, &config->arena, value, err))
        return true;
    return err_add(err, "--%s", key);
}

static bool load_defaults(struct config *config, struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(options); i++)
        if (!option_set(&options[i], config, &config->arena, options[i].otherwise, err))
            return false;
    return true;
}

bool config_load(const struct config_flags *flags, struct config *ret_config,
                 struct err *err)
{
    struct config config = { .listen = NULL };
    if (load_defaults(&config, err) && load_file(&config, flags->file, err) &&
        load_environment(&config, err) &&
        load_flag(&config, "data", "dir", flags->data, err) &&
        load_flag(&config, "server", "listen", flags->listen, err)) {
        *ret_config = config;
        return true;
    }
    config_done(&config);
    return false;
}

void config_done(struct config *config)
{
    arena_done(&config->arena);
}

void config_print(const struct config *config, struct buf *out)
{
    const char *section = "";
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        const struct option *option = &options[i];
        if (strcmp(section, option->section) != 0)
            buf_printf(out, "%s[%s]\n", i > 0 ? "\n" : "", option->section);
        section = option->section;
        buf_printf(out, "# %s\n%s = ", option->help, option->key);
        option_print(option, config, out);
        buf_char(out, '\n');
    }
}

cJSON *config_json(const struct config *config)
{
    cJSON *tree = cJSON_CreateObject();
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        const struct option *option = &options[i];
        cJSON *section = cJSON_GetObjectItemCaseSensitive(tree, option->section);
        if (section == NULL)
            section = json_set_object(tree, option->section);
        option_put_json(option, config, section);
    }
    return tree;
}

void config_set_log_level(const struct config *config)
{
    static const struct {
        const char *name;
        enum log_level level;
    } levels[] = { { "error", LOG_LEVEL_ERROR },
                   { "warn", LOG_LEVEL_WARN },
                   { "info", LOG_LEVEL_INFO },
                   { "debug", LOG_LEVEL_DEBUG } };
    for (size_t i = 0; i < COUNT_OF(levels); i++)
        if (str_eq(str_of(levels[i].name), str_of(config->log_level)))
            log_upto(levels[i].level);
}
