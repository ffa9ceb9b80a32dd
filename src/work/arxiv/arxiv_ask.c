/* One question to arXiv: wait for the turn, ask, judge the answer, parse it in the
 * child, say what came of it. See arxiv_part.h. */
#include "work/arxiv/arxiv_part.h"

#include "base/clock.h"
#include "work/parse_child.h"

/* A question that failed, and how: status 0 is no answer, or one that makes no sense.
 */
struct failure {
    const struct arxiv_question *question;
    struct arena *arena;
    int status;
    int64_t retry_after;
};

static bool note_failure(struct arxiv *arxiv, const struct failure *failure,
                         struct err *err)
{
    struct err unsaved = { 0 };
    struct poll_cursor *cursor = failure->question->cursor;
    struct arxiv_trouble trouble = { .status = failure->status,
                                     .retry_after = failure->retry_after,
                                     .cursor = cursor,
                                     .first = cursor->problem == NULL,
                                     .is_refusal = err->code == ERR_REFUSED };
    if (stop_asked(arxiv->options.stop))
        return err_set(err, ERR_BUSY, "stopped while asking arXiv");
    cursor->failed_at = clock_now();
    cursor->problem = arena_text(failure->arena, str_of(err->text));
    if (!arxiv_gate_failed(&arxiv->gate, &trouble, &unsaved))
        *err = unsaved;
    return false;
}

/* 400 is parsed too: arXiv says there what it did not like. */
static bool read_reply(struct arxiv *arxiv, const struct arxiv_question *question,
                       struct arena *arena, struct arxiv_reply *reply, struct err *err)
{
    const struct http_answer *answer = &reply->answer;
    struct parse_task task = { .format = question->format,
                               .category = question->category,
                               .stop = arxiv->options.stop };
    if (answer->status == 304)
        return true;
    if ((answer->status == 200 || answer->status == 400) &&
        !parse_child_run(&task, answer->body, arena, &reply->document, err))
        return err_add(err, "%s", answer->url);
    if (answer->status != 200)
        return err_set(err, ERR_UPSTREAM, "%s answered %d", answer->url,
                       answer->status);
    if (!answer->whole)
        reply->document.complete = false;
    return true;
}

/* A request in its turn. */
struct arxiv_request {
    struct arxiv *arxiv;
    enum pace_lane lane;
};

static bool follow(void *context, const char *url, struct err *err)
{
    const struct arxiv_request *request = context;
    (void)url; /* the guard has seen it; wherever it leads, the pace is arXiv's */
    return arxiv_gate_redirect(&request->arxiv->gate, request->lane, err);
}

bool arxiv_get(struct arxiv *arxiv, const struct http_get *get, enum pace_lane lane,
               struct arena *arena, struct http_answer *ret_answer, struct err *err)
{
    struct arxiv_request request = { arxiv, lane };
    struct http_get paced = *get;
    paced.redirect = follow;
    paced.context = &request;
    bool answered =
        http_client_get(arxiv->client, &paced, clock_now(), arena, ret_answer, err);
    arxiv_gate_leave(&arxiv->gate, lane);
    return answered;
}

/* In our turn, which it ends. */
static bool ask_once(struct arxiv *arxiv, const struct arxiv_question *question,
                     struct arena *arena, struct arxiv_reply *ret_reply,
                     struct err *err)
{
    struct arxiv_reply reply = { .answer = { .status = 0 } };
    struct failure failure = { .question = question, .arena = arena };
    bool answered =
        arxiv_get(arxiv, &question->get, question->lane, arena, &reply.answer, err);
    if (!answered)
        return note_failure(arxiv, &failure, err);
    if (!read_reply(arxiv, question, arena, &reply, err)) {
        failure.status = reply.answer.status == 200 ? 0 : reply.answer.status;
        failure.retry_after = reply.answer.retry_after;
        return note_failure(arxiv, &failure, err);
    }
    *ret_reply = reply;
    return arxiv_gate_answered(&arxiv->gate, err);
}

/* Errors that another try may cure; a refusal in arXiv's own words is not among them.
 */
static bool is_worth_another_try(const struct err *err)
{
    return err->code == ERR_UPSTREAM || err->code == ERR_INVALID ||
           err->code == ERR_LIMIT;
}

/* Patience is measured by the clock that nobody sets. */
static int64_t patience_from_now(void)
{
    return clock_monotonic_us() + (int64_t)ARXIV_PATIENCE_MS * 1000;
}

bool arxiv_ask(struct arxiv *arxiv, const struct arxiv_question *question,
               struct arena *arena, struct arxiv_reply *ret_reply, struct err *err)
{
    struct err waiting = { 0 };
    struct arxiv_turn turn = { .lane = question->lane,
                               .deadline = patience_from_now(),
                               .is_harvest = question->is_harvest };
    if (!arxiv_gate_enter(&arxiv->gate, &turn, err))
        return false;
    turn.deadline = patience_from_now();
    bool cut = false;
    for (;;) {
        bool answered = ask_once(arxiv, question, arena, ret_reply, err);
        if (answered &&
            (cut || ret_reply->answer.status == 304 || ret_reply->document.complete))
            return true;
        cut = cut || answered;
        if (!answered && !is_worth_another_try(err))
            return false;
        /* The reason of the last try says more than that of the wait. */
        if (clock_monotonic_us() >= turn.deadline ||
            !arxiv_gate_enter(&arxiv->gate, &turn, &waiting))
            return cut;
    }
}
