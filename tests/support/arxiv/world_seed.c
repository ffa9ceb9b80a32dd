/* Invents a world from a seed: papers, their fates over the days, who hears of them.
 *
 * On each weekday: new papers (some from outside, cross-listed in), replacements of
 * earlier days' and of old papers, and old papers cross-listed late. A paper has one
 * event a day at most, as in arXiv's log. */
#include "world.h"

#include "base/buf.h"
#include "seed_text.h"

#include <inttypes.h>

struct forge {
    struct dice dice;
    struct arena *arena;
    struct fake_world *world;
    struct name_list watched;
    struct {
        const struct fake_paper **items;
        size_t count, capacity;
    } pool;            /* the latest version of each paper */
    size_t today_from; /* papers of the pool from here on are of today */
};

/* ---- text ---- */

static const char *forge_title(struct forge *forge)
{
    CLEANUP(buf_done) struct buf out = buf_upto(1000);
    seed_sentence(&forge->dice, &out, pick(&forge->dice, &title_forms));
    return arena_text(forge->arena, buf_str(&out));
}

static const char *forge_abstract(struct forge *forge)
{
    CLEANUP(buf_done) struct buf out = buf_upto(4000);
    seed_sentence(&forge->dice, &out, pick(&forge->dice, &opening_sentences));
    size_t sentences = 3 + roll(&forge->dice, 4);
    for (size_t i = 0; i < sentences; i++) {
        buf_text(&out, chance(&forge->dice, 4) ? "\n  " : " ");
        seed_sentence(&forge->dice, &out, pick(&forge->dice, &middle_sentences));
    }
    buf_char(&out, ' ');
    seed_sentence(&forge->dice, &out, pick(&forge->dice, &closing_sentences));
    return arena_text(forge->arena, buf_str(&out));
}

static const char *forge_name(struct forge *forge)
{
    struct dice *dice = &forge->dice;
    if (chance(dice, 2))
        return pick(dice, &single_names);
    const char *given = pick(dice, &given_names), *family = pick(dice, &family_names);
    const char *suffix = chance(dice, 2) ? pick(dice, &suffixes) : "";
    return arena_printf(forge->arena, "%s %s%s%s", given, family, *suffix ? " " : "",
                        suffix);
}

static void forge_authors(struct forge *forge, struct fake_paper *paper)
{
    struct dice *dice = &forge->dice;
    size_t count = 1 + roll(dice, 8);
    if (chance(dice, 1))
        count = 101 + roll(dice, 150); /* more than a listing shows */
    if (chance(dice, 1))
        ARENA_PUSH(forge->arena, &paper->authors, "LANTERN Collaboration");
    for (size_t i = 0; i < count; i++)
        ARENA_PUSH(forge->arena, &paper->authors, forge_name(forge));
    if (chance(dice, 3))
        paper->affiliation = pick(dice, &affiliations);
}

static bool is_listed(const struct name_list *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], name) == 0)
            return true;
    return false;
}

static const char *watched_category(struct forge *forge)
{
    return forge->watched.items[roll(&forge->dice, forge->watched.count)];
}

static void add_category(struct forge *forge, struct fake_paper *paper,
                         const char *name)
{
    if (!is_listed(&paper->categories, name))
        ARENA_PUSH(forge->arena, &paper->categories, name);
}

static void forge_categories(struct forge *forge, struct fake_paper *paper)
{
    struct dice *dice = &forge->dice;
    bool outside = chance(dice, 20);
    add_category(forge, paper,
                 outside ? pick(dice, &other_categories) : watched_category(forge));
    if (outside)
        add_category(forge, paper, watched_category(forge));
    for (size_t extra = roll(dice, 3); extra > 0; extra--)
        add_category(forge, paper,
                     chance(dice, 50) ? pick(dice, &other_categories)
                                      : watched_category(forge));
}

/* ---- dates ---- */

static int32_t weekday_before(int32_t day)
{
    do
        day--;
    while (day_weekday(day) == SUNDAY || day_weekday(day) == SATURDAY);
    return day;
}

/* Received between 14:00 of two weekdays: info.arxiv.org/help/availability.html. */
static int64_t submission_time(struct forge *forge, int32_t listing_day)
{
    int32_t announced = weekday_before(listing_day);
    int64_t until = eastern_instant(announced, 14 * 3600);
    int64_t from = eastern_instant(weekday_before(announced), 14 * 3600);
    int64_t held = chance(&forge->dice, 3) ? 4 * SECONDS_A_DAY : 0;
    return from + (int64_t)roll(&forge->dice, (uint64_t)(until - from)) - held;
}

/* ---- papers ---- */

static struct fake_paper *forge_paper(struct forge *forge, const char *id,
                                      int64_t submitted)
{
    struct dice *dice = &forge->dice;
    struct fake_paper *paper = ARENA_NEW(forge->arena, struct fake_paper);
    *paper = (struct fake_paper){
        .id = id, .version = 1, .published = submitted, .updated = submitted
    };
    paper->title = forge_title(forge);
    paper->abstract = forge_abstract(forge);
    forge_authors(forge, paper);
    forge_categories(forge, paper);
    paper->license = licenses.items[chance(dice, 45) ? 0 : roll(dice, licenses.count)];
    if (chance(dice, 55))
        paper->comment = pick(dice, &comments);
    if (chance(dice, 6))
        paper->journal_ref = pick(dice, &journals);
    if (chance(dice, 6))
        paper->doi =
            arena_printf(forge->arena, "10.1000/fake.%" PRIu64, roll(dice, 1000000));
    return paper;
}

static struct fake_day *last_day(struct forge *forge)
{
    return &forge->world->items[forge->world->count - 1];
}

static void happen(struct forge *forge, const struct fake_paper *paper,
                   enum fake_action action, const char *cross_to)
{
    struct fake_event event = { paper, action, cross_to };
    struct fake_day *day = last_day(forge);
    ARENA_PUSH(forge->arena, day, event);
}

static const char *old_id(struct forge *forge, size_t number)
{
    struct dice *dice = &forge->dice;
    int month = 1 + (int)roll(dice, 12);
    uint64_t serial = number % 990 + 1;
    switch (roll(dice, 5)) {
    case 0:
        return arena_printf(forge->arena, "math/%02d%02d%03" PRIu64,
                            1 + (int)roll(dice, 6), month, serial);
    case 1:
        return arena_printf(forge->arena, "hep-th/9%d%02d%03" PRIu64,
                            2 + (int)roll(dice, 8), month, serial);
    case 2:
        return arena_printf(forge->arena, "%02d%02d.%04" PRIu64, 8 + (int)roll(dice, 6),
                            month, serial);
    default:
        return arena_printf(forge->arena, "%02d%02d.%05" PRIu64,
                            19 + (int)roll(dice, 6), month, serial);
    }
}

/* What arXiv already had: replaced or cross-listed later on. */
static void forge_history(struct forge *forge, size_t count, int32_t first_day)
{
    for (size_t i = 0; i < count; i++) {
        int64_t age = (200 + (int64_t)roll(&forge->dice, 3000)) * SECONDS_A_DAY;
        int64_t submitted = (int64_t)first_day * SECONDS_A_DAY - age;
        struct fake_paper *paper = forge_paper(forge, old_id(forge, i), submitted);
        if (str_find_char(str_of(paper->id), '/') < strlen(paper->id))
            paper->license = NULL;
        paper->version = 1 + (int)roll(&forge->dice, 4);
        happen(forge, paper, ACTION_NEW, NULL);
        ARENA_PUSH(forge->arena, &forge->pool, paper);
    }
}

static const char *new_id(struct forge *forge, int32_t day, size_t number,
                          size_t stride)
{
    int year, month, day_of_month;
    day_to_parts(day, &year, &month, &day_of_month);
    uint64_t serial = (uint64_t)day_of_month * 3000 + number * stride;
    serial += roll(&forge->dice, stride);
    return arena_printf(forge->arena, "%02d%02d.%05" PRIu64, year % 100, month, serial);
}

static void announce_new(struct forge *forge, int32_t day, size_t count)
{
    size_t stride = count < 2900 ? 2900 / (count + 1) + 1 : 1;
    for (size_t i = 0; i < count; i++) {
        const char *id = new_id(forge, day, i, stride > 9 ? 9 : stride);
        struct fake_paper *paper = forge_paper(forge, id, submission_time(forge, day));
        happen(forge, paper, ACTION_NEW, NULL);
        ARENA_PUSH(forge->arena, &forge->pool, paper);
    }
}

/* An earlier paper without an event today; its place in the pool is put behind
 * today_from, so that it is not drawn again. NULL: none left. */
static const struct fake_paper **earlier_paper(struct forge *forge)
{
    if (forge->today_from == 0)
        return NULL;
    size_t last = --forge->today_from;
    size_t drawn = roll(&forge->dice, forge->today_from + 1);
    const struct fake_paper *paper = forge->pool.items[drawn];
    forge->pool.items[drawn] = forge->pool.items[last];
    forge->pool.items[last] = paper;
    return &forge->pool.items[last];
}

static void announce_replacement(struct forge *forge, int32_t day)
{
    const struct fake_paper **slot = earlier_paper(forge);
    if (slot == NULL || (*slot)->version >= 5)
        return;
    struct fake_paper *paper = ARENA_NEW(forge->arena, struct fake_paper);
    *paper = **slot;
    paper->version++;
    paper->updated = submission_time(forge, day);
    if (chance(&forge->dice, 4))
        paper->comment = pick(&forge->dice, &withdrawals);
    else if (chance(&forge->dice, 30))
        paper->abstract = forge_abstract(forge);
    *slot = paper;
    happen(forge, paper, ACTION_REPLACE, NULL);
}

static void announce_late_cross(struct forge *forge)
{
    const struct fake_paper **slot = earlier_paper(forge);
    const char *category = watched_category(forge);
    if (slot == NULL || is_listed(&(*slot)->categories, category))
        return;
    struct fake_paper *paper = ARENA_NEW(forge->arena, struct fake_paper);
    *paper = **slot;
    paper->categories = (struct name_list){ 0 };
    for (size_t i = 0; i < (*slot)->categories.count; i++)
        add_category(forge, paper, (*slot)->categories.items[i]);
    add_category(forge, paper, category);
    *slot = paper;
    happen(forge, paper, ACTION_CROSS, category);
}

static void begin_day(struct forge *forge, int32_t date)
{
    struct fake_day day = { .date = date };
    ARENA_PUSH(forge->arena, forge->world, day);
}

static void forge_day(struct forge *forge, int32_t date, size_t per_day)
{
    begin_day(forge, date);
    forge->today_from = forge->pool.count;
    announce_new(forge, date, per_day);
    for (size_t i = 0; i < per_day / 2; i++)
        announce_replacement(forge, date);
    for (size_t i = 0; i < per_day / 10 + 1; i++)
        announce_late_cross(forge);
}

void world_from_seed(const struct seed_wish *wish, struct fake_world *ret_world)
{
    struct fake_world world = { 0 };
    struct forge forge = { .dice = { wish->seed },
                           .arena = &world.arena,
                           .world = &world };
    struct str rest = str_of(wish->categories);
    while (rest.len > 0)
        ARENA_PUSH(forge.arena, &forge.watched,
                   arena_text(forge.arena, str_cut(&rest, ',')));
    int32_t *dates = ARENA_ARRAY(forge.arena, int32_t, wish->days);
    dates[wish->days - 1] = weekday_before(wish->last_day + 1);
    for (size_t i = wish->days - 1; i > 0; i--)
        dates[i - 1] = weekday_before(dates[i]);
    begin_day(&forge, DAY_NONE);
    forge_history(&forge, wish->per_day / 2 + 10, dates[0]);
    for (size_t i = 0; i < wish->days; i++)
        forge_day(&forge, dates[i], wish->per_day);
    *ret_world = world;
}
