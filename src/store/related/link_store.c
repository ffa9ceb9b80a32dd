/* Links between branches, and the queue of papers whose twins are to be looked for; see
 * link_store.h. How they are found is in link_search.c. */
#include "store/related/link_store.h"

#include "index/index.h"
#include "store/db.h"
#include "store/paper/place.h"

bool link_store_put(struct db *db, int64_t arxiv_row, int64_t venue_row,
                    enum link_how how, struct err *err)
{
    if (!db_run(db, SQL_LINK_PUT,
                ARGS(db_int(":arxiv", arxiv_row), db_int(":venue", venue_row),
                     db_int(":how", how)),
                err))
        return false;
    if (db_changes(db) > 0)
        store_touch_pages(db);
    return true;
}

bool link_store_twins(struct db *db, int64_t row, struct arena *arena,
                      struct twin_list *ret_twins, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct {
        struct twin *items;
        size_t count, capacity;
    } list = { 0 };
    db_query(db, SQL_LINK_LIST_TWINS, ARGS(db_int(":paper", row)), &rows, err);
    while (rows_next(&rows)) {
        struct twin twin = { .key = row_text(&rows, arena) };
        twin.branch = (enum branch)row_enum(&rows, BRANCH_VENUE + 1);
        twin.venue = row_text(&rows, arena);
        twin.group = row_text(&rows, arena);
        twin.how = (enum link_how)row_enum(&rows, LINK_COUNT);
        ARENA_PUSH(arena, &list, twin);
    }
    if (!rows_ok(&rows))
        return false;
    *ret_twins = (struct twin_list){ list.items, list.count };
    return true;
}

/* Is there anything that one branch could find in the other? */
static bool has_both_branches(const struct index_snapshot *index)
{
    return index != NULL && index_term_docs(index, LIT("branch:arxiv")) > 0 &&
           index_term_docs(index, LIT("branch:venue")) > 0;
}

static bool list_todo(struct db *db, size_t max, struct arena *arena,
                      struct link_todo *todo, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    bool looked_at = has_both_branches(db->index);
    todo->rows = ARENA_ARRAY(arena, int64_t, max);
    todo->places = ARENA_ARRAY(arena, int64_t, max);
    db_query(db, SQL_LINK_TODO_LIST, ARGS(db_int(":limit", (int64_t)max)), &rows, err);
    while (rows_next(&rows)) {
        todo->place = row_int(&rows);
        todo->places[todo->count] = todo->place;
        todo->rows[todo->count] = row_int(&rows);
        todo->count += looked_at;
    }
    return rows_ok(&rows);
}

bool link_store_todo(struct db *db, size_t max, struct arena *arena,
                     struct link_todo *ret_todo, struct err *err)
{
    struct link_todo todo = { .place = 0 };
    struct place lacking = { .row = PLACE_DONE };
    if (!place_get(db, "index", &lacking, err) ||
        (lacking.row == PLACE_DONE && !list_todo(db, max, arena, &todo, err)))
        return false;
    *ret_todo = todo;
    return true;
}

bool link_store_done(struct db *db, const struct link_todo *todo, struct err *err)
{
    return db_run(db, SQL_LINK_TODO_DELETE, ARGS(db_int(":place", todo->place)), err);
}
