/* Questions and tokens; see oai.h. */
#include "oai.h"

#include <inttypes.h>

enum { OLD_FIRST = 1122234 }; /* tokens are numbered from here */

static int hex(char c)
{
    if (char_is_digit(c))
        return c - '0';
    char lower = char_lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static const char *decoded(const char *text, struct arena *arena)
{
    char *out = arena_text(arena, str_of(text)), *to = out;
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '%' && hex(c[1]) >= 0 && hex(c[2]) >= 0) {
            *to++ = (char)(hex(c[1]) * 16 + hex(c[2]));
            c += 2;
        } else {
            *to++ = *c;
        }
    }
    *to = '\0';
    return out;
}

static void encode(struct buf *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++)
        if (char_is_letter(*c) || char_is_digit(*c) || strchr("-_.", *c) != NULL)
            buf_char(out, *c);
        else
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)*c);
}

static void fail(struct oai_ask *ask, const char *error, const char *reason)
{
    if (ask->error == NULL) {
        ask->error = error;
        ask->reason = reason;
    }
}

static void set_day(struct oai_ask *ask, const char *text, int32_t *day)
{
    struct err err;
    if (*text != '\0' && !day_from_text(str_of(text), day, &err))
        fail(ask, "badArgument", "date format must be YYYY-MM-DD");
}

/* One "name=value" of a question. */
static void set_value(struct oai_ask *ask, const char *name, const char *value)
{
    struct err err;
    int64_t skip = 0;
    if (strcmp(name, "verb") == 0)
        ask->verb = value;
    else if (strcmp(name, "metadataPrefix") == 0)
        ask->prefix = value;
    else if (strcmp(name, "set") == 0)
        ask->set = value;
    else if (strcmp(name, "identifier") == 0)
        ask->identifier = value;
    else if (strcmp(name, "from") == 0)
        set_day(ask, value, &ask->from);
    else if (strcmp(name, "until") == 0)
        set_day(ask, value, &ask->until);
    else if (strcmp(name, "skip") == 0 &&
             str_to_int(str_of(value), 0, 1 << 30, &skip, &err))
        ask->skip = (size_t)skip;
}

static void read_text(struct oai_ask *ask, const char *text, struct arena *arena)
{
    struct str rest = str_of(text);
    while (rest.len > 0) {
        struct str value = str_cut(&rest, '&');
        struct str name = str_cut(&value, '=');
        set_value(ask, arena_text(arena, name), arena_text(arena, value));
    }
}

static void read_old_token(const struct oai_play *play, struct oai_ask *ask,
                           const char *token, struct arena *arena)
{
    struct str rest = str_of(token);
    struct str number = str_cut(&rest, '|');
    struct err err;
    int64_t at = 0, start = 0;
    int64_t last = OLD_FIRST + (int64_t)play->asked.count - 1;
    if (!str_to_int(number, OLD_FIRST, last, &at, &err) ||
        !str_to_int(rest, 1, 1 << 30, &start, &err)) {
        fail(ask, "badResumptionToken", "No such token");
        return;
    }
    read_text(ask, play->asked.items[at - OLD_FIRST], arena);
    ask->skip = (size_t)start - 1;
}

static void read_token(const struct oai_play *play, struct oai_ask *ask,
                       const char *token, struct arena *arena)
{
    const char *verb = ask->verb;
    ask->goes_on = true;
    if (play->expired && play->old)
        fail(ask, "noDataForResultSet", "No data for resumptionToken");
    else if (play->expired)
        fail(ask, "badResumptionToken", "Token decoding failed or format is invalid.");
    else if (play->old)
        read_old_token(play, ask, token, arena);
    else
        read_text(ask, decoded(token, arena), arena);
    if (ask->error == NULL && strcmp(verb, ask->verb) != 0)
        fail(ask, "badResumptionToken", "The token is of another verb.");
}

static void check(struct oai_ask *ask)
{
    int32_t first = 0;
    static const char *const groups[] = { "",      "physics", "math", "cs",  "q-bio",
                                          "q-fin", "stat",    "eess", "econ" };
    struct str set = str_of(ask->set);
    struct str group = str_cut(&set, ':');
    bool known = false;
    for (size_t i = 0; i < COUNT_OF(groups); i++)
        known |= str_eq(group, str_of(groups[i]));
    if (!known)
        fail(ask, "badArgument", "Set does not exist");
    if (day_from_parts(2005, 9, 16, &first) && ask->from < first)
        fail(ask, "badArgument", "start date too early");
    if (ask->until < ask->from)
        fail(ask, "badArgument", "until is before from");
    if (strcmp(ask->prefix, "arXivRaw") != 0)
        fail(ask, "cannotDisseminateFormat", "Did not recognize requested format");
}

struct oai_ask oai_ask_read(const struct oai_play *play,
                            const char *(*given)(void *context, const char *name),
                            void *context, struct arena *arena)
{
    static const char *const names[] = { "verb",  "metadataPrefix", "set",
                                         "until", "identifier",     "from" };
    struct oai_ask ask = { .verb = "", .prefix = "", .set = "", .identifier = "" };
    const char *token = given(context, "resumptionToken");
    bool dated = day_from_parts(2005, 9, 16, &ask.from) &&
                 day_from_parts(2199, 1, 1, &ask.until);
    for (size_t i = 0; dated && i < COUNT_OF(names); i++) {
        const char *value = given(context, names[i]);
        if (value != NULL)
            set_value(&ask, names[i], arena_text(arena, str_of(value)));
    }
    if (token != NULL)
        read_token(play, &ask, token, arena);
    check(&ask);
    return ask;
}

const char *oai_ask_text(const struct oai_ask *ask, struct arena *arena)
{
    char from[DAY_TEXT_SIZE], until[DAY_TEXT_SIZE];
    day_to_text(ask->from, from);
    day_to_text(ask->until, until);
    return arena_printf(arena, "verb=%s&metadataPrefix=%s&from=%s&until=%s%s%s",
                        ask->verb, ask->prefix, from, until, *ask->set ? "&set=" : "",
                        ask->set);
}

static const char *old_token(const struct oai_play *play, const struct oai_ask *ask,
                             size_t count, struct arena *arena)
{
    const char *text = oai_ask_text(ask, arena);
    size_t at = 0;
    while (at < play->asked.count && strcmp(play->asked.items[at], text) != 0)
        at++;
    return arena_printf(arena, "%zu|%zu", OLD_FIRST + at, ask->skip + count + 1);
}

/* The day of the last record, and how many of that day have been given. */
static void move_on(const struct oai_list *list, size_t count, struct oai_ask *next)
{
    int32_t day = list->items[count - 1].day;
    size_t given = day == next->from ? next->skip : 0;
    for (size_t i = 0; i < count; i++)
        given += list->items[i].day == day;
    next->from = day;
    next->skip = given;
}

const char *oai_token(const struct oai_play *play, const struct oai_ask *ask,
                      const struct oai_list *list, size_t count, struct arena *arena)
{
    CLEANUP(buf_done) struct buf out = buf_upto(4000);
    struct oai_ask next = *ask;
    if (play->old)
        return old_token(play, ask, play->loops || play->endless ? 0 : count, arena);
    if (!play->loops && !play->endless)
        move_on(list, count, &next);
    const char *text =
        arena_printf(arena, "%s&skip=%zu", oai_ask_text(&next, arena), next.skip);
    if (play->endless)
        text = arena_printf(arena, "%s&n=%" PRIu64, text, play->answers);
    encode(&out, text);
    return arena_text(arena, buf_str(&out));
}
