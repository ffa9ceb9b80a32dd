/* Counting by day is a single step a document; years are made of days at the end. */
#include "index/tally.h"

#include "index/segment_parts.h"

enum { DAYS = 1 << 16 };

void tally_start(struct tally *tally, bool has_facets, struct arena *arena)
{
    *tally = (struct tally){ .has_facets = has_facets };
    if (has_facets)
        tally->by_day = ARENA_ARRAY(arena, uint32_t, DAYS);
}

void tally_segment_start(struct tally *tally, const struct segment *segment,
                         struct arena *arena)
{
    if (tally->has_facets)
        tally->by_edition = ARENA_ARRAY(arena, uint32_t, segment_editions(segment));
}

void tally_window(struct tally *tally, const struct segment *segment,
                  const struct window *window)
{
    tally->total += window_count(window);
    if (!tally->has_facets)
        return;
    uint32_t editions = segment_editions(segment);
    for (uint32_t doc = window->first; window_next(window, &doc); doc++) {
        uint32_t edition = segment->edition_of[doc];
        tally->by_day[segment->days[doc]]++;
        tally->by_edition[edition < editions ? edition : 0]++;
    }
}

static struct edition_count *edition_of(struct tally *tally, struct str name,
                                        struct arena *arena)
{
    for (size_t i = 0; i < tally->editions.count; i++) {
        if (str_eq(tally->editions.items[i].name, name))
            return &tally->editions.items[i];
    }
    ARENA_PUSH(arena, &tally->editions, ((struct edition_count){ .name = name }));
    return &tally->editions.items[tally->editions.count - 1];
}

void tally_segment_end(struct tally *tally, const struct segment *segment,
                       struct arena *arena)
{
    if (!tally->has_facets)
        return;
    tally->arxiv += tally->by_edition[0];
    for (uint32_t i = 1; i < segment_editions(segment); i++) {
        struct str name = segment_edition_name(segment, i);
        if (tally->by_edition[i] > 0)
            edition_of(tally, name, arena)->count += tally->by_edition[i];
    }
}

static void write_years(const struct tally *tally, struct arena *arena,
                        struct search_result *result)
{
    struct {
        struct facet_count *items;
        size_t count, capacity;
    } years = { 0 };
    int last = 0;
    for (int32_t day = DAYS - 1; day >= 0; day--) {
        if (tally->by_day[day] == 0)
            continue;
        int year = 0, month = 0, day_of_month = 0;
        day_to_parts(day, &year, &month, &day_of_month);
        if (years.count == 0 || year != last) {
            const char *name = arena_printf(arena, "%d", year);
            ARENA_PUSH(arena, &years, ((struct facet_count){ name, 0 }));
        }
        last = year;
        years.items[years.count - 1].count += tally->by_day[day];
    }
    result->years = years.items;
    result->year_count = years.count;
}

static int largest_first(const void *a, const void *b)
{
    const struct facet_count *left = a, *right = b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    return strcmp(left->name, right->name);
}

static void write_editions(const struct tally *tally, struct arena *arena,
                           struct search_result *result)
{
    size_t count = tally->editions.count;
    struct facet_count *editions = ARENA_ARRAY(arena, struct facet_count, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct edition_count *edition = &tally->editions.items[i];
        editions[i] =
            (struct facet_count){ arena_text(arena, edition->name), edition->count };
    }
    qsort(editions, count, sizeof *editions, largest_first);
    result->editions = editions;
    result->edition_count = count;
}

void tally_write(const struct tally *tally, struct arena *arena,
                 struct search_result *result)
{
    result->total = tally->total;
    if (!tally->has_facets)
        return;
    result->arxiv = tally->arxiv;
    result->venue = tally->total - tally->arxiv;
    write_years(tally, arena, result);
    write_editions(tally, arena, result);
}
