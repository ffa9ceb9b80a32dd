/* Groups in the venue's own order; see edition_store.h. */
#include "store/venue/edition_groups.h"

#include "store/db.h"

#include <string.h>

/* A group as a source names it. */
struct named {
    enum venue_dialect dialect;
    const char *part, *name, *native;
    size_t place;
    bool of_series; /* the part has its name from the series: "2024.naacl" of NAACL */
};
struct named_list {
    struct named *items;
    size_t count, capacity;
};

static bool holds(struct str text, struct str word)
{
    for (size_t i = 0; i + word.len <= text.len; i++)
        if (str_eq_nocase(str_upto(str_from(text, i), word.len), word))
            return true;
    return false;
}

static bool list_named(struct db *db, int64_t edition, const char *series,
                       struct arena *arena, struct named_list *list, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_EDITION_ORDER_LIST, ARGS(db_int(":edition", edition)), &rows, err);
    while (rows_next(&rows)) {
        struct named named = { .place = list->count };
        named.dialect = (enum venue_dialect)row_enum(&rows, VENUE_DIALECT_COUNT);
        named.part = row_text(&rows, arena);
        named.name = row_text(&rows, arena);
        named.native = row_text(&rows, arena);
        named.of_series = holds(str_of(named.part), str_of(series));
        ARENA_PUSH(arena, list, named);
    }
    return rows_ok(&rows);
}

/* The most believed first; of a source in parts, what is named after the series. */
static int named_order(const void *a, const void *b)
{
    const struct named *left = a, *right = b;
    if (left->dialect != right->dialect)
        return (int)right->dialect - (int)left->dialect;
    if (left->of_series != right->of_series)
        return left->of_series ? -1 : 1;
    int order = strcmp(left->part, right->part);
    if (order != 0)
        return order;
    return (left->place > right->place) - (left->place < right->place);
}

static bool list_counted(struct db *db, int64_t edition, struct arena *arena,
                         struct group_entries *groups, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_EDITION_GROUP_TALLY, ARGS(db_int(":edition", edition)), &rows,
             err);
    while (rows_next(&rows)) {
        struct group_entry entry = { .id = row_int(&rows), .rank = SIZE_MAX };
        entry.group.name = row_text(&rows, arena);
        entry.group.papers = row_int(&rows);
        if (entry.id == 0)
            groups->without = entry.group.papers;
        else
            ARENA_PUSH(arena, groups, entry);
    }
    return rows_ok(&rows);
}

static void rank(const struct named_list *named, struct group_entry *entry)
{
    for (size_t i = 0; i < named->count; i++) {
        const struct named *item = &named->items[i];
        if (!str_eq_nocase(str_of(item->name), str_of(entry->group.name)))
            continue;
        if (entry->rank == SIZE_MAX)
            entry->rank = i;
        if (entry->group.native == NULL)
            entry->group.native = item->native;
        if (entry->group.native != NULL)
            return;
    }
}

static int entry_order(const void *a, const void *b)
{
    const struct group_entry *left = a, *right = b;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    int tiers =
        venue_group_tier(right->group.name) - venue_group_tier(left->group.name);
    return tiers != 0 ? tiers : strcmp(left->group.name, right->group.name);
}

static bool read_parts(struct db *db, int64_t edition, struct group_entries *groups,
                       struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct edition_sources sources = { 0 };
    if (!edition_store_sources(db, edition, &own, &sources, err))
        return false;
    for (size_t i = 1; i < sources.count; i++)
        if (sources.items[i].dialect == sources.items[i - 1].dialect)
            groups->in_parts[sources.items[i].dialect] = true;
    return true;
}

static bool series_of(struct db *db, int64_t edition, struct arena *arena,
                      const char **ret_series, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_EDITION_SERIES_OF, ARGS(db_int(":id", edition)), &rows, err);
    *ret_series = "";
    if (rows_next(&rows))
        *ret_series = row_text(&rows, arena);
    return rows_ok(&rows);
}

bool edition_groups_read(struct db *db, int64_t edition, struct arena *arena,
                         struct group_entries *ret_groups, struct err *err)
{
    struct group_entries groups = { .without = 0 };
    struct named_list named = { 0 };
    const char *series = NULL;
    if (!series_of(db, edition, arena, &series, err) ||
        !list_counted(db, edition, arena, &groups, err) ||
        !list_named(db, edition, series, arena, &named, err) ||
        !read_parts(db, edition, &groups, err))
        return false;
    if (named.count > 1)
        qsort(named.items, named.count, sizeof *named.items, named_order);
    for (size_t i = 0; i < groups.count; i++)
        rank(&named, &groups.items[i]);
    if (groups.count > 1)
        qsort(groups.items, groups.count, sizeof *groups.items, entry_order);
    *ret_groups = groups;
    return true;
}

const struct group_entry *edition_groups_find(const struct group_entries *groups,
                                              const char *name)
{
    for (size_t i = 0; i < groups->count; i++)
        if (str_eq_nocase(str_of(groups->items[i].group.name), str_of(name)))
            return &groups->items[i];
    for (size_t i = 0; i < groups->count && name[0] != '\0'; i++)
        if (str_eq_nocase(str_of(groups->items[i].group.native), str_of(name)))
            return &groups->items[i];
    return NULL;
}

struct edition_groups edition_groups_shown(const struct group_entries *entries,
                                           struct arena *arena)
{
    struct edition_groups groups = { .without = entries->without };
    for (size_t i = 0; i < entries->count; i++) {
        struct edition_group group = entries->items[i].group;
        group.name = arena_text(arena, str_of(group.name));
        if (group.native != NULL)
            group.native = arena_text(arena, str_of(group.native));
        ARENA_PUSH(arena, &groups, group);
    }
    return groups;
}

bool edition_store_groups(struct db *db, int64_t edition, struct arena *arena,
                          struct edition_groups *ret_groups, struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct group_entries entries;
    if (!edition_groups_read(db, edition, &own, &entries, err))
        return false;
    *ret_groups = edition_groups_shown(&entries, arena);
    return true;
}
