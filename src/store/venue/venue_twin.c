/* Links that sources tell; see venue_twin.h. */
#include "store/venue/venue_twin.h"

#include "store/paper/paper_merge.h"
#include "store/related/link_store.h"

static bool arxiv_row(struct db *db, const char *key, int64_t *ret_row, struct err *err)
{
    return key == NULL ||
           db_number(db, SQL_PAPER_FIND, ARGS(db_text(":key", key)), ret_row, err);
}

bool venue_twin_link(struct db *db, int64_t row, const char *old, const char *twin,
                     struct err *err)
{
    int64_t old_row = 0, twin_row = 0;
    if (paper_same_text(old, twin))
        return true;
    if (!arxiv_row(db, old, &old_row, err) || !arxiv_row(db, twin, &twin_row, err))
        return false;
    return (old_row == 0 ||
            db_run(db, SQL_LINK_DELETE_TOLD,
                   ARGS(db_int(":arxiv", old_row), db_int(":venue", row),
                        db_int(":told", LINK_TOLD)),
                   err)) &&
           (twin_row == 0 || link_store_put(db, twin_row, row, LINK_TOLD, err));
}
