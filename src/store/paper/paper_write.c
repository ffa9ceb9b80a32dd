/* New and changed papers to their rows; see paper_write.h. */
#include "store/paper/paper_write.h"

#include "model/arxiv_id.h"
#include "store/paper/keyword_store.h"
#include "store/paper/paper_merge.h"

int32_t paper_write_day(const struct paper *paper)
{
    struct arxiv_id id;
    struct err ignored;
    int32_t day = paper_day(paper);
    if (paper->published != 0)
        day = utc_day(paper->published);
    else if (day == DAY_NONE && paper->branch == BRANCH_ARXIV &&
             arxiv_id_read(str_of(paper->key), &id, &ignored))
        day = arxiv_id_month(&id);
    return day > 0 ? day : 0;
}

static bool next_row(struct db *db, int32_t day, int64_t *ret_row, struct err *err)
{
    int64_t first = paper_first_row(day), last = first;
    if (!db_number(
            db, SQL_PAPER_LAST,
            ARGS(db_int(":first", first), db_int(":last", first + PAPER_DAY_MAX)),
            &last, err))
        return false;
    if (last == first + PAPER_DAY_MAX)
        return err_set(err, ERR_LIMIT, "day %d is full of papers", (int)day);
    *ret_row = last + 1;
    return true;
}

bool paper_write_new(struct db *db, struct paper *paper, int32_t day,
                     struct arena *arena, struct err *err)
{
    paper->keywords = keyword_store_find(db, arena, paper);
    return next_row(db, day, &paper->row, err) && paper_record_insert(db, paper, err);
}

bool paper_write_change(struct db *db, const struct paper *stored, struct paper *paper,
                        struct arena *arena, struct err *err)
{
    if (!paper_same_text(paper->title, stored->title) ||
        !paper_same_text(paper->abstract, stored->abstract))
        paper->keywords = keyword_store_find(db, arena, paper);
    return paper_record_update(db, stored, paper, err);
}
