/* How readers see the daily lists; see list_store.h. The day's lines are light and are
 * merged, ordered and cut here; only the papers of the page are loaded. */
#include "store/list/list_order.h"

#include "model/arxiv_id.h"
#include "store/paper/paper_record.h"

static bool was_announced(struct db *db, const struct list_query *query,
                          bool *ret_announced, struct err *err)
{
    bool announced = false;
    for (size_t i = 0; i < query->set->include_count && !announced; i++)
        if (!db_has(db, SQL_LEDGER_IS_ANNOUNCED,
                    ARGS(db_text(":category", query->set->include[i]->code),
                         db_int(":day", query->day)),
                    &announced, err))
            return false;
    *ret_announced = announced;
    return true;
}

static bool read_announced(struct db *db, const char *category, int32_t day,
                           bool with_key, struct arena *arena, struct list_lines *lines,
                           struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_ANNOUNCEMENT_LIST_PAPERS,
             ARGS(db_text(":category", category), db_int(":day", day)), &rows, err);
    while (rows_next(&rows)) {
        struct list_line line = { 0 };
        line.section = (enum section)row_enum(&rows, SECTION_COUNT);
        line.paper = row_int(&rows);
        struct str key = row_view(&rows);
        line.key = with_key ? arena_text(arena, key) : NULL;
        line.stored = row_bool(&rows);
        ARENA_PUSH(arena, lines, line);
    }
    return rows_ok(&rows);
}

static bool read_submitted(struct db *db, const char *category, int32_t day,
                           struct arena *arena, struct list_lines *lines,
                           struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_PAPER_CATEGORY_LIST_DAY,
             ARGS(db_text(":category", category),
                  db_int(":first", paper_first_row(day)),
                  db_int(":last", paper_first_row(day) + PAPER_DAY_MAX)),
             &rows, err);
    while (rows_next(&rows)) {
        struct list_line line = { .section = SECTION_NEW, .stored = true };
        line.paper = row_int(&rows);
        line.key = row_text(&rows, arena);
        ARENA_PUSH(arena, lines, line);
    }
    return rows_ok(&rows);
}

static int paper_order(const void *a, const void *b)
{
    const struct list_line *left = a, *right = b;
    if (left->paper != right->paper)
        return left->paper < right->paper ? -1 : 1;
    return (int)left->section - (int)right->section;
}

static int arxiv_order(const void *a, const void *b)
{
    const struct list_line *left = a, *right = b;
    if (left->section != right->section)
        return (int)left->section - (int)right->section;
    return arxiv_id_order(left->key, right->key);
}

/* Each paper once, in its first section, in arXiv's order. */
static void merge_lines(struct list_lines *lines)
{
    if (lines->count == 0)
        return;
    qsort(lines->items, lines->count, sizeof *lines->items, paper_order);
    size_t kept = 1;
    for (size_t i = 1; i < lines->count; i++)
        if (lines->items[i].paper != lines->items[kept - 1].paper)
            lines->items[kept++] = lines->items[i];
    lines->count = kept;
    qsort(lines->items, lines->count, sizeof *lines->items, arxiv_order);
}

static bool read_lines(struct db *db, const struct list_query *query, bool announced,
                       struct arena *arena, struct list_lines *lines, struct err *err)
{
    const struct category_set *set = query->set;
    bool several = set->include_count > 1;
    for (size_t i = 0; i < set->include_count; i++) {
        const char *category = set->include[i]->code;
        bool ok =
            announced
                ? read_announced(db, category, query->day, several, arena, lines, err)
                : read_submitted(db, category, query->day, arena, lines, err);
        if (!ok)
            return false;
    }
    if (several || !announced)
        merge_lines(lines);
    return true;
}

static bool is_excluded(struct db *db, const struct category_set *set, int64_t paper,
                        bool *ret_excluded, struct err *err)
{
    bool excluded = false;
    for (size_t i = 0; i < set->exclude_count && !excluded; i++)
        if (!db_has(db, SQL_PAPER_CATEGORY_HAS,
                    ARGS(db_text(":category", set->exclude[i]->code),
                         db_int(":paper", paper)),
                    &excluded, err))
            return false;
    *ret_excluded = excluded;
    return true;
}

static bool drop_excluded(struct db *db, const struct category_set *set,
                          struct list_lines *lines, struct err *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < lines->count; i++) {
        bool excluded = false;
        if (!is_excluded(db, set, lines->items[i].paper, &excluded, err))
            return false;
        if (!excluded)
            lines->items[kept++] = lines->items[i];
    }
    lines->count = kept;
    return true;
}

/* Counts every section, keeps those that were asked for. */
static void choose_sections(const struct list_query *query, struct list_lines *lines,
                            struct list_page *page)
{
    size_t kept = 0;
    for (size_t i = 0; i < lines->count; i++) {
        struct list_line line = lines->items[i];
        page->counts[line.section]++;
        if (!query->sections[line.section])
            continue;
        page->waiting += !line.stored;
        lines->items[kept++] = line;
    }
    lines->count = kept;
    page->total = (int64_t)kept;
}

static size_t page_length(const struct list_query *query, size_t total)
{
    if (query->skip < 0 || query->show <= 0 || (uint64_t)query->skip >= total)
        return 0;
    size_t rest = total - (size_t)query->skip;
    return (uint64_t)query->show < rest ? (size_t)query->show : rest;
}

static bool load_papers(struct db *db, const struct list_query *query,
                        const struct list_lines *lines, struct arena *arena,
                        struct list_page *page, struct err *err)
{
    size_t count = page_length(query, lines->count);
    page->items = ARENA_ARRAY(arena, struct list_item, count);
    for (size_t i = 0; i < count; i++) {
        const struct list_line *line = &lines->items[(size_t)query->skip + i];
        page->items[i].section = line->section;
        if (!paper_record_get_row(db, line->paper, arena, &page->items[i].paper, err))
            return false;
    }
    page->count = count;
    return true;
}

bool list_store_get(struct db *db, const struct list_query *query, struct arena *arena,
                    struct list_page *ret_page, struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct list_lines lines = { 0 };
    struct list_page page = { 0 };
    if (!was_announced(db, query, &page.announced, err) ||
        !read_lines(db, query, page.announced, &own, &lines, err) ||
        (query->set->exclude_count > 0 && !drop_excluded(db, query->set, &lines, err)))
        return false;
    choose_sections(query, &lines, &page);
    if (!list_lines_sort(db, query, &lines, err) ||
        !load_papers(db, query, &lines, arena, &page, err))
        return false;
    *ret_page = page;
    return true;
}
