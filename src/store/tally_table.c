/* Two tables by hash: of spellings as they are written, and of what they mean. A
 * spelling is folded once, however often it comes. See tally_table.h. */
#include "store/tally_table.h"

#include "base/hash.h"
#include "base/mem.h"

#include <string.h>

enum { SLOTS_START = 1024, KEY_MAX = 4 * PAPER_NAME_MAX };

struct spelling {
    struct str text;
    uint32_t thing;
    uint32_t times;
};
struct thing {
    struct str key;
    int64_t paper; /* that named it last */
    int64_t papers;
};

/* Where an item is: its number + 1, beside half of its hash, so that most of those that
 * stand in the way are passed over unseen. */
struct slot {
    uint32_t number, hash;
};
/* By hash; a power of two, at most half of them used. */
struct slots {
    struct slot *items;
    size_t size;
};

struct tally_table {
    struct arena arena;
    struct analyser *analyser;
    struct {
        struct spelling *items;
        size_t count;
    } spellings;
    struct {
        struct thing *items;
        size_t count;
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
    free((*table)->spellings.items);
    free((*table)->things.items);
    free((*table)->by_text.items);
    free((*table)->by_key.items);
    arena_done(&(*table)->arena);
    free(*table);
    *table = NULL;
}

static uint32_t hash_of(struct str text)
{
    uint64_t hash = hash_add(HASH_START, text);
    return (uint32_t)(hash ^ hash >> 32);
}

static void place(struct slots *slots, struct slot slot)
{
    size_t at = slot.hash & (slots->size - 1);
    while (slots->items[at].number != 0)
        at = (at + 1) & (slots->size - 1);
    slots->items[at] = slot;
}

static struct spelling *find_spelling(struct tally_table *table, struct str text,
                                      uint32_t hash)
{
    const struct slots *slots = &table->by_text;
    for (size_t at = hash & (slots->size - 1); slots->items[at].number != 0;
         at = (at + 1) & (slots->size - 1)) {
        if (slots->items[at].hash != hash)
            continue;
        struct spelling *found = &table->spellings.items[slots->items[at].number - 1];
        if (str_eq(found->text, text))
            return found;
    }
    return NULL;
}

static struct thing *find_thing(struct tally_table *table, struct str key,
                                uint32_t hash)
{
    const struct slots *slots = &table->by_key;
    for (size_t at = hash & (slots->size - 1); slots->items[at].number != 0;
         at = (at + 1) & (slots->size - 1)) {
        if (slots->items[at].hash != hash)
            continue;
        struct thing *found = &table->things.items[slots->items[at].number - 1];
        if (str_eq(found->key, key))
            return found;
    }
    return NULL;
}

static void make_room(struct slots *slots, size_t count)
{
    if (2 * (count + 1) <= slots->size)
        return;
    struct slots before = *slots;
    slots_open(slots, 2 * before.size);
    for (size_t i = 0; i < before.size; i++)
        if (before.items[i].number != 0)
            place(slots, before.items[i]);
    free(before.items);
}

/* Outside the arena, which would keep all that they have grown out of. */
static void *with_room(void *items, size_t size, size_t count)
{
    bool is_full = count == 0 || (count >= SLOTS_START && (count & (count - 1)) == 0);
    size_t capacity = count < SLOTS_START ? SLOTS_START : 2 * count;
    return is_full ? mem_resize(items, capacity * size) : items;
}

static struct str kept(struct tally_table *table, struct str text)
{
    return (struct str){ arena_text(&table->arena, text), text.len };
}

/* Its number; `text` is kept. */
static size_t open_thing(struct tally_table *table, struct str text)
{
    char key[KEY_MAX];
    struct str folded = { key, analyser_key(table->analyser, text, key, sizeof key) };
    if (folded.len == 0)
        folded = text;
    uint32_t hash = hash_of(folded);
    const struct thing *known = find_thing(table, folded, hash);
    if (known != NULL)
        return (size_t)(known - table->things.items);
    struct thing thing = { .paper = -1 };
    thing.key = str_eq(folded, text) ? text : kept(table, folded);
    make_room(&table->by_key, table->things.count);
    table->things.items =
        with_room(table->things.items, sizeof thing, table->things.count);
    table->things.items[table->things.count++] = thing;
    place(&table->by_key, (struct slot){ (uint32_t)table->things.count, hash });
    return table->things.count - 1;
}

static struct spelling *open_spelling(struct tally_table *table, struct str text,
                                      uint32_t hash)
{
    struct spelling *known = find_spelling(table, text, hash);
    if (known != NULL || table->spellings.count >= TALLY_TEXTS_MAX)
        return known;
    struct spelling spelling = { .text = kept(table, text) };
    spelling.thing = (uint32_t)open_thing(table, spelling.text);
    make_room(&table->by_text, table->spellings.count);
    table->spellings.items =
        with_room(table->spellings.items, sizeof spelling, table->spellings.count);
    table->spellings.items[table->spellings.count++] = spelling;
    place(&table->by_text, (struct slot){ (uint32_t)table->spellings.count, hash });
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
    return strcmp(spelling->text.ptr, best->text.ptr) < 0;
}

/* Of each thing. */
static const struct spelling **best_spellings(const struct tally_table *table,
                                              struct arena *arena)
{
    const struct spelling **best =
        ARENA_ARRAY(arena, const struct spelling *, table->things.count);
    for (size_t i = 0; i < table->spellings.count; i++) {
        const struct spelling *spelling = &table->spellings.items[i];
        if (is_better(spelling, best[spelling->thing]))
            best[spelling->thing] = spelling;
    }
    return best;
}

/* Those that fewer papers name are not among the `limit` first: most things are named
 * once or twice, and need not be sorted. */
static int64_t fewest_papers(const struct tally_table *table, size_t limit)
{
    enum { COUNTED_TO = 64 };
    size_t with[COUNTED_TO + 1] = { 0 };
    for (size_t i = 0; i < table->things.count; i++) {
        int64_t papers = table->things.items[i].papers;
        with[papers < COUNTED_TO ? papers : COUNTED_TO]++;
    }
    int64_t fewest = COUNTED_TO;
    for (size_t more = with[fewest]; fewest > 0 && more < limit;)
        more += with[--fewest];
    return fewest;
}

void tally_table_read(const struct tally_table *table, size_t limit,
                      struct arena *arena, struct edition_tallies *ret_tallies)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    const struct spelling **best = best_spellings(table, &own);
    int64_t fewest = fewest_papers(table, limit);
    struct edition_tallies all = { 0 }, out = { 0 };
    for (size_t i = 0; i < table->things.count; i++) {
        struct edition_tally tally = { best[i]->text.ptr,
                                       table->things.items[i].papers };
        if (tally.papers >= fewest)
            ARENA_PUSH(&own, &all, tally);
    }
    if (all.count > 1)
        qsort(all.items, all.count, sizeof *all.items, tally_order);
    for (size_t i = 0; i < all.count && i < limit; i++) {
        struct edition_tally tally = all.items[i];
        tally.text = arena_text(arena, str_of(tally.text));
        ARENA_PUSH(arena, &out, tally);
    }
    *ret_tallies = out;
}
