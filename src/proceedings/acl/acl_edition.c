/* Volumes to editions; see acl_edition.h. */
#include "proceedings/acl/acl_edition.h"

#include "base/hash.h"
#include "base/utf8.h"

#include <string.h>

enum { TITLE_MAX = 400 };
/* A position has room for as many volumes and papers as a file may have. */
enum { VOLUMES_A_FILE = ACL_VOLUMES_MAX, PAPERS_A_VOLUME = SOURCE_ENTRIES_MAX + 1 };

static const struct {
    const char *venue, *name;
} spellings[] = {
#define ACL_SERIES(venue, name) { venue, name },
#include "proceedings/acl/acl_series.def"
#undef ACL_SERIES
};

static const char *in_capitals(struct arena *arena, struct str text)
{
    char *capitals = arena_text(arena, text);
    for (char *c = capitals; *c != '\0'; c++)
        *c = char_upper(*c);
    return capitals;
}

bool acl_series_read(struct arena *arena, struct str venue, const char **ret_series,
                     struct err *err)
{
    const char *name = in_capitals(arena, venue);
    for (size_t i = 0; i < COUNT_OF(spellings); i++)
        if (str_eq_nocase(venue, str_of(spellings[i].venue)))
            name = spellings[i].name;
    return venue_series_read(arena, str_of(name), ret_series, err);
}

static bool is_numeric(const char *id)
{
    return str_has_only(str_of(id), STR_DIGITS);
}

static bool is_findings(const struct acl_volume *volume)
{
    return volume->venue != NULL && strcmp(volume->venue, "findings") == 0 &&
           !is_numeric(volume->id);
}

static bool read_edition(struct arena *arena, struct acl_volume *volume,
                         struct err *err)
{
    int64_t year;
    const char *series;
    const char *venue = is_findings(volume) ? volume->id : volume->venue;
    if (*volume->id == '\0')
        return err_set(err, ERR_INVALID, "its volume has no id");
    if (venue == NULL)
        return err_set(err, ERR_INVALID, "its volume has no venue");
    if (!str_to_int(str_of(volume->year), VENUE_YEAR_MIN, VENUE_YEAR_MAX, &year, err))
        return err_add(err, "the year of its volume");
    if (!acl_series_read(arena, str_of(venue), &series, err))
        return false;
    volume->edition_year = (int)year;
    volume->edition = venue_edition_name(arena, series, volume->edition_year);
    return true;
}

/* The name by which ?group= finds it, too. */
static const char *native_of(struct arena *arena, const char *collection,
                             const struct acl_volume *volume)
{
    if (is_findings(volume))
        return "findings";
    if (acl_is_old_style(collection) || strcmp(volume->venue, "ws") == 0)
        return arena_printf(arena, "%s-%s", collection, volume->id);
    return volume->id;
}

/* "The 2018 Conference on …" of a year whose workshops are volumes like it. */
static bool is_main(const struct acl_volume *volume)
{
    const char *title = volume->title ? volume->title : "";
    return strcmp(volume->id, "1") == 0 ||
           (strstr(title, "Conference") != NULL && strstr(title, "Workshop") == NULL);
}

static const char *capitalised(struct arena *arena, const char *id)
{
    char *word = arena_text(arena, str_of(id));
    word[0] = char_upper(word[0]);
    return word;
}

static const char *name_of(struct arena *arena, const struct acl_volume *volume,
                           bool is_only)
{
    if (is_findings(volume))
        return "Findings";
    if (strcmp(volume->venue, "ws") == 0)
        return acl_group_of_words(arena, volume->title, PAPER_VENUE_MAX);
    const char *name = acl_group_by_id(str_of(volume->id));
    if (name != NULL)
        return name;
    if (!is_numeric(volume->id))
        return capitalised(arena, volume->id);
    if (is_only)
        return NULL;
    name = acl_group_by_title(arena, volume);
    if (name == NULL && is_main(volume))
        name = "Main";
    return name ? name : acl_group_of_words(arena, volume->title, PAPER_VENUE_MAX);
}

static bool has_group(const struct source_edition *edition, const char *name)
{
    for (size_t i = 0; i < edition->groups.count; i++)
        if (str_eq_nocase(str_of(edition->groups.items[i].name), str_of(name)))
            return true;
    return false;
}

/* Two volumes are two groups: the second of a name is called by its title, or else by
 * its number. */
static const char *unique_name(struct arena *arena,
                               const struct source_edition *edition,
                               const struct acl_volume *volume, const char *name)
{
    const size_t number_max = 25;
    if (name != NULL && has_group(edition, name))
        name = acl_group_of_words(arena, volume->title, PAPER_VENUE_MAX);
    if (name == NULL || !has_group(edition, name))
        return name;
    name = acl_group_of_words(arena, name, PAPER_VENUE_MAX - number_max);
    return arena_printf(arena, "%s (%.20s)", name, volume->id);
}

/* "61st Annual Meeting of the Association for Computational Linguistics" */
static const char *title_of(struct arena *arena,
                            const struct acl_collection *collection,
                            const struct acl_volume *volume)
{
    static const char *const ends[] = { " (Volume", ", Volume",      ": Volume",
                                        ", volume", ": Main Volume", ". Volume" };
    const char *event =
        arena_printf(arena, "%s-%d", volume->venue, volume->edition_year);
    struct str title = str_of(volume->title);
    for (size_t i = 0; i < collection->events.count; i++)
        if (strcmp(collection->events.items[i].id, event) == 0 &&
            collection->events.items[i].title != NULL)
            title = str_of(collection->events.items[i].title);
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        title = str_upto(title, str_find(title, str_of(ends[i])));
    if (str_skip(&title, LIT("Proceedings of ")))
        (void)str_skip(&title, LIT("the "));
    title = str_upto(
        title, utf8_floor(title.ptr, TITLE_MAX < title.len ? TITLE_MAX : title.len));
    return title.len > 0 ? arena_text(arena, title) : NULL;
}

enum rank { RANK_OWN, RANK_WORKSHOPS, RANK_FINDINGS };

static enum rank rank_of(const struct acl_collection *collection,
                         const struct acl_volume *volume)
{
    if (is_findings(volume))
        return RANK_FINDINGS;
    if (acl_is_old_style(collection->id))
        return collection->id[0] == 'W' ? RANK_WORKSHOPS : RANK_OWN;
    const char *dot = strchr(collection->id, '.');
    return dot != NULL && volume->venue != NULL && strcmp(dot + 1, volume->venue) == 0
               ? RANK_OWN
               : RANK_WORKSHOPS;
}

/* Does its title say what the edition is called, and not only a part of it? */
static bool is_titled(const struct acl_collection *collection,
                      const struct acl_volume *volume)
{
    struct str group = str_of(volume->group);
    return rank_of(collection, volume) == RANK_OWN &&
           strcmp(volume->venue, "ws") != 0 &&
           (group.len == 0 || str_eq(group, LIT("Main")) ||
            str_eq(group, LIT("Long")) || str_starts(group, LIT("Issue")) ||
            str_starts(group, LIT("Volume")));
}

static struct source_edition *edition_of(struct arena *arena,
                                         const struct acl_collection *collection,
                                         const struct acl_volume *volume,
                                         struct acl_editions *editions)
{
    for (size_t i = 0; i < editions->count; i++)
        if (strcmp(editions->items[i].name, volume->edition) == 0)
            return &editions->items[i];
    struct source_edition edition = {
        .name = volume->edition,
        .dialect = VENUE_ACL,
        .part = collection->id,
    };
    ARENA_PUSH(arena, editions, edition);
    return &editions->items[editions->count - 1];
}

static size_t volumes_of(const struct acl_collection *collection, const char *edition)
{
    size_t count = 0;
    for (size_t i = 0; i < collection->volumes.count; i++) {
        const char *name = collection->volumes.items[i].edition;
        count += name != NULL && strcmp(name, edition) == 0;
    }
    return count;
}

static void add_volume(struct arena *arena, const struct acl_collection *collection,
                       struct acl_volume *volume, struct acl_editions *editions)
{
    struct source_edition *edition = edition_of(arena, collection, volume, editions);
    bool is_only = volumes_of(collection, volume->edition) == 1;
    volume->group =
        unique_name(arena, edition, volume, name_of(arena, volume, is_only));
    edition->declared += volume->papers;
    if (edition->title == NULL && is_titled(collection, volume))
        edition->title = title_of(arena, collection, volume);
    if (volume->group == NULL || has_group(edition, volume->group))
        return;
    struct source_group group = { volume->group,
                                  native_of(arena, collection->id, volume) };
    ARENA_PUSH(arena, &edition->groups, group);
}

void acl_editions_find(struct arena *arena, struct acl_collection *collection,
                       struct acl_editions *ret_editions)
{
    struct acl_editions editions = { 0 };
    struct err why;
    for (size_t i = 0; i < collection->volumes.count; i++) {
        struct acl_volume *volume = &collection->volumes.items[i];
        if (!read_edition(arena, volume, &why))
            volume->problem = arena_text(arena, str_of(why.text));
    }
    for (size_t i = 0; i < collection->volumes.count; i++)
        if (collection->volumes.items[i].edition != NULL)
            add_volume(arena, collection, &collection->volumes.items[i], &editions);
    for (size_t i = 0; i < editions.count && !collection->whole; i++)
        editions.items[i].declared = -1;
    *ret_editions = editions;
}

/* A number for the file among those of one edition: few files, so that a hash is
 * enough where no year and letter tells them apart. */
static int64_t part_of(const struct acl_collection *collection,
                       const struct acl_volume *volume)
{
    enum { LETTERS = 26, YEARS = 100, PARTS = LETTERS * YEARS };
    const char *id = collection->id;
    enum rank rank = rank_of(collection, volume);
    int64_t part = 0;
    if (acl_is_old_style(id))
        part = (id[0] - 'A') * YEARS + (id[1] - '0') * 10 + (id[2] - '0');
    else if (rank != RANK_OWN)
        part = (int64_t)(hash_add(HASH_START, str_of(id)) % PARTS);
    return (int64_t)rank * PARTS + part;
}

int64_t acl_position(const struct acl_collection *collection, size_t volume,
                     int64_t paper)
{
    int64_t part = part_of(collection, &collection->volumes.items[volume]);
    return (part * VOLUMES_A_FILE + (int64_t)volume) * PAPERS_A_VOLUME + paper;
}

static bool has_two_digits(const char *collection, int64_t volume)
{
    return collection[0] == 'W' || strcmp(collection, "C69") == 0 ||
           (strcmp(collection, "D19") == 0 && volume >= 5);
}

static const char *old_id(struct arena *arena, const char *collection,
                          const char *volume, const char *paper)
{
    int64_t numbers[2];
    struct err ignored;
    if (!str_to_int(str_of(volume), 0, 99, &numbers[0], &ignored) ||
        !str_to_int(str_of(paper), 0, 999, &numbers[1], &ignored))
        return NULL;
    bool two = has_two_digits(collection, numbers[0]);
    if (numbers[0] > (two ? 99 : 9) || numbers[1] > (two ? 99 : 999))
        return NULL;
    return arena_printf(arena, two ? "%s-%02d%02d" : "%s-%d%03d", collection,
                        (int)numbers[0], (int)numbers[1]);
}

const char *acl_paper_id(struct arena *arena, const struct acl_collection *collection,
                         size_t volume, const char *paper)
{
    const char *volume_id = collection->volumes.items[volume].id;
    if (acl_is_old_style(collection->id))
        return old_id(arena, collection->id, volume_id, paper);
    if (*collection->id == '\0' || *volume_id == '\0' || *paper == '\0')
        return NULL;
    return arena_printf(arena, "%s-%s.%s", collection->id, volume_id, paper);
}
