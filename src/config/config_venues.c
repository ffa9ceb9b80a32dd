/* [venues]: lines into config->venues. See config_venues.h. */
#include "config/config_venues.h"

#include "net/url_guard.h"

#include <assert.h>
#include <string.h>
#include <unistd.h>

static const char prefix[] = "PAPERFEED_VENUES_";

/* What a request would refuse later. */
static bool check_urls(const struct venue_line *line, struct err *err)
{
    if (line->urls.count == 0)
        return err_set(err, ERR_INVALID, "needs an address behind “%s”",
                       venue_kind_name(line->kind));
    for (size_t i = 0; i < line->urls.count; i++) {
        struct url_guard guard = { .trusted_count = 0 };
        if (!url_guard_trust(&guard, line->urls.items[i], err))
            return false;
    }
    return true;
}

/* An edition may have several sources, each of its own kind. */
static bool check_new(const struct config *config, const struct venue_line *line,
                      struct err *err)
{
    for (size_t i = 0; i < config->venues.count; i++)
        if (config->venues.items[i].kind == line->kind &&
            strcmp(config->venues.items[i].name, line->name) == 0)
            return err_set(err, ERR_INVALID,
                           "%s = %s is given twice; further addresses belong on the "
                           "same line, or on indented ones below",
                           line->name, venue_kind_name(line->kind));
    if (config->venues.count >= VENUE_LINES_MAX)
        return err_set(err, ERR_INVALID, "there are more than %d lines",
                       VENUE_LINES_MAX);
    return true;
}

static bool add_line(struct config *config, const char *name, const char *value,
                     struct err *err)
{
    struct venue_line line;
    if (!venue_line_read(&config->arena, str_of(name), str_of(value), &line, err) ||
        !check_urls(&line, err) || !check_new(config, &line, err))
        return err_add(err, "venues.%.60s = “%.60s”", name, value);
    ARENA_PUSH(&config->arena, &config->venues, line);
    return true;
}

bool venues_take(struct config *config, const struct ini_line *line, struct err *err)
{
    if (!line->continues)
        return add_line(config, line->key, line->value, err);
    assert(config->venues.count > 0); /* a line that goes on has one before it */
    struct venue_line *last = &config->venues.items[config->venues.count - 1];
    return (venue_line_add(&config->arena, last, str_of(line->value), err) &&
            check_urls(last, err)) ||
           err_add(err, "venues.%s: “%.60s”", last->name, line->value);
}

/* "USENIX_SEC_2025" is USENIX-SEC.2025, "AAAI" is AAAI. */
static const char *name_of(struct arena *arena, struct str variable)
{
    enum { YEAR = 5 }; /* "_2025" */
    char *name = arena_text(arena, variable);
    size_t len = strlen(name);
    bool dated = len > YEAR && name[len - YEAR] == '_' &&
                 str_has_only(str_of(name + len - YEAR + 1), "0123456789");
    for (char *c = name; *c != '\0'; c++)
        if (*c == '_')
            *c = '-';
    if (dated)
        name[len - YEAR] = '.';
    return name;
}

static void drop_lines(struct config *config, const char *name)
{
    size_t kept = 0;
    for (size_t i = 0; i < config->venues.count; i++)
        if (strcmp(config->venues.items[i].name, name) != 0)
            config->venues.items[kept++] = config->venues.items[i];
    config->venues.count = kept;
}

static bool take_variable(struct config *config, struct str variable, struct err *err)
{
    struct str rest = variable;
    struct str whole = str_cut(&rest, '=');
    struct venue_line line;
    struct arena *arena = &config->arena;
    const char *name = name_of(arena, str_from(whole, sizeof prefix - 1));
    const char *value = arena_text(arena, rest);
    if (!venue_line_read(arena, str_of(name), rest, &line, err))
        return err_add(err, "%.*s in the environment", STR_ARG(str_upto(whole, 80)));
    drop_lines(config, line.name);
    return add_line(config, name, value, err) ||
           err_add(err, "%.*s in the environment", STR_ARG(str_upto(whole, 80)));
}

bool venues_environment(struct config *config, struct err *err)
{
    for (char **variable = environ; *variable != NULL; variable++)
        if (str_starts(str_of(*variable), str_of(prefix)) &&
            !take_variable(config, str_of(*variable), err))
            return false;
    return true;
}
