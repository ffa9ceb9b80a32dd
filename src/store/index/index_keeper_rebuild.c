/* Indexing anew what the index lacks: newest papers first, some at each step, with the
 * place kept in the same commit. It works as any other write does. */
#include "store/index/index_keeper_part.h"

#include "store/paper/paper_record.h"
#include "store/paper/place.h"

struct rebuild_step {
    bool done; /* nothing was left */
};

/* Notes those that no segment holds; *ret_place is behind the last one looked at. */
static bool note_lacking(struct db *db, const struct row_list *rows, int64_t *ret_place,
                         struct err *err)
{
    size_t noted = 0;
    for (size_t i = 0; i < rows->count && noted < REBUILD_PAPERS; i++) {
        size_t segment;
        uint32_t doc;
        *ret_place = rows->items[i];
        if (index_find_row(db->index, rows->items[i], &segment, &doc))
            continue;
        if (!paper_record_note(db, rows->items[i], err))
            return false;
        noted++;
    }
    if (noted > 0)
        store_touch_pages(db); /* those of searches */
    return true;
}

static bool rebuild_some(struct db *db, void *context, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct rebuild_step *step = context;
    struct row_list rows = { 0 };
    struct place place;
    if (!place_get(db, index_place, &place, err))
        return false;
    step->done = place.row == PLACE_DONE;
    if (step->done)
        return true;
    if (!place_next(db, place.row, REBUILD_LOOKED_AT, &arena, &rows, err) ||
        !note_lacking(db, &rows, &place.row, err))
        return false;
    if (rows.count == 0)
        place.row = PLACE_DONE;
    return place_put(db, index_place, &place, err);
}

enum index_step index_keeper_rebuild(struct index_keeper *keeper)
{
    struct rebuild_step step = { 0 };
    struct err err = { 0 };
    if (!store_upkeep(keeper->store, rebuild_some, &step, &err))
        return STEP_FAILED;
    return step.done ? STEP_NOTHING : STEP_DONE;
}
