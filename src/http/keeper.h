/* Keeps a server's streams: how many there may be, and a thread that looks after those
 * that sleep, because libmicrohttpd does not look at a suspended connection.
 *
 * Every now and then each stream that was silent says its keepalive, one whose client
 * closed its side (half-closed counts as gone) is shut down, and one that is too old
 * ends. A descriptor is touched only between join and leave, under the keeper's lock.
 */
#ifndef HTTP_KEEPER_H
#define HTTP_KEEPER_H

#include "base/thread.h"
#include "http/follower.h"

/* 0 = no limit, the usual time. */
struct keeper_options {
    int64_t streams_max, streams_of_network;
    int64_t silence_ms, life_ms;
};

struct kept {
    struct follower follower; /* has joined its log */
    int fd;
    uint64_t network;
    bool exempt; /* from the limit of its network */
    int64_t ends_ms;
    struct kept *next, *previous;
};

struct keeper {
    struct keeper_options options;
    pthread_mutex_t mutex;
    struct kept *first;
    int64_t count;
    bool closing;
    struct stop stop;
    pthread_t thread;
    int64_t every_ms;
};

/* Must stay where it is. */
void keeper_open(struct keeper *keeper, const struct keeper_options *options);
void keeper_close(struct keeper *keeper); /* when all have left */
/* ERR_LIMIT: too many of its network; ERR_BUSY: too many in all, or closing. */
NODISCARD bool keeper_join(struct keeper *keeper, struct kept *kept, int64_t now_ms,
                           struct err *err);
void keeper_leave(struct keeper *keeper, struct kept *kept); /* before the close */
/* Ends every stream, and takes no new one. */
void keeper_end(struct keeper *keeper);
/* Shuts down the streams that have not ended: clients that do not read. */
void keeper_cut(struct keeper *keeper);
/* What the thread does every now and then. */
void keeper_pass(struct keeper *keeper, int64_t now_ms);

#endif
