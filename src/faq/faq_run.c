/* A job from lease to end: find, read, ask, and whatever cuts that short. See faq_run.h
 * and faq_part.h. */
#include "faq/faq_part.h"

#include "base/clock.h"
#include "base/hash.h"
#include "store/paper/paper_store.h"

#include <string.h>

static bool read_paper(struct faq_run *run)
{
    struct err err = { 0 };
    CLEANUP(store_read_end) struct db *db = store_read_begin(run->options->store);
    if (paper_store_get(db, run->job->key, &run->arena, &run->paper, &err))
        return true;
    return err.code == ERR_NOT_FOUND ? faq_end_dead(run, "the paper is gone")
                                     : faq_end_of_store(run, &err);
}

static bool find_set(struct faq_run *run)
{
    run->set = questions_for(run->options->questions, run->job->language,
                             run->paper.primary_category);
    return run->set != NULL ||
           faq_end_dead(run, "there are no questions in that language");
}

/* Answers that were paid for are gone on with, even if the paper has changed since: the
 * reader is told, and can have it renewed. */
static bool find_begun(struct faq_run *run)
{
    struct err err = { 0 };
    struct faq begun = { .row = 0 };
    uint64_t hash = questions_hash(run->set);
    CLEANUP(store_read_end) struct db *db = store_read_begin(run->options->store);
    if (!faq_store_under_way(db, run->job->id, &run->arena, &begun, &err) &&
        err.code != ERR_NOT_FOUND)
        return faq_end_of_store(run, &err);
    if (begun.row != 0 && begun.prompt_hash == hash && begun.answers.count > 0) {
        run->faq = begun;
        return true;
    }
    run->faq = (struct faq){ .key = run->paper.key,
                             .branch = run->paper.branch,
                             .version = run->paper.version,
                             .language = run->job->language,
                             .set = run->set->name,
                             .prompt_hash = hash,
                             .question_count = (int)run->set->questions.count };
    return true;
}

static void tell_began(struct faq_run *run)
{
    const struct faq_watch *watch = run->options->watch;
    if (watch != NULL && watch->queue_changed != NULL)
        watch->queue_changed(watch->context);
    if (watch != NULL && watch->began != NULL)
        watch->began(watch->context, run->job->id, &run->faq);
}

/* Paper, question set, and the answers of an earlier run. */
static bool find(struct faq_run *run)
{
    if (!read_paper(run) || !find_set(run) || !find_begun(run))
        return false;
    tell_began(run);
    return true;
}

static bool ask_all(struct faq_run *run)
{
    while (run->ending == ENDING_NONE)
        if (!faq_ask_next(run))
            return false;
    return true;
}

bool faq_run(const struct faq_options *options, struct chat *chat,
             const struct job *job, struct lease lease, const struct provider *first,
             struct err *err)
{
    int64_t now = clock_monotonic_us();
    struct faq_run run = { .options = options,
                           .chat = chat,
                           .job = job,
                           .lease = lease,
                           .provider = first,
                           .mark = { random_bits(), random_bits() },
                           .beaten = now,
                           .started = now };
    bool went_on = find(&run) && faq_get_text(&run) && faq_begin(&run) && ask_all(&run);
    (void)went_on; /* the ending says it all */
    if (run.provider != NULL)
        providers_give_back(options->providers, run.provider);
    bool fine = faq_end(&run, err);
    arena_done(&run.arena);
    return fine;
}
