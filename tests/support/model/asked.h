/* A chat request as fake_model understands it. */
#ifndef SUPPORT_ASKED_H
#define SUPPORT_ASKED_H

#include "server.h"

#include "base/arena.h"

enum { QUESTION_SHOWN = 200 };

struct asked {
    const char *model;
    bool stream, wants_usage, chinese;
    size_t messages;
    int64_t number;       /* of the question: one more than answers so far */
    bool goes_on;         /* the last message asks to go on with an answer */
    const char *question; /* last line of the user's last message */
    uint64_t prefix;      /* of all up to the first message of the user */
    int64_t prefix_tokens, tokens;
};

/* ERR_INVALID says what is wrong, in OpenAI's manner. */
NODISCARD bool asked_read(const cJSON *json, struct arena *arena,
                          struct asked *ret_asked, struct err *err);
int64_t tokens_of(struct str text);

#endif
