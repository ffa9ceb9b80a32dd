/* The parts of work/arxiv/arxiv.h: what a question is, and how it is asked until it is
 * answered. Only arxiv*.c include this. */
#ifndef WORK_ARXIV_PART_H
#define WORK_ARXIV_PART_H

#include "work/arxiv/arxiv.h"
#include "work/arxiv/arxiv_gate.h"

enum { ARXIV_ANSWER_MAX = 48 << 20, ARXIV_TIMEOUT_MS = 25000 };

struct arxiv {
    struct arxiv_options options;
    struct url_guard guard;
    struct http_client *client; /* of whoever has the turn */
    struct arxiv_gate gate;
};

struct arxiv_question {
    enum pace_lane lane;
    struct http_get get;
    const char *format, *category; /* of the answer, for the parse child */
    struct poll_cursor *cursor;
    bool is_harvest; /* waits until nobody else has a question */
};

struct arxiv_reply {
    struct http_answer answer;
    struct source_document document; /* not with 304 */
};

/* One request, in our turn, which it ends; a redirect waits for the pace as well. */
NODISCARD bool arxiv_get(struct arxiv *arxiv, const struct http_get *get,
                         enum pace_lane lane, struct arena *arena,
                         struct http_answer *ret_answer, struct err *err);
/* Asks until there is an answer or patience ends, counted from the first request. An
 * answer that is cut short is asked for once more, then taken for what it holds. */
NODISCARD bool arxiv_ask(struct arxiv *arxiv, const struct arxiv_question *question,
                         struct arena *arena, struct arxiv_reply *ret_reply,
                         struct err *err);

#endif
