/* Papers of proceedings on their way into the tables; see venue_store.h. Which paper is
 * meant is in venue_match.c, what is believed in venue_merge.c. */
#include "store/venue/venue_store.h"

#include "model/arxiv_id.h"
#include "store/paper/paper_merge.h"
#include "store/paper/paper_write.h"
#include "store/venue/venue_absorb.h"
#include "store/venue/venue_match.h"
#include "store/venue/venue_run.h"
#include "store/venue/venue_twin.h"

/* One entry on its way. */
struct putting {
    struct db *db;
    struct venue_entry entry; /* edition and group as they are called */
    const struct venue_telling *telling;
    struct arena *arena; /* of the work */
    struct edition_row edition;
    struct venue_record stored; /* paper.row 0: it is new */
    struct venue_record record; /* as it will be */
    struct venue_merge merge;
    struct venue_told told;
    bool moved, id_added;
    struct err *err;
};

static bool is_new(const struct putting *putting)
{
    return putting->stored.state.paper.row == 0;
}

static bool check_keys(const struct venue_entry *entry, struct err *err)
{
    struct arxiv_id twin;
    if (!venue_key_is_valid(str_of(entry->paper.key)))
        return err_set(err, ERR_INVALID, "%.100s is no key of a paper in proceedings",
                       entry->paper.key);
    for (size_t i = 0; i < entry->ids.count; i++)
        if (!venue_key_is_valid(str_of(entry->ids.items[i])))
            return err_set(err, ERR_INVALID, "%.100s is no id", entry->ids.items[i]);
    return entry->arxiv == NULL || arxiv_id_read(str_of(entry->arxiv), &twin, err);
}

/* A group that the edition knows is called as it is known; one too many is none. */
static bool open_group(struct putting *putting)
{
    struct paper *paper = &putting->entry.paper;
    struct group_row group = { 0 };
    bool room = true;
    if (putting->edition.id == 0 || paper->group == NULL || paper->group[0] == '\0')
        return true;
    if (!edition_record_find_group(putting->db, putting->edition.id, paper->group,
                                   putting->arena, &group, putting->err) ||
        (group.id == 0 && !edition_record_has_room(putting->db, putting->edition.id,
                                                   &room, putting->err)))
        return false;
    paper->group = room ? group.name : NULL;
    return true;
}

static bool open_edition(struct putting *putting)
{
    struct paper *paper = &putting->entry.paper;
    if (!venue_edition_read(putting->arena, str_of(paper->venue), &paper->venue,
                            putting->err) ||
        !edition_record_find(putting->db, paper->venue, putting->arena,
                             &putting->edition, putting->err))
        return false;
    paper->venue = putting->edition.name;
    return open_group(putting);
}

static bool find_stored(struct putting *putting)
{
    int64_t row = 0;
    return venue_match_find(putting->db, &putting->entry, putting->edition.id, &row,
                            putting->err) &&
           (row == 0 || venue_record_get(putting->db, row, putting->arena,
                                         &putting->stored, putting->err));
}

static bool absorb(struct putting *putting, int64_t row)
{
    return venue_absorb(putting->db, row, putting->telling->now, putting->arena,
                        &putting->stored, putting->err);
}

static bool absorb_titled(struct putting *putting)
{
    struct venue_titled titled;
    if (!venue_match_titled(putting->db, &putting->entry, putting->edition.id, &titled,
                            putting->err))
        return false;
    for (size_t i = 0; i < titled.count; i++) {
        bool means = false;
        if (titled.rows[i] == putting->stored.state.paper.row)
            continue;
        if (!venue_match_means(putting->db, &putting->entry, titled.rows[i], &means,
                               putting->err) ||
            (means && !absorb(putting, titled.rows[i])))
            return false;
    }
    return true;
}

/* The entry may tell that papers are one which were stored as several: by its ids, or
 * because its source has learned the title under which another one tells of it. */
static bool absorb_others(struct putting *putting)
{
    const struct text_list *ids = &putting->entry.ids;
    if (is_new(putting))
        return true;
    for (size_t i = 0; i < ids->count; i++) {
        int64_t row = 0;
        if (!venue_match_id(putting->db, ids->items[i], &row, putting->err) ||
            !absorb(putting, row))
            return false;
    }
    return absorb_titled(putting);
}

/* The edition that has the paper, if it is another one. */
static const char *stands_elsewhere(const struct putting *putting)
{
    const char *venue = putting->stored.state.paper.venue;
    if (is_new(putting) || venue == NULL ||
        str_eq_nocase(str_of(venue), str_of(putting->edition.name)))
        return NULL;
    return venue;
}

/* What it was in its old edition says nothing of its place in the new one. */
static void forget_place(struct venue_state *state)
{
    state->position = 0;
    state->position_teller = VENUE_UNKNOWN;
    state->own_group = state->tier_group = state->paper.group = NULL;
    state->tellers[VENUE_FIELD_own_group] = VENUE_UNKNOWN;
    state->tellers[VENUE_FIELD_tier_group] = VENUE_UNKNOWN;
}

/* In its new edition it may meet papers that it could not be one with before. */
static bool absorb_there(struct putting *putting)
{
    if (!putting->moved)
        return true;
    putting->stored = putting->record;
    if (!absorb_others(putting))
        return false;
    putting->record = putting->stored;
    return true;
}

static void merge(struct putting *putting)
{
    const struct venue_state *stored = &putting->stored.state;
    struct venue_state known = *stored;
    const struct venue_entry *entry = &putting->entry;
    const char *key = is_new(putting) ? entry->paper.key : stored->paper.key;
    if (putting->moved)
        forget_place(&known);
    if (is_new(putting))
        known.paper = (struct paper){ .branch = BRANCH_VENUE,
                                      .key = entry->paper.key,
                                      .announced = DAY_NONE };
    known.paper.venue = putting->edition.name;
    putting->told = venue_run_told(putting->telling->run, entry, key);
    putting->merge = venue_merge(&known, entry, putting->told.by_dialect);
    putting->record = putting->stored;
    putting->record.state = putting->merge.state;
    if (is_new(putting) || putting->stored.edition == 0)
        putting->record.key_teller = entry->dialect;
    putting->merge.changed |= putting->moved || is_new(putting) ||
                              !paper_same_text(stored->paper.venue, known.paper.venue);
    putting->merge.retold |= putting->stored.edition == 0;
}

static bool write_paper(struct putting *putting)
{
    struct paper *paper = &putting->record.state.paper;
    if (is_new(putting))
        return paper_write_new(putting->db, paper, paper_write_day(paper),
                               putting->arena, putting->err);
    return !putting->merge.changed ||
           paper_write_change(putting->db, &putting->stored.state.paper, paper,
                              putting->arena, putting->err);
}

static bool write_place(struct putting *putting)
{
    if (!putting->merge.changed && !putting->merge.retold)
        return true;
    putting->record.edition = putting->edition.id;
    return venue_record_put(putting->db, &putting->record, putting->err);
}

static bool add_id(struct putting *putting, const char *id)
{
    int64_t row = 0;
    if (strcmp(id, putting->record.state.paper.key) == 0)
        return true;
    if (!venue_match_id(putting->db, id, &row, putting->err))
        return false;
    if (row != 0)
        return true;
    putting->id_added = true;
    return db_run(putting->db, SQL_PAPER_ID_INSERT,
                  ARGS(db_text(":key", id),
                       db_int(":paper", putting->record.state.paper.row),
                       db_int(":dialect", putting->entry.dialect)),
                  putting->err);
}

static bool add_ids(struct putting *putting)
{
    const struct venue_entry *entry = &putting->entry;
    if (!add_id(putting, entry->paper.key))
        return false;
    for (size_t i = 0; i < entry->ids.count; i++)
        if (!add_id(putting, entry->ids.items[i]))
            return false;
    return true;
}

static bool add_title(struct putting *putting)
{
    int64_t title = venue_match_title(putting->db, putting->entry.paper.title);
    return title == 0 ||
           db_run(putting->db, SQL_EDITION_TITLE_INSERT,
                  ARGS(db_int(":edition", putting->edition.id), db_int(":title", title),
                       db_int(":paper", putting->record.state.paper.row)),
                  putting->err);
}

static int has_abstract(const struct venue_record *record)
{
    return record->state.paper.abstract != NULL;
}

static bool count(struct putting *putting)
{
    const struct venue_record *stored = &putting->stored, *record = &putting->record;
    int64_t now = putting->telling->now;
    bool stood = stored->edition != 0, stays = stored->edition == putting->edition.id;
    if (!stays && stood &&
        !edition_record_count(putting->db, stored->edition, -1, -has_abstract(stored),
                              now, putting->err))
        return false;
    return edition_record_count(
        putting->db, putting->edition.id, stays ? 0 : 1,
        has_abstract(record) - (stays ? has_abstract(stored) : 0), now, putting->err);
}

static bool link_twin(struct putting *putting)
{
    const struct venue_state *state = &putting->record.state;
    return venue_twin_link(putting->db, state->paper.row, putting->stored.state.arxiv,
                           state->arxiv, putting->err);
}

static bool write_entry(struct putting *putting)
{
    if (!edition_record_make(putting->db, &putting->edition, putting->err) ||
        !write_paper(putting) || !write_place(putting) || !add_ids(putting) ||
        !add_title(putting) || !link_twin(putting))
        return false;
    bool seen = putting->merge.changed || putting->id_added;
    if (seen)
        store_touch_pages(putting->db);
    return (!seen && putting->stored.edition != 0) || count(putting);
}

static struct venue_put result_of(const struct putting *putting)
{
    bool changed =
        putting->merge.changed || putting->id_added || putting->stored.absorbed;
    return (struct venue_put){ .change = is_new(putting) ? PAPER_ADDED
                                         : changed       ? PAPER_CHANGED
                                                         : PAPER_UNCHANGED,
                               .row = putting->record.state.paper.row,
                               .again = putting->told.by_any };
}

static bool put(struct putting *putting, struct arena *arena, struct venue_put *ret_put)
{
    const char *elsewhere = NULL;
    if (!open_edition(putting) || !find_stored(putting))
        return false;
    elsewhere = stands_elsewhere(putting);
    putting->moved = elsewhere != NULL && putting->telling->move;
    if (elsewhere != NULL && !putting->moved) {
        *ret_put =
            (struct venue_put){ .elsewhere = arena_text(arena, str_of(elsewhere)) };
        return true;
    }
    if (!absorb_others(putting))
        return false;
    merge(putting);
    if (!write_entry(putting) || !absorb_there(putting))
        return false;
    venue_run_note(putting->telling->run, &putting->entry,
                   putting->record.state.paper.key);
    *ret_put = result_of(putting);
    return true;
}

bool venue_store_put(struct db *db, const struct venue_entry *entry,
                     const struct venue_telling *telling, struct arena *arena,
                     struct venue_put *ret_put, struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct putting putting = {
        .db = db, .entry = *entry, .telling = telling, .arena = &own, .err = err
    };
    return check_keys(entry, err) && put(&putting, arena, ret_put);
}

/* What is said of it stays, but for this; a run's first word counts for nothing here.
 */
static bool withdraw(struct db *db, const struct paper *stored,
                     const struct venue_drop *drop, enum paper_change *ret_change,
                     struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct venue_entry entry = { .paper = { .branch = BRANCH_VENUE,
                                                  .key = stored->key,
                                                  .title = "",
                                                  .venue = stored->venue,
                                                  .withdrawn = true,
                                                  .announced = DAY_NONE },
                                       .dialect = drop->dialect };
    const struct venue_telling telling = { .now = drop->now };
    struct venue_put put;
    if (!venue_store_put(db, &entry, &telling, &arena, &put, err))
        return false;
    venue_run_forget(drop->run, drop->id, drop->dialect);
    venue_run_forget(drop->run, stored->key, drop->dialect);
    *ret_change = put.change;
    return true;
}

bool venue_store_drop(struct db *db, const struct venue_drop *drop,
                      enum paper_change *ret_change, bool *ret_found, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper stored = { .venue = NULL };
    struct str series;
    int64_t row = 0;
    int year = 0;
    if (!venue_match_id(db, drop->id, &row, err) ||
        (row != 0 && !paper_record_get_row(db, row, &arena, &stored, err)))
        return false;
    bool found = stored.venue != NULL && paper_edition(stored.venue, &series, &year);
    if (found && !withdraw(db, &stored, drop, ret_change, err))
        return false;
    *ret_found = found;
    return true;
}

bool venue_store_key(struct db *db, const char *id, struct arena *arena,
                     const char **ret_key, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    const char *key = NULL;
    db_query(db, SQL_PAPER_ID_FIND,
             ARGS(db_text(":key", id), db_int(":branch", BRANCH_VENUE)), &rows, err);
    if (rows_next(&rows)) {
        row_int(&rows);
        key = row_text(&rows, arena);
    }
    if (!rows_ok(&rows))
        return false;
    if (key == NULL)
        return err_set(err, ERR_NOT_FOUND, "there is no paper %s here", id);
    *ret_key = key;
    return true;
}

bool venue_store_ids(struct db *db, int64_t row, struct arena *arena,
                     struct text_list *ret_ids, struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct venue_ids ids = { 0 };
    struct text_list list = { 0 };
    if (!venue_record_ids(db, row, &own, &ids, err))
        return false;
    for (size_t i = 0; i < ids.count; i++)
        ARENA_PUSH(arena, &list, arena_text(arena, str_of(ids.items[i].key)));
    *ret_ids = list;
    return true;
}
