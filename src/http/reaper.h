/* Ends connections that do not deliver a whole request in time.
 *
 * libmicrohttpd's timeout is for silence only: a byte a second keeps a connection for
 * ever. A watch is shut down (not closed: its owner does that) when its deadline
 * passes. remove and the reaper's thread share a lock, so a descriptor that was closed
 * and given to somebody else is never touched. */
#ifndef HTTP_REAPER_H
#define HTTP_REAPER_H

#include "base/thread.h"

#include <stdatomic.h>
#include <stdint.h>

enum { REAPER_NEVER = 0 };

struct watch {
    int fd;
    _Atomic int64_t deadline_ms; /* monotonic; REAPER_NEVER: no deadline */
    _Atomic bool busy;           /* in the midst of a request */
    struct watch *next, *previous;
};

struct reaper {
    pthread_mutex_t mutex;
    struct watch *first;
    struct stop stop;
    pthread_t thread;
    int64_t every_ms;
};

void reaper_open(struct reaper *reaper, int64_t every_ms); /* must stay where it is */
void reaper_close(struct reaper *reaper);                  /* when no watch is left */
void reaper_add(struct reaper *reaper, struct watch *watch);
void reaper_remove(struct reaper *reaper, struct watch *watch); /* before the close */
int reaper_busy(struct reaper *reaper); /* how many watches are busy */
/* Shuts down what is overdue; what the thread does every now and then. Returns how
 * many. */
int reaper_pass(struct reaper *reaper, int64_t now_ms);

#endif
