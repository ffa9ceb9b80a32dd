/* How far the index has come; see index_progress.h. */
#include "store/index/index_progress.h"

#include "index/index.h"
#include "store/paper/place.h"

bool index_progress_get(struct db *db, struct index_progress *ret_progress,
                        struct err *err)
{
    struct place place;
    int64_t papers = 0;
    if (!place_get(db, "index", &place, err))
        return false;
    if (place.row == PLACE_DONE) {
        *ret_progress = (struct index_progress){ .is_whole = true, .percent = 100 };
        return true;
    }
    if (!db_number(db, SQL_PAPER_COUNT, NO_ARGS, &papers, err))
        return false;
    int64_t indexed = db->index != NULL ? (int64_t)db->index->docs : 0;
    int64_t percent = papers > 0 ? indexed * 100 / papers : 0;
    *ret_progress = (struct index_progress){ .percent = percent < 99 ? percent : 99 };
    return true;
}
