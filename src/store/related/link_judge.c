/* Links that a change of either paper has made wrong: a title, an author list or a DOI
 * that told of a twin may be corrected. See link_store.h. */
#include "store/related/link_store.h"

#include "model/twin.h"
#include "store/search/search_tree.h"

static bool list_judged(struct db *db, int64_t row, struct arena *arena,
                        struct link_matches *links, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_LINK_LIST_JUDGED,
             ARGS(db_int(":paper", row), db_int(":told", LINK_TOLD)), &rows, err);
    while (rows_next(&rows)) {
        struct link_match link = { .arxiv = row_int(&rows) };
        link.venue = row_int(&rows);
        ARENA_PUSH(arena, links, link);
    }
    return rows_ok(&rows);
}

static bool judge(struct db *db, const struct link_match *link, bool *ret_twins,
                  struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper arxiv, venue;
    bool has_arxiv = false, has_venue = false;
    if (!search_load_row(db, link->arxiv, &arena, &arxiv, &has_arxiv, err) ||
        !search_load_row(db, link->venue, &arena, &venue, &has_venue, err))
        return false;
    *ret_twins =
        has_arxiv && has_venue && twin_judge(db->analyser, &arxiv, &venue) != TWIN_NO;
    return true;
}

bool link_store_wrong(struct db *db, int64_t row, struct arena *arena,
                      struct link_matches *ret_wrong, struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct link_matches links = { 0 }, wrong = { 0 };
    if (!list_judged(db, row, &own, &links, err))
        return false;
    for (size_t i = 0; i < links.count; i++) {
        bool twins = true;
        if (!judge(db, &links.items[i], &twins, err))
            return false;
        if (!twins)
            ARENA_PUSH(arena, &wrong, links.items[i]);
    }
    *ret_wrong = wrong;
    return true;
}

bool link_store_drop(struct db *db, int64_t arxiv_row, int64_t venue_row,
                     struct err *err)
{
    if (!db_run(db, SQL_LINK_DELETE,
                ARGS(db_int(":arxiv", arxiv_row), db_int(":venue", venue_row),
                     db_int(":told", LINK_TOLD)),
                err))
        return false;
    if (db_changes(db) > 0)
        store_touch_pages(db);
    return true;
}
