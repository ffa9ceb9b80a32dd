/* Counts clicks within fixed memory; see clicks.h.
 *
 * Which network has clicked on what today is a table of hashes with eight places each
 * to look in. Should all eight be taken, one is forgotten: a flood costs us accuracy,
 * never memory. */
#include "site/paper/clicks.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/thread.h"

#include <stdlib.h>
#include <string.h>

enum {
    SEEN_SIZE = 1 << 16,
    SEEN_PLACES = 8,
    PENDING_MAX = 2000, /* papers; then they are written at once */
    FLUSH_MS = 5000
};

struct pending {
    char *key;
    int64_t counts[CLICK_COUNT];
};

struct clicks_book {
    struct store *store;
    pthread_mutex_t mutex; /* over what follows */
    int32_t day;
    uint64_t seed;
    uint64_t *seen; /* 0 = free */
    struct pending *pending;
    size_t pending_count;
    struct stop stop;
    pthread_t thread;
};

static void *run(void *context)
{
    struct clicks_book *book = context;
    while (!stop_wait(&book->stop, FLUSH_MS))
        clicks_flush(book);
    return NULL;
}

struct clicks_book *clicks_open(struct store *store)
{
    struct clicks_book *book = mem_alloc(sizeof *book);
    book->store = store;
    book->day = DAY_NONE;
    book->seed = random_bits();
    book->seen = mem_alloc(SEEN_SIZE * sizeof *book->seen);
    book->pending = mem_alloc(PENDING_MAX * sizeof *book->pending);
    pthread_mutex_init(&book->mutex, NULL);
    stop_init(&book->stop);
    book->thread = thread_start("clicks", run, book);
    return book;
}

void clicks_close(struct clicks_book *book)
{
    if (book == NULL)
        return;
    stop_now(&book->stop);
    pthread_join(book->thread, NULL);
    clicks_flush(book);
    stop_done(&book->stop);
    pthread_mutex_destroy(&book->mutex);
    free(book->seen);
    free(book->pending);
    free(book);
}

/* ---- once a day ---- */

static uint64_t hash_of(const struct clicks_book *book, uint64_t network,
                        const char *key, enum click click)
{
    uint64_t hash = hash_add_int(HASH_START, book->seed);
    hash = hash_add_int(hash, network);
    hash = hash_add_int(hash, (uint64_t)click);
    hash = hash_add(hash, str_of(key));
    return hash != 0 ? hash : 1;
}

static void begin_day(struct clicks_book *book, int32_t day)
{
    if (book->day == day)
        return;
    memset(book->seen, 0, SEEN_SIZE * sizeof *book->seen);
    book->day = day;
}

static uint64_t *place(struct clicks_book *book, uint64_t hash, size_t i)
{
    return &book->seen[(hash + i) % SEEN_SIZE];
}

static bool take_back(struct clicks_book *book, uint64_t hash)
{
    for (size_t i = 0; i < SEEN_PLACES; i++) {
        if (*place(book, hash, i) != hash)
            continue;
        *place(book, hash, i) = 0;
        return true;
    }
    return false;
}

/* False: it was there already. */
static bool remember(struct clicks_book *book, uint64_t hash)
{
    uint64_t *free_place = place(book, hash, (hash >> 32) % SEEN_PLACES);
    for (size_t i = SEEN_PLACES; i > 0; i--) {
        uint64_t *here = place(book, hash, i - 1);
        if (*here == hash)
            return false;
        if (*here == 0)
            free_place = here;
    }
    *free_place = hash;
    return true;
}

/* ---- not written yet ---- */

static struct pending *find_pending(struct clicks_book *book, const char *key)
{
    for (size_t i = 0; i < book->pending_count; i++)
        if (strcmp(book->pending[i].key, key) == 0)
            return &book->pending[i];
    return NULL;
}

/* Where there is no room the click is lost, which only a flood brings about. */
static void add_pending(struct clicks_book *book, const char *key, enum click click,
                        int64_t delta)
{
    struct pending *pending = find_pending(book, key);
    if (pending == NULL) {
        if (book->pending_count == PENDING_MAX)
            return;
        pending = &book->pending[book->pending_count++];
        *pending = (struct pending){ .key = mem_text(key) };
    }
    pending->counts[click] += delta;
}

struct flush {
    struct pending *items;
    size_t count;
};

static bool flush_part(struct db *db, void *context, struct err *err)
{
    const struct flush *flush = context;
    struct clicks *clicks = mem_alloc((flush->count + 1) * sizeof *clicks);
    for (size_t i = 0; i < flush->count; i++)
        clicks[i] = (struct clicks){ .key = flush->items[i].key,
                                     .pdf = flush->items[i].counts[CLICK_PDF],
                                     .faq = flush->items[i].counts[CLICK_FAQ] };
    bool added = counter_store_add(db, clicks, flush->count, err);
    free(clicks);
    return added;
}

static struct flush take_pending(struct clicks_book *book)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&book->mutex);
    struct flush flush = { book->pending, book->pending_count };
    if (flush.count == 0)
        return (struct flush){ 0 };
    book->pending = mem_alloc(PENDING_MAX * sizeof *book->pending);
    book->pending_count = 0;
    return flush;
}

static void put_back(struct clicks_book *book, const struct flush *flush)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&book->mutex);
    for (size_t i = 0; i < flush->count; i++)
        for (size_t click = 0; click < CLICK_COUNT; click++)
            add_pending(book, flush->items[i].key, (enum click)click,
                        flush->items[i].counts[click]);
}

void clicks_flush(struct clicks_book *book)
{
    struct flush flush = take_pending(book);
    struct err err = { 0 };
    if (flush.count == 0)
        return;
    if (!store_write(book->store, flush_part, &flush, &err)) {
        log_warn("clicks were not written, kept for later: %s", err.text);
        put_back(book, &flush);
    }
    for (size_t i = 0; i < flush.count; i++)
        free(flush.items[i].key);
    free(flush.items);
}

bool clicks_count(struct clicks_book *book, uint64_t network, const char *key,
                  enum click click, bool back, int64_t now)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&book->mutex);
    begin_day(book, utc_day(now));
    uint64_t hash = hash_of(book, network, key, click);
    if (back ? !take_back(book, hash) : !remember(book, hash))
        return false;
    add_pending(book, key, click, back ? -1 : 1);
    if (book->pending_count == PENDING_MAX)
        stop_wake(&book->stop);
    return true;
}

int64_t clicks_pending(struct clicks_book *book, const char *key, enum click click)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&book->mutex);
    const struct pending *pending = find_pending(book, key);
    return pending != NULL ? pending->counts[click] : 0;
}
