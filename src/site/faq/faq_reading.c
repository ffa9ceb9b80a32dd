/* Joins paper, FAQ, job and the live text of a FAQ; see faq_reading.h. */
#include "site/faq/faq_reading.h"

#include "site/faq/faq_live.h"
#include "site/want.h"

enum { FETCH_SECONDS = 5 };

static bool is_under_way(const struct job *job)
{
    return job->id != 0 && (job->state == JOB_READY || job->state == JOB_RUNNING);
}

bool faq_reading_is_waiting(const struct faq_reading *reading)
{
    return is_under_way(&reading->job);
}

/* True where the thing is there or absent; false with err where the store failed. */
static bool found_or_absent(bool found, const struct err *found_err, bool *ret_found,
                            struct err *err)
{
    *ret_found = found;
    if (found || found_err->code == ERR_NOT_FOUND)
        return true;
    *err = *found_err;
    return false;
}

/* The paper is not stored: asks for it as its page does, and says so; always false. */
static bool want_paper(struct view *view, const struct faq_target *target,
                       struct err *err)
{
    enum want_state state = WANT_UNKNOWN;
    if (target->branch != BRANCH_ARXIV)
        return err_set(err, ERR_NOT_FOUND, "there is no paper %s", target->key);
    if (!want_papers(view, &target->id, 1, &state, err))
        return false;
    switch (state) {
    case WANT_COMING:
        err_set(err, ERR_BUSY,
                "%s is being fetched from arXiv; ask again in a few seconds",
                target->key);
        err->retry_after = FETCH_SECONDS;
        return false;
    case WANT_UNKNOWN:
        return err_set(err, ERR_NOT_FOUND, "arXiv knows no paper %s", target->key);
    case WANT_REFUSED:
        break;
    }
    if (!view->site->options.fetching)
        return err_set(err, ERR_NOT_FOUND,
                       "%s is not stored here, and fetching is off on this server",
                       target->key);
    return err_set(err, ERR_BUSY,
                   "readers have asked for many papers that are still being fetched");
}

static bool read_paper(struct view *view, const struct faq_target *target,
                       struct paper *ret_paper, struct err *err)
{
    struct err none = { 0 };
    bool found;
    if (!found_or_absent(
            paper_store_get(view->db, target->key, view->arena, ret_paper, &none),
            &none, &found, err))
        return false;
    if (!found)
        return want_paper(view, target, err);
    if (ret_paper->branch == target->branch)
        return true;
    return err_set(err, ERR_NOT_FOUND, "%s is not a paper of the %s branch",
                   target->key, branch_name(target->branch));
}

/* A version that was never explained: the newest can still be asked for, an older one
 * no longer. */
static bool may_be_asked(const struct faq_reading *reading, struct err *err)
{
    int version = reading->target.version;
    if (version == 0 || version >= reading->paper.version)
        return true;
    return err_set(err, ERR_NOT_FOUND,
                   "there is no FAQ of version %d of %s; version %d is the latest",
                   version, reading->target.key, reading->paper.version);
}

static bool read_finished(struct view *view, struct faq_reading *reading,
                          struct err *err)
{
    const struct faq_target *target = &reading->target;
    struct err none = { 0 };
    bool newest;
    struct faq faq = { 0 };
    if (!found_or_absent(faq_store_get(view->db, target->key, target->language, 0,
                                       view->arena, &faq, &none),
                         &none, &newest, err))
        return false;
    reading->newest_version = newest ? faq.version : 0;
    if (newest && target->version != 0 && faq.version != target->version &&
        !found_or_absent(faq_store_get(view->db, target->key, target->language,
                                       target->version, view->arena, &faq, &none),
                         &none, &newest, err))
        return false;
    if (!newest)
        return may_be_asked(reading, err);
    reading->faq = faq;
    reading->is_finished = true;
    return true;
}

static bool read_under_way(struct view *view, struct faq_reading *reading,
                           struct err *err)
{
    struct err none = { 0 };
    bool found;
    struct faq faq = { 0 };
    if (reading->is_finished || reading->job.faq == 0)
        return true;
    if (!found_or_absent(
            faq_store_under_way(view->db, reading->job.id, view->arena, &faq, &none),
            &none, &found, err))
        return false;
    if (found)
        reading->faq = faq;
    return true;
}

static bool read_job(struct view *view, struct faq_reading *reading, struct err *err)
{
    const struct faq_target *target = &reading->target;
    struct err none = { 0 };
    bool found;
    struct job job = { 0 };
    if (!found_or_absent(job_store_find(view->db, target->key, target->language,
                                        view->arena, &job, &none),
                         &none, &found, err))
        return false;
    if (!found)
        return true;
    reading->job = job;
    return (job.state != JOB_READY ||
            job_store_position(view->db, job.id, &reading->position, err)) &&
           read_under_way(view, reading, err);
}

static void read_question_set(struct view *view, struct faq_reading *reading)
{
    const struct site_faq *site_faq = &view->site->options.faq;
    struct site_questions set = { .hash = 0 };
    bool known =
        site_faq->questions != NULL &&
        site_faq->questions(site_faq->context, reading->target.language,
                            reading->paper.primary_category, view->arena, &set);
    const struct faq *faq = &reading->faq;
    reading->questions = faq->row != 0 ? faq->question_count : (int)set.headings.count;
    if (faq->row == 0 || faq->prompt_hash == set.hash)
        reading->headings = set.headings;
    if (!reading->is_finished)
        return;
    if (faq->version > 0 && faq->version < reading->paper.version)
        reading->stale =
            arena_printf(view->arena,
                         "This FAQ is about version %d of the paper; version %d is "
                         "the latest.",
                         faq->version, reading->paper.version);
    else if (known && set.hash != faq->prompt_hash)
        reading->stale = "The questions have changed since this FAQ was written.";
}

static void read_live(struct view *view, struct faq_reading *reading)
{
    struct faq_live_text live = { 0 };
    reading->progress = reading->is_finished ? 1 : 0;
    if (!is_under_way(&reading->job))
        return;
    int questions = reading->questions > 0 ? reading->questions : 1;
    reading->progress = (double)reading->job.answers / questions;
    if (!faq_live_text(view->site->live, reading->job.id, view->arena, &live))
        return;
    double now = faq_live_progress(live.answers, live.length, questions);
    if (now > reading->progress)
        reading->progress = now;
    reading->begun.number = live.number;
    reading->begun.question = live.question;
    reading->begun.text = live.text;
}

enum faq_state faq_reading_job_state(const struct job *job)
{
    if (job->id == 0)
        return FAQ_NONE;
    switch (job->state) {
    case JOB_READY:
        return FAQ_QUEUED;
    case JOB_RUNNING:
        return FAQ_RUNNING;
    case JOB_DEAD:
        return FAQ_FAILED;
    case JOB_DONE:
    case JOB_CANCELLED:
    case JOB_STATE_COUNT:
        break;
    }
    return FAQ_NONE;
}

static enum faq_state state_of(const struct faq_reading *reading)
{
    if (!reading->is_finished)
        return faq_reading_job_state(&reading->job);
    return reading->faq.truncated ? FAQ_TRUNCATED : FAQ_DONE;
}

bool faq_reading_get(struct view *view, const struct faq_target *target,
                     struct faq_reading *ret_reading, struct err *err)
{
    struct faq_reading reading = { .target = *target };
    if (!read_paper(view, target, &reading.paper, err) ||
        !read_finished(view, &reading, err) || !read_job(view, &reading, err))
        return false;
    read_question_set(view, &reading);
    read_live(view, &reading);
    reading.state = state_of(&reading);
    *ret_reading = reading;
    return true;
}
