/* The FAQ of a paper for readers: page, JSON, asking for it, and its event stream; see
 * faq_page.h. papers.cool's protocol is faq_kimi.c. */
#include "site/faq/faq_page.h"

#include "site/faq/faq_ask.h"
#include "site/faq/faq_frames.h"
#include "site/faq/faq_live.h"
#include "site/faq/view_faq.h"
#include "site/paper/view_papers.h"

static bool read_target(struct view *view, bool cookie, struct faq_target *ret_target,
                        struct err *err)
{
    return faq_target_read(view->site, view->db, view->request,
                           view->request->arguments[0], cookie, ret_target, err);
}

static bool build_for(struct view *view, const struct faq_target *target,
                      struct err *err)
{
    struct faq_reading reading;
    return faq_reading_get(view, target, &reading, err) &&
           view_faq_tree(view, &reading, err);
}

/* Kept by the page cache, so without the reader's cookie. */
static bool build_get(struct view *view, struct err *err)
{
    struct faq_target target;
    return read_target(view, false, &target, err) && build_for(view, &target, err);
}

static bool build_page(struct view *view, struct err *err)
{
    struct faq_target target;
    bool exists;
    if (!read_target(view, false, &target, err))
        return false;
    const char *canonical =
        arena_printf(view->arena, "/%s/%s/faq", branch_name(target.branch), target.key);
    if (strcmp(view->request->path, canonical) != 0) {
        view->redirect =
            faq_url(view->arena, "", &target, target.language, target.version);
        return true;
    }
    if (!paper_store_exists(view->db, target.key, &exists, err))
        return false;
    if (!exists && target.branch == BRANCH_ARXIV)
        return view_papers_tree(view, &target.id, 1, err);
    return build_for(view, &target, err);
}

/* The answer to a POST: what became of it. */
static bool build_asked(struct view *view, struct err *err)
{
    struct faq_target target;
    struct faq_reading reading;
    if (!read_target(view, true, &target, err))
        return false;
    target.version = 0;
    if (!faq_reading_get(view, &target, &reading, err) ||
        !view_faq_tree(view, &reading, err))
        return false;
    view->status = faq_reading_is_waiting(&reading) ? 202 : 200;
    view->keep_seconds = 0;
    return true;
}

bool faq_page_get(void *context, const struct request *request,
                  struct response *response, struct err *err)
{
    return view_answer_page(context, request, build_page, response, err);
}

bool faq_api_get(void *context, const struct request *request,
                 struct response *response, struct err *err)
{
    return view_answer_api(context, request, build_get, response, err);
}

bool faq_page_post(void *context, const struct request *request,
                   struct response *response, struct err *err)
{
    struct faq_target target;
    enum job_asked asked;
    if (!faq_target_find(context, request, request->arguments[0], &target, err))
        return false;
    if (!faq_ask(context, request, &target, &asked, err))
        return faq_ask_refusal(context, request, err, response);
    response_redirect(response, 303,
                      faq_url(request->arena, "", &target, target.language, 0));
    return true;
}

bool faq_api_post(void *context, const struct request *request,
                  struct response *response, struct err *err)
{
    struct faq_target target;
    enum job_asked asked;
    if (!faq_target_find(context, request, request->arguments[0], &target, err))
        return false;
    if (!faq_ask(context, request, &target, &asked, err))
        return faq_ask_refusal(context, request, err, response);
    return view_answer_api(context, request, build_asked, response, err);
}

/* ---- events ---- */

static void follow(const struct site *site, const struct request *request,
                   const struct faq_reading *reading, struct response *response)
{
    const struct live_follow ask = {
        .job = &reading->job,
        .position = reading->position,
        .questions = reading->questions,
        .form = LIVE_EVENTS,
        .last_id = request->last_event_id,
    };
    faq_live_follow(site->live, &ask, &response->stream);
}

/* All of it at once. */
static void tell_stored(const struct faq_reading *reading, struct buf *out)
{
    const struct faq_answers *answers = &reading->faq.answers;
    const char *reason =
        reading->state == FAQ_FAILED ? reading->job.reason : reading->stale;
    const struct frame_state state = {
        .state = reading->state,
        .progress = reading->progress,
        .reason = reason,
        .questions = reading->questions,
    };
    frame_state(out, &state);
    for (size_t i = 0; i < answers->count; i++)
        frame_answer(out, &answers->items[i], true);
    frame_done(out, reading->state, reason);
}

static bool read_now(const struct site *site, const struct request *request,
                     struct faq_reading *ret_reading, struct err *err)
{
    struct faq_target target;
    CLEANUP(view_done) struct view view;
    view_init(&view, site, request, VIEW_DEADLINE_MS);
    return read_target(&view, true, &target, err) &&
           faq_reading_get(&view, &target, ret_reading, err);
}

bool faq_api_events(void *context, const struct request *request,
                    struct response *response, struct err *err)
{
    const struct site *site = context;
    struct faq_reading reading;
    if (!read_now(site, request, &reading, err))
        return false;
    if (reading.state == FAQ_NONE)
        return err_set(err, ERR_NOT_FOUND, "nobody has asked for this FAQ yet");
    response->status = 200;
    response->content_type = "text/event-stream";
    response->cache_control = "no-store";
    response->asked_store = true;
    response_header(response, "Access-Control-Allow-Origin", "*");
    if (faq_reading_is_waiting(&reading))
        follow(site, request, &reading, response);
    else
        tell_stored(&reading, &response->body);
    return view_body_fits(response, err);
}
