/* Puts FAQs into the queue for readers; see faq_ask.h. */
#include "site/faq/faq_ask.h"

const char faq_ask_no_model[] =
    "No language model is configured on this site. Its operator adds one with three "
    "lines in paperfeed.ini: “[model.NAME]”, “preset = kimi” (or deepseek, openai, "
    "ollama, vllm), “key_file = /path/to/key”; docs/models.md shows them.";

struct asking {
    struct job_ask ask;
    enum job_asked asked;
    int64_t job;
};

static bool ask_part(struct db *db, void *context, struct err *err)
{
    struct asking *asking = context;
    struct job_ask *ask = &asking->ask;
    bool is_new;
    if (ask->priority != PRIORITY_TOKEN) {
        if (!faq_store_is_new(db, ask->key, &is_new, err))
            return false;
        ask->priority = is_new ? PRIORITY_TODAY : PRIORITY_OLDER;
    }
    if (!job_store_ask(db, ask, &asking->asked, &asking->job, err)) {
        bool later = err->code == ERR_BUSY || err->code == ERR_LIMIT;
        err->code = later ? ERR_LIMIT : err->code;
        return false;
    }
    if (ask->renew && asking->asked == ASKED_NEW)
        store_touch_pages(db); /* the finished one's page shows the renewal */
    return true;
}

static bool wants_renewal(const struct request *request)
{
    const char *renew = faq_field(request, "renew");
    return renew != NULL && strcmp(renew, "1") == 0;
}

/* A reader's view of it before anything is written. */
static bool look(const struct site *site, const struct request *request,
                 const struct faq_target *target, struct faq_reading *ret_reading,
                 struct err *err)
{
    CLEANUP(view_done) struct view view;
    view_init(&view, site, request, VIEW_DEADLINE_MS);
    return faq_reading_get(&view, target, ret_reading, err);
}

static bool check_model(const struct site *site, struct err *err)
{
    if (site->options.faq.provider_count > 0)
        return true;
    err_set(err, ERR_BUSY, "%s", faq_ask_no_model);
    err->retry_after = 3600;
    return false;
}

static bool check_visitor(const struct site *site, enum access access, struct err *err)
{
    if (access != ACCESS_VISITOR || !site->options.faq.tokens_only)
        return true;
    return err_set(err, ERR_REFUSED,
                   "here only readers with a token may ask for a FAQ; what is written "
                   "is there for everybody");
}

static bool put_in_queue(const struct site *site, struct job_ask ask,
                         enum job_asked *ret_asked, struct err *err)
{
    const struct site_faq *faq = &site->options.faq;
    struct asking asking = { .ask = ask };
    if (!store_write(site->options.store, ask_part, &asking, err))
        return false;
    if (asking.asked != ASKED_STORED && faq->wake_workers != NULL)
        faq->wake_workers(faq->context);
    *ret_asked = asking.asked;
    return true;
}

bool faq_ask(const struct site *site, const struct request *request,
             const struct faq_target *target, enum job_asked *ret_asked,
             struct err *err)
{
    const struct site_faq *faq = &site->options.faq;
    enum access access;
    struct faq_reading reading;
    struct faq_target newest = *target;
    newest.version = 0;
    if (!access_of(site, request, &access, err) ||
        !look(site, request, &newest, &reading, err))
        return false;
    bool may_renew = access != ACCESS_VISITOR || reading.stale != NULL ||
                     reading.state == FAQ_TRUNCATED;
    bool renew = wants_renewal(request) && may_renew;
    if (reading.is_finished && !renew && !faq_reading_is_waiting(&reading)) {
        *ret_asked = ASKED_STORED;
        return true;
    }
    if (!check_model(site, err) ||
        (!faq_reading_is_waiting(&reading) && !check_visitor(site, access, err)))
        return false;
    uint64_t network = request->network != 0 ? request->network : 1;
    struct job_ask ask = {
        .key = reading.paper.key,
        .language = target->language,
        .priority = access == ACCESS_VISITOR ? PRIORITY_OLDER : PRIORITY_TOKEN,
        .renew = renew,
        .estimate = faq->estimate,
        .now = request->now,
        .visitor = access == ACCESS_VISITOR ? network : 0,
        .visitor_day = faq->visitor_day,
        .all_visitors_day = faq->all_visitors_day,
        .waiting_max = faq->waiting_max,
    };
    return put_in_queue(site, ask, ret_asked, err);
}

bool faq_ask_refusal(void *site, const struct request *request, const struct err *err,
                     struct response *response)
{
    if (err->code != ERR_LIMIT || err->retry_after <= 0)
        return false;
    site_error_page(site, request, 429, err, response);
    response_header(response, "Retry-After",
                    arena_printf(request->arena, "%lld", (long long)err->retry_after));
    return true;
}
