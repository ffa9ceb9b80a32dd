/* What the night's queue holds, and how much of it the budget allows. See
 * faq_nightly.h. */
#include "faq/faq_nightly.h"

#include "faq/faq_prune.h"
#include "store/queue/spend_store.h"

enum { KEYS_MAX = 3000 /* a list; arXiv has never announced that many at once */ };

/* What may still be queued. */
struct night {
    const struct faq_nightly_options *options;
    int64_t now;
    int64_t room; /* millionths; INT64_MAX = no limit */
    bool queue_is_full;
    struct faq_nightly_report report;
};

static int64_t left_of(int64_t limit, int64_t spent)
{
    return limit > 0 ? limit - spent : INT64_MAX;
}

/* What waits already will be paid for first. */
static bool find_room(struct night *night, struct db *db, struct err *err)
{
    const struct budget *budget = &night->options->budget;
    struct spend_now spent = { 0 };
    struct job_counts counts = { .paused = false };
    if (!spend_now(db, night->now, &spent, err) || !job_store_counts(db, &counts, err))
        return false;
    int64_t day = left_of(budget->day, spent.day);
    int64_t month = left_of(budget->month, spent.month);
    int64_t room = day < month ? day : month;
    if (room != INT64_MAX)
        room -= spent.reserved + counts.of[JOB_READY] * night->options->estimate;
    night->room = room;
    return true;
}

/* Papers of one list, to be queued in one write. */
struct batch {
    struct night *night;
    const struct text_list *keys;
    const char *language;
};

static bool queue_one(struct batch *batch, struct db *db, const char *key,
                      struct err *err)
{
    struct night *night = batch->night;
    const struct faq_nightly_options *options = night->options;
    enum job_asked asked = ASKED_STORED;
    int64_t job = 0;
    struct job_ask ask = { .key = key,
                           .language = batch->language,
                           .priority = PRIORITY_NIGHTLY,
                           .estimate = options->estimate,
                           .now = night->now,
                           .waiting_max = options->waiting_max };
    if (!job_store_ask(db, &ask, &asked, &job, err)) {
        night->queue_is_full = err->code == ERR_BUSY;
        return night->queue_is_full;
    }
    if (asked != ASKED_NEW)
        return true;
    night->report.queued++;
    if (night->room != INT64_MAX)
        night->room -= options->estimate;
    return true;
}

static bool queue_part(struct db *db, void *context, struct err *err)
{
    struct batch *batch = context;
    struct night *night = batch->night;
    for (size_t i = 0; i < batch->keys->count && !night->queue_is_full; i++) {
        if (night->room < night->options->estimate) {
            night->report.budget_reached = true;
            return true;
        }
        if (!queue_one(batch, db, batch->keys->items[i], err))
            return false;
    }
    return true;
}

static bool queue(struct night *night, const struct text_list *keys,
                  const char *language, struct err *err)
{
    struct batch batch = { night, keys, language };
    return keys->count == 0 || night->queue_is_full ||
           store_write(night->options->store, queue_part, &batch, err);
}

static bool list_lacking(struct night *night, const char *category,
                         const char *language, struct arena *arena,
                         struct text_list *ret_keys, struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(night->options->store);
    return faq_store_lacking(db, category, language, KEYS_MAX, arena, ret_keys, err);
}

static bool list_wished(struct night *night, const char *language, struct arena *arena,
                        struct text_list *ret_keys, struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(night->options->store);
    return faq_store_wished(db, night->options->clicks, language, KEYS_MAX, arena,
                            ret_keys, err);
}

/* What readers have asked for comes before what is merely new. */
static bool queue_language(struct night *night, const char *language,
                           struct arena *arena, struct err *err)
{
    const struct faq_nightly_options *options = night->options;
    struct text_list wished = { 0 };
    if (options->clicks > 0 && (!list_wished(night, language, arena, &wished, err) ||
                                !queue(night, &wished, language, err)))
        return false;
    for (size_t i = 0; i < options->category_count; i++) {
        struct text_list keys = { 0 };
        if (!list_lacking(night, options->categories[i], language, arena, &keys, err) ||
            !queue(night, &keys, language, err))
            return false;
    }
    return true;
}

static bool count_waiting(struct night *night, struct db *db, struct err *err)
{
    struct job_counts counts = { .paused = false };
    if (!job_store_counts(db, &counts, err))
        return false;
    night->report.waiting = counts.of[JOB_READY];
    return true;
}

/* Both ends of the night read the queue. */
static bool look(struct night *night,
                 bool (*at)(struct night *night, struct db *db, struct err *err),
                 struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(night->options->store);
    return at(night, db, err);
}

bool faq_nightly_run(const struct faq_nightly_options *options, int64_t now,
                     struct arena *arena, struct faq_nightly_report *ret_report,
                     struct err *err)
{
    struct night night = { .options = options, .now = now };
    if (!faq_prune(options->store, options->keep_text_s, now, err) ||
        !look(&night, find_room, err))
        return false;
    for (size_t i = 0; i < options->language_count; i++)
        if (!queue_language(&night, options->languages[i], arena, err))
            return false;
    if (!look(&night, count_waiting, err))
        return false;
    *ret_report = night.report;
    return true;
}
