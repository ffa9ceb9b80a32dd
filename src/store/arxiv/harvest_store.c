/* See harvest_store.h. */
#include "store/arxiv/harvest_store.h"

#include "store/db.h"

enum { KINDS = HARVEST_CURRENT + 1, PHASES = HARVEST_CHECK + 1 };

bool harvest_is_done(const struct harvest *harvest)
{
    return harvest->window_from > harvest->until;
}

static struct harvest_counts read_counts(struct rows *rows)
{
    struct harvest_counts counts = { .read = row_int(rows) };
    counts.added = row_int(rows);
    counts.changed = row_int(rows);
    counts.unchanged = row_int(rows);
    counts.skipped = row_int(rows);
    counts.duplicate = row_int(rows);
    return counts;
}

static struct harvest read_harvest(struct rows *rows, struct arena *arena)
{
    struct harvest harvest = { .id = row_int(rows) };
    harvest.kind = (enum harvest_kind)row_enum(rows, KINDS);
    harvest.set = row_text(rows, arena);
    harvest.revision = row_int(rows);
    harvest.from = row_day(rows);
    harvest.until = row_day(rows);
    harvest.window_from = row_day(rows);
    harvest.window_until = row_day(rows);
    harvest.phase = (enum harvest_phase)row_enum(rows, PHASES);
    harvest.token = row_text(rows, arena);
    harvest.pages = row_int(rows);
    harvest.barren = row_int(rows);
    harvest.counts = read_counts(rows);
    harvest.started_at = row_int(rows);
    harvest.finished_at = row_int(rows);
    return harvest;
}

bool harvest_store_get(struct db *db, enum harvest_kind kind, const char *set,
                       struct arena *arena, struct harvest *ret_harvest,
                       bool *ret_found, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct harvest harvest;
    bool found = false;
    db_query(db, SQL_HARVEST_GET, ARGS(db_int(":kind", kind), db_text(":name", set)),
             &rows, err);
    while (rows_next(&rows)) {
        harvest = read_harvest(&rows, arena);
        found = true;
    }
    if (!rows_ok(&rows))
        return false;
    if (found)
        *ret_harvest = harvest;
    *ret_found = found;
    return true;
}

bool harvest_store_list(struct db *db, struct arena *arena,
                        struct harvest_list *ret_list, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct harvest_list list = { 0 };
    db_query(db, SQL_HARVEST_LIST, NO_ARGS, &rows, err);
    while (rows_next(&rows))
        ARENA_PUSH(arena, &list, read_harvest(&rows, arena));
    if (!rows_ok(&rows))
        return false;
    *ret_list = list;
    return true;
}

/* What both statements are given. */
#define HARVEST_ARGS(harvest)                                                          \
    db_int(":kind", (harvest)->kind), db_text(":name", (harvest)->set),                \
        db_int(":from_day", (harvest)->from), db_int(":until_day", (harvest)->until),  \
        db_int(":window_from", (harvest)->window_from),                                \
        db_int(":window_until", (harvest)->window_until),                              \
        db_int(":phase", (harvest)->phase), db_text(":token", (harvest)->token),       \
        db_int(":pages", (harvest)->pages), db_int(":barren", (harvest)->barren),      \
        db_int(":read", (harvest)->counts.read),                                       \
        db_int(":added", (harvest)->counts.added),                                     \
        db_int(":changed", (harvest)->counts.changed),                                 \
        db_int(":unchanged", (harvest)->counts.unchanged),                             \
        db_int(":skipped", (harvest)->counts.skipped),                                 \
        db_int(":duplicate", (harvest)->counts.duplicate),                             \
        db_int(":started_at", (harvest)->started_at),                                  \
        db_time(":finished_at", (harvest)->finished_at)

static bool insert(struct db *db, struct harvest *harvest, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct harvest stored = { .id = 0 };
    bool found = false;
    if (!db_run(db, SQL_HARVEST_INSERT, ARGS(HARVEST_ARGS(harvest)), err) ||
        !harvest_store_get(db, harvest->kind, harvest->set, &arena, &stored, &found,
                           err))
        return false;
    harvest->id = stored.id;
    harvest->revision = stored.revision;
    return true;
}

bool harvest_store_put(struct db *db, struct harvest *harvest, struct err *err)
{
    if (harvest->id == 0)
        return insert(db, harvest, err);
    if (!db_run(db, SQL_HARVEST_UPDATE,
                ARGS(HARVEST_ARGS(harvest), db_int(":revision", harvest->revision)),
                err))
        return false;
    if (db_changes(db) == 0)
        return err_set(err, ERR_NOT_FOUND,
                       "another harvest of %s has gone on meanwhile",
                       harvest->set[0] ? harvest->set : "everything");
    harvest->revision++;
    return true;
}

bool harvest_store_drop(struct db *db, const char *key, int64_t now,
                        enum paper_change *ret_change, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper paper;
    bool exists = false;
    if (!paper_store_exists(db, key, &exists, err))
        return false;
    if (!exists) {
        *ret_change = PAPER_UNCHANGED;
        return true;
    }
    if (!paper_store_get(db, key, &arena, &paper, err))
        return false;
    paper.withdrawn = true;
    return paper_store_put(db, &paper, DAY_NONE, now, ret_change, err);
}

bool harvest_store_see(struct db *db, const struct harvest *harvest, const char *key,
                       bool *ret_new, struct err *err)
{
    if (!db_run(db, SQL_HARVEST_SEEN_INSERT,
                ARGS(db_int(":harvest", harvest->id), db_text(":key", key)), err))
        return false;
    *ret_new = db_changes(db) > 0;
    return true;
}

bool harvest_store_has_seen(struct db *db, const struct harvest *harvest,
                            const char *key, bool *ret_seen, struct err *err)
{
    return db_has(db, SQL_HARVEST_SEEN_HAS,
                  ARGS(db_int(":harvest", harvest->id), db_text(":key", key)), ret_seen,
                  err);
}

bool harvest_store_forget_seen(struct db *db, const struct harvest *harvest,
                               struct err *err)
{
    return db_run(db, SQL_HARVEST_SEEN_DELETE, ARGS(db_int(":harvest", harvest->id)),
                  err);
}
