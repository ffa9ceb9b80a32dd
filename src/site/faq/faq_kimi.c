/* papers.cool's protocol around a FAQ, for extensions, reference managers and scripts
 * that speak it: /kimi streams the text, /progress is one number. */
#include "site/faq/faq_page.h"

#include "site/faq/faq_ask.h"
#include "site/faq/faq_live.h"
#include "site/faq/faq_plain.h"

static bool read_target(const struct site *site, const struct request *request,
                        struct faq_target *ret_target, struct err *err)
{
    const char *paper = faq_field(request, "paper");
    if (paper == NULL || paper[0] == '\0')
        return err_set(err, ERR_INVALID, "parameter paper is missing");
    if (!faq_target_find(site, request, paper, ret_target, err))
        return false;
    ret_target->version = 0; /* its clients name versions that they do not mean */
    return true;
}

/* `ret_known` false: no such paper is stored; that is none of our reader's business. */
static bool read_now(const struct site *site, const struct request *request,
                     const struct faq_target *target, bool *ret_known,
                     struct faq_reading *ret_reading, struct err *err)
{
    CLEANUP(view_done) struct view view;
    view_init(&view, site, request, VIEW_DEADLINE_MS);
    return paper_store_exists(view.db, target->key, ret_known, err) &&
           (!*ret_known || faq_reading_get(&view, target, ret_reading, err));
}

static void begin_text(struct response *response)
{
    response->status = 200;
    response->content_type = "text/plain; charset=utf-8";
    response->cache_control = "no-store";
    response->asked_store = true;
}

static void write_answers(const struct site *site, const struct faq_reading *reading,
                          struct buf *out)
{
    const struct faq_answers *answers = &reading->faq.answers;
    for (size_t i = 0; reading->is_finished && i < answers->count; i++)
        plain_answer(site->templates, &answers->items[i], out);
}

bool faq_kimi_get(void *context, const struct request *request,
                  struct response *response, struct err *err)
{
    const struct site *site = context;
    struct faq_target target;
    struct faq_reading reading = { 0 };
    bool known;
    if (!read_target(site, request, &target, err) ||
        !read_now(site, request, &target, &known, &reading, err))
        return false;
    begin_text(response);
    write_answers(site, &reading, &response->body);
    return view_body_fits(response, err);
}

/* Finished: at once; else as it is written. */
static bool answer_text(const struct site *site, const struct faq_reading *reading,
                        struct response *response, struct err *err)
{
    begin_text(response);
    if (reading->is_finished || !faq_reading_is_waiting(reading)) {
        write_answers(site, reading, &response->body);
        return view_body_fits(response, err);
    }
    const struct live_follow ask = {
        .job = &reading->job,
        .position = reading->position,
        .questions = reading->questions,
        .form = LIVE_PLAIN,
    };
    faq_live_follow(site->live, &ask, &response->stream);
    return true;
}

bool faq_kimi_post(void *context, const struct request *request,
                   struct response *response, struct err *err)
{
    const struct site *site = context;
    struct faq_target target;
    struct faq_reading reading = { 0 };
    enum job_asked asked;
    bool known;
    if (!read_target(site, request, &target, err))
        return false;
    if (!faq_ask(site, request, &target, &asked, err))
        return faq_ask_refusal(context, request, err, response);
    return read_now(site, request, &target, &known, &reading, err) &&
           answer_text(site, &reading, response, err);
}

/* Below 0: the place in the queue; 1: it is there. */
static double progress_of(const struct faq_reading *reading)
{
    if (reading->is_finished)
        return 1;
    if (reading->state == FAQ_QUEUED)
        return reading->position > 0 ? -(double)reading->position : -1;
    return reading->progress < 1 ? reading->progress : 0.99; /* 1 is for readers */
}

bool faq_progress(void *context, const struct request *request,
                  struct response *response, struct err *err)
{
    struct faq_target target;
    struct faq_reading reading = { 0 };
    bool known;
    if (!read_target(context, request, &target, err) ||
        !read_now(context, request, &target, &known, &reading, err))
        return false;
    begin_text(response);
    buf_printf(&response->body, "%.4g\n", known ? progress_of(&reading) : 0);
    return true;
}
