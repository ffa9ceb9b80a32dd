/* Wanted ids, a hundred a request: what the listing and the feed lack, what a reader
 * asked for, and the dates that only the query API knows. See poll_part.h. */
#include "work/arxiv/poll_part.h"

#include "base/clock.h"
#include "base/hash.h"

#include <string.h>

enum { LOOK_AHEAD = 5000, REFUSALS_MAX = 16 };

/* One request's ids and answer, for the writer thread. */
struct wanted_answer {
    struct pass *pass;
    const struct wanted *asked[ARXIV_QUERY_MAX];
    const char *keys[ARXIV_QUERY_MAX];
    bool present[ARXIV_QUERY_MAX];
    size_t count;
    struct source_document document;
    struct poll_cursor cursor;
    int64_t now;
    int64_t added, changed;
};

static bool choose(struct pass *pass, struct wanted_answer *answer, struct err *err)
{
    struct wanted_list due = { 0 };
    int64_t until = pass->options->all_wanted ? INT64_MAX : clock_now();
    CLEANUP(store_read_end) struct db *db = store_read_begin(pass->options->store);
    if (!poll_store_due(db, until, LOOK_AHEAD, pass->arena, &due, err))
        return false;
    for (size_t i = 0; i < due.count && answer->count < pass->query_max; i++) {
        if (text_list_has(&pass->lacking, due.items[i].key))
            continue;
        answer->asked[answer->count] = &due.items[i];
        answer->keys[answer->count++] = due.items[i].key;
    }
    return true;
}

static size_t place_of(const struct wanted_answer *answer, const char *key)
{
    size_t i = 0;
    while (i < answer->count && strcmp(answer->keys[i], key) != 0)
        i++;
    return i;
}

/* What was not asked for is not an answer. */
static bool put_paper(struct wanted_answer *answer, struct db *db,
                      const struct paper *paper, struct err *err)
{
    struct err problem = { 0 };
    enum paper_change change = PAPER_UNCHANGED;
    if (!paper_check(paper, &problem))
        return true;
    size_t place = place_of(answer, paper->key);
    if (place == answer->count)
        return true;
    if (!paper_store_put(db, paper, utc_day(paper->published), answer->now, &change,
                         err))
        return false;
    answer->present[place] = true;
    answer->added += change == PAPER_ADDED;
    answer->changed += change == PAPER_CHANGED;
    return true;
}

static bool settle(struct wanted_answer *answer, struct db *db, size_t i,
                   struct err *err)
{
    const struct wanted *wanted = answer->asked[i];
    if (answer->present[i])
        return poll_store_got(db, wanted->key, err);
    int64_t delay = pace_retry_delay(wanted->tries + 1, (uint32_t)random_bits());
    return poll_store_lacked(db, wanted->key, answer->now + delay, err);
}

static bool answer_part(struct db *db, void *context, struct err *err)
{
    struct wanted_answer *answer = context;
    for (size_t i = 0; i < answer->document.entries.count; i++)
        if (!put_paper(answer, db, &answer->document.entries.items[i].paper, err))
            return false;
    /* A cut answer proves only what it holds. */
    for (size_t i = 0; i < answer->count; i++)
        if ((answer->present[i] || answer->document.complete) &&
            !settle(answer, db, i, err))
            return false;
    cursor_answered(db, &answer->cursor, answer->now);
    return poll_store_put_cursor(db, &answer->cursor, err);
}

static void remember_lacking(struct pass *pass, const struct wanted_answer *answer)
{
    for (size_t i = 0; i < answer->count; i++)
        if (!answer->present[i])
            ARENA_PUSH(pass->arena, &pass->lacking, answer->keys[i]);
}

static bool store_answer(struct pass *pass, struct wanted_answer *answer,
                         struct err *err)
{
    answer->now = clock_now();
    if (!store_write(pass->options->store, answer_part, answer, err))
        return false;
    pass->result->added += answer->added;
    pass->result->changed += answer->changed;
    remember_lacking(pass, answer);
    return true;
}

/* arXiv refuses a whole query for one id that it does not like: that id is sought by
 * halves, and then it is one that arXiv does not have. */
static bool narrow_down(struct pass *pass, struct wanted_answer *answer,
                        struct err *err)
{
    if (answer->count > 1) {
        pass->query_max = answer->count / 2;
        return true;
    }
    pass->query_max = ARXIV_QUERY_MAX;
    answer->document = (struct source_document){ .complete = true };
    return store_answer(pass, answer, err);
}

bool pass_ask_wanted(struct pass *pass, bool *ret_asked, struct err *err)
{
    struct err problem = { 0 };
    struct wanted_answer *answer = ARENA_NEW(pass->arena, struct wanted_answer);
    answer->pass = pass;
    if (!choose(pass, answer, err) ||
        !pass_get_cursor(pass, "api", &answer->cursor, err))
        return false;
    *ret_asked = answer->count > 0;
    if (answer->count == 0)
        return true;
    pass_progress(pass, "asking the API for",
                  answer->count == 1 ? answer->keys[0] : "papers");
    if (arxiv_query(pass->options->arxiv, answer->keys, answer->count, pass->arena,
                    &answer->cursor, &answer->document, &problem)) {
        pass->query_max = ARXIV_QUERY_MAX;
        pass->api_answered = true;
        return store_answer(pass, answer, err);
    }
    pass->refusal = problem;
    if (problem.code == ERR_REFUSED && ++pass->refusals <= REFUSALS_MAX)
        return narrow_down(pass, answer, err);
    remember_lacking(pass, answer); /* not again in this pass */
    return pass_note_problem(pass, &answer->cursor, &problem, err);
}

bool pass_end_wanted(struct pass *pass, struct err *err)
{
    struct poll_cursor cursor;
    if (pass->refusals == 0 || pass->api_answered)
        return true;
    return pass_get_cursor(pass, "api", &cursor, err) &&
           pass_note_problem(pass, &cursor, &pass->refusal, err);
}
