/* From an entry to what is told of it; see bib_reader.h. */
#include "proceedings/bibtex/bib_reader.h"

#include "proceedings/bibtex/bib_text.h"
#include "source/entry.h"

#include <string.h>

enum {
    EDITIONS_MAX = 5000,
    VOLUMES_MAX = 1000,
    VOLUME_KEY_MAX = 500,
};

static struct bib_edition *edition_of(struct proceedings_reader *reader,
                                      const char *name)
{
    struct bib_edition *items = reader->editions.items;
    if (reader->last_edition < reader->editions.count &&
        strcmp(items[reader->last_edition].told.name, name) == 0)
        return &items[reader->last_edition];
    for (size_t i = 0; i < reader->editions.count; i++)
        if (strcmp(items[i].told.name, name) == 0) {
            reader->last_edition = i;
            return &items[i];
        }
    return NULL;
}

/* PMLR's volume, or the book that names the edition, describes it. */
static void describe(struct proceedings_reader *reader, const struct bib_place *place,
                     struct bib_edition *edition)
{
    const struct bib_volume *volume =
        place->volume ? place->volume : reader->context.parent;
    struct arena *arena = &reader->arena;
    struct source_edition *told = &edition->told;
    told->dialect = place->dialect;
    told->part = arena_text(arena, str_of(place->part));
    edition->declares = place->volume != NULL ||
                        (reader->ask->series != NULL && reader->ask->year != 0);
    if (volume != NULL && volume->title != NULL)
        told->title = arena_text(arena, str_of(volume->title));
    if (place->volume == NULL)
        return;
    for (size_t i = 0; i < volume->edition.groups.count; i++) {
        struct source_group group = volume->edition.groups.items[i];
        group.name = arena_text(arena, str_of(group.name));
        group.native = arena_text(arena, str_of(group.native));
        ARENA_PUSH(arena, &told->groups, group);
    }
}

static bool count_edition(struct proceedings_reader *reader,
                          const struct bib_place *place, struct err *err)
{
    if (place->edition == NULL)
        return true;
    struct bib_edition *known = edition_of(reader, place->edition);
    if (known == NULL && reader->editions.count == EDITIONS_MAX)
        return err_set(err, ERR_LIMIT, "the file names over %d editions", EDITIONS_MAX);
    if (known == NULL) {
        struct bib_edition edition = { .told.name = arena_text(
                                           &reader->arena, str_of(place->edition)) };
        describe(reader, place, &edition);
        ARENA_PUSH(&reader->arena, &reader->editions, edition);
        known = &reader->editions.items[reader->editions.count - 1];
    }
    known->told.declared++;
    return true;
}

bool bib_tell_editions(struct proceedings_reader *reader, struct err *err)
{
    const struct proceedings_sink *sink = reader->sink;
    for (size_t i = 0; i < reader->editions.count; i++) {
        struct bib_edition *edition = &reader->editions.items[i];
        if (!edition->declares)
            edition->told.declared = -1;
        if (!sink->edition(sink->context, &edition->told, err))
            return false;
    }
    return true;
}

static const struct bib_volume *volume_of(const struct proceedings_reader *reader,
                                          struct str key)
{
    for (size_t i = reader->volumes.count; key.len > 0 && i > 0; i--)
        if (str_eq_nocase(str_of(reader->volumes.items[i - 1].key), key))
            return &reader->volumes.items[i - 1];
    return NULL;
}

void bib_take_volume(struct proceedings_reader *reader, const struct bib_entry *entry)
{
    bool referable = entry->key.len > 0 && entry->key.len <= VOLUME_KEY_MAX &&
                     reader->volumes.count < VOLUMES_MAX;
    arena_done(&reader->above_arena);
    reader->above = bib_volume_read(entry, &reader->phrases, &reader->above_arena);
    reader->context.before = &reader->above;
    key_counts_done(&reader->names);
    if (!referable || volume_of(reader, entry->key) != NULL)
        return;
    struct bib_volume kept = {
        .key = arena_text(&reader->arena, entry->key),
        .title = reader->above.title
                     ? arena_text(&reader->arena, str_of(reader->above.title))
                     : NULL,
        .series = reader->above.series
                      ? arena_text(&reader->arena, str_of(reader->above.series))
                      : NULL,
        .year = reader->above.year,
    };
    ARENA_PUSH(&reader->arena, &reader->volumes, kept);
}

bool bib_tell_broken(struct proceedings_reader *reader, const struct bib_entry *entry,
                     const char *why, struct arena *arena, struct err *err)
{
    const struct proceedings_sink *sink = reader->sink;
    return sink->broken(sink->context, bib_entry_place(arena, entry), why, err);
}

/* Types that are papers where nothing says the contrary. */
static bool is_paper(const struct bib_entry *entry)
{
    return bib_entry_is(entry, "inproceedings") || bib_entry_is(entry, "conference") ||
           bib_entry_is(entry, "incollection");
}

static const char *homeless_why(const struct bib_entry *entry, struct arena *arena)
{
    if (entry->unknown.len == 0)
        return "says no edition: give --venue and --year";
    return arena_printf(arena, "says no edition, and no @string says what “%s” is",
                        entry_plain(arena, entry->unknown, PAPER_VENUE_MAX));
}

static bool tell_homeless(struct proceedings_reader *reader,
                          const struct bib_entry *entry, struct arena *arena,
                          struct err *err)
{
    const struct proceedings_sink *sink = reader->sink;
    struct str type = str_upto(entry->type, BIB_TYPE_MAX);
    reader->homeless += is_paper(entry);
    if (is_paper(entry))
        return bib_tell_broken(reader, entry, homeless_why(entry, arena), arena, err);
    char *small = arena_text(arena, type);
    for (char *c = small; *c != '\0'; c++)
        *c = char_lower(*c);
    return sink->left_out(sink->context,
                          arena_printf(arena, "no conference paper (%s)", small), err);
}

static bool tell_paper(struct proceedings_reader *reader, const struct bib_entry *entry,
                       const struct bib_place *place, struct arena *arena,
                       struct err *err)
{
    const struct proceedings_sink *sink = reader->sink;
    struct source_entry paper;
    struct err why = { 0 };
    if (!bib_paper_read(entry, place, reader->position + 1, &reader->names, arena,
                        &paper, &why))
        return count_edition(reader, place, err) &&
               bib_tell_broken(reader, entry, why.text, arena, err);
    reader->position++;
    if (key_counts_add(&reader->keys, str_of(paper.paper.key)) == 0 &&
        !count_edition(reader, place, err))
        return false;
    return sink->entry(sink->context, &paper, err);
}

bool bib_tell_unread(struct proceedings_reader *reader, const struct bib_entry *entry,
                     const char *why, struct arena *arena, struct err *err)
{
    struct bib_place place = { .edition = NULL };
    reader->context.parent = NULL;
    if (is_paper(entry))
        bib_place_find(&reader->context, entry, arena, &place);
    return count_edition(reader, &place, err) &&
           bib_tell_broken(reader, entry, why, arena, err);
}

bool bib_tell(struct proceedings_reader *reader, const struct bib_piece *piece,
              const struct bib_entry *entry, struct arena *arena, struct err *err)
{
    const struct proceedings_sink *sink = reader->sink;
    struct bib_place place;
    struct str parent = bib_entry_get(entry, "crossref");
    const char *refused = bib_paper_refused(entry, arena);
    if (refused != NULL)
        return sink->left_out(sink->context, refused, err);
    reader->context.parent = volume_of(reader, parent);
    bib_place_find(&reader->context, entry, arena, &place);
    if (place.edition == NULL && parent.len > 0 && !reader->at_end)
        return bib_keep_waiting(reader, piece, entry, arena, err);
    bool may_be_homeless = reader->context.ask->edition_optional && is_paper(entry);
    if (place.edition == NULL && !may_be_homeless)
        return tell_homeless(reader, entry, arena, err);
    return tell_paper(reader, entry, &place, arena, err);
}
