/* The administrator's calls on the queue: retry, cancel, pause, resume; by the form of
 * /queue or as JSON. */
#include "site/queue/view_queue.h"

#include "site/access.h"
#include "site/faq/faq_live.h"
#include "site/faq/faq_target.h"
#include "text/json.h"

enum steer_action { STEER_RETRY, STEER_CANCEL, STEER_PAUSE, STEER_RESUME };
static const struct {
    const char *name;
    enum steer_action action;
    bool needs_job;
} actions[] = {
    { "retry", STEER_RETRY, true },
    { "cancel", STEER_CANCEL, true },
    { "pause", STEER_PAUSE, false },
    { "resume", STEER_RESUME, false },
};

struct steer {
    enum steer_action action;
    int64_t job, now;
};

static bool find_action(const char *name, size_t *ret_index, struct err *err)
{
    for (size_t i = 0; name != NULL && i < COUNT_OF(actions); i++) {
        if (strcmp(actions[i].name, name) != 0)
            continue;
        *ret_index = i;
        return true;
    }
    return err_set(err, ERR_INVALID,
                   "action must be one of retry, cancel, pause, "
                   "resume");
}

static bool is_json(const struct request *request)
{
    return str_starts(str_of(request->content_type), LIT("application/json"));
}

static bool read_json(const struct request *request, const char **ret_action,
                      int64_t *ret_job, struct err *err)
{
    CLEANUP(json_done) cJSON *tree = NULL;
    return json_read(request->body, &tree, err) &&
           json_get_text(tree, "action", 20, request->arena, ret_action, err) &&
           json_get_int_or(tree, "job", 0, INT64_MAX, 0, ret_job, err);
}

static bool read_form(const struct request *request, const char **ret_action,
                      int64_t *ret_job, struct err *err)
{
    const char *job = faq_field(request, "job");
    *ret_action = faq_field(request, "action");
    if (job == NULL || job[0] == '\0')
        return true;
    return str_to_int(str_of(job), 0, INT64_MAX, ret_job, err) ||
           err_add(err, "parameter job");
}

static bool read_steer(const struct request *request, struct steer *ret_steer,
                       struct err *err)
{
    const char *name = NULL;
    int64_t job = 0;
    size_t i = 0;
    bool read = is_json(request) ? read_json(request, &name, &job, err)
                                 : read_form(request, &name, &job, err);
    if (!read || !find_action(name, &i, err))
        return false;
    if (actions[i].needs_job && job == 0)
        return err_set(err, ERR_INVALID, "%s needs the number of a job", name);
    *ret_steer = (struct steer){ actions[i].action, job, request->now };
    return true;
}

static bool steer_part(struct db *db, void *context, struct err *err)
{
    const struct steer *steer = context;
    switch (steer->action) {
    case STEER_RETRY:
        return job_store_retry(db, steer->job, steer->now, err);
    case STEER_CANCEL:
        return job_store_cancel(db, steer->job, steer->now,
                                "cancelled by the administrator", err);
    case STEER_PAUSE:
        return job_store_set_paused(db, true, err);
    case STEER_RESUME:
        return job_store_set_paused(db, false, err);
    }
    return false;
}

static bool check_admin(const struct site *site, const struct request *request,
                        struct err *err)
{
    enum access access;
    if (!access_of(site, request, &access, err))
        return false;
    return access == ACCESS_ADMIN ||
           err_set(err, ERR_REFUSED,
                   "only the holder of an administrator's token may steer the queue");
}

static bool steer_queue(const struct site *site, const struct request *request,
                        struct err *err)
{
    const struct site_faq *faq = &site->options.faq;
    struct steer steer;
    if (!check_admin(site, request, err) || !read_steer(request, &steer, err) ||
        !store_write(site->options.store, steer_part, &steer, err))
        return false;
    if (faq->wake_workers != NULL)
        faq->wake_workers(faq->context);
    faq_live_wake(site->live);
    return true;
}

bool queue_post(void *context, const struct request *request, struct response *response,
                struct err *err)
{
    if (!steer_queue(context, request, err))
        return false;
    response_redirect(response, 303, "/queue");
    return true;
}

bool queue_api_post(void *context, const struct request *request,
                    struct response *response, struct err *err)
{
    return steer_queue(context, request, err) &&
           view_answer_api(context, request, view_queue_tree, response, err);
}
