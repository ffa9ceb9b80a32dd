/* See prompt_room.h. */
#include "llm/prompt_room.h"

#include "llm/tokens.h"

#include <inttypes.h>

enum {
    FILL_PERCENT = 85,
    TEXT_TOKENS_MIN = 200,
    SQUEEZES_MAX = 16,
    RATIO_EXACT = 1000,
};

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* In tokens as we count them. */
static int64_t room_of(const struct prompt_ask *ask)
{
    int64_t ratio = ask->ratio > 0 ? ask->ratio : RATIO_EXACT;
    int64_t room = ask->provider->context - ask->provider->max_output;
    return room > 0 ? room * FILL_PERCENT / 100 * RATIO_EXACT / ratio : 0;
}

static int64_t answer_tokens(const struct prompt_ask *ask, size_t first)
{
    int64_t tokens = tokens_estimate(ask->begun);
    for (size_t i = first; i < ask->answers->count; i++)
        tokens += tokens_estimate(str_of(ask->answers->items[i].markdown));
    return tokens;
}

static size_t first_answer(const struct prompt_ask *ask, int64_t room)
{
    size_t first = 0;
    while (first < ask->answers->count && answer_tokens(ask, first) > room / 2)
        first++;
    return first;
}

static int64_t reserved_tokens(const struct prompt_ask *ask, int64_t room, size_t first)
{
    int64_t others = (int64_t)ask->set->questions.count - 1;
    int64_t usual = others * least(PROMPT_ANSWER_TOKENS, ask->provider->max_output);
    int64_t real = answer_tokens(ask, first);
    usual = least(usual, room / 3);
    return real > usual ? real : usual;
}

bool prompt_room_fit(const struct prompt_ask *ask, int64_t fixed,
                     struct prompt_fit *ret_fit, struct err *err)
{
    int64_t room = room_of(ask) - fixed;
    size_t first = first_answer(ask, room);
    int64_t whole = tokens_estimate(ask->paper->text);
    int64_t tokens = least(room - reserved_tokens(ask, room, first), whole);
    if (tokens < least(whole, TEXT_TOKENS_MIN))
        return err_set(err, ERR_LIMIT,
                       "model %.60s: a context of %" PRId64 " tokens has no room for a "
                       "paper",
                       ask->provider->name, ask->provider->context);
    for (int i = 0; i < ask->squeeze && i < SQUEEZES_MAX; i++)
        tokens -= tokens / 4;
    ret_fit->first = first;
    ret_fit->text = tokens_upto(ask->paper->text, tokens);
    return true;
}
