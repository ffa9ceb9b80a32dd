/* A FAQ as JSON; see view_faq.h. */
#include "site/faq/view_faq.h"

static void set_int_or_null(cJSON *object, const char *name, int64_t number)
{
    if (number > 0)
        json_set_int(object, name, number);
    else
        json_set_null(object, name);
}

static void set_place(cJSON *object, const struct faq_reading *reading, double progress)
{
    set_int_or_null(object, "position", reading->position);
    json_set_number(object, "progress", progress);
}

static void set_usage(cJSON *root, const struct faq *faq)
{
    const struct faq_usage *usage = &faq->usage;
    if (faq->row == 0) {
        json_set_null(root, "tokens");
        json_set_null(root, "cost");
        json_set_null(root, "usage");
        return;
    }
    json_set_int(root, "tokens", usage->tokens_in + usage->tokens_out);
    json_set_number(root, "cost", (double)usage->cost / 1e6);
    cJSON *parts = json_set_object(root, "usage");
    json_set_int(parts, "tokens_in", usage->tokens_in);
    json_set_int(parts, "tokens_cached", usage->tokens_cached);
    json_set_int(parts, "tokens_out", usage->tokens_out);
    json_set_bool(parts, "estimated", usage->estimated);
}

static void set_source(cJSON *root, const struct faq *faq)
{
    bool known = faq->row != 0;
    json_set_text(root, "source", known ? text_source_name(faq->source) : NULL);
    json_set_text(root, "notice", faq->notice);
    json_set_bool(root, "truncated", faq->truncated);
    json_set_bool(root, "text_cut", faq->text_cut);
}

static const char *reason_of(const struct faq_reading *reading)
{
    return reading->is_finished ? reading->stale : reading->job.reason;
}

/* What is under way beside a finished FAQ, or failed after it. */
static void set_renewal(cJSON *root, const struct faq_reading *reading)
{
    if (!reading->is_finished || reading->job.id == 0) {
        json_set_null(root, "renewal");
        return;
    }
    cJSON *renewal = json_set_object(root, "renewal");
    json_set_text(renewal, "state",
                  faq_state_name(faq_reading_job_state(&reading->job)));
    set_place(renewal, reading,
              faq_reading_is_waiting(reading) ? reading->progress : 0);
    json_set_text(renewal, "reason", reading->job.reason);
}

static void set_versions(cJSON *root, const struct faq_list *stored)
{
    cJSON *list = json_set_list(root, "versions");
    for (size_t i = 0; i < stored->count; i++) {
        const struct faq *faq = &stored->items[i];
        cJSON *version = json_add_object(list);
        set_int_or_null(version, "version", faq->version);
        json_set_text(version, "language", faq->language);
        json_set_text(version, "model", faq->models);
        json_set_time(version, "finished", faq->finished);
        json_set_bool(version, "truncated", faq->truncated);
    }
}

static void set_answers(cJSON *root, const struct faq *faq)
{
    cJSON *list = json_set_list(root, "answers");
    for (size_t i = 0; i < faq->answers.count; i++) {
        const struct faq_answer *answer = &faq->answers.items[i];
        cJSON *object = json_add_object(list);
        json_set_int(object, "number", answer->number);
        json_set_text(object, "question", answer->question);
        json_set_text(object, "markdown", answer->markdown);
        json_set_text(object, "html", answer->html);
        json_set_text(object, "model", answer->model);
        json_set_bool(object, "truncated", answer->truncated);
    }
}

static void set_root(struct view *view, const struct faq_reading *reading,
                     const struct faq_list *stored)
{
    cJSON *root = view->root;
    const struct faq *faq = &reading->faq;
    json_set_text(root, "paper", reading->paper.key);
    set_int_or_null(root, "id", faq->row);
    set_int_or_null(root, "version", faq->version);
    json_set_text(root, "language", reading->target.language);
    json_set_text(root, "model", faq->models);
    json_set_text(root, "state", faq_state_name(reading->state));
    if (reading->is_finished) {
        json_set_null(root, "position");
        json_set_int(root, "progress", 1);
    } else {
        set_place(root, reading, reading->progress);
    }
    json_set_time(root, "created", faq->created);
    json_set_time(root, "finished", faq->finished);
    set_usage(root, faq);
    json_set_bool(root, "stale", reading->stale != NULL);
    set_source(root, faq);
    json_set_text(root, "reason", reason_of(reading));
    json_set_int(root, "questions", reading->questions);
    set_renewal(root, reading);
    set_versions(root, stored);
}

bool view_faq_tree(struct view *view, const struct faq_reading *reading,
                   struct err *err)
{
    struct faq_list stored = { 0 };
    if (!faq_store_list(view->db, reading->paper.key, view->arena, &stored, err))
        return false;
    bool settled = reading->is_finished && reading->job.id == 0;
    view->keep_seconds = settled ? VIEW_KEEP : 0;
    set_root(view, reading, &stored);
    if (view->is_page)
        view_faq_page(view, reading, &stored);
    else
        set_answers(view->root, &reading->faq);
    return true;
}
