/* The papers of an edition, in the order that a reader wants; see edition_store.h.
 * Lines are light and are ordered and cut here; only the papers of the page are loaded.
 */
#include "store/venue/edition_groups.h"

#include "store/list/list_order.h"
#include "store/paper/paper_record.h"

#include <assert.h>

/* A paper's place. */
struct placed {
    int64_t paper, group, position;
    enum venue_dialect teller;
    size_t rank; /* of its group, where positions of several parts meet */
};
struct placed_list {
    struct placed *items;
    size_t count, capacity;
};

static int place_order(const void *a, const void *b)
{
    const struct placed *left = a, *right = b;
    if (left->teller != right->teller)
        return (int)right->teller - (int)left->teller;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    if (left->position != right->position)
        return left->position < right->position ? -1 : 1;
    return (left->paper > right->paper) - (left->paper < right->paper);
}

static bool list_placed(struct db *db, enum sql sql, struct db_args args,
                        struct arena *arena, struct placed_list *list, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, sql, args, &rows, err);
    while (rows_next(&rows)) {
        struct placed placed = { .paper = row_int(&rows) };
        placed.group = row_int(&rows);
        placed.teller = (enum venue_dialect)row_enum(&rows, VENUE_DIALECT_COUNT);
        placed.position = row_int(&rows);
        ARENA_PUSH(arena, list, placed);
    }
    return rows_ok(&rows);
}

/* By number, to be found quickly. */
struct ranked_group {
    int64_t id;
    size_t rank;
};

static int id_order(const void *a, const void *b)
{
    const struct ranked_group *left = a, *right = b;
    return (left->id > right->id) - (left->id < right->id);
}

/* Positions count within a part: where a source has several, group goes after group. */
static void rank_groups(const struct group_entries *groups, struct arena *arena,
                        struct placed_list *list)
{
    struct ranked_group *ranked =
        ARENA_ARRAY(arena, struct ranked_group, groups->count + 1);
    for (size_t i = 0; i < groups->count; i++)
        ranked[i] = (struct ranked_group){ groups->items[i].id, i };
    ranked[groups->count] = (struct ranked_group){ 0, groups->count };
    qsort(ranked, groups->count + 1, sizeof *ranked, id_order);
    for (size_t i = 0; i < list->count; i++) {
        struct placed *placed = &list->items[i];
        struct ranked_group wanted = { .id = placed->group };
        if (!groups->in_parts[placed->teller])
            continue;
        const struct ranked_group *found =
            bsearch(&wanted, ranked, groups->count + 1, sizeof *ranked, id_order);
        assert(found != NULL);
        placed->rank = found->rank;
    }
}

static bool sort_lines(struct db *db, const struct edition_query *query,
                       const struct placed_list *list, struct arena *arena,
                       struct list_lines *lines, struct err *err)
{
    struct list_query sort = { .sort = query->sort, .words = query->words };
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, place_order);
    lines->items = ARENA_ARRAY(arena, struct list_line, list->count);
    lines->count = lines->capacity = list->count;
    for (size_t i = 0; i < list->count; i++)
        lines->items[i].paper = list->items[i].paper;
    return list_lines_sort(db, &sort, lines, err);
}

static size_t page_length(const struct edition_query *query, size_t total)
{
    if (query->skip < 0 || query->show <= 0 || (uint64_t)query->skip >= total)
        return 0;
    size_t rest = total - (size_t)query->skip;
    return (uint64_t)query->show < rest ? (size_t)query->show : rest;
}

static bool load_papers(struct db *db, const struct edition_query *query,
                        const struct list_lines *lines, struct arena *arena,
                        struct edition_page *page, struct err *err)
{
    size_t count = page_length(query, lines->count);
    page->items = ARENA_ARRAY(arena, struct paper, count);
    for (size_t i = 0; i < count; i++) {
        int64_t row = lines->items[(size_t)query->skip + i].paper;
        if (!paper_record_get_row(db, row, arena, &page->items[i], err))
            return false;
    }
    page->count = count;
    page->total = (int64_t)lines->count;
    return true;
}

/* A reader may write a group as some source does: "Datasets & Benchmarks". */
static const struct group_entry *find_as_written(const struct group_entries *groups,
                                                 const char *text)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *name = venue_group_name(&arena, str_of(text));
    return name == NULL ? NULL : edition_groups_find(groups, name);
}

static bool find_group(const struct edition_query *query,
                       const struct group_entries *groups,
                       const struct group_entry **ret_group, struct err *err)
{
    *ret_group = NULL;
    if (query->group == NULL)
        return true;
    *ret_group = edition_groups_find(groups, query->group);
    if (*ret_group == NULL)
        *ret_group = find_as_written(groups, query->group);
    return *ret_group != NULL ||
           err_set(err, ERR_NOT_FOUND, "the edition has no group %.100s", query->group);
}

bool edition_store_papers(struct db *db, const struct edition_query *query,
                          struct arena *arena, struct edition_page *ret_page,
                          struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct group_entries groups;
    const struct group_entry *group = NULL;
    struct placed_list list = { 0 };
    struct list_lines lines = { 0 };
    struct edition_page page = { .group = NULL };
    struct db_arg edition = db_int(":edition", query->edition);
    if (!edition_groups_read(db, query->edition, &own, &groups, err) ||
        !find_group(query, &groups, &group, err) ||
        !(group == NULL
              ? list_placed(db, SQL_EDITION_PAPER_LIST, ARGS(edition), &own, &list, err)
              : list_placed(db, SQL_EDITION_PAPER_LIST_GROUP,
                            ARGS(edition, db_int(":group", group->id)), &own, &list,
                            err)))
        return false;
    rank_groups(&groups, &own, &list);
    page.groups = edition_groups_shown(&groups, arena);
    if (group != NULL)
        page.group = arena_text(arena, str_of(group->group.name));
    if (!sort_lines(db, query, &list, &own, &lines, err) ||
        !load_papers(db, query, &lines, arena, &page, err))
        return false;
    *ret_page = page;
    return true;
}
