/* Reads all of a segment and compares it with itself: what an operator asks for with
 * "paperfeed check". */
#include "base/mem.h"
#include "index/posting_block.h"

static bool is_damaged(struct err *err, const char *what)
{
    err_set(err, ERR_BROKEN, "a segment of the search index is damaged: %s", what);
    return true;
}

static bool check_columns(const struct segment *segment, struct err *err)
{
    for (uint32_t doc = 0; doc < segment->docs; doc++) {
        if (segment->rows[doc] <= 0 ||
            (doc > 0 && segment->rows[doc] >= segment->rows[doc - 1]))
            return !is_damaged(err, "rows are out of order");
        if (segment->edition_of[doc] >= segment->editions)
            return !is_damaged(err, "an edition has no name");
    }
    return true;
}

/* Bounds hold, places are there. */
static bool check_posting(struct posting_cursor *cursor)
{
    uint32_t place;
    float bound;
    uint32_t last = posting_block_last(cursor, cursor->doc, &bound);
    float impact = posting_impact(cursor);
    if (last < cursor->doc || impact > bound || impact > posting_impact_bound(cursor))
        return false;
    return cursor->is_facet || posting_positions(cursor, &place, 1) == 1;
}

static bool check_list(const struct segment *segment, const struct term_entry *entry,
                       struct posting_cursor *cursor)
{
    uint32_t seen = 0;
    posting_start(cursor, segment, entry);
    for (; cursor->doc != POSTING_END; posting_next(cursor), seen++)
        if (!check_posting(cursor))
            return false;
    return seen == entry->docs && !cursor->damaged;
}

struct check {
    struct term_walk walk;
    struct posting_cursor cursor;
    unsigned char before[SEGMENT_TERM_MAX + 1];
    size_t before_len;
};

static void check_done(struct check **check)
{
    free(*check);
}

static bool check_terms(const struct segment *segment, struct err *err)
{
    CLEANUP(check_done) struct check *check = mem_alloc(sizeof *check);
    struct term_walk *walk = &check->walk;
    uint64_t seen = 0;
    for (term_walk_start(walk, segment, LIT("")); term_walk_next(walk); seen++) {
        struct str before = { (const char *)check->before, check->before_len };
        struct str key = { (const char *)walk->key, walk->key_len };
        if (seen > 0 && str_order(key, before) <= 0)
            return !is_damaged(err, "terms are out of order");
        if (!check_list(segment, &walk->entry, &check->cursor))
            return !is_damaged(err, "postings make no sense");
        memcpy(check->before, key.ptr, key.len);
        check->before_len = key.len;
    }
    if (walk->damaged || seen != segment->footer.terms)
        return !is_damaged(err, "terms are missing");
    return true;
}

bool segment_check(const struct segment *segment, struct err *err)
{
    if (!segment_is_whole(segment))
        return !is_damaged(err, "its checksum is wrong");
    return check_columns(segment, err) && check_terms(segment, err);
}
