/* A question, until its answer is stored or the run ends: which provider is asked, and
 * what follows from what it said. See faq_part.h. */
#include "faq/faq_asking.h"

#include "base/clock.h"
#include "base/log.h"

#include <inttypes.h>

enum { SQUEEZES_MAX = 2 };

static void give_provider_back(struct faq_run *run)
{
    providers_give_back(run->options->providers, run->provider);
    run->provider = NULL;
}

/* It is the provider that waits, not the job: nobody takes one before a provider is
 * free, which may be sooner than it said: with a new key, or another provider's slot.
 */
static bool take_provider(struct faq_asking *asking)
{
    struct faq_run *run = asking->run;
    int64_t when = INT64_MAX;
    run->provider = providers_take(run->options->providers, 0, &when);
    if (run->provider != NULL)
        return true;
    if (stop_asked(run->options->stop))
        return faq_end_stopping(run);
    return faq_end_later(run, 0,
                         asking->why != NULL ? asking->why : "no model is free");
}

/* Takes the next one in the operator's order instead of the one that is held. */
static bool take_next_provider(struct faq_run *run)
{
    const struct provider *next =
        providers_take_next(run->options->providers, run->provider);
    if (next == NULL)
        return false;
    give_provider_back(run);
    run->provider = next;
    return true;
}

static bool is_last_provider(const struct faq_run *run)
{
    const struct faq_options *options = run->options;
    return run->provider == &options->provider_items[options->provider_count - 1];
}

/* Waits for a provider's rate; one that rests meanwhile is exchanged. */
static bool get_ready(struct faq_asking *asking)
{
    struct faq_run *run = asking->run;
    if (!faq_hold(run, FAQ_LONG_LEASE_S))
        return false;
    while (run->provider != NULL || take_provider(asking)) {
        if (stop_asked(run->options->stop))
            return faq_end_stopping(run);
        if (providers_next_request(run->options->providers, run->provider))
            return true;
        give_provider_back(run);
    }
    return false;
}

static void log_outcome(const struct faq_asking *asking)
{
    const struct chat_result *result = &asking->result;
    if (result->outcome == OUTCOME_ANSWER)
        return;
    log_warn("model call went wrong provider=%s job=%" PRId64
             " question=%d call=%" PRId64 " outcome=%s why=\"%s\"",
             asking->run->provider->name, asking->run->job->id, asking->number,
             asking->call, outcome_name(result->outcome), result->why);
}

static bool build_prompt(struct faq_asking *asking)
{
    struct faq_run *run = asking->run;
    struct prompt prompt = { .text_cut = false };
    struct err err = { 0 };
    asking->why = NULL;
    if (!faq_build_prompt(run, asking->begun, asking->squeeze, &asking->arena, &prompt,
                          &err)) {
        asking->why =
            arena_printf(&asking->arena, "%s: %s", run->provider->name, err.text);
        return false;
    }
    asking->messages = prompt.messages;
    return true;
}

/* What is longer than we keep need not be bought. */
static bool is_long_enough(struct str text)
{
    return text.len >= FAQ_ANSWER_MAX / 4 * 3;
}

/* An answer that goes on has begun: whatever happens to its end, the beginning is kept.
 */
static bool go_on_or_cut(struct faq_asking *asking)
{
    struct chat_result *result = &asking->result;
    if (asking->goes_on || is_long_enough(result->text))
        return faq_keep_answer(asking, true);
    asking->goes_on = true;
    asking->begun = result->text;
    asking->usage = result->usage;
    return faq_settle(asking, outcome_name(result->outcome));
}

/* The first time the same provider may do better in a while; later another one may. */
static bool try_again(struct faq_asking *asking)
{
    struct faq_run *run = asking->run;
    if (run->job->attempt > 0 && take_next_provider(run))
        return true;
    return faq_end_failed(run, clock_now() + asking->result.retry_after, asking->why);
}

static bool give_up(struct faq_asking *asking)
{
    struct faq_run *run = asking->run;
    asking->squeeze = 0;
    if (is_last_provider(run))
        return faq_end_dead(run, asking->why);
    return take_next_provider(run) || faq_end_failed(run, clock_now(), asking->why);
}

static bool squeeze(struct faq_asking *asking)
{
    return asking->squeeze++ < SQUEEZES_MAX || give_up(asking);
}

/* After a call that brought no answer. */
static bool change_course(struct faq_asking *asking)
{
    asking->why = arena_printf(&asking->arena, "%s: %s", asking->run->provider->name,
                               asking->result.why);
    switch (asking->result.outcome) { /* no default: -Wswitch */
    case OUTCOME_RETRY:
        return try_again(asking);
    case OUTCOME_WAIT:
    case OUTCOME_PROVIDER_DOWN:
        give_provider_back(asking->run);
        return true;
    case OUTCOME_GIVE_UP:
        return give_up(asking);
    case OUTCOME_TOO_LONG:
        return squeeze(asking);
    case OUTCOME_ANSWER:
    case OUTCOME_PARTIAL:
    case OUTCOME_COUNT:
        break;
    }
    return true;
}

/* What the last call means; *ret_stored: the question is answered. */
static bool act(struct faq_asking *asking, bool *ret_stored)
{
    enum outcome outcome = asking->result.outcome;
    log_outcome(asking);
    *ret_stored = outcome == OUTCOME_ANSWER || asking->goes_on;
    if (outcome == OUTCOME_PARTIAL) {
        *ret_stored = asking->goes_on || is_long_enough(asking->result.text);
        return go_on_or_cut(asking);
    }
    if (*ret_stored)
        return faq_keep_answer(asking, outcome != OUTCOME_ANSWER);
    return faq_settle(asking, outcome_name(outcome)) && change_course(asking);
}

static bool try_once(struct faq_asking *asking, bool *ret_stored)
{
    if (!build_prompt(asking))
        return give_up(asking);
    return faq_call(asking) && act(asking, ret_stored);
}

static void asking_done(struct faq_asking *asking)
{
    arena_done(&asking->arena);
}

bool faq_ask_next(struct faq_run *run)
{
    int number = (int)run->faq.answers.count + 1;
    if ((size_t)number > run->set->questions.count)
        return faq_end_dead(run, "all its questions are answered already");
    CLEANUP(asking_done)
    struct faq_asking asking = {
        .run = run,
        .number = number,
        .question = arena_text(&run->arena,
                               question_heading(run->set->questions.items[number - 1])),
    };
    bool stored = false;
    while (!stored)
        if (!get_ready(&asking) || !try_once(&asking, &stored))
            return false;
    return true;
}
