/* The tree of queue.html; see view_queue.h. */
#include "site/queue/view_queue.h"

#include "site/access.h"
#include "site/faq/faq_ask.h"
#include "site/queue/queue_numbers.h"
#include "site/words.h"

enum { JOBS_SHOWN = 100, SPEND_DAYS = 31, REASON_MAX = 300 };

static const struct queue_list {
    enum job_state state;
    const char *name; /* in the JSON */
    const char *heading, *empty;
} lists[] = {
    { JOB_RUNNING, "running", "Being written", "Nothing is being written." },
    { JOB_READY, "ready", "Waiting", "Nothing is waiting." },
    { JOB_DEAD, "dead", "Given up", "Nothing was given up." },
    { JOB_DONE, "done", "Finished", "Nothing was finished lately." },
    { JOB_CANCELLED, "cancelled", "Cancelled", "Nothing was cancelled lately." },
};

struct queue {
    struct queue_numbers numbers;
    struct job_list jobs[COUNT_OF(lists)];
    struct spend_rows spend;
    bool admin;
};

static bool read_queue(struct view *view, struct queue *queue, struct err *err)
{
    enum access access;
    int32_t first_day = utc_day(view->now) - SPEND_DAYS;
    store_read_deadline(view->db, VIEW_DEADLINE_LONG_MS);
    if (!access_in(view->site, view->db, view->request, &access, err) ||
        !queue_numbers_get(view->db, view->now, &queue->numbers, err) ||
        !spend_list(view->db, first_day, view->arena, &queue->spend, err))
        return false;
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        if (!job_store_list(view->db, lists[i].state, JOBS_SHOWN, view->arena,
                            &queue->jobs[i], err))
            return false;
    queue->admin = access == ACCESS_ADMIN;
    return true;
}

/* ---- JSON ---- */

static void set_counts(cJSON *root, const struct job_counts *counts)
{
    cJSON *object = json_set_object(root, "counts");
    for (size_t state = 0; state < JOB_STATE_COUNT; state++)
        json_set_int(object, job_state_name((enum job_state)state), counts->of[state]);
}

static void set_money(cJSON *object, const char *name, int64_t millionths)
{
    json_set_number(object, name, (double)millionths / 1e6);
}

static void set_limit(cJSON *object, const char *name, int64_t millionths)
{
    if (millionths > 0)
        set_money(object, name, millionths);
    else
        json_set_null(object, name);
}

static void set_spent(struct view *view, const struct spend_now *spent)
{
    const struct budget *budget = &view->site->options.faq.budget;
    cJSON *object = json_set_object(view->root, "spent");
    set_money(object, "day", spent->day);
    set_money(object, "month", spent->month);
    set_money(object, "reserved", spent->reserved);
    set_limit(object, "budget_day", budget->day);
    set_limit(object, "budget_month", budget->month);
}

static void set_times(cJSON *object, const struct job *job)
{
    bool waits = job->state == JOB_READY;
    json_set_time(object, "run_at", waits ? job->run_at : 0);
    json_set_time(object, "created", job->created);
    json_set_time(object, "finished", job->finished);
}

static void set_record(cJSON *object, const struct job *job, int64_t position)
{
    json_set_int(object, "id", job->id);
    json_set_text(object, "paper", job->key);
    json_set_text(object, "branch", branch_name(job->branch));
    json_set_text(object, "title", job->title);
    json_set_text(object, "language", job->language);
    json_set_text(object, "state", job_state_name(job->state));
    json_set_text(object, "priority", job_priority_name(job->priority));
    set_times(object, job);
    json_set_int(object, "attempt", job->attempt);
    json_set_int(object, "snoozes", job->snoozes);
    set_money(object, "spent", job->spent);
    json_set_int(object, "answers", job->answers);
    json_set_text(object, "reason", job->reason);
    if (position > 0)
        json_set_int(object, "position", position);
    else
        json_set_null(object, "position");
}

/* ---- what a page shows of it ---- */

static const char *job_text(struct arena *arena, const struct job *job, int64_t now,
                            int64_t position)
{
    switch (job->state) {
    case JOB_READY:
        if (job->run_at > now)
            return arena_printf(arena, "again at %s",
                                words_clock(arena, job->run_at, now));
        return arena_printf(arena, "number %s, %s", words_number(arena, position),
                            job_priority_name(job->priority));
    case JOB_RUNNING:
        return words_count(arena, job->answers, "answer so far", "answers so far");
    case JOB_DEAD:
        if (job->attempt == 0)
            return "not possible"; /* no try would change that */
        return words_count(arena, job->attempt, "try failed", "tries failed");
    case JOB_DONE:
        return words_money(arena, job->spent);
    case JOB_CANCELLED:
        return "cancelled";
    case JOB_STATE_COUNT:
        break;
    }
    return "";
}

static void set_card(cJSON *object, struct view *view, const struct job *job,
                     int64_t position, bool admin)
{
    struct arena *arena = view->arena;
    cJSON *card = json_set_object(object, "card");
    bool waits = job->state == JOB_READY, runs = job->state == JOB_RUNNING;
    bool over = job->state == JOB_DEAD || job->state == JOB_CANCELLED;
    int64_t since = job->finished != 0 ? job->finished : job->created;
    const char *faq = faq_paper_url(arena, job->branch, job->key);
    json_set_text(card, "paper_url",
                  arena_printf(arena, "/%s/%s", branch_name(job->branch),
                               words_escaped(arena, job->key, true)));
    json_set_text(card, "faq_url",
                  arena_printf(arena, "%s?lang=%s", faq, job->language));
    json_set_text(card, "state_text", job_text(arena, job, view->now, position));
    json_set_text(card, "reason_text",
                  job->reason != NULL ? words_excerpt(arena, job->reason, REASON_MAX)
                                      : "");
    json_set_text(card, "age", words_age(arena, view->now - since));
    json_set_bool(card, "can_retry",
                  admin && (over || (waits && job->run_at > view->now)));
    json_set_bool(card, "can_cancel", admin && (waits || runs));
}

static cJSON *set_jobs(cJSON *parent, const char *name, struct view *view,
                       const struct job_list *jobs, bool admin)
{
    cJSON *list = json_set_list(parent, name);
    for (size_t i = 0; i < jobs->count; i++) {
        const struct job *job = &jobs->items[i];
        int64_t position = job->state == JOB_READY ? (int64_t)i + 1 : 0;
        cJSON *object = json_add_object(list);
        set_record(object, job, position);
        set_card(object, view, job, position, admin);
    }
    return list;
}

static void set_lists(struct view *view, const struct queue *queue)
{
    cJSON *shown = json_set_list(view->page, "lists");
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        const struct job_list *jobs = &queue->jobs[i];
        cJSON *list = json_add_object(shown);
        json_set_text(list, "name", lists[i].heading);
        json_set_text(list, "state", lists[i].name);
        json_set_text(list, "empty", jobs->count == 0 ? lists[i].empty : NULL);
        set_jobs(list, "jobs", view, jobs, queue->admin);
    }
}

static void set_provider_card(struct view *view, cJSON *provider)
{
    const struct budget *budget = &view->site->options.faq.budget;
    const cJSON *reason = cJSON_GetObjectItemCaseSensitive(provider, "reason");
    bool troubled = cJSON_IsString(reason);
    bool unpriced = cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(provider, "priced"));
    bool unbounded = unpriced && (budget->day > 0 || budget->month > 0);
    cJSON *card = json_set_object(provider, "card");
    json_set_text(
        card, "text",
        arena_printf(view->arena, "%s%s%s", troubled ? reason->valuestring : "ready",
                     unpriced ? "; no prices configured: counted as free" : "",
                     unbounded ? ", whatever the budget" : ""));
    json_set_bool(card, "warn", troubled || unbounded);
}

/* The models as the program describes them, with what the page says of each. */
static void set_providers(struct view *view)
{
    const struct site_faq *faq = &view->site->options.faq;
    cJSON *list = faq->providers != NULL ? faq->providers(faq->context) : NULL;
    if (list == NULL)
        list = cJSON_CreateArray();
    cJSON *provider;
    cJSON_ArrayForEach(provider, list)
    {
        set_provider_card(view, provider);
    }
    json_set_bool(view->page, "has_providers", cJSON_GetArraySize(list) > 0);
    cJSON_AddItemToObject(view->root, "providers", list);
}

static void set_spend(struct view *view, const struct spend_rows *rows)
{
    struct arena *arena = view->arena;
    cJSON *list = json_set_list(view->root, "spend");
    for (size_t i = 0; i < rows->count; i++) {
        const struct spend_row *row = &rows->items[i];
        const struct faq_usage *usage = &row->usage;
        bool first = i == 0 || rows->items[i - 1].day != row->day;
        cJSON *object = json_add_object(list);
        json_set_day(object, "date", row->day);
        json_set_text(object, "provider", row->provider);
        json_set_text(object, "model", row->model);
        json_set_int(object, "calls", row->calls);
        json_set_int(object, "tokens_in", usage->tokens_in);
        json_set_int(object, "tokens_cached", usage->tokens_cached);
        json_set_int(object, "tokens_out", usage->tokens_out);
        set_money(object, "cost", usage->cost);
        cJSON *card = json_set_object(object, "card");
        json_set_bool(card, "first", first);
        json_set_text(card, "day", words_day_year(arena, row->day));
        json_set_text(card, "tokens_text",
                      words_number(arena, usage->tokens_in + usage->tokens_out));
        json_set_text(card, "cost_text", words_money(arena, usage->cost));
    }
    json_set_bool(view->page, "has_spend", rows->count > 0);
}

static void add_spent_row(struct view *view, cJSON *rows, const char *label,
                          int64_t spent, int64_t budget)
{
    struct arena *arena = view->arena;
    const char *text = words_money(arena, spent);
    if (budget > 0)
        text = arena_printf(arena, "%s of a budget of %s", text,
                            words_money(arena, budget));
    cJSON *row = json_add_object(rows);
    json_set_text(row, "label", label);
    json_set_text(row, "text", text);
    json_set_bool(row, "warn", budget > 0 && spent >= budget);
}

/* What is settled and reserved leaves no room for another FAQ. */
static bool is_used_up(const struct site_faq *faq, const struct spend_now *spent)
{
    const struct budget *budget = &faq->budget;
    int64_t more = spent->reserved + faq->estimate;
    return (budget->day > 0 && spent->day + more > budget->day) ||
           (budget->month > 0 && spent->month + more > budget->month);
}

/* Why nothing is being written, or NULL. */
static const char *standstill(const struct site_faq *faq,
                              const struct queue_numbers *numbers)
{
    if (numbers->jobs.paused)
        return "The queue is paused.";
    if (faq->provider_count == 0)
        return "No model is configured.";
    if (!faq->working)
        return "This server does not write at the moment.";
    if (is_used_up(faq, &numbers->spent))
        return "The budget is used up; what waits is written when there is more.";
    return NULL;
}

static void set_summary(struct view *view, const struct queue_numbers *numbers)
{
    const struct site_faq *faq = &view->site->options.faq;
    const int64_t *counts = numbers->jobs.of;
    const char *why = standstill(faq, numbers);
    cJSON *summary = json_set_object(view->page, "summary");
    json_set_bool(summary, "ok", why == NULL);
    json_set_text(summary, "text",
                  arena_printf(view->arena, "%s being written, %s waiting.%s%s",
                               words_number(view->arena, counts[JOB_RUNNING]),
                               words_number(view->arena, counts[JOB_READY]),
                               why != NULL ? " " : "", why != NULL ? why : ""));
    json_set_text(view->page, "no_model",
                  faq->provider_count == 0 ? faq_ask_no_model : NULL);
}

static void set_page(struct view *view, const struct queue *queue)
{
    const struct budget *budget = &view->site->options.faq.budget;
    const struct spend_now *spent = &queue->numbers.spent;
    const struct page_head head = {
        .title = "Queue",
        .description = "FAQs that wait, are being written, or could not be",
        .branch = "arxiv",
        .canonical_url = "/queue",
        .noindex = true,
    };
    view_head(view, &head);
    json_set_bool(view->page, "admin", queue->admin);
    json_set_text(view->page, "action_url", "/queue");
    set_summary(view, &queue->numbers);
    cJSON *rows = json_set_list(view->page, "spent_rows");
    add_spent_row(view, rows, "Today", spent->day, budget->day);
    add_spent_row(view, rows, "This month", spent->month, budget->month);
    add_spent_row(view, rows, "Reserved for what is being written", spent->reserved, 0);
    set_lists(view, queue);
}

bool view_queue_tree(struct view *view, struct err *err)
{
    struct queue queue = { 0 };
    if (!read_queue(view, &queue, err))
        return false;
    view->template = "queue";
    view->keep_seconds = 0;
    json_set_bool(view->root, "paused", queue.numbers.jobs.paused);
    json_set_bool(view->root, "working", view->site->options.faq.working);
    set_counts(view->root, &queue.numbers.jobs);
    set_spent(view, &queue.numbers.spent);
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        set_jobs(view->root, lists[i].name, view, &queue.jobs[i], queue.admin);
    set_page(view, &queue);
    set_providers(view);
    set_spend(view, &queue.spend);
    return true;
}
