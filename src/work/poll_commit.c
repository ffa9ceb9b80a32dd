/* One category's answers as one commit: papers, announcement, ledger, cursors, and the
 * ids that the query API must fill in. See poll_part.h. */
#include "work/poll_part.h"

#include "base/clock.h"
#include "base/hash.h"
#include "model/arxiv_id.h"
#include "store/ledger_store.h"
#include "work/reconcile.h"
#include "work/schedule.h"

#include <string.h>

enum { UPDATED_BEFORE_MAX = 15 * SECONDS_A_DAY };

/* What the writer thread needs; results are copied out only after the commit. */
struct commit {
    struct pass *pass;
    struct category_poll *poll;
    struct arena *arena;
    int64_t now;
    struct announcement_batch batch;
    enum reconcile_verdict verdict;
    bool feed_belongs;
    int64_t added, changed;
};

static bool is_replacement(enum section section)
{
    return section == SECTION_REPLACE || section == SECTION_REPLACE_CROSS;
}

/* The day in whose range the paper gets its number: new papers on the listing day;
 * others in the month of their id, so that numbers stay in date order. */
static int32_t row_day(const struct source_entry *entry, int32_t batch_day)
{
    struct err ignored;
    struct arxiv_id id;
    if (entry->section == SECTION_NEW ||
        !arxiv_id_read(str_of(entry->paper.key), &id, &ignored))
        return batch_day;
    int32_t month_end = arxiv_id_month(&id) + 27;
    return month_end < batch_day ? month_end : batch_day;
}

/* A version that is much older than its announcement is not the announced one: its date
 * is to be asked for. */
static bool lacks_dates(const struct paper *paper, enum section section, int32_t day)
{
    if (paper->published == 0 || paper->updated == 0)
        return true;
    return is_replacement(section) &&
           paper->updated < (int64_t)day * SECONDS_A_DAY - UPDATED_BEFORE_MAX;
}

static bool want_dates(struct commit *commit, struct db *db,
                       const struct source_entry *entry, struct err *err)
{
    struct paper stored;
    bool fresh = false;
    if (!paper_store_get(db, entry->paper.key, commit->arena, &stored, err))
        return false;
    if (stored.provisional || !lacks_dates(&stored, entry->section, commit->batch.day))
        return true;
    return poll_store_want(db, stored.key, WANTED_DETAILS, commit->now, &fresh, err);
}

static bool put_entry(struct commit *commit, struct db *db,
                      const struct source_entry *entry, bool provisional,
                      struct err *err)
{
    struct err problem = { 0 };
    struct paper paper = entry->paper;
    enum paper_change change = PAPER_UNCHANGED;
    int32_t day = row_day(entry, commit->batch.day);
    paper.provisional = provisional;
    paper.announced = day == commit->batch.day && !is_replacement(entry->section)
                          ? commit->batch.day
                          : DAY_NONE;
    if (!paper_check(&paper, &problem))
        return true; /* not storable: the ledger goes on calling it missing */
    if (!paper_store_put(db, &paper, day, commit->now, &change, err))
        return false;
    commit->added += change == PAPER_ADDED;
    commit->changed += change == PAPER_CHANGED;
    return change == PAPER_UNCHANGED || want_dates(commit, db, entry, err);
}

static bool put_document(struct commit *commit, struct db *db,
                         const struct source_document *document, bool provisional,
                         struct err *err)
{
    for (size_t i = 0; i < document->entries.count; i++)
        if (!put_entry(commit, db, &document->entries.items[i], provisional, err))
            return false;
    return true;
}

/* The stored batch that the answers may speak of: that of the listing's own day, else
 * the newest. */
static bool get_last_batch(struct commit *commit, struct db *db,
                           struct announcement_batch *ret_batch, struct err *err)
{
    const struct category_poll *poll = commit->poll;
    int32_t newest = poll->listing_cursor.day;
    int32_t lead = poll->has_listing ? poll->listing.day : newest;
    *ret_batch = (struct announcement_batch){ .day = DAY_NONE };
    if (lead != DAY_NONE &&
        !list_store_get_batch(db, poll->category, lead, commit->arena, ret_batch, err))
        return false;
    if (ret_batch->count > 0 || newest == DAY_NONE || newest == lead)
        return true;
    return list_store_get_batch(db, poll->category, newest, commit->arena, ret_batch,
                                err);
}

static uint64_t batch_hash(const struct announcement_batch *batch)
{
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < batch->count; i++) {
        hash = hash_add(hash, str_of(batch->items[i].key));
        hash = hash_add_int(hash, batch->items[i].section);
    }
    return hash;
}

static bool put_announcement(struct commit *commit, struct db *db,
                             const struct announcement_batch *last, struct err *err)
{
    bool changed = false;
    const char *category = commit->poll->category;
    int32_t day = commit->batch.day;
    bool is_next = last->count > 0 && last->day < day;
    if (commit->verdict == RECONCILE_NEW && is_next &&
        !ledger_store_put_missed(db, category, last->day, day, commit->now, err))
        return false;
    if (commit->verdict == RECONCILE_SAME && last->day != day &&
        !list_store_drop_batch(db, category, last->day, err))
        return false;
    if (!list_store_put_batch(db, &commit->batch, &changed, err))
        return false;
    if (changed)
        store_touch_pages(db);
    return true;
}

static void note_answer(struct poll_cursor *cursor, const struct commit *commit)
{
    uint64_t hash = batch_hash(&commit->batch);
    if (cursor->batch != hash || cursor->day != commit->batch.day)
        cursor->changed_at = commit->now;
    cursor->batch = hash;
    cursor->day = commit->batch.day;
}

/* A working day on which nothing came is quiet, not missed. */
static bool note_quiet_day(struct commit *commit, struct db *db, struct err *err)
{
    int32_t expected = schedule_expected_day(commit->now);
    if (!commit->poll->has_listing || commit->poll->listing_cursor.day >= expected ||
        !schedule_is_late(commit->now))
        return true;
    return ledger_store_put_quiet(db, commit->poll->category, expected, commit->now,
                                  err);
}

void cursor_answered(struct db *db, struct poll_cursor *cursor, int64_t now)
{
    if (cursor->problem != NULL)
        store_touch_pages(db);
    cursor->checked_at = now;
    cursor->failed_at = 0;
    cursor->problem = NULL;
}

static bool put_cursors(struct commit *commit, struct db *db, struct err *err)
{
    struct category_poll *poll = commit->poll;
    if (poll->has_listing)
        cursor_answered(db, &poll->listing_cursor, commit->now);
    if (poll->feed_answered) {
        cursor_answered(db, &poll->feed_cursor, commit->now);
        if (!poll_store_put_cursor(db, &poll->feed_cursor, err))
            return false;
    }
    return poll_store_put_cursor(db, &poll->listing_cursor, err) &&
           note_quiet_day(commit, db, err);
}

static bool put_papers(struct commit *commit, struct db *db, struct err *err)
{
    const struct category_poll *poll = commit->poll;
    return (!poll->has_listing ||
            put_document(commit, db, &poll->listing, true, err)) &&
           (!commit->feed_belongs || put_document(commit, db, &poll->feed, false, err));
}

/* arXiv says in words that it announced nothing here that day: a row of the ledger,
 * which gives way as soon as the page shows something under that day. */
static bool put_empty_day(struct commit *commit, struct db *db, int32_t stored_day,
                          struct err *err)
{
    bool changed = false;
    const struct category_poll *poll = commit->poll;
    struct announcement_batch nothing = {
        .day = poll->listing.day,
        .category = poll->category,
        .source = LEDGER_FROM_LISTING,
        .checked_at = commit->now,
    };
    if (!poll->has_listing || !poll->listing.no_updates || nothing.day == DAY_NONE ||
        nothing.day == stored_day)
        return true;
    if (!list_store_put_batch(db, &nothing, &changed, err))
        return false;
    if (nothing.day > poll->listing_cursor.day)
        commit->poll->listing_cursor.day = nothing.day;
    if (changed)
        store_touch_pages(db);
    return true;
}

static bool commit_part(struct db *db, void *context, struct err *err)
{
    struct commit *commit = context;
    struct announcement_batch last;
    struct category_poll *poll = commit->poll;
    if (!get_last_batch(commit, db, &last, err))
        return false;
    struct category_answers answers = {
        .category = poll->category,
        .listing = poll->has_listing ? &poll->listing : NULL,
        .feed = poll->has_feed ? &poll->feed : NULL,
        .last = &last,
    };
    struct reconciled found = reconcile(&answers, commit->now, commit->arena);
    commit->verdict = found.verdict;
    commit->batch = found.batch;
    commit->feed_belongs = found.feed_belongs;
    if (commit->verdict == RECONCILE_NOTHING || commit->verdict == RECONCILE_CONFLICT)
        return put_empty_day(commit, db, last.count > 0 ? last.day : DAY_NONE, err) &&
               put_cursors(commit, db, err);
    note_answer(&poll->listing_cursor, commit);
    return put_papers(commit, db, err) && put_announcement(commit, db, &last, err) &&
           put_cursors(commit, db, err);
}

/* What is wrong with the listing as an answer; false if nothing is. */
static bool find_fault(const struct category_poll *poll, enum reconcile_verdict verdict,
                       struct err *problem)
{
    char day[DAY_TEXT_SIZE];
    if (!poll->has_listing)
        return false;
    if (verdict == RECONCILE_CONFLICT) {
        day_to_text(poll->listing.day, day);
        err_set(problem, ERR_UPSTREAM,
                "the listing page shows other papers under %s than it did before", day);
    } else if (!poll->listing.complete) {
        err_set(problem, ERR_UPSTREAM,
                "the listing page shows fewer entries than it counts");
    } else if (poll->listing.entries.count == 0 && !poll->listing.no_updates) {
        err_set(problem, ERR_UPSTREAM, "the listing page shows no entries");
    }
    return problem->code != ERR_NONE;
}

/* An answer that cannot be taken as it is: the pass says so, and it is asked again. */
static bool check_answers(struct pass *pass, struct category_poll *poll,
                          enum reconcile_verdict verdict, struct err *err)
{
    struct err problem = { 0 };
    if (find_fault(poll, verdict, &problem) &&
        !pass_note_problem(pass, &poll->listing_cursor, &problem, err))
        return false;
    if (!poll->has_feed || poll->feed.complete)
        return true;
    err_set(&problem, ERR_UPSTREAM, "the feed is cut off after %zu entries",
            poll->feed.entries.count);
    return pass_note_problem(pass, &poll->feed_cursor, &problem, err);
}

bool pass_commit(struct pass *pass, struct category_poll *poll, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct commit commit = {
        .pass = pass, .poll = poll, .arena = &arena, .now = clock_now()
    };
    struct poll_cursor before = poll->listing_cursor;
    if (!poll->has_listing && !poll->feed_answered)
        return true;
    if (!store_write(pass->options->store, commit_part, &commit, err))
        return false;
    pass->result->added += commit.added;
    pass->result->changed += commit.changed;
    pass->result->batches +=
        commit.verdict == RECONCILE_NEW && before.day != commit.batch.day;
    return check_answers(pass, poll, commit.verdict, err);
}
