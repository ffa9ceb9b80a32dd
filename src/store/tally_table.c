/* Two tables by hash: of spellings as they are written, and of what they mean. A
 * spelling is folded once, however often it comes. See tally_table.h. */
#include "store/tally_table.h"

#include "base/hash.h"
#include "base/mem.h"

#include <string.h>

enum { SLOTS_START = 1024, KEY_MAX = 4 * PAPER_NAME_MAX };

struct spelling {
    const char *text;
    uint64_t hash;
    uint32_t thing;
    uint32_t times;
};
struct thing {
    const char *key;
    uint64_t hash;
    int64_t paper; /* that named it last */
    int64_t papers;
};

/* Numbers of items + 1 by hash; a power of two, at most half of them used. */
struct slots {
    uint32_t *items;
    size_t size;
};

struct tally_table {
    struct arena arena;
    struct analyser *analyser;
    struct {
        struct spelling *items;
        size_t count, capacity;
    } spellings;
    struct {
        struct thing *items;
        size_t count, capacity;
    } things;
    struct slots by_text, by_key;
};

static void slots_open(struct slots *slots, size_t size)
{
    slots->size = size;
    slots->items = mem_alloc(size * sizeof *slots->items);
}

struct tally_table *tally_table_open(struct analyser *analyser)
{
    struct tally_table *table = mem_alloc(sizeof *table);
    table->analyser = analyser;
    slots_open(&table->by_text, SLOTS_START);
    slots_open(&table->by_key, SLOTS_START);
    return table;
}

void tally_table_close(struct tally_table **table)
{
    if (*table == NULL)
        return;
    free((*table)->by_text.items);
    free((*table)->by_key.items);
    arena_done(&(*table)->arena);
    free(*table);
    *table = NULL;
}

static uint64_t hash_of(struct str text)
{
    uint64_t hash = hash_add(HASH_START, text);
    return hash ^ hash >> 32;
}

static void place(struct slots *slots, uint64_t hash, size_t number)
{
    size_t at = (size_t)hash & (slots->size - 1);
    while (slots->items[at] != 0)
        at = (at + 1) & (slots->size - 1);
    slots->items[at] = (uint32_t)number + 1;
}

static struct spelling *find_spelling(struct tally_table *table, struct str text,
                                      uint64_t hash)
{
    const struct slots *slots = &table->by_text;
    for (size_t at = (size_t)hash & (slots->size - 1); slots->items[at] != 0;
         at = (at + 1) & (slots->size - 1)) {
        struct spelling *found = &table->spellings.items[slots->items[at] - 1];
        if (found->hash == hash && str_eq(str_of(found->text), text))
            return found;
    }
    return NULL;
}

static struct thing *find_thing(struct tally_table *table, struct str key,
                                uint64_t hash)
{
    const struct slots *slots = &table->by_key;
    for (size_t at = (size_t)hash & (slots->size - 1); slots->items[at] != 0;
         at = (at + 1) & (slots->size - 1)) {
        struct thing *found = &table->things.items[slots->items[at] - 1];
        if (found->hash == hash && str_eq(str_of(found->key), key))
            return found;
    }
    return NULL;
}

static void grow_slots(struct tally_table *table)
{
    if (2 * (table->spellings.count + 1) > table->by_text.size) {
        free(table->by_text.items);
        slots_open(&table->by_text, 2 * table->by_text.size);
        for (size_t i = 0; i < table->spellings.count; i++)
            place(&table->by_text, table->spellings.items[i].hash, i);
    }
    if (2 * (table->things.count + 1) > table->by_key.size) {
        free(table->by_key.items);
        slots_open(&table->by_key, 2 * table->by_key.size);
        for (size_t i = 0; i < table->things.count; i++)
            place(&table->by_key, table->things.items[i].hash, i);
    }
}

/* Its number. */
static size_t open_thing(struct tally_table *table, struct str text)
{
    char key[KEY_MAX];
    struct str folded = { key, analyser_key(table->analyser, text, key, sizeof key) };
    if (folded.len == 0)
        folded = text;
    uint64_t hash = hash_of(folded);
    const struct thing *known = find_thing(table, folded, hash);
    if (known != NULL)
        return (size_t)(known - table->things.items);
    struct thing thing = { arena_text(&table->arena, folded), hash, -1, 0 };
    place(&table->by_key, hash, table->things.count);
    ARENA_PUSH(&table->arena, &table->things, thing);
    return table->things.count - 1;
}

static struct spelling *open_spelling(struct tally_table *table, struct str text,
                                      uint64_t hash)
{
    struct spelling *known = find_spelling(table, text, hash);
    if (known != NULL || table->spellings.count >= TALLY_TEXTS_MAX)
        return known;
    grow_slots(table);
    struct spelling spelling = { .text = arena_text(&table->arena, text),
                                 .hash = hash };
    spelling.thing = (uint32_t)open_thing(table, text);
    place(&table->by_text, hash, table->spellings.count);
    ARENA_PUSH(&table->arena, &table->spellings, spelling);
    return &table->spellings.items[table->spellings.count - 1];
}

void tally_table_add(struct tally_table *table, int64_t paper, struct str text)
{
    text = str_trim(text);
    struct spelling *spelling =
        text.len > 0 ? open_spelling(table, text, hash_of(text)) : NULL;
    if (spelling == NULL)
        return;
    struct thing *thing = &table->things.items[spelling->thing];
    spelling->times++;
    thing->papers += thing->paper != paper;
    thing->paper = paper;
}

size_t tally_table_count(const struct tally_table *table)
{
    return table->things.count;
}

static int tally_order(const void *a, const void *b)
{
    const struct edition_tally *left = a, *right = b;
    if (left->papers != right->papers)
        return left->papers > right->papers ? -1 : 1;
    return strcmp(left->text, right->text);
}

static bool is_better(const struct spelling *spelling, const struct spelling *best)
{
    if (best == NULL || spelling->times != best->times)
        return best == NULL || spelling->times > best->times;
    return strcmp(spelling->text, best->text) < 0;
}

void tally_table_read(const struct tally_table *table, size_t limit,
                      struct arena *arena, struct edition_tallies *ret_tallies)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    size_t count = table->things.count, shown = count < limit ? count : limit;
    const struct spelling **best = ARENA_ARRAY(&own, const struct spelling *, count);
    struct edition_tally *tallies = ARENA_ARRAY(&own, struct edition_tally, count);
    struct edition_tallies out = { 0 };
    for (size_t i = 0; i < table->spellings.count; i++) {
        const struct spelling *spelling = &table->spellings.items[i];
        if (is_better(spelling, best[spelling->thing]))
            best[spelling->thing] = spelling;
    }
    for (size_t i = 0; i < count; i++)
        tallies[i] =
            (struct edition_tally){ best[i]->text, table->things.items[i].papers };
    if (count > 1)
        qsort(tallies, count, sizeof *tallies, tally_order);
    for (size_t i = 0; i < shown; i++) {
        tallies[i].text = arena_text(arena, str_of(tallies[i].text));
        ARENA_PUSH(arena, &out, tallies[i]);
    }
    *ret_tallies = out;
}
