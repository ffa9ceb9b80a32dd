/* What an edition is about and who wrote most of it: one walk over its papers. See
 * edition_store.h. */
#include "store/tally_table.h"

#include "store/db.h"

struct counting {
    struct tally_table *authors, *subjects, *keywords;
    struct {
        size_t *items; /* how many authors, of each paper that names any */
        size_t count, capacity;
    } lengths;
    struct arena arena;
    int64_t papers;
};

static void counting_done(struct counting *counting)
{
    tally_table_close(&counting->authors);
    tally_table_close(&counting->subjects);
    tally_table_close(&counting->keywords);
    arena_done(&counting->arena);
}

/* How many there are in the list. */
static size_t add_list(struct tally_table *table, int64_t paper, struct str list,
                       char separator)
{
    size_t count = 0;
    for (; list.len > 0; count++)
        tally_table_add(table, paper, str_cut(&list, separator));
    return count;
}

static void count_paper(struct counting *counting, struct rows *rows,
                        struct edition_statistics *statistics)
{
    int64_t paper = counting->papers++;
    size_t authors = add_list(counting->authors, paper, row_view(rows), '\n');
    if (authors > 0)
        ARENA_PUSH(&counting->arena, &counting->lengths, authors);
    add_list(counting->subjects, paper, row_view(rows), '\n');
    struct str keywords = row_view(rows);
    if (tally_table_count(counting->subjects) == 0)
        add_list(counting->keywords, paper, keywords, ',');
    statistics->with_code += row_bool(rows);
    statistics->with_pdf += row_bool(rows);
    statistics->with_twin += row_bool(rows);
}

static int length_order(const void *a, const void *b)
{
    size_t left = *(const size_t *)a, right = *(const size_t *)b;
    return (left > right) - (left < right);
}

static int64_t median(struct counting *counting)
{
    size_t count = counting->lengths.count;
    if (count == 0)
        return 0;
    qsort(counting->lengths.items, count, sizeof *counting->lengths.items,
          length_order);
    return (int64_t)counting->lengths.items[count / 2];
}

bool edition_store_statistics(struct db *db, int64_t edition, size_t limit,
                              struct arena *arena,
                              struct edition_statistics *ret_statistics,
                              struct err *err)
{
    CLEANUP(counting_done)
    struct counting counting = {
        .authors = tally_table_open(db->analyser),
        .subjects = tally_table_open(db->analyser),
        .keywords = tally_table_open(db->analyser),
    };
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct edition_statistics statistics = { .with_code = 0 };
    db_query(db, SQL_EDITION_PAPER_LIST_FACTS, ARGS(db_int(":edition", edition)), &rows,
             err);
    while (rows_next(&rows))
        count_paper(&counting, &rows, &statistics);
    if (!rows_ok(&rows))
        return false;
    statistics.own_keywords = tally_table_count(counting.subjects) == 0;
    statistics.author_count = (int64_t)tally_table_count(counting.authors);
    statistics.authors_median = median(&counting);
    tally_table_read(statistics.own_keywords ? counting.keywords : counting.subjects,
                     limit, arena, &statistics.keywords);
    tally_table_read(counting.authors, limit, arena, &statistics.authors);
    *ret_statistics = statistics;
    return true;
}
