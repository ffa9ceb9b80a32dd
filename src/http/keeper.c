/* The streams of a server; see keeper.h. Its lock comes before those of the logs. */
#include "http/keeper.h"

#include "base/clock.h"

#include <assert.h>
#include <poll.h>
#include <sys/socket.h>

enum {
    SILENCE_MS = 15000,
    LIFE_MS = 600000,
    EVERY_MS_MAX = 2000, /* so soon is a client missed that has gone */
    EVERY_MS_MIN = 5,
    STEPS = 8, /* how finely the times are kept */
    RETRY_SECONDS = 30,
};

static bool client_is_gone(int fd)
{
    struct pollfd end = { .fd = fd, .events = POLLRDHUP };
    return poll(&end, 1, 0) > 0;
}

static void look_after(const struct keeper *keeper, struct kept *kept, int64_t now_ms)
{
    if (now_ms >= kept->ends_ms) {
        follower_end(&kept->follower);
    } else if (follower_sleeps(&kept->follower) && client_is_gone(kept->fd)) {
        shutdown(kept->fd, SHUT_RDWR); /* so that the next byte fails */
        follower_end(&kept->follower);
    } else {
        follower_keep(&kept->follower, now_ms, keeper->options.silence_ms);
    }
}

void keeper_pass(struct keeper *keeper, int64_t now_ms)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    for (struct kept *kept = keeper->first; kept != NULL; kept = kept->next)
        look_after(keeper, kept, now_ms);
}

static bool has_streams(struct keeper *keeper)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    return keeper->count > 0;
}

static void *keep(void *argument)
{
    struct keeper *keeper = argument;
    while (!stop_wait(&keeper->stop, has_streams(keeper) ? keeper->every_ms : -1))
        keeper_pass(keeper, clock_monotonic_us() / 1000);
    return NULL;
}

static int64_t how_often(const struct keeper_options *options)
{
    int64_t shorter =
        options->silence_ms < options->life_ms ? options->silence_ms : options->life_ms;
    int64_t every_ms = shorter / STEPS;
    if (every_ms > EVERY_MS_MAX)
        return EVERY_MS_MAX;
    return every_ms < EVERY_MS_MIN ? EVERY_MS_MIN : every_ms;
}

void keeper_open(struct keeper *keeper, const struct keeper_options *options)
{
    *keeper = (struct keeper){ .options = *options };
    if (options->silence_ms <= 0)
        keeper->options.silence_ms = SILENCE_MS;
    if (options->life_ms <= 0)
        keeper->options.life_ms = LIFE_MS;
    keeper->every_ms = how_often(&keeper->options);
    pthread_mutex_init(&keeper->mutex, NULL);
    stop_init(&keeper->stop);
    keeper->thread = thread_start("http-keeper", keep, keeper);
}

void keeper_close(struct keeper *keeper)
{
    assert(keeper->first == NULL);
    stop_now(&keeper->stop);
    pthread_join(keeper->thread, NULL);
    stop_done(&keeper->stop);
    pthread_mutex_destroy(&keeper->mutex);
}

static int64_t of_network(const struct keeper *keeper, uint64_t network)
{
    int64_t count = 0;
    for (const struct kept *kept = keeper->first; kept != NULL; kept = kept->next)
        count += kept->network == network;
    return count;
}

static bool has_room(const struct keeper *keeper, const struct kept *kept,
                     struct err *err)
{
    const struct keeper_options *options = &keeper->options;
    if (keeper->closing)
        return err_set(err, ERR_BUSY, "the server is stopping");
    if (options->streams_of_network > 0 && !kept->exempt &&
        of_network(keeper, kept->network) >= options->streams_of_network)
        return err_set(err, ERR_LIMIT, "%lld streams are open from your network",
                       (long long)options->streams_of_network);
    if (options->streams_max > 0 && keeper->count >= options->streams_max)
        return err_set(err, ERR_BUSY, "%lld streams are open, which is all there are",
                       (long long)options->streams_max);
    return true;
}

bool keeper_join(struct keeper *keeper, struct kept *kept, int64_t now_ms,
                 struct err *err)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    if (!has_room(keeper, kept, err)) {
        err->retry_after = RETRY_SECONDS;
        return false;
    }
    kept->ends_ms = now_ms + keeper->options.life_ms;
    kept->next = keeper->first;
    if (kept->next != NULL)
        kept->next->previous = kept;
    keeper->first = kept;
    if (keeper->count++ == 0)
        stop_wake(&keeper->stop);
    return true;
}

void keeper_leave(struct keeper *keeper, struct kept *kept)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    *(kept->previous ? &kept->previous->next : &keeper->first) = kept->next;
    if (kept->next != NULL)
        kept->next->previous = kept->previous;
    keeper->count--;
}

void keeper_end(struct keeper *keeper)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    keeper->closing = true;
    for (struct kept *kept = keeper->first; kept != NULL; kept = kept->next)
        follower_end(&kept->follower);
}

void keeper_cut(struct keeper *keeper)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    for (struct kept *kept = keeper->first; kept != NULL; kept = kept->next)
        shutdown(kept->fd, SHUT_RDWR);
}
