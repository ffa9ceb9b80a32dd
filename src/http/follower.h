/* The reader's side of a stream; stream.h is the writer's. Where one connection is in
 * its log, and whether it sleeps because it has read everything. Knows no sockets and
 * no clock.
 *
 * `suspend` and `resume` are called under the log's lock: `suspend` by follower_read
 * alone, `resume` only for one that sleeps. So whoever appends never misses a sleeper,
 * and a sleeper is woken once. */
#ifndef HTTP_FOLLOWER_H
#define HTTP_FOLLOWER_H

#include "base/buf.h"
#include "http/stream.h"

#include <sys/types.h>

enum { FOLLOWER_SLEEPS = 0, FOLLOWER_ENDS = -1 };

struct follower {
    void (*suspend)(struct follower *follower), (*resume)(struct follower *follower);
    /* From here on the follower's own. */
    struct stream_log *log;
    size_t at, until; /* the next byte of the log; where it ends */
    struct buf body;
    struct str due; /* goes out before the log: of the body, or the keepalive */
    struct str keepalive;
    int64_t spoke_ms;
    bool asleep;
    struct follower *next, *previous; /* in the log */
};

/* Takes a hold of its own, and takes the body. */
void follower_join(struct follower *follower, const struct stream_answer *answer,
                   struct buf *taken_body, int64_t now_ms);
/* When nobody will call `suspend` and `resume` any more. Zeroed is fine. */
void follower_leave(struct follower *follower);
/* Copies what is next, at most `max` bytes, and returns how many; else one of the enum.
 */
ssize_t follower_read(struct follower *follower, char *out, size_t max, int64_t now_ms);
/* Ends after what is in the log now. */
void follower_end(struct follower *follower);
/* Lets a sleeper say its keepalive when it was silent for that long. */
void follower_keep(struct follower *follower, int64_t now_ms, int64_t silence_ms);
bool follower_sleeps(struct follower *follower);

#endif
