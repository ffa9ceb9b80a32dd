/* One line a subject: what runs, how reading goes, what is stored, which proceedings,
 * what is missing (a line a list, with ids), which source fails, the queue of FAQs. See
 * status_text.h.
 */
#include "site/status/status_text.h"

#include "site/words.h"

#include <inttypes.h>

enum { ROWS_SHOWN = 40, IDS_SHOWN = 10, LABEL_WIDTH = 9 };

struct writing {
    struct buf *out;
    const cJSON *status;
    struct arena *arena;
    int64_t now;
};

static const cJSON *at(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* Texts of upstream may stand in it: nothing that steers a terminal gets through. */
static const char *text_at(struct arena *arena, const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(at(object, name));
    if (text == NULL)
        return NULL;
    char *plain = arena_text(arena, str_of(text));
    for (char *c = plain; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = ' ';
    return plain;
}

static int64_t number_at(const cJSON *object, const char *name)
{
    int64_t number = 0;
    struct err ignored;
    return json_get_int(object, name, 0, JSON_INT_EXACT, &number, &ignored) ? number
                                                                            : 0;
}

/* 0: never. */
static int64_t time_at(const struct writing *writing, const cJSON *object,
                       const char *name)
{
    int64_t time = 0;
    struct err ignored;
    struct str text = str_of(text_at(writing->arena, object, name));
    return time_from_text(text, &time, &ignored) ? time : 0;
}

static void begin(struct writing *writing, const char *label)
{
    buf_printf(writing->out, "%-*s", LABEL_WIDTH, label);
}

static void write_head(struct writing *writing, bool by_daemon)
{
    const char *version = text_at(writing->arena, writing->status, "version");
    const char *runs = "no daemon is running";
    if (by_daemon)
        runs = cJSON_IsTrue(at(writing->status, "fetching"))
                   ? "the daemon is running"
                   : "the daemon is running, fetching is off";
    buf_printf(writing->out, "paperfeed %s, %s\n", version ? version : "?", runs);
}

static void write_reading(struct writing *writing)
{
    struct arena *arena = writing->arena;
    int64_t read = time_at(writing, writing->status, "read_at");
    int64_t next = time_at(writing, writing->status, "next_at");
    begin(writing, "arXiv");
    if (read == 0)
        buf_text(writing->out, "not all categories were read yet");
    else
        buf_printf(writing->out, "read %s (%s)", words_age(arena, writing->now - read),
                   words_time(arena, read));
    if (next > writing->now)
        buf_printf(writing->out, ", next at %s",
                   words_clock(arena, next, writing->now));
    else if (next != 0)
        buf_text(writing->out, ", next now");
    buf_char(writing->out, '\n');
}

static void write_days(struct writing *writing, const cJSON *stored)
{
    struct arena *arena = writing->arena;
    const char *first = text_at(arena, stored, "first_day");
    const char *last = text_at(arena, stored, "last_day");
    if (first == NULL || last == NULL)
        return;
    buf_printf(writing->out, "; %s on ",
               words_count(arena, number_at(stored, "announcements"), "announcement",
                           "announcements"));
    if (strcmp(first, last) == 0)
        buf_text(writing->out, last);
    else
        buf_printf(writing->out, "%s, %s to %s",
                   words_count(arena, number_at(stored, "days"), "day", "days"), first,
                   last);
}

static void write_stored(struct writing *writing)
{
    struct arena *arena = writing->arena;
    const cJSON *stored = at(writing->status, "stored");
    begin(writing, "stored");
    buf_printf(writing->out, "%s, %s",
               words_count(arena, number_at(stored, "papers"), "paper", "papers"),
               words_bytes(arena, number_at(stored, "bytes")));
    write_days(writing, stored);
    buf_char(writing->out, '\n');
    begin(writing, "waiting");
    buf_printf(writing->out, "%s to be fetched, %s known from an announcement only\n",
               words_count(arena, number_at(stored, "wanted"), "paper", "papers"),
               words_number(arena, number_at(stored, "provisional")));
}

static void write_ids(struct writing *writing, const cJSON *ids)
{
    int shown = 0;
    const cJSON *id;
    cJSON_ArrayForEach(id, ids)
    {
        if (shown++ == IDS_SHOWN)
            break;
        if (cJSON_IsString(id))
            buf_printf(writing->out, " %s", id->valuestring);
    }
    int left = cJSON_GetArraySize(ids) - IDS_SHOWN;
    if (left > 0)
        buf_printf(writing->out, " and %d more", left);
}

static void write_row(struct writing *writing, const cJSON *row)
{
    static const char *const names[] = { "date", "category", "section" };
    static const int widths[] = { 10, 18, 13 };
    begin(writing, "");
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *text = text_at(writing->arena, row, names[i]);
        buf_printf(writing->out, "%-*s ", widths[i], text ? text : "");
    }
    if (cJSON_IsNull(at(row, "announced"))) {
        buf_text(writing->out, "was not seen\n");
        return;
    }
    buf_printf(writing->out, "%" PRId64 " of %" PRId64 ":", number_at(row, "stored"),
               number_at(row, "announced"));
    write_ids(writing, at(row, "missing"));
    buf_char(writing->out, '\n');
}

static void write_missing(struct writing *writing)
{
    const cJSON *rows = at(writing->status, "missing"), *row;
    int count = cJSON_GetArraySize(rows), shown = 0;
    if (!cJSON_IsArray(rows))
        return;
    begin(writing, "missing");
    if (count == 0)
        buf_text(writing->out, "nothing\n");
    else
        buf_printf(writing->out, "from %s\n",
                   words_count(writing->arena, count, "list", "lists"));
    cJSON_ArrayForEach(row, rows)
    {
        if (shown++ == ROWS_SHOWN)
            break;
        write_row(writing, row);
    }
    if (count > ROWS_SHOWN)
        buf_printf(writing->out, "%*sand %d more; --json has them all\n", LABEL_WIDTH,
                   "", count - ROWS_SHOWN);
}

static void write_venues(struct writing *writing)
{
    const cJSON *venues = at(writing->status, "venues");
    int64_t editions = number_at(venues, "editions"),
            lacking = number_at(venues, "lacking");
    struct arena *arena = writing->arena;
    if (editions == 0)
        return;
    begin(writing, "venues");
    buf_printf(writing->out, "%s of %s, %s",
               words_count(arena, editions, "edition", "editions"),
               words_count(arena, number_at(venues, "series"), "series", "series"),
               words_count(arena, number_at(venues, "papers"), "paper", "papers"));
    if (lacking > 0)
        buf_printf(writing->out, "; %s papers",
                   words_count(arena, lacking, "edition lacks", "editions lack"));
    buf_char(writing->out, '\n');
}

/* Those of a list of sources that have failed since they were last read. */
static int write_failing(struct writing *writing, const char *list, int before)
{
    int count = before;
    const cJSON *source;
    cJSON_ArrayForEach(source, at(writing->status, list))
    {
        int64_t failed = time_at(writing, source, "failed_at");
        int64_t checked = time_at(writing, source, "checked_at");
        const char *name = text_at(writing->arena, source, "name");
        const char *problem = text_at(writing->arena, source, "problem");
        if (failed <= checked || name == NULL)
            continue;
        begin(writing, count++ > 0 ? "" : "problems");
        buf_printf(writing->out, "%s, %s: %s\n", name,
                   words_age(writing->arena, writing->now - failed),
                   problem ? problem : "no answer");
    }
    return count;
}

static void write_problems(struct writing *writing)
{
    int arxiv = write_failing(writing, "sources", 0);
    if (write_failing(writing, "venue_sources", arxiv) > 0)
        return;
    begin(writing, "problems");
    buf_text(writing->out, "none\n");
}

static int64_t millionths_at(const cJSON *object, const char *name)
{
    const cJSON *amount = at(object, name);
    return cJSON_IsNumber(amount) ? (int64_t)(amount->valuedouble * 1e6 + 0.5) : 0;
}

static void write_faq(struct writing *writing)
{
    const cJSON *faq = at(writing->status, "faq");
    struct arena *arena = writing->arena;
    if (!cJSON_IsObject(faq))
        return;
    begin(writing, "FAQs");
    buf_printf(writing->out, "%s waiting%s, %s running, %s dead; spent %s today, ",
               words_number(arena, number_at(faq, "ready")),
               cJSON_IsTrue(at(faq, "paused")) ? " (paused)" : "",
               words_number(arena, number_at(faq, "running")),
               words_number(arena, number_at(faq, "dead")),
               words_money(arena, millionths_at(faq, "spent_day")));
    buf_printf(writing->out, "%s this month\n",
               words_money(arena, millionths_at(faq, "spent_month")));
}

static void write_served(struct writing *writing)
{
    const cJSON *served = at(writing->status, "served");
    struct arena *arena = writing->arena;
    if (!cJSON_IsObject(served))
        return;
    begin(writing, "served");
    buf_printf(writing->out, "%s, %s from the page cache; %s, %s refused\n",
               words_count(arena, number_at(served, "requests"), "request", "requests"),
               words_number(arena, number_at(served, "cache_hits")),
               words_count(arena, number_at(served, "errors"), "error", "errors"),
               words_number(arena, number_at(served, "refused")));
}

void status_text_write(struct buf *out, const cJSON *status, bool by_daemon,
                       int64_t now, struct arena *arena)
{
    struct writing writing = {
        .out = out, .status = status, .arena = arena, .now = now
    };
    write_head(&writing, by_daemon);
    write_reading(&writing);
    write_stored(&writing);
    write_venues(&writing);
    write_missing(&writing);
    write_problems(&writing);
    write_faq(&writing);
    write_served(&writing);
}
