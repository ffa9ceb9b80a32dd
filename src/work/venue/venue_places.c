/* See venue_places.h. */
#include "work/venue/venue_places.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* More editions than a run may name; what comes beyond stands by its file alone. */
enum { SLOTS = 1 << 15, PLACES_MAX = SLOTS / 2 };

struct venue_place {
    const char *edition;
    enum venue_dialect dialect;
    int64_t file;   /* that told of it last */
    int64_t before; /* the highest position that files before that one gave */
    int64_t last;   /* the highest of all */
};

static bool is_of(const struct venue_place *place, const struct source_entry *entry)
{
    return place->dialect == entry->dialect &&
           strcmp(place->edition, entry->paper.venue) == 0;
}

static uint32_t *find_slot(const struct venue_places *places,
                           const struct source_entry *entry)
{
    uint64_t at = hash_add((uint64_t)entry->dialect, str_of(entry->paper.venue));
    for (;; at++) {
        uint32_t *slot = &places->slots[at % SLOTS];
        if (*slot == 0 || is_of(&places->places.items[*slot - 1], entry))
            return slot;
    }
}

/* NULL: there are too many. */
static struct venue_place *find_place(struct venue_places *places,
                                      const struct source_entry *entry)
{
    if (places->slots == NULL)
        places->slots = mem_alloc(SLOTS * sizeof *places->slots);
    uint32_t *slot = find_slot(places, entry);
    if (*slot == 0 && places->places.count == PLACES_MAX)
        return NULL;
    if (*slot == 0) {
        const struct venue_place fresh = {
            .edition = arena_text(&places->arena, str_of(entry->paper.venue)),
            .dialect = entry->dialect,
        };
        ARENA_PUSH(&places->arena, &places->places, fresh);
        *slot = (uint32_t)places->places.count;
    }
    return &places->places.items[*slot - 1];
}

void venue_places_next(struct venue_places *places)
{
    places->file++;
}

int64_t venue_places_of(struct venue_places *places, const struct source_entry *entry)
{
    struct venue_place *place =
        entry->dialect != VENUE_ACL ? find_place(places, entry) : NULL;
    if (place == NULL)
        return entry->position;
    if (place->file != places->file)
        place->before = place->last;
    place->file = places->file;
    int64_t position = entry->position + (entry->placed ? 0 : place->before);
    if (position > place->last)
        place->last = position;
    return position;
}

void venue_places_done(struct venue_places *places)
{
    free(places->slots);
    arena_done(&places->arena);
    *places = (struct venue_places){ 0 };
}
