/* See harvest_window.h. */
#include "work/backfill/harvest_window.h"

enum { THOUSAND = 1000 };

int32_t harvest_first_day(void)
{
    int32_t day = 0;
    bool exists = day_from_parts(2005, 9, 16, &day);
    return exists ? day : 0;
}

static int32_t month_end(int32_t day)
{
    int year, month, ignored;
    int32_t next = day;
    day_to_parts(day, &year, &month, &ignored);
    bool exists = month < 12 ? day_from_parts(year, month + 1, 1, &next)
                             : day_from_parts(year + 1, 1, 1, &next);
    return exists ? next - 1 : day;
}

static int32_t earlier(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static void begin_window(struct harvest *harvest, int32_t from)
{
    harvest->window_from = from;
    harvest->window_until = earlier(month_end(from), harvest->until);
    harvest->phase = HARVEST_RECORDS;
    harvest->token = NULL;
    harvest->pages = harvest->barren = 0;
}

struct harvest harvest_new(enum harvest_kind kind, const char *set, int32_t from,
                           int32_t until, int64_t now)
{
    int32_t first = harvest_first_day();
    struct harvest harvest = { .kind = kind,
                               .set = set,
                               .from = from < first ? first : from,
                               .until = until,
                               .started_at = now };
    begin_window(&harvest, harvest.from);
    return harvest;
}

void harvest_extend(struct harvest *harvest, int32_t until, int64_t now)
{
    int32_t last = harvest->until;
    bool was_done = harvest_is_done(harvest);
    if (until <= last)
        return;
    harvest->until = until;
    if (!was_done)
        return;
    harvest->counts = (struct harvest_counts){ 0 };
    harvest->started_at = now;
    begin_window(harvest, last < harvest->from ? harvest->from : last);
}

void harvest_restart_window(struct harvest *harvest)
{
    int64_t pages = harvest->pages;
    begin_window(harvest, harvest->window_from);
    harvest->barren = -pages - 1; /* so many bring nothing new, rightly */
}

bool harvest_needs_check(const struct harvest *harvest)
{
    return harvest->pages > 1 || harvest->barren < 0;
}

void harvest_begin_check(struct harvest *harvest)
{
    harvest->phase = HARVEST_CHECK;
    harvest->token = NULL;
    harvest->barren = 0;
}

void harvest_end_window(struct harvest *harvest, int64_t now)
{
    begin_window(harvest, harvest->window_until + 1);
    if (harvest_is_done(harvest) && harvest->finished_at == 0)
        harvest->finished_at = now;
}

int64_t harvest_total(const struct harvest *harvest)
{
    int64_t days = (int64_t)harvest->until - harvest->from + 1;
    return days > 0 ? days * THOUSAND : 0;
}

int64_t harvest_done(const struct harvest *harvest, int64_t inside)
{
    int64_t before = (int64_t)harvest->window_from - harvest->from;
    int64_t window = (int64_t)harvest->window_until - harvest->window_from + 1;
    int64_t done = before * THOUSAND + (window > 0 ? window * inside : 0);
    return done < harvest_total(harvest) ? done : harvest_total(harvest);
}
