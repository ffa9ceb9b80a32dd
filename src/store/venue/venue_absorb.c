/* One paper out of two; see venue_absorb.h. A row is never deleted, so that neither the
 * index nor a reader's older view of the tables can mistake it for another paper. */
#include "store/venue/venue_absorb.h"

#include "store/index/index_keeper.h"
#include "store/paper/paper_write.h"
#include "store/related/link_store.h"
#include "store/venue/venue_match.h"
#include "store/venue/venue_twin.h"

struct absorbing {
    struct db *db;
    struct venue_record into, from;
    int64_t now;
    struct arena *arena;
    struct err *err;
};

static int64_t row_of(const struct venue_record *record)
{
    return record->state.paper.row;
}

static bool list_ids(struct absorbing *absorbing, const struct venue_record *record,
                     struct venue_ids *ret_ids)
{
    struct venue_id own = { record->state.paper.key, record->key_teller };
    if (!venue_record_ids(absorbing->db, row_of(record), absorbing->arena, ret_ids,
                          absorbing->err))
        return false;
    ARENA_PUSH(absorbing->arena, ret_ids, own);
    return true;
}

static bool may_be_one(struct absorbing *absorbing, bool *ret_may)
{
    struct venue_ids into = { 0 }, from = { 0 };
    *ret_may = false;
    if (absorbing->into.edition == 0 ||
        absorbing->into.edition != absorbing->from.edition)
        return true;
    if (!list_ids(absorbing, &absorbing->into, &into) ||
        !list_ids(absorbing, &absorbing->from, &from))
        return false;
    *ret_may = venue_match_sources(&into, &from);
    return true;
}

static bool has_faq(struct absorbing *absorbing, const struct venue_record *record,
                    bool *ret_has)
{
    return db_has(absorbing->db, SQL_FAQ_HAS_ANY,
                  ARGS(db_int(":paper", row_of(record))), ret_has, absorbing->err);
}

/* The one without a FAQ goes. */
static bool choose(struct absorbing *absorbing, bool *ret_safe)
{
    bool from_has = false, into_has = false;
    if (!has_faq(absorbing, &absorbing->from, &from_has) ||
        (from_has && !has_faq(absorbing, &absorbing->into, &into_has)))
        return false;
    *ret_safe = !from_has || !into_has;
    if (from_has && !into_has) {
        struct venue_record kept = absorbing->from;
        absorbing->from = absorbing->into;
        absorbing->into = kept;
    }
    return true;
}

static bool move_rows(struct absorbing *absorbing)
{
    static const enum sql moves[] = { SQL_PAPER_ID_MOVE, SQL_LINK_MOVE,
                                      SQL_COUNTER_MOVE, SQL_PAPER_UPDATE_SAME_AS };
    struct db *db = absorbing->db;
    struct db_arg into = db_int(":into", row_of(&absorbing->into));
    struct db_arg from = db_int(":paper", row_of(&absorbing->from));
    for (size_t i = 0; i < COUNT_OF(moves); i++)
        if (!db_run(db, moves[i], ARGS(into, from), absorbing->err))
            return false;
    return db_run(db, SQL_EDITION_TITLE_MOVE,
                  ARGS(into, from, db_int(":edition", absorbing->from.edition)),
                  absorbing->err);
}

static bool delete_rows(struct absorbing *absorbing)
{
    static const enum sql deletes[] = { SQL_LINK_DELETE_VENUE,
                                        SQL_LINK_TODO_DELETE_PAPER, SQL_COUNTER_DELETE,
                                        SQL_EDITION_PAPER_DELETE };
    for (size_t i = 0; i < COUNT_OF(deletes); i++)
        if (!db_run(absorbing->db, deletes[i],
                    ARGS(db_int(":paper", row_of(&absorbing->from))), absorbing->err))
            return false;
    return true;
}

/* What its source told of its twin is in the state that is merged. */
static bool forget_twin(struct absorbing *absorbing)
{
    return venue_twin_link(absorbing->db, row_of(&absorbing->from),
                           absorbing->from.state.arxiv, NULL, absorbing->err);
}

static bool keep_key(struct absorbing *absorbing)
{
    return db_run(absorbing->db, SQL_PAPER_ID_INSERT,
                  ARGS(db_text(":key", absorbing->from.state.paper.key),
                       db_int(":paper", row_of(&absorbing->into)),
                       db_int(":dialect", absorbing->from.key_teller)),
                  absorbing->err);
}

static bool write_merged(struct absorbing *absorbing)
{
    struct venue_record merged = absorbing->into;
    const struct venue_state *old = &absorbing->into.state;
    struct db *db = absorbing->db;
    merged.state = venue_merge_two(old, &absorbing->from.state);
    if (!paper_write_change(db, &old->paper, &merged.state.paper, absorbing->arena,
                            absorbing->err) ||
        !venue_record_put(db, &merged, absorbing->err) ||
        !venue_twin_link(db, row_of(&merged), old->arxiv, merged.state.arxiv,
                         absorbing->err))
        return false;
    int had =
        (old->paper.abstract != NULL) + (absorbing->from.state.paper.abstract != NULL);
    int has = merged.state.paper.abstract != NULL;
    index_note(db, &merged.state.paper);
    index_note_gone(db, row_of(&absorbing->from));
    absorbing->into = merged;
    return edition_record_count(db, merged.edition, -1, has - had, absorbing->now,
                                absorbing->err);
}

static bool absorb(struct absorbing *absorbing)
{
    store_touch_pages(absorbing->db);
    return forget_twin(absorbing) && move_rows(absorbing) && delete_rows(absorbing) &&
           keep_key(absorbing) && write_merged(absorbing);
}

bool venue_absorb(struct db *db, int64_t row, int64_t now, struct arena *arena,
                  struct venue_record *record, struct err *err)
{
    struct absorbing absorbing = {
        .db = db, .into = *record, .now = now, .arena = arena, .err = err
    };
    bool safe = false;
    if (row == 0 || row == row_of(record))
        return true;
    if (!venue_record_get(db, row, arena, &absorbing.from, err) ||
        !may_be_one(&absorbing, &safe) || (safe && !choose(&absorbing, &safe)))
        return false;
    if (!safe)
        return true;
    if (!absorb(&absorbing))
        return false;
    *record = absorbing.into;
    record->absorbed = true;
    return true;
}
