/* Papers of proceedings to rows and back; see venue_record.h. */
#include "store/venue/venue_record.h"

#include "store/paper/paper_record.h"

#include <string.h>

/* Letters of tellers; a field that was not known when it was written has none. */
static void read_tellers(struct str letters, enum venue_dialect *tellers)
{
    for (size_t i = 0; i < VENUE_FIELD_COUNT; i++) {
        int teller = i < letters.len ? letters.ptr[i] - 'A' : 0;
        tellers[i] = teller > 0 && teller < VENUE_DIALECT_COUNT
                         ? (enum venue_dialect)teller
                         : VENUE_UNKNOWN;
    }
}

static void write_tellers(const enum venue_dialect *tellers,
                          char out[VENUE_FIELD_COUNT + 1])
{
    for (size_t i = 0; i < VENUE_FIELD_COUNT; i++)
        out[i] = (char)('A' + (int)tellers[i]);
    out[VENUE_FIELD_COUNT] = '\0';
}

static bool get_place(struct db *db, int64_t row, struct arena *arena,
                      struct venue_record *record, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct venue_state *state = &record->state;
    db_query(db, SQL_EDITION_PAPER_GET, ARGS(db_int(":paper", row)), &rows, err);
    if (rows_next(&rows)) {
        record->edition = row_int(&rows);
        state->paper.venue = row_text(&rows, arena);
        state->position = row_int(&rows);
        state->position_teller =
            (enum venue_dialect)row_enum(&rows, VENUE_DIALECT_COUNT);
        state->own_group = row_text(&rows, arena);
        state->tier_group = row_text(&rows, arena);
        record->key_teller = (enum venue_dialect)row_enum(&rows, VENUE_DIALECT_COUNT);
        read_tellers(row_view(&rows), state->tellers);
        state->arxiv = row_text(&rows, arena);
    }
    return rows_ok(&rows);
}

bool venue_record_get(struct db *db, int64_t row, struct arena *arena,
                      struct venue_record *ret_record, struct err *err)
{
    struct venue_record record = { .edition = 0 };
    if (!paper_record_get_row(db, row, arena, &record.state.paper, err) ||
        !get_place(db, row, arena, &record, err))
        return false;
    *ret_record = record;
    return true;
}

bool venue_record_put(struct db *db, const struct venue_record *record, struct err *err)
{
    const struct venue_state *state = &record->state;
    int64_t edition = record->edition, group = 0, own = 0, tier = 0;
    char tellers[VENUE_FIELD_COUNT + 1];
    write_tellers(state->tellers, tellers);
    return edition_record_make_group(db, edition, state->own_group, &own, err) &&
           edition_record_make_group(db, edition, state->tier_group, &tier, err) &&
           edition_record_make_group(db, edition, state->paper.group, &group, err) &&
           db_run(db, SQL_EDITION_PAPER_PUT,
                  ARGS(db_int(":paper", state->paper.row), db_int(":edition", edition),
                       db_time(":group", group), db_int(":position", state->position),
                       db_int(":position_dialect", state->position_teller),
                       db_time(":own_group", own), db_time(":tier_group", tier),
                       db_int(":key_dialect", record->key_teller),
                       db_text(":told", tellers), db_text(":arxiv", state->arxiv)),
                  err);
}

bool venue_record_ids(struct db *db, int64_t row, struct arena *arena,
                      struct venue_ids *ret_ids, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct venue_ids ids = { 0 };
    db_query(db, SQL_PAPER_ID_LIST,
             ARGS(db_int(":paper", row), db_int(":limit", VENUE_IDS_MAX)), &rows, err);
    while (rows_next(&rows)) {
        struct venue_id id = { .key = row_text(&rows, arena) };
        id.teller = (enum venue_dialect)row_enum(&rows, VENUE_DIALECT_COUNT);
        ARENA_PUSH(arena, &ids, id);
    }
    if (!rows_ok(&rows))
        return false;
    *ret_ids = ids;
    return true;
}
