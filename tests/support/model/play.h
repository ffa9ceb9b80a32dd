/* What is sent for one call, moment by moment: bytes, waits between them, and how it
 * ends. Made whole before the first byte goes out. */
#ifndef SUPPORT_PLAY_H
#define SUPPORT_PLAY_H

#include "asked.h"
#include "state.h"

enum { PLAY_MAX = 64 << 20, COMMENT_MS = 100 };

struct step {
    int64_t wait_ms; /* before it */
    size_t len;
};
enum play_end {
    PLAY_WHOLE,
    PLAY_BREAK,
    PLAY_RESET,
    PLAY_HANG,
    PLAY_COMMENTS /* for ever */
};
struct play {
    struct buf bytes;
    struct {
        struct step *items;
        size_t count, capacity;
    } steps;
    enum play_end end;
    int status;
    const char *content_type;
    int64_t tokens_cached, tokens_out;
};

struct wish {
    const struct asked *asked;
    const struct rule *rule;
    struct manner manner;
    bool seen; /* the prefix */
};
/* An answer to a well-formed request, as the rule says. Steps live in the arena. */
void play_write(const struct wish *wish, struct arena *arena, struct play *play);

void play_say(struct play *play, struct arena *arena, int64_t wait_ms, struct str text);
/* {"error":{"message","type","code"}} */
void play_error(const char *message, const char *code, struct buf *out);

#endif
