/* One call of one question: spend book, watchers, model. See faq_asking.h. */
#include "faq/faq_asking.h"

#include "base/clock.h"

#include <assert.h>

enum { USUAL_OUTPUT = 8000 /* tokens, where the operator sets no limit */ };

/* What it may cost at most. */
static int64_t estimate(const struct faq_asking *asking)
{
    const struct provider *provider = asking->run->provider;
    int64_t ratio = providers_ratio(asking->run->options->providers, provider);
    struct faq_usage usage = {
        .tokens_in = chat_messages_estimate(&asking->messages) * ratio / 1000,
        .tokens_out = provider->max_output > 0 ? provider->max_output : USUAL_OUTPUT,
    };
    return provider_cost(provider, &usage);
}

struct opening {
    struct spend_call call;
    int64_t id;
};

static bool open_part(struct db *db, void *context, struct err *err)
{
    struct opening *opening = context;
    return spend_open(db, &opening->call, &opening->id, err);
}

static bool open_call(struct faq_asking *asking)
{
    struct faq_run *run = asking->run;
    struct opening opening = { .call = { .lease = run->lease,
                                         .provider = run->provider->name,
                                         .model = run->provider->model,
                                         .number = asking->number,
                                         .estimate = estimate(asking),
                                         .now = clock_now() } };
    if (!faq_write(run, open_part, &opening))
        return false;
    asking->call = opening.id;
    return true;
}

struct settling {
    const struct faq_asking *asking;
    const char *outcome;
};

static bool settle_part(struct db *db, void *context, struct err *err)
{
    const struct settling *settling = context;
    const struct faq_asking *asking = settling->asking;
    return spend_settle(db, asking->call, &asking->result.usage, asking->result.model,
                        settling->outcome, clock_now(), err);
}

bool faq_settle(struct faq_asking *asking, const char *outcome)
{
    struct settling settling = { asking, outcome };
    return faq_write(asking->run, settle_part, &settling);
}

static void tell_asked(const struct faq_asking *asking)
{
    const struct faq_watch *watch = asking->run->options->watch;
    if (watch != NULL && watch->asked != NULL && !asking->goes_on)
        watch->asked(watch->context, asking->run->job->id, asking->number,
                     asking->question);
}

static void tell_piece(void *context, struct str text)
{
    const struct faq_asking *asking = context;
    const struct faq_watch *watch = asking->run->options->watch;
    if (watch != NULL && watch->piece != NULL)
        watch->piece(watch->context, asking->run->job->id, text);
}

static bool still_ours(struct faq_run *run)
{
    struct err err = { 0 };
    CLEANUP(store_read_end) struct db *db = store_read_begin(run->options->store);
    return job_store_holds(db, run->lease, &err) || faq_end_of_store(run, &err);
}

/* A lease that is lost ends the call: looked at each time, so that a job that was
 * cancelled costs no further second; prolonged now and then. */
static bool beat(void *context, struct err *err)
{
    struct faq_run *run = ((struct faq_asking *)context)->run;
    bool is_due = clock_monotonic_us() - run->beaten >= (int64_t)FAQ_BEAT_S * 1000000;
    if (is_due ? faq_hold(run, FAQ_LEASE_S) : still_ours(run))
        return true;
    *err = run->trouble;
    return false;
}

/* Stopped, or no longer ours. What came is billed all the same. */
static bool end_unfinished(struct faq_asking *asking)
{
    struct faq_run *run = asking->run;
    bool is_lost = run->ending == ENDING_LOST;
    struct err trouble = run->trouble;
    if (!faq_settle(asking, is_lost ? "lost" : "stopped"))
        return false;
    return run->ending == ENDING_NONE ? faq_end_stopping(run)
                                      : faq_end_of_store(run, &trouble);
}

bool faq_call(struct faq_asking *asking)
{
    struct faq_run *run = asking->run;
    struct err err = { 0 };
    struct chat_call call = { .provider = run->provider,
                              .messages = &asking->messages,
                              .piece = tell_piece,
                              .beat = beat,
                              .context = asking };
    if (!open_call(asking))
        return false;
    tell_asked(asking);
    call.id = asking->call;
    if (!chat_run(run->chat, &call, &asking->arena, &asking->result, &err))
        return end_unfinished(asking);
    providers_note(run->options->providers, run->provider, asking->result.outcome,
                   asking->result.retry_after, asking->result.why);
    if (!asking->result.usage.estimated)
        providers_note_tokens(run->options->providers, run->provider,
                              chat_messages_estimate(&asking->messages),
                              asking->result.usage.tokens_in);
    return true;
}
