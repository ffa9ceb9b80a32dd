/* What a FAQ is written from, what it may cost, and its row. See faq_part.h. */
#include "faq/faq_part.h"

#include "base/clock.h"
#include "llm/tokens.h"

enum {
    SNOOZES_PATIENT = 30, /* after that many, the abstract will have to do */
    BUSY_S = 30           /* until a source that did not say how long */
};

/* The last try takes what it can get. */
static bool is_patient(const struct faq_run *run)
{
    return run->job->attempt + 1 < run->options->attempts_max &&
           run->job->snoozes < SNOOZES_PATIENT;
}

static bool no_text(struct faq_run *run, const struct err *err)
{
    int64_t now = clock_now();
    if (stop_asked(run->options->stop))
        return faq_end_stopping(run);
    if (err->code == ERR_BUSY)
        return faq_end_later(
            run, now + (err->retry_after > 0 ? err->retry_after : BUSY_S), err->text);
    if (err->code == ERR_UPSTREAM)
        return faq_end_failed(run, now + err->retry_after, err->text);
    return faq_end_of_store(run, err);
}

bool faq_get_text(struct faq_run *run)
{
    struct err err = { 0 };
    if (!faq_hold(run, FAQ_LONG_LEASE_S))
        return false;
    if (!full_text_get(run->options->full_text, &run->paper, run->faq.version,
                       is_patient(run), &run->arena, &run->text, &err))
        return no_text(run, &err);
    return true;
}

struct reserving {
    struct lease lease;
    int64_t estimate, now;
    const struct budget *budget;
};

static bool reserve_part(struct db *db, void *context, struct err *err)
{
    const struct reserving *reserving = context;
    return job_store_reserve(db, reserving->lease, reserving->estimate,
                             reserving->budget, reserving->now, err);
}

static bool reserve(struct faq_run *run)
{
    const struct provider *provider = run->provider;
    struct err err = { 0 };
    int64_t now = clock_now();
    int64_t tokens = tokens_estimate(str_of(run->text.text)) *
                     providers_ratio(run->options->providers, provider) / 1000;
    if (provider->context > 0 && tokens > provider->context)
        tokens = provider->context;
    struct reserving reserving = { .lease = run->lease,
                                   .estimate =
                                       prompt_estimate_cost(provider, run->set, tokens),
                                   .now = now,
                                   .budget = &run->options->budget };
    if (store_write(run->options->store, reserve_part, &reserving, &err))
        return true;
    if (err.code == ERR_LIMIT)
        return faq_end_later(
            run, now + (err.retry_after > 0 ? err.retry_after : BUSY_S), err.text);
    return faq_end_of_store(run, &err);
}

bool faq_build_prompt(struct faq_run *run, struct str begun, int squeeze,
                      struct arena *arena, struct prompt *ret_prompt, struct err *err)
{
    struct prompt_paper paper = { .title = run->paper.title,
                                  .authors = &run->paper.authors,
                                  .source = run->text.source,
                                  .text = str_of(run->text.text),
                                  .cut = run->text.cut };
    struct prompt_ask ask = {
        .provider = run->provider,
        .set = run->set,
        .paper = &paper,
        .answers = &run->faq.answers,
        .begun = begun,
        .ratio = providers_ratio(run->options->providers, run->provider),
        .squeeze = squeeze,
        .mark = { run->mark[0], run->mark[1] },
    };
    return prompt_build(&ask, arena, ret_prompt, err);
}

/* Would the text have to be trimmed for this provider? */
static bool must_cut(struct faq_run *run)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct prompt prompt = { .text_cut = false };
    struct err ignored;
    return faq_build_prompt(run, LIT(""), 0, &arena, &prompt, &ignored) &&
           prompt.text_cut;
}

struct beginning {
    struct lease lease;
    const struct faq *faq;
    struct arena *arena;
    struct faq begun;
};

static bool begin_part(struct db *db, void *context, struct err *err)
{
    struct beginning *beginning = context;
    return faq_store_begin(db, beginning->lease, beginning->faq, beginning->arena,
                           &beginning->begun, err);
}

/* Somebody else's job may have left answers that fit. */
static void tell_begun(struct faq_run *run, size_t told)
{
    const struct faq_watch *watch = run->options->watch;
    if (run->faq.answers.count != told && watch != NULL && watch->began != NULL)
        watch->began(watch->context, run->job->id, &run->faq);
}

bool faq_begin(struct faq_run *run)
{
    struct faq faq = run->faq;
    struct beginning beginning = { .lease = run->lease,
                                   .faq = &faq,
                                   .arena = &run->arena };
    if (!reserve(run))
        return false;
    faq.source = run->text.source;
    faq.notice = run->text.notice;
    faq.text_cut = run->text.cut || must_cut(run);
    faq.created = clock_now();
    if (!faq_write(run, begin_part, &beginning))
        return false;
    run->faq = beginning.begun;
    tell_begun(run, faq.answers.count);
    return true;
}
