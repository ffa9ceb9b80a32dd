/* See bib_place.h. */
#include "proceedings/bibtex/bib_place.h"

#include "model/paper_address.h"
#include "proceedings/acl/acl_edition.h"
#include "proceedings/bibtex/bib_text.h"

#include <string.h>

/* What is found so far; 0 and NULL: nothing. */
struct found {
    const char *series;
    int year, only_year;
    const char *group;
};

static void fill(struct found *found, const char *series, int year)
{
    if (found->series == NULL)
        found->series = series;
    if (found->year == 0)
        found->year = year;
}

/* "2024" of "2024-05-07", too. */
static int year_in(struct str text)
{
    return venue_year(str_upto(text, 4));
}

static int year_of(const struct bib_entry *entry)
{
    int year = year_in(bib_entry_get(entry, "year"));
    if (year == 0)
        year = year_in(bib_entry_get(entry, "eventdate"));
    return year ? year : year_in(bib_entry_get(entry, "date"));
}

static struct bib_title read_title(struct bib_context *context, const char *title)
{
    size_t len = strlen(title);
    if (len > 0 && strcmp(title, context->last_title) == 0)
        return context->last_read;
    struct bib_title read = bib_title_read(context->phrases, str_of(title));
    if (len < sizeof context->last_title) {
        memcpy(context->last_title, title, len + 1);
        context->last_read = read;
    }
    return read;
}

/* Fields that may name the conference, the surest first. */
static void find_title(struct bib_context *context, const struct bib_entry *entry,
                       struct arena *arena, struct found *found)
{
    static const char *const fields[] = { "booktitle",    "eventtitle", "journal",
                                          "journaltitle", "maintitle",  "series" };
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const char *title = bib_readable(arena, bib_entry_get(entry, fields[i]), false,
                                         PAPER_TITLE_MAX);
        if (title == NULL)
            continue;
        struct bib_title read = read_title(context, title);
        if (read.series == NULL)
            continue;
        if (read.findings && found->group == NULL)
            found->group = "Findings";
        fill(found, read.series, read.year);
        found->only_year = read.only_year;
        return;
    }
}

static const char *acl_native(const struct bib_entry *entry, struct arena *arena)
{
    static const char *const fields[] = { "url", "doi" };
    static const struct str end = LIT("@ACL");
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        struct str address = bib_address(arena, bib_entry_get(entry, fields[i]));
        const char *key = paper_address_key(arena, address);
        if (key != NULL && str_ends(str_of(key), end))
            return arena_text(arena, str_upto(str_of(key), strlen(key) - end.len));
    }
    return NULL;
}

/* Ids of before 2020 do not say; the title of the volume may. */
static void find_old_acl(const struct bib_entry *entry, struct arena *arena,
                         struct found *found)
{
    struct acl_volume volume = { .title = bib_readable(
                                     arena, bib_entry_get(entry, "booktitle"), false,
                                     PAPER_TITLE_MAX) };
    if (volume.title != NULL)
        found->group = acl_group_by_title(arena, &volume);
}

/* "2024.acl-long.1" is of ACL.2024, in its volume "long"; "2023.findings-emnlp.7" of
 * EMNLP.2023; "2024.dash-1.3" of DaSH.2024, a workshop. */
static void find_acl(const struct bib_entry *entry, struct arena *arena,
                     struct found *found)
{
    const char *native = acl_native(entry, arena);
    struct str rest = str_of(native), year = str_cut(&rest, '.');
    struct str venue = str_cut(&rest, '-'), volume = str_cut(&rest, '.');
    if (native != NULL && strchr(native, '.') == NULL)
        find_old_acl(entry, arena, found);
    if (year.len != 4 || year_in(year) == 0 || volume.len == 0)
        return;
    bool findings = str_eq(venue, LIT("findings"));
    const char *series;
    struct err ignored;
    if (!acl_series_read(arena, findings ? volume : venue, &series, &ignored))
        return;
    fill(found, series, year_in(year));
    if (found->group == NULL)
        found->group = findings ? "Findings" : acl_group_by_id(volume);
}

/* PMLR's own file of a volume, once published, has no @Proceedings that names the
 * series, but keys that are the names of pages: "pmlr-v235-chen24e" or "chen24e" of
 * …/v235/chen24e.html. "v235", or NULL: it is none. */
static const char *exported_volume(const struct bib_entry *entry, struct arena *arena)
{
    static const struct str site = LIT("proceedings.mlr.press/");
    struct str url = bib_entry_get(entry, "url"), key = entry->key;
    struct str path = str_from(url, str_find(url, site) + site.len);
    struct str volume = str_cut(&path, '/'), name = str_cut(&path, '.');
    const char *prefix = arena_printf(arena, "pmlr-%.*s-", STR_ARG(volume));
    (void)str_skip(&key, str_of(prefix));
    bool is_page = volume.len > 1 && volume.ptr[0] == 'v' &&
                   str_has_only(str_from(volume, 1), STR_DIGITS) && volume.len < 8;
    return is_page && name.len > 0 && str_eq(key, name) ? arena_text(arena, volume)
                                                        : NULL;
}

/* What a field says, as the volume calls it. */
static const char *group_in(const struct bib_entry *entry, const char *field,
                            const struct bib_volume *volume, struct arena *arena)
{
    struct str raw = bib_entry_get(entry, field);
    for (size_t i = 0; volume != NULL && i < volume->edition.groups.count; i++)
        if (str_eq_nocase(raw, str_of(volume->edition.groups.items[i].native)))
            return volume->edition.groups.items[i].name;
    const char *text = bib_readable(arena, raw, false, PAPER_VENUE_MAX);
    return text ? venue_group_name(arena, str_of(text)) : NULL;
}

/* A note is a group where it is IJCAI's track, or says nothing but a tier. */
static const char *group_in_note(const struct bib_entry *entry,
                                 const struct found *found, struct arena *arena)
{
    const char *group = group_in(entry, "note", NULL, arena);
    bool ijcai = found->series != NULL && strcmp(found->series, "IJCAI") == 0;
    return group != NULL && (ijcai || venue_group_tier(group) > 0) ? group : NULL;
}

/* JabRef's groups are a list that people make for themselves: the first counts. */
static const char *group_in_list(const struct bib_entry *entry, struct arena *arena)
{
    struct str list = bib_entry_get(entry, "groups");
    const char *text = bib_readable(arena, str_cut(&list, ','), false, PAPER_VENUE_MAX);
    return text ? venue_group_name(arena, str_of(text)) : NULL;
}

static const char *group_of(const struct bib_entry *entry, const struct found *found,
                            const struct bib_volume *volume, struct arena *arena)
{
    const char *group = group_in(entry, "section", volume, arena);
    if (group == NULL)
        group = group_in(entry, "track", volume, arena);
    if (group == NULL)
        group = found->group;
    if (group == NULL)
        group = group_in_note(entry, found, arena);
    return group ? group : group_in_list(entry, arena);
}

/* In a file made of several, an entry may name a conference of its own. */
static bool is_in_volume(struct bib_context *context, const struct bib_entry *entry,
                         struct arena *arena)
{
    const struct bib_volume *before = context->before;
    if (before == NULL || !before->is_pmlr)
        return false;
    struct found own = { .series = NULL };
    find_title(context, entry, arena, &own);
    return own.series == NULL || strcmp(own.series, before->series) == 0;
}

/* The surest first; `in`: PMLR's volume that it is in, or NULL. */
static void find_edition(struct bib_context *context, const struct bib_entry *entry,
                         const struct bib_volume *in, struct arena *arena,
                         struct found *found)
{
    const struct bib_volume *before = context->before, *parent = context->parent;
    if (in != NULL)
        fill(found, in->series, in->year);
    find_acl(entry, arena, found);
    find_title(context, entry, arena, found);
    fill(found, NULL, year_of(entry));
    if (parent != NULL)
        fill(found, parent->series, parent->year);
    fill(found, NULL, found->only_year);
    if (before != NULL && found->series == NULL)
        fill(found, before->series, before->year);
}

void bib_place_find(struct bib_context *context, const struct bib_entry *entry,
                    struct arena *arena, struct bib_place *ret_place)
{
    bool in_volume = is_in_volume(context, entry, arena);
    const struct bib_volume *in = in_volume ? context->before : NULL;
    const struct bib_volume *book = in ? in : context->parent;
    const char *exported = exported_volume(entry, arena);
    struct found found = { .series = context->ask->series, .year = context->ask->year };
    find_edition(context, entry, in, arena, &found);
    *ret_place = (struct bib_place){
        .group = group_of(entry, &found, in, arena),
        .volume = in,
        .part = exported ? exported : "",
        .book = book ? book->title : NULL,
        .dialect = in || exported ? VENUE_PMLR : VENUE_BIBTEX,
    };
    if (in != NULL)
        ret_place->part = arena_printf(arena, "v%s", in->number);
    if (found.series != NULL && found.year != 0)
        ret_place->edition = venue_edition_name(arena, found.series, found.year);
}
