/* Batches by content: which answers speak of the same announcement, and their union.
 * See reconcile.h. */
#include "work/arxiv/reconcile.h"

#include "base/hash.h"
#include "base/mem.h"
#include "model/arxiv_id.h"

#include <stdlib.h>
#include <string.h>

/* A set of keys: open addressing, sized once. */
struct key_set {
    const char **slots;
    size_t mask;
};

static void key_set_done(struct key_set *set)
{
    free(set->slots);
}

static struct key_set key_set_for(size_t count)
{
    size_t size = 16;
    while (size < count * 2)
        size *= 2;
    return (struct key_set){ mem_alloc(size * sizeof(char *)), size - 1 };
}

static const char **find_slot(const struct key_set *set, const char *key)
{
    size_t at = hash_add(HASH_START, str_of(key)) & set->mask;
    while (set->slots[at] != NULL && strcmp(set->slots[at], key) != 0)
        at = (at + 1) & set->mask;
    return &set->slots[at];
}

static bool key_set_has(const struct key_set *set, const char *key)
{
    return *find_slot(set, key) != NULL;
}

/* True if the key was not there before. */
static bool key_set_add(struct key_set *set, const char *key)
{
    const char **slot = find_slot(set, key);
    bool fresh = *slot == NULL;
    *slot = key;
    return fresh;
}

struct items {
    struct announcement *items;
    size_t count, capacity;
};

static struct items document_items(const struct source_document *document,
                                   struct arena *arena)
{
    struct items list = { 0 };
    if (document == NULL)
        return list;
    for (size_t i = 0; i < document->entries.count; i++) {
        const struct source_entry *entry = &document->entries.items[i];
        struct announcement item = { entry->paper.key, entry->section,
                                     entry->position };
        if (entry->announced && entry->paper.key != NULL)
            ARENA_PUSH(arena, &list, item);
    }
    return list;
}

static struct items stored_items(const struct announcement_batch *batch,
                                 struct arena *arena)
{
    struct items list = { 0 };
    for (size_t i = 0; batch != NULL && i < batch->count; i++)
        ARENA_PUSH(arena, &list, batch->items[i]);
    return list;
}

static bool is_fresh(enum section section)
{
    return section == SECTION_NEW || section == SECTION_CROSS;
}

static size_t count_fresh(const struct items *list)
{
    size_t fresh = 0;
    for (size_t i = 0; i < list->count; i++)
        fresh += is_fresh(list->items[i].section);
    return fresh;
}

/* Two lists speak of the same announcement if most of the shorter one is in the other.
 * New papers and cross-lists decide; replacements only where there is nothing else. */
static bool same_announcement(const struct items *a, const struct items *b)
{
    bool by_fresh = count_fresh(a) > 0 && count_fresh(b) > 0;
    size_t size_a = by_fresh ? count_fresh(a) : a->count;
    size_t size_b = by_fresh ? count_fresh(b) : b->count;
    size_t shorter = size_a < size_b ? size_a : size_b, common = 0;
    CLEANUP(key_set_done) struct key_set keys = key_set_for(a->count);
    for (size_t i = 0; i < a->count; i++)
        if (!by_fresh || is_fresh(a->items[i].section))
            key_set_add(&keys, a->items[i].key);
    for (size_t i = 0; i < b->count; i++)
        if (!by_fresh || is_fresh(b->items[i].section))
            common += key_set_has(&keys, b->items[i].key);
    return shorter > 0 && common * 2 > shorter;
}

/* Adds what `more` has and `list` lacks, at the end of its section by arXiv's order
 * (the sort below is by section, then position). */
static void add_lacking(struct items *list, const struct items *more,
                        struct arena *arena)
{
    int64_t past = 0;
    CLEANUP(key_set_done) struct key_set keys = key_set_for(list->count + more->count);
    for (size_t i = 0; i < list->count; i++) {
        key_set_add(&keys, list->items[i].key);
        if (list->items[i].position > past)
            past = list->items[i].position;
    }
    for (size_t i = 0; i < more->count; i++) {
        struct announcement item = more->items[i];
        item.position += past;
        if (key_set_add(&keys, item.key))
            ARENA_PUSH(arena, list, item);
    }
}

static int by_place(const void *left, const void *right)
{
    const struct announcement *a = left, *b = right;
    if (a->section != b->section)
        return (a->section > b->section) - (a->section < b->section);
    if (a->position != b->position)
        return (a->position > b->position) - (a->position < b->position);
    return arxiv_id_order(a->key, b->key);
}

static void put_in_order(struct items *list)
{
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, by_place);
    for (size_t i = 0; i < list->count; i++)
        list->items[i].position = (int64_t)i + 1;
}

/* The listing states one count for both kinds of replacement: what it does not show
 * goes to the plain ones. */
static void count_announced(struct announcement_batch *batch,
                            const struct source_document *listing)
{
    for (size_t i = 0; i < batch->count; i++)
        batch->announced[batch->items[i].section]++;
    if (listing == NULL)
        return;
    for (enum section s = SECTION_NEW; s <= SECTION_CROSS; s++)
        if (listing->total[s] > batch->announced[s])
            batch->announced[s] = listing->total[s];
    int64_t replaced =
        batch->announced[SECTION_REPLACE] + batch->announced[SECTION_REPLACE_CROSS];
    int64_t total =
        listing->total[SECTION_REPLACE] + listing->total[SECTION_REPLACE_CROSS];
    if (total > replaced)
        batch->announced[SECTION_REPLACE] += total - replaced;
}

/* A count that the listing stated once stays, even if a later answer states none. */
static void keep_counts(struct announcement_batch *batch,
                        const struct announcement_batch *last)
{
    for (enum section s = SECTION_NEW; s < SECTION_COUNT; s++)
        if (last->announced[s] > batch->announced[s] &&
            last->source != LEDGER_FROM_FEED)
            batch->announced[s] = last->announced[s];
}

static enum ledger_source source_of(bool listing, bool feed,
                                    const struct announcement_batch *last, bool same)
{
    bool kept = same && last->count > 0;
    listing |= kept && last->source != LEDGER_FROM_FEED;
    feed |= kept && last->source != LEDGER_FROM_LISTING;
    if (listing && feed)
        return LEDGER_FROM_BOTH;
    return listing ? LEDGER_FROM_LISTING : LEDGER_FROM_FEED;
}

static const struct announcement_batch nothing_stored = { .day = DAY_NONE };

/* The answer that leads: the listing if there is one, else the feed. */
static enum reconcile_verdict judge(const struct category_answers *answers,
                                    const struct items *lead,
                                    const struct items *stored, int32_t lead_day)
{
    const struct announcement_batch *last = answers->last;
    if (lead->count == 0 || lead_day == DAY_NONE)
        return RECONCILE_NOTHING;
    if (stored->count == 0)
        return RECONCILE_NEW;
    if (same_announcement(lead, stored))
        return RECONCILE_SAME;
    if (answers->listing == NULL && lead_day <= last->day)
        return RECONCILE_NOTHING; /* an old feed */
    if (lead_day == last->day && last->source != LEDGER_FROM_FEED)
        return RECONCILE_CONFLICT;
    return RECONCILE_NEW;
}

static int32_t settle_day(const struct category_answers *answers,
                          enum reconcile_verdict verdict, int32_t lead_day)
{
    const struct announcement_batch *last = answers->last;
    if (verdict != RECONCILE_SAME)
        return lead_day;
    bool correctable = last->source == LEDGER_FROM_FEED && answers->listing != NULL;
    return correctable ? lead_day : last->day;
}

static struct category_answers fill_in(const struct category_answers *answers)
{
    struct category_answers known = *answers;
    if (known.last == NULL)
        known.last = &nothing_stored;
    if (known.listing != NULL && known.listing->entries.count == 0)
        known.listing = NULL;
    return known;
}

struct reconciled reconcile(const struct category_answers *answers, int64_t now,
                            struct arena *arena)
{
    struct category_answers known = fill_in(answers);
    struct items feed = document_items(known.feed, arena);
    struct items stored = stored_items(known.last, arena);
    struct items lead = known.listing ? document_items(known.listing, arena) : feed;
    const struct source_document *leads = known.listing ? known.listing : known.feed;
    int32_t lead_day = leads ? leads->day : DAY_NONE;

    struct reconciled result = { .verdict = judge(&known, &lead, &stored, lead_day) };
    if (result.verdict == RECONCILE_NOTHING || result.verdict == RECONCILE_CONFLICT)
        return result;

    bool same = result.verdict == RECONCILE_SAME;
    result.feed_belongs = feed.count > 0 && same_announcement(&lead, &feed);
    if (result.feed_belongs)
        add_lacking(&lead, &feed, arena);
    if (same)
        add_lacking(&lead, &stored, arena);
    put_in_order(&lead);
    result.batch = (struct announcement_batch){
        .day = settle_day(&known, result.verdict, lead_day),
        .category = known.category,
        .items = lead.items,
        .count = lead.count,
        .source =
            source_of(known.listing != NULL, result.feed_belongs, known.last, same),
        .checked_at = now,
    };
    count_announced(&result.batch, known.listing);
    if (same)
        keep_counts(&result.batch, known.last);
    return result;
}

bool reconcile_is_of(const struct source_document *document,
                     const struct announcement_batch *batch, struct arena *arena)
{
    struct items shown = document_items(document, arena);
    struct items stored = stored_items(batch, arena);
    return same_announcement(&shown, &stored);
}
