/* What was announced, as polls found it; see list_store.h. How readers see it is in
 * list_page.c. */
#include "store/list/list_store.h"

#include "base/mem.h"
#include "store/arxiv/poll_store.h"
#include "store/db.h"
#include "store/paper/paper_record.h"

#include <assert.h>

struct line {
    const char *key;
    enum section section;
    int64_t position;
    int64_t paper; /* 0 = nothing is known of it */
    bool stored;
};

struct lines {
    struct line *items;
    size_t count, capacity;
};

struct ledger_entry {
    bool present;
    int64_t announced, stored; /* announced < 0: a missed day */
    enum ledger_source source;
    int64_t checked_at;
};

/* One batch on its way into the database. */
struct putting {
    struct db *db;
    const struct announcement_batch *batch;
    struct lines told, old; /* by key */
    struct ledger_entry ledger[SECTION_COUNT];
    bool changed;
    struct err *err;
};

static int line_order(const void *a, const void *b)
{
    const struct line *left = a, *right = b;
    int order = strcmp(left->key, right->key);
    if (order == 0)
        order = (left->section > right->section) - (left->section < right->section);
    if (order == 0)
        order = (left->position > right->position) - (left->position < right->position);
    return order;
}

static void sort_lines(struct lines *lines)
{
    if (lines->count > 1)
        qsort(lines->items, lines->count, sizeof *lines->items, line_order);
}

/* A key that a batch names twice counts once, where it comes first. */
static void take_items(const struct announcement_batch *batch, struct arena *arena,
                       struct lines *ret_lines)
{
    struct lines lines = { 0 };
    for (size_t i = 0; i < batch->count; i++) {
        const struct announcement *item = &batch->items[i];
        struct line line = { item->key, item->section, item->position, 0, false };
        assert(item->position > 0);
        ARENA_PUSH(arena, &lines, line);
    }
    sort_lines(&lines);
    size_t kept = 0;
    for (size_t i = 0; i < lines.count; i++)
        if (kept == 0 || strcmp(lines.items[kept - 1].key, lines.items[i].key) != 0)
            lines.items[kept++] = lines.items[i];
    lines.count = kept;
    *ret_lines = lines;
}

static bool read_lines(struct db *db, const char *category, int32_t day,
                       struct arena *arena, struct lines *ret_lines, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_ANNOUNCEMENT_LIST,
             ARGS(db_text(":category", category), db_int(":day", day)), &rows, err);
    while (rows_next(&rows)) {
        struct line line = { 0 };
        line.section = (enum section)row_enum(&rows, SECTION_COUNT);
        line.position = row_int(&rows);
        line.key = row_text(&rows, arena);
        line.paper = row_int(&rows);
        line.stored = row_bool(&rows);
        ARENA_PUSH(arena, ret_lines, line);
    }
    return rows_ok(&rows);
}

static bool read_ledger(struct db *db, const char *category, int32_t day,
                        struct ledger_entry ledger[SECTION_COUNT], struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_LEDGER_LIST_BATCH,
             ARGS(db_text(":category", category), db_int(":day", day)), &rows, err);
    while (rows_next(&rows)) {
        struct ledger_entry *entry = &ledger[row_enum(&rows, SECTION_COUNT)];
        entry->present = true;
        bool missed = row_is_null(&rows);
        entry->announced = row_int(&rows);
        if (missed)
            entry->announced = -1;
        entry->stored = row_int(&rows);
        entry->source = (enum ledger_source)row_enum(&rows, LEDGER_SOURCE_COUNT);
        entry->checked_at = row_int(&rows);
    }
    return rows_ok(&rows);
}

static bool find_paper(struct putting *putting, struct line *line)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(putting->db, SQL_PAPER_FIND, ARGS(db_text(":key", line->key)), &rows,
             putting->err);
    if (rows_next(&rows)) {
        line->paper = row_int(&rows);
        line->stored = !row_bool(&rows);
    }
    return rows_ok(&rows);
}

static bool insert_line(struct putting *putting, const struct line *line)
{
    return db_run(putting->db, SQL_ANNOUNCEMENT_INSERT,
                  ARGS(db_text(":category", putting->batch->category),
                       db_int(":day", putting->batch->day),
                       db_int(":section", line->section),
                       db_int(":position", line->position), db_text(":key", line->key),
                       db_time(":paper", line->paper), db_int(":stored", line->stored)),
                  putting->err);
}

static bool delete_line(struct putting *putting, const struct line *line)
{
    return db_run(putting->db, SQL_ANNOUNCEMENT_DELETE,
                  ARGS(db_text(":category", putting->batch->category),
                       db_int(":day", putting->batch->day),
                       db_int(":section", line->section),
                       db_int(":position", line->position), db_text(":key", line->key)),
                  putting->err);
}

static bool add_line(struct putting *putting, struct line *line)
{
    putting->changed = true;
    return find_paper(putting, line) && insert_line(putting, line);
}

static bool drop_line(struct putting *putting, const struct line *line)
{
    putting->changed = true;
    return delete_line(putting, line);
}

static bool keep_line(struct putting *putting, struct line *line,
                      const struct line *old)
{
    line->paper = old->paper;
    line->stored = old->stored;
    if (line->section == old->section && line->position == old->position)
        return true;
    putting->changed = true;
    return delete_line(putting, old) && insert_line(putting, line);
}

/* Walks both lists, which are sorted by key. */
static bool put_lines(struct putting *putting)
{
    size_t i = 0, j = 0;
    bool ok = true;
    while (ok && (i < putting->told.count || j < putting->old.count)) {
        struct line *told = i < putting->told.count ? &putting->told.items[i] : NULL;
        struct line *old = j < putting->old.count ? &putting->old.items[j] : NULL;
        int order = told == NULL ? 1 : old == NULL ? -1 : strcmp(told->key, old->key);
        if (order < 0)
            ok = add_line(putting, told);
        else if (order > 0)
            ok = drop_line(putting, old);
        else
            ok = keep_line(putting, told, old);
        i += order <= 0;
        j += order >= 0;
    }
    return ok;
}

static bool want_missing(struct putting *putting)
{
    for (size_t i = 0; i < putting->told.count; i++) {
        const struct line *line = &putting->told.items[i];
        bool ignored = false;
        if (!line->stored &&
            !poll_store_want(putting->db, line->key, WANTED_ANNOUNCED,
                             putting->batch->checked_at, &ignored, putting->err))
            return false;
    }
    return true;
}

static void count_lines(const struct putting *putting,
                        struct ledger_entry ret_entries[SECTION_COUNT])
{
    const struct announcement_batch *batch = putting->batch;
    int64_t shown[SECTION_COUNT] = { 0 };
    for (size_t i = 0; i < putting->told.count; i++) {
        const struct line *line = &putting->told.items[i];
        shown[line->section]++;
        ret_entries[line->section].stored += line->stored;
    }
    for (int i = 0; i < SECTION_COUNT; i++) {
        struct ledger_entry *entry = &ret_entries[i];
        entry->announced =
            batch->announced[i] > shown[i] ? batch->announced[i] : shown[i];
        entry->present = entry->announced > 0 || i == SECTION_NEW;
        entry->source = batch->source;
    }
}

static bool put_entry(struct putting *putting, enum section section,
                      const struct ledger_entry *entry)
{
    const struct announcement_batch *batch = putting->batch;
    const struct ledger_entry *old = &putting->ledger[section];
    if (entry->present == old->present &&
        (!old->present ||
         (entry->announced == old->announced && entry->stored == old->stored &&
          entry->source == old->source)))
        return true;
    putting->changed = true;
    if (!entry->present)
        return db_run(putting->db, SQL_LEDGER_DELETE,
                      ARGS(db_int(":day", batch->day),
                           db_text(":category", batch->category),
                           db_int(":section", section)),
                      putting->err);
    return db_run(
        putting->db, SQL_LEDGER_PUT,
        ARGS(db_int(":day", batch->day), db_text(":category", batch->category),
             db_int(":section", section), db_int(":announced", entry->announced),
             db_int(":stored", entry->stored), db_int(":source", entry->source),
             db_int(":checked_at", batch->checked_at)),
        putting->err);
}

static bool put_ledger(struct putting *putting)
{
    const struct announcement_batch *batch = putting->batch;
    struct ledger_entry entries[SECTION_COUNT] = { 0 };
    count_lines(putting, entries);
    for (int i = 0; i < SECTION_COUNT; i++)
        if (!put_entry(putting, (enum section)i, &entries[i]))
            return false;
    if (putting->ledger[SECTION_NEW].checked_at == batch->checked_at)
        return true;
    return db_run(putting->db, SQL_LEDGER_CHECK,
                  ARGS(db_int(":checked_at", batch->checked_at),
                       db_text(":category", batch->category),
                       db_int(":day", batch->day)),
                  putting->err);
}

bool list_store_put_batch(struct db *db, const struct announcement_batch *batch,
                          bool *ret_changed, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct putting putting = { .db = db, .batch = batch, .err = err };
    take_items(batch, &arena, &putting.told);
    if (!read_lines(db, batch->category, batch->day, &arena, &putting.old, err) ||
        !read_ledger(db, batch->category, batch->day, putting.ledger, err))
        return false;
    sort_lines(&putting.old);
    if (!put_lines(&putting) || !put_ledger(&putting) || !want_missing(&putting))
        return false;
    if (putting.changed)
        store_touch_pages(db);
    *ret_changed = putting.changed;
    return true;
}

bool list_store_get_batch(struct db *db, const char *category, int32_t day,
                          struct arena *arena, struct announcement_batch *ret_batch,
                          struct err *err)
{
    struct lines lines = { 0 };
    struct ledger_entry ledger[SECTION_COUNT] = { 0 };
    if (!read_lines(db, category, day, arena, &lines, err) ||
        !read_ledger(db, category, day, ledger, err))
        return false;
    struct announcement *items = ARENA_ARRAY(arena, struct announcement, lines.count);
    for (size_t i = 0; i < lines.count; i++)
        items[i] = (struct announcement){ lines.items[i].key, lines.items[i].section,
                                          lines.items[i].position };
    *ret_batch =
        (struct announcement_batch){ .day = day,
                                     .category = category,
                                     .items = items,
                                     .count = lines.count,
                                     .source = ledger[SECTION_NEW].source,
                                     .checked_at = ledger[SECTION_NEW].checked_at };
    for (int i = 0; i < SECTION_COUNT; i++)
        ret_batch->announced[i] = ledger[i].announced > 0 ? ledger[i].announced : 0;
    return true;
}

/* The papers were not announced on that day after all. */
static bool correct_papers(struct db *db, const struct lines *lines, int32_t day,
                           struct err *err)
{
    for (size_t i = 0; i < lines->count; i++) {
        int64_t row = lines->items[i].paper;
        if (row != 0 && !(db_run(db, SQL_PAPER_UPDATE_ANNOUNCED,
                                 ARGS(db_int(":id", row), db_int(":day", day)), err) &&
                          (db_changes(db) == 0 || paper_record_note(db, row, err))))
            return false;
    }
    return true;
}

bool list_store_drop_batch(struct db *db, const char *category, int32_t day,
                           struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct lines lines = { 0 };
    struct db_args batch = ARGS(db_text(":category", category), db_int(":day", day));
    if (!read_lines(db, category, day, &arena, &lines, err) ||
        !db_run(db, SQL_ANNOUNCEMENT_DELETE_BATCH, batch, err) ||
        !db_run(db, SQL_LEDGER_DELETE_BATCH, batch, err) ||
        !correct_papers(db, &lines, day, err))
        return false;
    store_touch_pages(db);
    return true;
}
