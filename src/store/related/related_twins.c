/* Of a work that stands in both branches one entry is listed; see related_part.h. A
 * link tells, and where the linker has not come yet, the papers themselves. */
#include "store/related/related_part.h"

#include "model/twin.h"

enum { ROWS_MAX = 16 };

struct twin_rows {
    int64_t items[ROWS_MAX];
    size_t count;
};

static bool list_twins(struct relating *relating, int64_t row, struct twin_rows *list)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    list->count = 0;
    db_query(relating->db, SQL_LINK_LIST_ROWS, ARGS(db_int(":paper", row)), &rows,
             relating->err);
    while (rows_next(&rows)) {
        int64_t twin = row_int(&rows);
        if (list->count < ROWS_MAX)
            list->items[list->count++] = twin;
    }
    return rows_ok(&rows);
}

static bool has_row(const struct twin_rows *list, int64_t row)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == row)
            return true;
    return false;
}

static bool look_same(struct relating *relating, const struct paper *a,
                      const struct paper *b)
{
    if (a->branch == b->branch)
        return false;
    const struct paper *arxiv = a->branch == BRANCH_ARXIV ? a : b;
    return twin_judge(relating->db->analyser, arxiv, arxiv == a ? b : a) != TWIN_NO;
}

static bool drop_own_twins(struct relating *relating)
{
    struct twin_rows own;
    if (!list_twins(relating, relating->paper->row, &own))
        return false;
    for (size_t i = 0; i < relating->candidates.count; i++) {
        struct candidate *candidate = &relating->candidates.items[i];
        candidate->is_out = has_row(&own, candidate->paper.row) ||
                            look_same(relating, relating->paper, &candidate->paper);
    }
    return true;
}

/* The place of the better one is the arXiv one's. */
static void merge(struct candidate *venue, struct candidate *arxiv)
{
    if (venue->is_out || arxiv->is_out)
        return;
    if (venue < arxiv) {
        float score = venue->score;
        *venue = *arxiv;
        venue->score = score;
        arxiv->is_out = true;
    } else {
        venue->is_out = true;
    }
}

static bool merge_with_others(struct relating *relating, struct candidate *venue)
{
    struct twin_rows twins;
    if (!list_twins(relating, venue->paper.row, &twins))
        return false;
    for (size_t i = 0; i < relating->candidates.count && !venue->is_out; i++) {
        struct candidate *other = &relating->candidates.items[i];
        if (other->paper.branch == BRANCH_ARXIV && !other->is_out &&
            (has_row(&twins, other->paper.row) ||
             (twins.count == 0 && look_same(relating, &venue->paper, &other->paper)))) {
            merge(venue, other);
            break;
        }
    }
    return true;
}

bool related_merge_twins(struct relating *relating)
{
    if (!drop_own_twins(relating))
        return false;
    for (size_t i = 0; i < relating->candidates.count; i++) {
        struct candidate *candidate = &relating->candidates.items[i];
        if (candidate->paper.branch == BRANCH_VENUE && !candidate->is_out &&
            !merge_with_others(relating, candidate))
            return false;
    }
    return true;
}
