/* See bib_volume.h; what follows from it for papers of PMLR is in bib_pmlr.c. */
#include "proceedings/bibtex/bib_volume.h"

#include "proceedings/bibtex/bib_text.h"
#include "source/entry.h"

static const char *readable(const struct bib_entry *entry, const char *name,
                            struct arena *arena)
{
    return bib_readable(arena, bib_entry_get(entry, name), false, PAPER_TITLE_MAX);
}

static int read_year(const struct bib_entry *entry)
{
    struct str text = bib_entry_get(entry, "year");
    if (text.len == 0)
        text = str_upto(bib_entry_get(entry, "date"), 4);
    return venue_year(text);
}

/* "Preface|Contributed Papers", "preface=Preface|contrib=Contributed Papers" */
static void read_sections(struct str sections, struct arena *arena,
                          struct source_edition *edition)
{
    while (sections.len > 0 && edition->groups.count < SOURCE_GROUPS_MAX) {
        struct str title = str_cut(&sections, '|');
        size_t sign = str_find_char(title, '=');
        struct source_group group = { .native = NULL };
        if (sign < title.len)
            group.native =
                bib_readable(arena, str_upto(title, sign), false, PAPER_VENUE_MAX);
        if (sign < title.len)
            title = str_from(title, sign + 1);
        const char *shown = bib_readable(arena, title, false, PAPER_VENUE_MAX);
        group.name = shown ? venue_group_name(arena, str_of(shown)) : NULL;
        if (group.name != NULL && group.native == NULL)
            group.native = shown;
        if (group.name != NULL)
            ARENA_PUSH(arena, &edition->groups, group);
    }
}

/* "ICML 2024", "UAI", "MLSB 2009" */
static const char *read_series(struct str shortname, struct arena *arena)
{
    const char *series;
    struct err ignored;
    size_t blank = shortname.len;
    while (blank > 0 && shortname.ptr[blank - 1] != ' ')
        blank--;
    struct str last = str_from(shortname, blank);
    if (blank > 0 && last.len == 4 && str_has_only(last, STR_DIGITS))
        shortname = str_trim(str_upto(shortname, blank));
    if (shortname.len == 0 || !venue_series_read(arena, shortname, &series, &ignored))
        return NULL;
    return series;
}

/* "2025-01-12", "2025"; NULL: not so */
static const char *read_date(struct str date, struct arena *arena)
{
    bool is_date = date.len <= 10 && date.len >= 4 &&
                   str_has_only(str_upto(date, 4), STR_DIGITS) &&
                   str_has_only(date, STR_DIGITS "-");
    return is_date ? arena_text(arena, date) : NULL;
}

static void read_pmlr(const struct bib_entry *entry, struct arena *arena,
                      struct bib_volume *volume)
{
    static const char *const dates[] = { "published", "start", "year" };
    struct str number = bib_entry_get(entry, "volume");
    const char *shortname = readable(entry, "shortname", arena);
    const char *series = shortname ? read_series(str_of(shortname), arena) : NULL;
    if (series == NULL || number.len > 6 || !str_has_only(number, STR_DIGITS))
        return;
    volume->is_pmlr = true;
    volume->series = series;
    volume->number = arena_text(arena, number);
    for (size_t i = 0; i < COUNT_OF(dates) && volume->published == NULL; i++)
        volume->published = read_date(bib_entry_get(entry, dates[i]), arena);
    read_sections(bib_entry_get(entry, "sections"), arena, &volume->edition);
}

struct bib_volume bib_volume_read(const struct bib_entry *entry,
                                  const struct bib_phrases *phrases,
                                  struct arena *arena)
{
    static const char *const titles[] = { "booktitle", "title", "name", "eventtitle" };
    struct bib_volume volume = { .key = arena_text(arena, entry->key),
                                 .year = read_year(entry) };
    for (size_t i = 0; i < COUNT_OF(titles) && volume.series == NULL; i++) {
        const char *title = readable(entry, titles[i], arena);
        struct bib_title read = { .series = NULL };
        if (title != NULL)
            read = bib_title_read(phrases, str_of(title));
        if (volume.title == NULL)
            volume.title = title;
        volume.series = read.series;
        if (read.year != 0)
            volume.year = read.year;
        if (volume.year == 0)
            volume.year = read.only_year;
    }
    read_pmlr(entry, arena, &volume);
    return volume;
}
