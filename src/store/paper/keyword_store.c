/* Keywords of papers, found by what the index knows; see keyword_store.h. */
#include "store/paper/keyword_store.h"

#include "store/db.h"
#include "store/paper/paper_merge.h"
#include "store/paper/paper_record.h"
#include "store/paper/place.h"
#include "store/search/term_counts.h"

static const char keywords_place[] = "keywords";

const char *keyword_store_find(struct db *db, struct arena *arena,
                               const struct paper *paper)
{
    struct term_source source = { .docs = 0 };
    if (db->counts != NULL && db->index != NULL)
        source = term_counts_source(db->counts, db->index);
    return keywords_find(arena, db->analyser, paper->title, paper->abstract, &source);
}

/* Where the walk is; begun anew if that is due. */
static bool find_place(struct db *db, struct place *ret_place, struct err *err)
{
    struct place place;
    int64_t docs = (int64_t)db->index->docs;
    if (!place_get(db, keywords_place, &place, err))
        return false;
    if (place.row == PLACE_DONE && docs >= KEYWORDS_PAPERS_MIN &&
        docs >= place.docs + place.docs / 2)
        place = (struct place){ .row = PLACE_START, .docs = docs };
    *ret_place = place;
    return true;
}

bool keyword_store_is_due(struct db *db, bool *ret_due, struct err *err)
{
    struct place place;
    if (!find_place(db, &place, err))
        return false;
    *ret_due = place.row != PLACE_DONE;
    return true;
}

static bool refresh(struct db *db, int64_t row, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper paper;
    if (!paper_record_get_row(db, row, &arena, &paper, err))
        return false;
    const char *keywords = keyword_store_find(db, &arena, &paper);
    if (paper_same_text(keywords, paper.keywords))
        return true;
    store_touch_pages(db);
    return db_run(db, SQL_PAPER_UPDATE_KEYWORDS,
                  ARGS(db_int(":id", row), db_text(":keywords", keywords)), err);
}

bool keyword_store_refresh(struct db *db, size_t max, bool *ret_more, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct row_list rows = { 0 };
    struct place place;
    if (!find_place(db, &place, err) ||
        (place.row != PLACE_DONE &&
         !place_next(db, place.row, max, &arena, &rows, err)))
        return false;
    for (size_t i = 0; i < rows.count; i++)
        if (!refresh(db, rows.items[i], err))
            return false;
    *ret_more = place.row != PLACE_DONE && rows.count > 0;
    if (place.row == PLACE_DONE)
        return true;
    place.row = rows.count > 0 ? rows.items[rows.count - 1] : PLACE_DONE;
    return place_put(db, keywords_place, &place, err);
}
