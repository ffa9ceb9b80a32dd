/* Papers; see paper_store.h. What waits for a paper (announcements, the list of wanted
 * ids) is told in the same transaction. */
#include "store/paper/paper_store.h"

#include "model/announcement.h"
#include "store/arxiv/poll_store.h"
#include "store/paper/paper_merge.h"
#include "store/paper/paper_write.h"
#include "store/paper/place.h"
#include "store/related/link_store.h"

/* One run over papers: what may wait for them is looked up once. */
struct put {
    struct db *db;
    bool missing_any, wanted_any, told_any;
    struct err *err;
};

/* A place in the order of row numbers: papers of one day are neighbours in the file. */
struct turn {
    int32_t day;
    size_t index;
};

struct waiting {
    const char *category;
    int32_t day;
    enum section section;
    int64_t position;
    bool linked;
};

struct waiting_list {
    struct waiting *items;
    size_t count, capacity;
};

static bool list_told(struct db *db, const char *key, struct arena *arena,
                      struct row_list *list, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_EDITION_PAPER_LIST_TOLD, ARGS(db_text(":arxiv", key)), &rows, err);
    while (rows_next(&rows))
        ARENA_PUSH(arena, list, row_int(&rows));
    return rows_ok(&rows);
}

/* Sources of proceedings may have told of this paper before it came. */
static bool link_twins(struct put *put, const struct paper *paper, struct arena *arena)
{
    struct row_list list = { 0 };
    if (!put->told_any || paper->branch != BRANCH_ARXIV)
        return true;
    if (!list_told(put->db, paper->key, arena, &list, put->err))
        return false;
    for (size_t i = 0; i < list.count; i++)
        if (!link_store_put(put->db, paper->row, list.items[i], LINK_TOLD, put->err))
            return false;
    return true;
}

static bool add(struct put *put, const struct paper *told, int32_t day,
                struct arena *arena, struct paper *ret_paper)
{
    struct paper paper = paper_merge_new(told).paper;
    int32_t row_day = day == DAY_NONE || day < 0 ? paper_write_day(told) : day;
    if (!paper_write_new(put->db, &paper, row_day, arena, put->err) ||
        !link_twins(put, &paper, arena))
        return false;
    *ret_paper = paper;
    return true;
}

static bool change(struct put *put, const struct paper *stored,
                   const struct paper_merge *merge, struct arena *arena)
{
    struct paper paper = merge->paper;
    return (!merge->version_rose ||
            paper_record_keep_version(put->db, stored, put->err)) &&
           paper_write_change(put->db, stored, &paper, arena, put->err);
}

static bool list_waiting(struct put *put, const char *key, struct arena *arena,
                         struct waiting_list *list)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(put->db, SQL_ANNOUNCEMENT_LIST_WAITING, ARGS(db_text(":key", key)), &rows,
             put->err);
    while (rows_next(&rows)) {
        struct waiting waiting = { .category = row_text(&rows, arena) };
        waiting.day = row_day(&rows);
        waiting.section = (enum section)row_enum(&rows, SECTION_COUNT);
        waiting.position = row_int(&rows);
        waiting.linked = !row_is_null(&rows);
        row_int(&rows);
        ARENA_PUSH(arena, list, waiting);
    }
    return rows_ok(&rows);
}

static bool tell_waiting(struct put *put, const struct paper *paper,
                         const struct waiting *waiting)
{
    bool stored = !paper->provisional;
    if (!stored && waiting->linked)
        return true;
    store_touch_pages(put->db);
    return db_run(put->db, SQL_ANNOUNCEMENT_LINK,
                  ARGS(db_int(":paper", paper->row), db_int(":stored", stored),
                       db_text(":category", waiting->category),
                       db_int(":day", waiting->day),
                       db_int(":section", waiting->section),
                       db_int(":position", waiting->position),
                       db_text(":key", paper->key)),
                  put->err) &&
           (!stored || db_run(put->db, SQL_LEDGER_ADD_STORED,
                              ARGS(db_int(":day", waiting->day),
                                   db_text(":category", waiting->category),
                                   db_int(":section", waiting->section)),
                              put->err));
}

static bool tell_announcements(struct put *put, const struct paper *paper,
                               struct arena *arena)
{
    struct waiting_list list = { 0 };
    if (!put->missing_any)
        return true;
    if (!list_waiting(put, paper->key, arena, &list))
        return false;
    for (size_t i = 0; i < list.count; i++)
        if (!tell_waiting(put, paper, &list.items[i]))
            return false;
    return true;
}

/* Without its dates the paper may still be wanted for them. */
static bool stop_wanting(struct put *put, const struct paper *paper)
{
    if (!put->wanted_any || paper->provisional)
        return true;
    if (paper->published != 0)
        return db_run(put->db, SQL_WANTED_DELETE, ARGS(db_text(":key", paper->key)),
                      put->err);
    return db_run(put->db, SQL_WANTED_DELETE_BUT_DETAILS,
                  ARGS(db_text(":key", paper->key), db_int(":kept", WANTED_DETAILS)),
                  put->err);
}

static bool put_one(struct put *put, const struct paper *told, int32_t day,
                    enum paper_change *ret_change)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper stored = { 0 }, paper = { 0 };
    enum paper_change result = PAPER_ADDED;
    bool found = false;
    if (!paper_record_get(put->db, told->key, &arena, &stored, &found, put->err))
        return false;
    if (found) {
        struct paper_merge merge = paper_merge(&stored, told);
        result = merge.changed ? PAPER_CHANGED : PAPER_UNCHANGED;
        paper = merge.paper;
        if (merge.changed && !change(put, &stored, &merge, &arena))
            return false;
    } else if (!add(put, told, day, &arena, &paper)) {
        return false;
    }
    if (result != PAPER_UNCHANGED)
        store_touch_pages(put->db);
    if (!tell_announcements(put, &paper, &arena) || !stop_wanting(put, &paper))
        return false;
    *ret_change = result;
    return true;
}

static bool look_up_once(struct put *put)
{
    return db_has(put->db, SQL_ANNOUNCEMENT_ANY_MISSING, NO_ARGS, &put->missing_any,
                  put->err) &&
           db_has(put->db, SQL_WANTED_ANY, NO_ARGS, &put->wanted_any, put->err) &&
           db_has(put->db, SQL_EDITION_PAPER_ANY_TOLD, NO_ARGS, &put->told_any,
                  put->err);
}

bool paper_store_put(struct db *db, const struct paper *paper, int32_t day, int64_t now,
                     enum paper_change *ret_change, struct err *err)
{
    (void)now;
    struct put put = {
        .db = db, .missing_any = true, .wanted_any = true, .told_any = true, .err = err
    };
    return put_one(&put, paper, day, ret_change);
}

static void count_change(struct paper_counts *counts, enum paper_change change)
{
    counts->unchanged += change == PAPER_UNCHANGED;
    counts->changed += change == PAPER_CHANGED;
    counts->added += change == PAPER_ADDED;
}

static int turn_order(const void *a, const void *b)
{
    const struct turn *left = a, *right = b;
    if (left->day != right->day)
        return left->day < right->day ? -1 : 1;
    return left->index < right->index ? -1 : 1;
}

static const struct turn *take_turns(const struct paper *papers, size_t count,
                                     struct arena *arena)
{
    struct turn *turns = ARENA_ARRAY(arena, struct turn, count);
    for (size_t i = 0; i < count; i++)
        turns[i] = (struct turn){ paper_write_day(&papers[i]), i };
    if (count > 1)
        qsort(turns, count, sizeof *turns, turn_order);
    return turns;
}

bool paper_store_put_many(struct db *db, const struct paper *papers, size_t count,
                          int64_t now, struct paper_counts *counts, struct err *err)
{
    (void)now;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct put put = { .db = db, .err = err };
    struct paper_counts so_far = *counts;
    if (!look_up_once(&put))
        return false;
    const struct turn *turns = take_turns(papers, count, &arena);
    for (size_t i = 0; i < count; i++) {
        enum paper_change change = PAPER_UNCHANGED;
        const struct paper *paper = &papers[turns[i].index];
        if (!put_one(&put, paper, turns[i].day, &change))
            return err_add(err, "paper %s", paper->key);
        count_change(&so_far, change);
    }
    *counts = so_far;
    return true;
}

bool paper_store_get(struct db *db, const char *key, struct arena *arena,
                     struct paper *ret_paper, struct err *err)
{
    bool found = false;
    if (!paper_record_get(db, key, arena, ret_paper, &found, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, "there is no paper %s here", key);
}

bool paper_store_exists(struct db *db, const char *key, bool *ret_exists,
                        struct err *err)
{
    return db_has(db, SQL_PAPER_FIND, ARGS(db_text(":key", key)), ret_exists, err);
}
