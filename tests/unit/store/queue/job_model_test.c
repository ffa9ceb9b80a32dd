/* The queue against a model of it: some thousand random operations, with live and with
 * lost leases, and after each of them both must say the same. They are the same ones
 * each time. */
#include "store/queue_model.h"

static void raise_job(struct model *model, struct model_job *job,
                      enum job_priority priority)
{
    if (priority >= job->priority)
        return;
    job->priority = priority;
    job->turn = ++model->turns;
    if (job->run_at < model->now)
        job->run_at = model->now;
}

static void ask(struct model *model)
{
    int paper = 1 + (int)draw(model, QUEUE_PAPERS);
    struct test_queue *queue = model->queue;
    struct job_ask told = { .key = queue_key(queue, paper),
                            .language = "en",
                            .priority = (enum job_priority)draw(model, PRIORITY_COUNT),
                            .renew = draw(model, 2),
                            .estimate = draw(model, 500),
                            .now = model->now };
    const struct model_paper *state = &model->papers[paper];
    int active = active_job(model, paper);
    bool stored = state->finished && !told.renew;
    enum job_asked asked = ASKED_NEW;
    int64_t id = -1;
    queue_begin(queue);
    agree(model, job_store_ask(queue->db, &told, &asked, &id, &queue->err), ERR_NONE);
    model_equal(model, asked,
                stored   ? ASKED_STORED
                : active ? ASKED_WAITING
                         : ASKED_NEW);
    model_equal(model, id, stored ? 0 : active ? active : model->count + 1);
    if (!stored && active)
        raise_job(model, &model->jobs[active], told.priority);
    if (stored || active)
        return;
    assert_true(model->count < JOBS_MAX);
    model->jobs[++model->count] =
        (struct model_job){ .paper = paper,
                            .run_at = model->now,
                            .turn = ++model->turns,
                            .estimate = told.estimate,
                            .priority = told.priority,
                            .answered = state->answers * INT64_C(100),
                            .has_faq = state->begun };
}

static void check_not_claimed(struct model *model, const struct claimed *claimed,
                              int64_t left)
{
    int64_t least = least_cost(model), next = next_due(model);
    int64_t midnight = ((int64_t)utc_day(model->now) + 1) * SECONDS_A_DAY;
    int64_t again = least > left ? midnight : model->now + 60;
    bool due = least != INT64_MAX;
    model_equal(model, claimed->claimed, due ? CLAIM_NO_BUDGET : CLAIM_NONE);
    model_equal(model, claimed->next, due && again < next ? again : next);
}

static void claim(struct model *model)
{
    int64_t left = model->budget.day - *spent_today(model);
    int64_t room = left - all_reserved(model);
    int best = room >= 0 ? best_due(model, room) : 0;
    struct claimed claimed = queue_claim_for(model->queue, model->now, model->budget);
    model->claimed[claimed.claimed]++;
    if (model->paused) {
        model_equal(model, claimed.claimed, CLAIM_PAUSED);
        return;
    }
    if (best == 0) {
        check_not_claimed(model, &claimed, left);
        return;
    }
    struct model_job *job = &model->jobs[best];
    model_equal(model, claimed.claimed, CLAIMED);
    model_equal(model, claimed.job.id, best);
    job->state = JOB_RUNNING;
    job->token = claimed.lease.token;
    job->until = model->now + LEASE;
    model->leases[draw(model, LEASES)] = claimed.lease;
}

static void beat(struct model *model)
{
    struct lease lease = some_lease(model);
    struct model_job *job = held_by(model, lease);
    struct test_queue *queue = model->queue;
    queue_begin(queue);
    if (agree(model, job_store_beat(queue->db, lease, model->now + LEASE, &queue->err),
              job ? ERR_NONE : ERR_REFUSED))
        job->until = model->now + LEASE;
}

static void reserve(struct model *model)
{
    struct lease lease = some_lease(model);
    struct model_job *job = held_by(model, lease);
    struct test_queue *queue = model->queue;
    int64_t estimate = draw(model, 900);
    enum err_code expected = ERR_REFUSED;
    if (job != NULL) {
        struct model_job wanted = *job;
        wanted.estimate = estimate;
        int64_t room = model->budget.day - *spent_today(model) - all_reserved(model) +
                       reserved(job);
        bool fits = cost_of(&wanted) <= room || cost_of(&wanted) <= reserved(job);
        expected = fits ? ERR_NONE : ERR_LIMIT;
    }
    queue_begin(queue);
    if (agree(model,
              job_store_reserve(queue->db, lease, estimate, &model->budget, model->now,
                                &queue->err),
              expected))
        job->estimate = estimate;
}

static void snooze(struct model *model)
{
    struct lease lease = some_lease(model);
    struct model_job *job = held_by(model, lease);
    struct test_queue *queue = model->queue;
    int64_t run_at = draw(model, 4) == 0 ? 0 : model->now + draw(model, 300);
    queue_begin(queue);
    if (!agree(model, job_store_snooze(queue->db, lease, run_at, "rests", &queue->err),
               job ? ERR_NONE : ERR_REFUSED))
        return;
    job->state = JOB_READY;
    if (job->run_at < run_at)
        job->run_at = run_at;
    job->snoozes++;
}

static void fail_job(struct model *model)
{
    struct lease lease = some_lease(model);
    struct model_job *job = held_by(model, lease);
    struct test_queue *queue = model->queue;
    int64_t run_at = model->now + draw(model, 300);
    bool dead = false;
    queue_begin(queue);
    if (!agree(model,
               job_store_fail(queue->db, lease,
                              &(struct job_failure){ run_at, 3, model->now, "failed" },
                              &dead, &queue->err),
               job ? ERR_NONE : ERR_REFUSED))
        return;
    job->attempt++;
    job->state = job->attempt < 3 ? JOB_READY : JOB_DEAD;
    job->run_at = job->attempt < 3 ? run_at : job->run_at;
    model_equal(model, dead, job->state == JOB_DEAD);
}

static void kill_job(struct model *model)
{
    struct lease lease = some_lease(model);
    struct model_job *job = held_by(model, lease);
    struct test_queue *queue = model->queue;
    queue_begin(queue);
    if (agree(model, job_store_kill(queue->db, lease, model->now, "no", &queue->err),
              job ? ERR_NONE : ERR_REFUSED))
        job->state = JOB_DEAD;
}

static void pay(struct model *model)
{
    struct lease lease = some_lease(model);
    struct model_job *job = held_by(model, lease);
    struct test_queue *queue = model->queue;
    struct faq_usage usage = { .cost = draw(model, 60) };
    struct spend_call call = { lease, "kimi", "k2", 1, usage.cost + 20, model->now };
    int64_t id = 0;
    queue_begin(queue);
    if (!agree(model, spend_open(queue->db, &call, &id, &queue->err),
               job ? ERR_NONE : ERR_REFUSED))
        return;
    queue_begin(queue);
    agree(model,
          spend_settle(queue->db, id, &usage, NULL, "answer", model->now, &queue->err),
          ERR_NONE);
    job->spent += usage.cost;
    if (job->estimate < job->answered + call.estimate)
        job->estimate = job->answered + call.estimate;
    *spent_today(model) += usage.cost;
}

/* One answer, and where it is the last one, the end. */
static bool write_answer(struct test_queue *queue, struct lease lease, int number,
                         int64_t now)
{
    struct faq told = test_faq(1, ANSWERS), faq = { 0 };
    struct faq_answer answer = test_answer(number);
    return faq_store_begin(queue->db, lease, &told, &queue->arena, &faq, &queue->err) &&
           faq_store_add(queue->db, lease, faq.row, &answer, &queue->err) &&
           (number < ANSWERS ||
            faq_store_finish(queue->db, lease, faq.row, now, &queue->err));
}

static void answer_one(struct model *model)
{
    struct lease lease = some_lease(model);
    struct model_job *job = held_by(model, lease);
    struct model_paper *paper = job ? &model->papers[job->paper] : NULL;
    struct test_queue *queue = model->queue;
    queue_begin(queue);
    if (!agree(model,
               write_answer(queue, lease, paper ? paper->answers + 1 : 1, model->now),
               job ? ERR_NONE : ERR_REFUSED))
        return;
    paper->begun = job->has_faq = true;
    paper->answers++;
    job->answered = paper->answers * INT64_C(100);
    if (paper->answers < ANSWERS)
        return;
    *paper = (struct model_paper){ .finished = true };
    job->state = JOB_DONE;
}

static void retry(struct model *model)
{
    int id = 1 + (int)draw(model, model->count + 1);
    struct model_job *job = &model->jobs[id];
    struct test_queue *queue = model->queue;
    bool ended = job->state == JOB_DEAD || job->state == JOB_CANCELLED;
    bool can = job->state == JOB_READY || (ended && !active_job(model, job->paper));
    queue_begin(queue);
    if (!agree(model, job_store_retry(queue->db, id, model->now, &queue->err),
               id > model->count ? ERR_NOT_FOUND
               : can             ? ERR_NONE
                                 : ERR_INVALID))
        return;
    if (ended || job->run_at > model->now)
        job->run_at = model->now;
    if (ended) {
        job->attempt = job->snoozes = 0;
        job->answered = model->papers[job->paper].answers * INT64_C(100);
        job->has_faq = model->papers[job->paper].begun;
    }
    job->state = JOB_READY;
}

static void cancel(struct model *model)
{
    int id = 1 + (int)draw(model, model->count + 1);
    struct model_job *job = &model->jobs[id];
    struct test_queue *queue = model->queue;
    queue_begin(queue);
    if (agree(model, job_store_cancel(queue->db, id, model->now, "no", &queue->err),
              id > model->count           ? ERR_NOT_FOUND
              : job->state <= JOB_RUNNING ? ERR_NONE
                                          : ERR_INVALID))
        job->state = JOB_CANCELLED;
}

static void put_back(struct model *model, bool all)
{
    struct test_queue *queue = model->queue;
    int64_t count = 0, expected = 0;
    for (int i = 1; i <= model->count; i++) {
        struct model_job *job = &model->jobs[i];
        if (job->state != JOB_RUNNING || (!all && job->until > model->now))
            continue;
        job->state = JOB_READY;
        job->snoozes += !all;
        expected++;
    }
    queue_begin(queue);
    agree(model,
          all ? job_store_recover(queue->db, model->now, &count, &queue->err)
              : job_store_expire(queue->db, model->now, &count, &queue->err),
          ERR_NONE);
    model_equal(model, count, expected);
}

static void expire(struct model *model)
{
    put_back(model, false);
}

static void recover(struct model *model)
{
    if (draw(model, 8) == 0)
        put_back(model, true);
}

static void pause_or_resume(struct model *model)
{
    struct test_queue *queue = model->queue;
    model->paused = draw(model, 6) == 0;
    queue_begin(queue);
    agree(model, job_store_set_paused(queue->db, model->paused, &queue->err), ERR_NONE);
}

static void wait(struct model *model)
{
    model->now += draw(model, 10) == 0 ? draw(model, 6 * HOUR) : draw(model, 100);
}

static void check_job(struct model *model, int id)
{
    const struct model_job *job = &model->jobs[id];
    struct job got = queue_get(model->queue, id);
    model_equal(model, got.state, job->state);
    model_equal(model, got.priority, job->priority);
    model_equal(model, got.run_at, job->run_at);
    model_equal(model, got.attempt, job->attempt);
    model_equal(model, got.snoozes, job->snoozes);
    model_equal(model, got.estimate, job->estimate);
    model_equal(model, got.spent, job->spent);
    if (job->state <= JOB_RUNNING)
        model_equal(model, got.answers,
                    job->has_faq ? model->papers[job->paper].answers : 0);
    int64_t position = -1, expected = job->state == JOB_READY;
    for (int i = 1; i <= model->count && expected > 0; i++)
        expected += model->jobs[i].state == JOB_READY && goes_before(model, i, id);
    assert_ok(model->queue,
              job_store_position(model->queue->db, id, &position, &model->queue->err));
    model_equal(model, position, expected);
}

static void check_sums(struct model *model)
{
    struct test_queue *queue = model->queue;
    struct spend_now spent = { 0 };
    struct job_counts counts = { 0 };
    int64_t expected[JOB_STATE_COUNT] = { 0 };
    for (int i = 1; i <= model->count; i++)
        expected[model->jobs[i].state]++;
    assert_ok(queue, job_store_counts(queue->db, &counts, &queue->err));
    for (int i = 0; i < JOB_STATE_COUNT; i++)
        model_equal(model, counts.of[i], expected[i]);
    assert_ok(queue, spend_now(queue->db, model->now, &spent, &queue->err));
    model_equal(model, spent.day, *spent_today(model));
    model_equal(model, spent.reserved, all_reserved(model));
    assert_true(spent.calls_open == 0);
}

/* The last jobs after each step, all of them now and then. */
static void check(struct model *model)
{
    bool all = model->step % 100 == 0;
    for (int i = model->count; i >= 1 && (all || i > model->count - 12); i--)
        check_job(model, i);
    check_sums(model);
}

static const struct {
    const char *name;
    void (*run)(struct model *model);
    int weight;
} operations[] = {
    { "ask", ask, 6 },
    { "claim", claim, 8 },
    { "beat", beat, 2 },
    { "reserve", reserve, 2 },
    { "snooze", snooze, 2 },
    { "fail", fail_job, 2 },
    { "kill", kill_job, 1 },
    { "pay", pay, 3 },
    { "answer", answer_one, 10 },
    { "retry", retry, 1 },
    { "cancel", cancel, 1 },
    { "expire", expire, 1 },
    { "recover", recover, 1 },
    { "pause", pause_or_resume, 1 },
    { "wait", wait, 6 },
};

static void step(struct model *model)
{
    int total = 0;
    for (size_t i = 0; i < COUNT_OF(operations); i++)
        total += operations[i].weight;
    int64_t chosen = draw(model, total);
    for (size_t i = 0; i < COUNT_OF(operations); i++) {
        chosen -= operations[i].weight;
        if (chosen >= 0)
            continue;
        model->operation = operations[i].name;
        operations[i].run(model);
        break;
    }
    check(model);
    arena_done(&model->queue->arena);
}

static void the_queue_does_what_its_model_does(void **state)
{
    struct model *model = calloc(1, sizeof *model);
    assert_non_null(model);
    model->queue = *state;
    model->chance = 20260424;
    model->now = TEST_NOW;
    model->budget.day = 600;
    for (model->step = 1; model->step <= STEPS; model->step++)
        step(model);
    int64_t ended[JOB_STATE_COUNT] = { 0 };
    for (int i = 1; i <= model->count; i++)
        ended[model->jobs[i].state]++;
    assert_true(ended[JOB_DONE] > 50);
    assert_true(ended[JOB_DEAD] > 10 && ended[JOB_CANCELLED] > 3);
    for (int i = 0; i <= CLAIM_NO_BUDGET; i++)
        assert_true(model->claimed[i] > 10);
    free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        queue_test(the_queue_does_what_its_model_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
