/* What is known of editions, their papers apart; see edition_store.h. */
#include "store/venue/edition_store.h"

#include "store/venue/edition_record.h"

/* What a source says, on its way. */
struct telling {
    struct db *db;
    const struct edition_told *told;
    struct edition_row edition;
    int64_t now;
    bool changed;
    struct err *err;
};

static bool open_edition(struct telling *telling, struct arena *arena)
{
    const char *name = NULL;
    if (!venue_edition_read(arena, str_of(telling->told->name), &name, telling->err) ||
        !edition_record_find(telling->db, name, arena, &telling->edition, telling->err))
        return false;
    telling->changed = telling->edition.id == 0;
    return edition_record_make(telling->db, &telling->edition, telling->err);
}

static bool put_title(struct telling *telling)
{
    const struct edition_told *told = telling->told;
    if (told->title == NULL || told->title[0] == '\0')
        return true;
    if (!db_run(telling->db, SQL_EDITION_UPDATE_TITLE,
                ARGS(db_text(":title", told->title), db_int(":dialect", told->dialect),
                     db_int(":edition", telling->edition.id)),
                telling->err))
        return false;
    telling->changed |= db_changes(telling->db) > 0;
    return true;
}

/* The arguments that name a part of a source. */
#define PART_ARGS(telling)                                                             \
    db_int(":edition", (telling)->edition.id),                                         \
        db_int(":dialect", (telling)->told->dialect),                                  \
        db_text(":part", (telling)->told->part != NULL ? (telling)->told->part : "")

static struct db_arg count_arg(const char *name, int64_t count)
{
    return count >= 0 ? db_int(name, count) : db_text(name, NULL);
}

static bool put_source(struct telling *telling)
{
    bool known = false;
    if (!db_has(telling->db, SQL_EDITION_SOURCE_GET, ARGS(PART_ARGS(telling)), &known,
                telling->err))
        return false;
    telling->changed |= !known;
    return db_run(telling->db, SQL_EDITION_SOURCE_PUT,
                  ARGS(PART_ARGS(telling),
                       count_arg(":declared", telling->told->declared),
                       db_int(":read_at", telling->now)),
                  telling->err);
}

static bool put_declared(struct telling *telling)
{
    int64_t declared = -1;
    if (!db_number(telling->db, SQL_EDITION_SOURCE_SUM,
                   ARGS(db_int(":edition", telling->edition.id)), &declared,
                   telling->err) ||
        !db_run(telling->db, SQL_EDITION_UPDATE_DECLARED,
                ARGS(count_arg(":declared", declared),
                     db_int(":edition", telling->edition.id)),
                telling->err))
        return false;
    telling->changed |= db_changes(telling->db) > 0;
    return true;
}

static bool list_order(struct telling *telling, struct arena *arena,
                       struct edition_groups *groups)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(telling->db, SQL_EDITION_ORDER_LIST_PART, ARGS(PART_ARGS(telling)), &rows,
             telling->err);
    while (rows_next(&rows)) {
        struct edition_group group = { .name = row_text(&rows, arena) };
        group.native = row_text(&rows, arena);
        ARENA_PUSH(arena, groups, group);
    }
    return rows_ok(&rows);
}

static bool same_order(const struct edition_groups *known,
                       const struct edition_group *told, size_t count)
{
    bool same = known->count == count;
    for (size_t i = 0; same && i < count; i++)
        same = str_eq(str_of(known->items[i].name), str_of(told[i].name)) &&
               str_eq(str_of(known->items[i].native), str_of(told[i].native));
    return same;
}

static bool write_order(struct telling *telling, size_t count)
{
    telling->changed = true;
    if (!db_run(telling->db, SQL_EDITION_ORDER_DELETE, ARGS(PART_ARGS(telling)),
                telling->err))
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct edition_group *group = &telling->told->groups[i];
        if (!db_run(telling->db, SQL_EDITION_ORDER_INSERT,
                    ARGS(PART_ARGS(telling), db_int(":place", (int64_t)i),
                         db_text(":name", group->name),
                         db_text(":native", group->native)),
                    telling->err))
            return false;
    }
    return true;
}

static bool put_order(struct telling *telling, struct arena *arena)
{
    const struct edition_told *told = telling->told;
    struct edition_groups known = { 0 };
    size_t count =
        told->group_count < EDITION_GROUPS_MAX ? told->group_count : EDITION_GROUPS_MAX;
    if (count == 0)
        return true;
    return list_order(telling, arena, &known) &&
           (same_order(&known, told->groups, count) || write_order(telling, count));
}

bool edition_store_tell(struct db *db, const struct edition_told *told, int64_t now,
                        struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct telling telling = { .db = db, .told = told, .now = now, .err = err };
    if (!open_edition(&telling, &arena) || !put_title(&telling) ||
        !put_source(&telling) || !put_declared(&telling) ||
        !put_order(&telling, &arena))
        return false;
    if (telling.changed)
        store_touch_pages(db);
    return true;
}

static struct edition read_edition(struct rows *rows, struct arena *arena)
{
    struct edition edition = { .id = row_int(rows) };
    edition.name = row_text(rows, arena);
    edition.series = row_text(rows, arena);
    edition.title = row_text(rows, arena);
    edition.year = (int)row_int(rows);
    edition.papers = row_int(rows);
    edition.abstracts = row_int(rows);
    bool silent = row_is_null(rows);
    edition.declared = row_int(rows);
    if (silent)
        edition.declared = -1;
    edition.added_at = row_int(rows);
    edition.changed_at = row_int(rows);
    return edition;
}

static bool list_editions(struct db *db, enum sql sql, struct db_args args,
                          struct arena *arena, struct edition_list *ret_list,
                          struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct edition_list list = { 0 };
    db_query(db, sql, args, &rows, err);
    while (rows_next(&rows)) {
        struct edition edition = read_edition(&rows, arena);
        ARENA_PUSH(arena, &list, edition);
    }
    if (!rows_ok(&rows))
        return false;
    *ret_list = list;
    return true;
}

bool edition_store_get(struct db *db, const char *name, struct arena *arena,
                       struct edition *ret_edition, struct err *err)
{
    struct edition_list list = { 0 };
    if (!list_editions(db, SQL_EDITION_GET, ARGS(db_text(":name", name)), arena, &list,
                       err))
        return false;
    if (list.count == 0)
        return err_set(err, ERR_NOT_FOUND, "there is no edition %.100s here", name);
    *ret_edition = list.items[0];
    return true;
}

bool edition_store_list(struct db *db, struct arena *arena,
                        struct edition_list *ret_list, struct err *err)
{
    return list_editions(db, SQL_EDITION_LIST, NO_ARGS, arena, ret_list, err);
}

bool edition_store_list_series(struct db *db, const char *series, struct arena *arena,
                               struct edition_list *ret_list, struct err *err)
{
    return list_editions(db, SQL_EDITION_LIST_SERIES, ARGS(db_text(":series", series)),
                         arena, ret_list, err);
}

bool edition_store_list_latest(struct db *db, int64_t limit, struct arena *arena,
                               struct edition_list *ret_list, struct err *err)
{
    return list_editions(db, SQL_EDITION_LIST_LATEST, ARGS(db_int(":limit", limit)),
                         arena, ret_list, err);
}

bool edition_store_sources(struct db *db, int64_t edition, struct arena *arena,
                           struct edition_sources *ret_sources, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct edition_sources sources = { 0 };
    db_query(db, SQL_EDITION_SOURCE_LIST, ARGS(db_int(":edition", edition)), &rows,
             err);
    while (rows_next(&rows)) {
        struct edition_source source = { .declared = -1 };
        source.dialect = (enum venue_dialect)row_enum(&rows, VENUE_DIALECT_COUNT);
        source.part = row_text(&rows, arena);
        bool silent = row_is_null(&rows);
        int64_t declared = row_int(&rows);
        source.declared = silent ? -1 : declared;
        source.read_at = row_int(&rows);
        ARENA_PUSH(arena, &sources, source);
    }
    if (!rows_ok(&rows))
        return false;
    *ret_sources = sources;
    return true;
}
