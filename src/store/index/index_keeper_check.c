/* Is the index what the tables say, and does it hold the papers as they stand? */
#include "store/index/index_keeper_part.h"

#include "store/paper/paper_index.h"
#include "store/paper/paper_record.h"
#include "store/paper/place.h"

#include <inttypes.h>

enum {
    WALK_PAPERS = 10000,
    SAMPLE_EVERY = 1009, /* of the papers, one in so many is read word by word */
    SAMPLE_FEW = 200,    /* all of a store that is so small */
};

struct index_check {
    struct db *db;
    struct place lacking; /* papers below it may lack */
    uint64_t papers, found;
    uint64_t every; /* how many papers to the next one of the sample */
    struct err *err;
};

static bool is_same_segment(struct db *db, const struct manifest_segment *listed,
                            const struct index_segment *live)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct dead_list dead = { 0 };
    struct err ignored = { 0 };
    struct manifest_segment found = index_manifest_describe(live->id, live->segment);
    return index_manifest_same(listed, &found) &&
           index_manifest_list_dead(db, live->id, &arena, &dead, &ignored) &&
           dead.count == live->dead_count;
}

static bool is_live(struct db *db, const struct manifest_segment *listed)
{
    for (size_t i = 0; i < db->index->count; i++)
        if (db->index->segments[i].id == listed->id)
            return is_same_segment(db, listed, &db->index->segments[i]);
    return false;
}

bool index_keeper_in_step(struct db *db)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct manifest manifest = { 0 };
    struct err ignored = { 0 };
    if (!index_manifest_list(db, &arena, &manifest, &ignored) ||
        manifest.count != db->index->count)
        return false;
    for (size_t i = 0; i < manifest.count; i++)
        if (!is_live(db, &manifest.items[i]))
            return false;
    return true;
}

static bool check_segments(const struct index_snapshot *snapshot, struct err *err)
{
    for (size_t i = 0; i < snapshot->count; i++)
        if (!segment_check(snapshot->segments[i].segment, err))
            return err_add(err, "segment %" PRId64 " of the search index",
                           snapshot->segments[i].id);
    return true;
}

/* Does the document hold the term? */
static bool holds(const struct segment *segment, uint32_t doc, struct str term)
{
    struct term_entry entry;
    struct posting_cursor cursor;
    if (!segment_find_term(segment, term, &entry))
        return false;
    posting_start(&cursor, segment, &entry);
    if (cursor.doc < doc)
        posting_seek(&cursor, doc);
    return cursor.doc == doc;
}

static bool holds_words(struct db *db, const struct segment *segment, uint32_t doc,
                        const char *text)
{
    struct word word;
    analyser_start(db->analyser, str_of(text));
    while (analyser_next(db->analyser, &word))
        if (!holds(segment, doc, word.term))
            return false;
    return true;
}

static bool holds_paper(struct db *db, const struct segment *segment, uint32_t doc,
                        const struct paper *paper)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct index_doc is = paper_index_doc(&arena, db->analyser, paper);
    bool ok = segment_day(segment, doc) == is.day;
    for (size_t i = 0; ok && i < is.facet_count; i++)
        ok = holds(segment, doc, str_upto(str_of(is.facets[i]), SEGMENT_TERM_MAX));
    for (size_t i = 0; ok && i < is.author_count; i++)
        ok = holds_words(db, segment, doc, is.authors[i]);
    return ok && holds_words(db, segment, doc, is.title) &&
           holds_words(db, segment, doc, is.abstract);
}

static bool check_words(struct index_check *check, int64_t row,
                        const struct segment *segment, uint32_t doc)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper paper;
    if (!paper_record_get_row(check->db, row, &arena, &paper, check->err))
        return false;
    return holds_paper(check->db, segment, doc, &paper) ||
           err_set(check->err, ERR_BROKEN, "%s is not in the search index as it stands",
                   paper.key);
}

static bool check_row(struct index_check *check, int64_t row)
{
    const struct index_snapshot *index = check->db->index;
    size_t segment;
    uint32_t doc;
    bool in_sample = check->papers++ % check->every == 0;
    if (!index_find_row(index, row, &segment, &doc))
        return row < check->lacking.row ||
               err_set(check->err, ERR_BROKEN,
                       "paper %" PRId64 " is not in the search index", row);
    check->found++;
    return !in_sample || check_words(check, row, index->segments[segment].segment, doc);
}

/* Each document that counts is a paper's, and no two are of one: then there are as many
 * as papers were found. */
static bool check_rows(struct index_check *check)
{
    struct row_list rows = { 0 };
    int64_t below = PLACE_START;
    do {
        CLEANUP(arena_done) struct arena arena = { 0 };
        if (!place_next(check->db, below, WALK_PAPERS, &arena, &rows, check->err))
            return false;
        for (size_t i = 0; i < rows.count; i++)
            if (!check_row(check, rows.items[i]))
                return false;
        below = rows.count > 0 ? rows.items[rows.count - 1] : 0;
    } while (rows.count == WALK_PAPERS);
    return check->found == check->db->index->docs ||
           err_set(check->err, ERR_BROKEN,
                   "the search index holds %" PRIu64 " papers where there are %" PRIu64,
                   check->db->index->docs, check->found);
}

bool index_keeper_check(struct db *db, struct err *err)
{
    struct index_check check = { .db = db, .err = err, .every = SAMPLE_EVERY };
    if (db->index->docs < SAMPLE_FEW)
        check.every = 1;
    if (!index_keeper_in_step(db))
        return err_set(err, ERR_BROKEN, "the search index is not what its tables say");
    return place_get(db, index_place, &check.lacking, err) &&
           check_segments(db->index, err) && check_rows(&check);
}
