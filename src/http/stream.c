/* The log and its followers; see stream.h and follower.h. One lock a log: who appends,
 * who reads and who wakes hold it, for a copy at most. */
#include "http/follower.h"

#include "base/mem.h"
#include "base/thread.h"

#include <assert.h>

struct stream_log {
    pthread_mutex_t mutex;
    struct buf bytes;
    bool ended;
    size_t holders, follower_count;
    struct follower *first;
};

struct stream_log *stream_log_new(size_t max)
{
    struct stream_log *log = mem_alloc(sizeof *log);
    pthread_mutex_init(&log->mutex, NULL);
    log->bytes = buf_upto(max);
    log->holders = 1;
    return log;
}

struct stream_log *stream_log_hold(struct stream_log *log)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&log->mutex);
    log->holders++;
    return log;
}

static size_t holders_left(struct stream_log *log)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&log->mutex);
    return --log->holders;
}

void stream_log_release(struct stream_log *log)
{
    if (log == NULL || holders_left(log) > 0)
        return;
    assert(log->first == NULL);
    buf_done(&log->bytes);
    pthread_mutex_destroy(&log->mutex);
    free(log);
}

static void wake(struct follower *follower)
{
    if (!follower->asleep)
        return;
    follower->asleep = false;
    follower->resume(follower);
}

static void wake_all(struct stream_log *log)
{
    for (struct follower *at = log->first; at != NULL; at = at->next)
        wake(at);
}

void stream_log_add(struct stream_log *log, struct str bytes)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&log->mutex);
    if (log->ended || bytes.len == 0)
        return;
    buf_add(&log->bytes, bytes);
    log->ended = log->bytes.full;
    wake_all(log);
}

void stream_log_end(struct stream_log *log)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&log->mutex);
    log->ended = true;
    wake_all(log);
}

size_t stream_log_len(struct stream_log *log)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&log->mutex);
    return log->bytes.len;
}

size_t stream_log_followers(struct stream_log *log)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&log->mutex);
    return log->follower_count;
}

void follower_join(struct follower *follower, const struct stream_answer *answer,
                   struct buf *taken_body, int64_t now_ms)
{
    struct stream_log *log = stream_log_hold(answer->log);
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&log->mutex);
    follower->log = log;
    follower->at = answer->from < log->bytes.len ? answer->from : log->bytes.len;
    follower->until = SIZE_MAX;
    follower->body = *taken_body;
    *taken_body = buf_upto(taken_body->max);
    follower->due = buf_str(&follower->body);
    follower->keepalive = answer->keepalive;
    follower->spoke_ms = now_ms;
    follower->next = log->first;
    if (follower->next != NULL)
        follower->next->previous = follower;
    log->first = follower;
    log->follower_count++;
}

static void take_out(struct stream_log *log, struct follower *follower)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&log->mutex);
    *(follower->previous ? &follower->previous->next : &log->first) = follower->next;
    if (follower->next != NULL)
        follower->next->previous = follower->previous;
    log->follower_count--;
}

void follower_leave(struct follower *follower)
{
    if (follower->log == NULL)
        return;
    take_out(follower->log, follower);
    stream_log_release(follower->log);
    follower->log = NULL;
    buf_done(&follower->body);
}

/* From `due`, else from the log. */
static struct str take(struct follower *follower, size_t max)
{
    struct str log = str_upto(buf_str(&follower->log->bytes), follower->until);
    struct str taken = str_upto(follower->due, max);
    if (taken.len > 0) {
        follower->due = str_from(follower->due, taken.len);
        return taken;
    }
    taken = str_upto(str_from(log, follower->at), max);
    follower->at += taken.len;
    return taken;
}

ssize_t follower_read(struct follower *follower, char *out, size_t max, int64_t now_ms)
{
    struct stream_log *log = follower->log;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&log->mutex);
    assert(max > 0 && !follower->asleep);
    struct str taken = take(follower, max);
    if (taken.len > 0) {
        memcpy(out, taken.ptr, taken.len);
        follower->spoke_ms = now_ms;
        return (ssize_t)taken.len;
    }
    if (log->ended || follower->at >= follower->until)
        return FOLLOWER_ENDS;
    follower->asleep = true;
    follower->suspend(follower);
    return FOLLOWER_SLEEPS;
}

void follower_end(struct follower *follower)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&follower->log->mutex);
    if (follower->until > follower->log->bytes.len)
        follower->until = follower->log->bytes.len;
    wake(follower);
}

void follower_keep(struct follower *follower, int64_t now_ms, int64_t silence_ms)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&follower->log->mutex);
    bool silent = follower->asleep && now_ms - follower->spoke_ms >= silence_ms;
    if (!silent || follower->keepalive.len == 0)
        return;
    follower->due = follower->keepalive;
    wake(follower);
}

bool follower_sleeps(struct follower *follower)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&follower->log->mutex);
    return follower->asleep;
}
