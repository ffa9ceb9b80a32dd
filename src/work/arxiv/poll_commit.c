/* One category's answers as one commit: papers, announcement, ledger, cursors, and the
 * ids that the query API must fill in. See poll_part.h. */
#include "work/arxiv/poll_part.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"
#include "model/arxiv_id.h"
#include "store/arxiv/ledger_store.h"
#include "work/arxiv/reconcile.h"
#include "work/arxiv/schedule.h"

#include <inttypes.h>
#include <string.h>

enum {
    UPDATED_BEFORE_MAX = 15 * SECONDS_A_DAY, /* of a version, before its announcement */
    DAYS_COMPARED = 7, /* in which a feed may turn out to be old */
};

/* What the writer thread needs; results are copied out only after the commit. */
struct commit {
    struct category_poll *poll;
    struct arena *arena;
    int64_t now;
    enum reconcile_verdict listing_verdict;
    bool feed_placed; /* its entries are those of an announcement that is stored */
    int64_t added, changed, batches;
};

/* One announcement of them: the answers that may speak of it, and what they say. */
struct finding {
    struct category_answers answers;
    struct announcement_batch last;
    struct reconciled found;
};

static bool says_something(const struct finding *finding)
{
    return finding->found.verdict == RECONCILE_NEW ||
           finding->found.verdict == RECONCILE_SAME;
}

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
                       const struct source_entry *entry, int32_t batch_day,
                       struct err *err)
{
    struct paper stored;
    bool fresh = false;
    if (!paper_store_get(db, entry->paper.key, commit->arena, &stored, err))
        return false;
    if (stored.provisional || !lacks_dates(&stored, entry->section, batch_day))
        return true;
    return poll_store_want(db, stored.key, WANTED_DETAILS, commit->now, &fresh, err);
}

static bool put_entry(struct commit *commit, struct db *db,
                      const struct source_entry *entry, int32_t batch_day,
                      bool provisional, struct err *err)
{
    struct err problem = { 0 };
    struct paper paper = entry->paper;
    enum paper_change change = PAPER_UNCHANGED;
    int32_t day = row_day(entry, batch_day);
    paper.provisional = provisional;
    paper.announced =
        day == batch_day && !is_replacement(entry->section) ? batch_day : DAY_NONE;
    if (!paper_check(&paper, &problem))
        return true; /* not storable: the ledger goes on calling it missing */
    if (!paper_store_put(db, &paper, day, commit->now, &change, err))
        return false;
    commit->added += change == PAPER_ADDED;
    commit->changed += change == PAPER_CHANGED;
    return change == PAPER_UNCHANGED || want_dates(commit, db, entry, batch_day, err);
}

static bool put_document(struct commit *commit, struct db *db,
                         const struct source_document *document, int32_t batch_day,
                         bool provisional, struct err *err)
{
    for (size_t i = 0; i < document->entries.count; i++)
        if (!put_entry(commit, db, &document->entries.items[i], batch_day, provisional,
                       err))
            return false;
    return true;
}

/* The stored batch that the answers may speak of: that of the listing's own day, else
 * the newest. */
static bool get_last_batch(const struct commit *commit, struct db *db,
                           struct finding *finding, struct err *err)
{
    const char *category = commit->poll->category;
    int32_t newest = commit->poll->listing_cursor.day;
    int32_t lead =
        finding->answers.listing != NULL ? finding->answers.listing->day : newest;
    finding->last = (struct announcement_batch){ .day = DAY_NONE };
    if (lead != DAY_NONE &&
        !list_store_get_batch(db, category, lead, commit->arena, &finding->last, err))
        return false;
    if (finding->last.count > 0 || newest == DAY_NONE || newest == lead)
        return true;
    return list_store_get_batch(db, category, newest, commit->arena, &finding->last,
                                err);
}

/* A feed may show an old announcement under a new date: it is known by its content. */
static bool feed_is_old(const struct commit *commit, struct db *db, bool *ret_old,
                        struct err *err)
{
    struct announcement_batch stored;
    const struct category_poll *poll = commit->poll;
    int32_t newest = poll->listing_cursor.day;
    *ret_old = false;
    if (newest == DAY_NONE)
        return true;
    for (int32_t day = newest; !*ret_old && day > newest - DAYS_COMPARED; day--) {
        if (!list_store_get_batch(db, poll->category, day, commit->arena, &stored, err))
            return false;
        *ret_old = reconcile_is_of(&poll->feed, &stored, commit->arena);
    }
    return true;
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

/* The cursor's day is the newest known: a page that shows an older one again does not
 * take it back, only the listing that corrects a feed's date does. */
static void note_batch(struct poll_cursor *cursor, const struct finding *finding,
                       int64_t now)
{
    const struct announcement_batch *batch = &finding->found.batch;
    uint64_t hash = batch_hash(batch);
    bool corrected =
        finding->found.verdict == RECONCILE_SAME && finding->last.day == cursor->day;
    if (batch->day < cursor->day && !corrected)
        return;
    if (cursor->batch != hash || cursor->day != batch->day)
        cursor->changed_at = now;
    cursor->batch = hash;
    cursor->day = batch->day;
}

static bool put_announcement(struct commit *commit, struct db *db,
                             const struct finding *finding, struct err *err)
{
    bool changed = false;
    const struct announcement_batch *batch = &finding->found.batch;
    int32_t newest = commit->poll->listing_cursor.day;
    if (finding->found.verdict == RECONCILE_NEW &&
        !ledger_store_put_missed(db, batch->category, newest, batch->day, commit->now,
                                 err))
        return false;
    if (finding->found.verdict == RECONCILE_SAME && finding->last.day != batch->day &&
        !list_store_drop_batch(db, batch->category, finding->last.day, err))
        return false;
    if (!list_store_put_batch(db, batch, &changed, err))
        return false;
    commit->batches += finding->found.verdict == RECONCILE_NEW && newest != batch->day;
    note_batch(&commit->poll->listing_cursor, finding, commit->now);
    if (changed)
        store_touch_pages(db);
    return true;
}

/* arXiv says in words that it announced nothing here that day: a row of the ledger,
 * which gives way as soon as the page shows something under that day. */
static bool put_empty_day(struct commit *commit, struct db *db, int32_t stored_day,
                          struct err *err)
{
    bool changed = false;
    struct category_poll *poll = commit->poll;
    struct announcement_batch nothing = {
        .day = poll->listing.day,
        .category = poll->category,
        .source = LEDGER_FROM_LISTING,
        .checked_at = commit->now,
    };
    if (!poll->has_listing || !poll->listing.no_updates || nothing.day == DAY_NONE ||
        nothing.day == stored_day)
        return true;
    if (!ledger_store_put_missed(db, poll->category, poll->listing_cursor.day,
                                 nothing.day, commit->now, err) ||
        !list_store_put_batch(db, &nothing, &changed, err))
        return false;
    if (nothing.day > poll->listing_cursor.day)
        poll->listing_cursor.day = nothing.day;
    if (changed)
        store_touch_pages(db);
    return true;
}

static bool put_papers(struct commit *commit, struct db *db,
                       const struct finding *finding, struct err *err)
{
    const struct category_answers *answers = &finding->answers;
    int32_t day = finding->found.batch.day;
    return (answers->listing == NULL ||
            put_document(commit, db, answers->listing, day, true, err)) &&
           (!finding->found.feed_belongs ||
            put_document(commit, db, answers->feed, day, false, err));
}

/* Stores the announcement that these answers speak of, if any. */
static bool put_finding(struct commit *commit, struct db *db, struct finding *finding,
                        struct err *err)
{
    bool old = false;
    bool feed_leads = finding->answers.listing == NULL ||
                      finding->answers.listing->entries.count == 0;
    if (!get_last_batch(commit, db, finding, err))
        return false;
    finding->answers.category = commit->poll->category;
    finding->answers.last = &finding->last;
    finding->found = reconcile(&finding->answers, commit->now, commit->arena);
    if (feed_leads && finding->found.verdict == RECONCILE_NEW) {
        if (!feed_is_old(commit, db, &old, err))
            return false;
        if (old)
            finding->found.verdict = RECONCILE_NOTHING;
    }
    commit->feed_placed |= finding->found.feed_belongs || old;
    if (!says_something(finding))
        return true;
    return put_papers(commit, db, finding, err) &&
           put_announcement(commit, db, finding, err);
}

/* The site's edge may serve an old listing for a day; the feed is ahead then. */
static bool put_feed_ahead(struct commit *commit, struct db *db, struct err *err)
{
    const struct category_poll *poll = commit->poll;
    struct finding alone = { .answers.feed = &poll->feed };
    if (!poll->has_feed || !poll->has_listing || commit->feed_placed ||
        poll->feed.day <= poll->listing_cursor.day)
        return true;
    return put_finding(commit, db, &alone, err);
}

/* A working day on which nothing came is quiet, not missed; if both sources say so. */
static bool note_quiet_day(const struct commit *commit, struct db *db, struct err *err)
{
    const struct category_poll *poll = commit->poll;
    int32_t expected = schedule_expected_day(commit->now);
    bool feed_agrees =
        poll->feed_answered &&
        (!poll->has_feed || poll->feed.entries.count == 0 || commit->feed_placed);
    if (!poll->has_listing || !feed_agrees || poll->listing_cursor.day >= expected ||
        !schedule_is_late(commit->now))
        return true;
    return ledger_store_put_quiet(db, poll->category, expected, commit->now, err);
}

void cursor_answered(struct db *db, struct poll_cursor *cursor, int64_t now)
{
    if (cursor->problem != NULL)
        store_touch_pages(db);
    cursor->checked_at = now;
    cursor->failed_at = 0;
    cursor->problem = NULL;
}

/* A feed whose entries have found no place must be seen again, changed or not. */
static void forget_unplaced_feed(const struct commit *commit)
{
    struct category_poll *poll = commit->poll;
    if (!poll->has_feed || poll->feed.entries.count == 0 || commit->feed_placed)
        return;
    poll->feed_cursor.etag = NULL;
    poll->feed_cursor.last_modified = NULL;
}

static bool put_cursors(struct commit *commit, struct db *db, struct err *err)
{
    struct category_poll *poll = commit->poll;
    if (poll->has_listing)
        cursor_answered(db, &poll->listing_cursor, commit->now);
    if (poll->feed_answered) {
        cursor_answered(db, &poll->feed_cursor, commit->now);
        forget_unplaced_feed(commit);
        if (!poll_store_put_cursor(db, &poll->feed_cursor, err))
            return false;
    }
    return poll_store_put_cursor(db, &poll->listing_cursor, err) &&
           note_quiet_day(commit, db, err);
}

static bool commit_part(struct db *db, void *context, struct err *err)
{
    struct commit *commit = context;
    const struct category_poll *poll = commit->poll;
    struct finding finding = {
        .answers.listing = poll->has_listing ? &poll->listing : NULL,
        .answers.feed = poll->has_feed ? &poll->feed : NULL,
    };
    if (!put_finding(commit, db, &finding, err))
        return false;
    commit->listing_verdict = finding.found.verdict;
    if (!says_something(&finding) &&
        !put_empty_day(commit, db, finding.last.count > 0 ? finding.last.day : DAY_NONE,
                       err))
        return false;
    return put_feed_ahead(commit, db, err) && put_cursors(commit, db, err);
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

static void log_commit(const struct category_poll *poll, int64_t started_us)
{
    size_t entries = (poll->has_listing ? poll->listing.entries.count : 0) +
                     (poll->has_feed ? poll->feed.entries.count : 0);
    log_debug("stored category=%s entries=%zu ms=%" PRId64, poll->category, entries,
              (clock_monotonic_us() - started_us) / 1000);
}

bool pass_commit(struct pass *pass, struct category_poll *poll, int64_t now,
                 struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct commit commit = { .poll = poll, .arena = &arena, .now = now };
    if (!poll->has_listing && !poll->feed_answered)
        return true;
    int64_t started = clock_monotonic_us();
    if (!store_write(pass->options->store, commit_part, &commit, err))
        return false;
    log_commit(poll, started);
    pass->result->added += commit.added;
    pass->result->changed += commit.changed;
    pass->result->batches += commit.batches;
    return check_answers(pass, poll, commit.listing_verdict, err);
}
