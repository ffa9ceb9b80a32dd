/* Venue ids part by part; see openreview_venue.h. */
#include "proceedings/json/openreview_venue.h"

#include "model/venue.h"

enum { PART_MAX = 100 };

/* "Datasets_and_Benchmarks" in words. */
static const char *words_of(struct arena *arena, struct str part)
{
    char *words = arena_text(arena, str_upto(part, PART_MAX));
    for (char *sign = words; *sign != '\0'; sign++)
        if (*sign == '_')
            *sign = ' ';
    return words;
}

/* "ICLR" of "ICLR.cc"; NULL: no name of a series. */
static const char *series_of(struct arena *arena, struct str part)
{
    const char *series = NULL;
    struct err ignored;
    struct str name = str_upto(part, str_find_char(part, '.'));
    return venue_series_read(arena, name, &series, &ignored) ? series : NULL;
}

static bool is_refusal(struct str part)
{
    return str_ends(part, LIT("Submission")) || str_ends(part, LIT("Submissions")) ||
           str_starts(part, LIT("Rejected")) || str_starts(part, LIT("Withdrawn")) ||
           str_starts(part, LIT("Desk_Rejected"));
}

/* A part behind the year. */
static void read_part(struct arena *arena, struct str part,
                      struct openreview_venue *venue)
{
    if (is_refusal(part)) {
        venue->refusal = words_of(arena, part);
    } else if (str_eq(part, LIT("Workshop"))) {
        venue->is_workshop = true;
    } else if (!str_eq(part, LIT("Conference")) && !str_eq(part, LIT("Track"))) {
        struct str name = part;
        if (str_ends(name, LIT("_Track")))
            name.len -= sizeof "_Track" - 1;
        venue->track = words_of(arena, name);
    }
}

struct openreview_venue openreview_venue_read(struct arena *arena, struct str id)
{
    struct openreview_venue venue = { 0 };
    struct str before = LIT("");
    while (id.len > 0) {
        struct str part = str_cut(&id, '/');
        if (venue.year != 0 || is_refusal(part))
            read_part(arena, part, &venue);
        else if ((venue.year = venue_year(part)) != 0)
            venue.series = series_of(arena, before);
        before = part;
    }
    return venue;
}

struct openreview_venue openreview_venue_of_words(struct arena *arena, struct str words)
{
    struct openreview_venue venue = { 0 };
    struct str series = str_cut_word(&words);
    venue.year = venue_year(str_cut_word(&words));
    if (venue.year != 0)
        venue.series = series_of(arena, series);
    return venue;
}
