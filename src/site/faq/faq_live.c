/* The table of FAQs that are being written or waited for, one lock over it, and the
 * thread that watches the queue for them; see faq_live.h. What a FAQ's streams tell is
 * live_entry.c. */
#include "site/faq/faq_live.h"

#include "base/mem.h"
#include "base/thread.h"
#include "site/faq/faq_frames.h"
#include "site/faq/live_entry.h"
#include "store/faq/faq_store.h"

#include <stdlib.h>

enum {
    LOOK_MS = 1000,
    LOOK_DEADLINE_MS = 1000,
    IDLE_LOOKS_MAX = 10, /* a reader's connection may take a moment to begin */
    ANSWER_ENOUGH = 3000 /* bytes of a usual answer, for the progress shown */
};

struct faq_live {
    struct store *store;
    const struct template_set *templates;
    pthread_mutex_t mutex; /* over what follows */
    struct live_entry *entries;
    bool looking; /* the thread looks by itself */
    struct stop stop;
    pthread_t thread;
};

double faq_live_progress(int answers, size_t length, int questions)
{
    double part = (double)length / ANSWER_ENOUGH;
    double sum = answers + (part < 0.95 ? part : 0.95);
    if (questions <= 0)
        return 0;
    return sum < questions ? sum / questions : 1;
}

static struct live_entry *find(struct faq_live *live, int64_t job)
{
    struct live_entry *entry = live->entries;
    while (entry != NULL && entry->job != job)
        entry = entry->next;
    return entry;
}

static struct live_entry *find_or_add(struct faq_live *live, int64_t job, int questions)
{
    struct live_entry *entry = find(live, job);
    if (entry != NULL)
        return entry;
    entry = live_entry_new(live->templates, job, questions);
    entry->next = live->entries;
    live->entries = entry;
    return entry;
}

static void forget(struct faq_live *live, struct live_entry *gone)
{
    struct live_entry **link = &live->entries;
    while (*link != gone)
        link = &(*link)->next;
    *link = gone->next;
    live_entry_free(gone);
}

/* There is something to look for, which the thread may not know yet. */
static void keep_looking(struct faq_live *live)
{
    if (!live->looking)
        stop_wake(&live->stop);
    live->looking = true;
}

/* ---- what the workers tell ---- */

static void tell_began(void *context, int64_t job, const struct faq *faq)
{
    struct faq_live *live = context;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&live->mutex);
    live_entry_began(find_or_add(live, job, faq->question_count), faq);
    keep_looking(live);
}

static void tell_asked(void *context, int64_t job, int number, const char *question)
{
    struct faq_live *live = context;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&live->mutex);
    struct live_entry *entry = find(live, job);
    if (entry != NULL)
        live_entry_asked(entry, number, question);
}

static void tell_piece(void *context, int64_t job, struct str text)
{
    struct faq_live *live = context;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&live->mutex);
    struct live_entry *entry = find(live, job);
    if (entry != NULL)
        live_entry_piece(entry, text);
}

static void tell_answered(void *context, int64_t job, const struct faq_answer *answer)
{
    struct faq_live *live = context;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&live->mutex);
    struct live_entry *entry = find(live, job);
    if (entry != NULL && answer->number > entry->answers)
        live_entry_answered(entry, answer);
}

static void tell_ended(void *context, int64_t job, enum faq_state state,
                       const char *why)
{
    struct faq_live *live = context;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&live->mutex);
    struct live_entry *entry = find(live, job);
    if (entry == NULL)
        return;
    if (state == FAQ_QUEUED) {
        live_entry_queued(entry, 0, why);
        keep_looking(live);
        return;
    }
    live_entry_done(entry, state, why);
    forget(live, entry);
}

struct faq_watch faq_live_watch(struct faq_live *live)
{
    return (struct faq_watch){
        .context = live,
        .began = tell_began,
        .asked = tell_asked,
        .piece = tell_piece,
        .answered = tell_answered,
        .ended = tell_ended,
    };
}

/* ---- what readers ask ---- */

static size_t resume_at(const struct live_entry *entry, const char *last_id)
{
    uint64_t epoch;
    size_t offset;
    if (last_id == NULL || !frame_id_read(last_id, &epoch, &offset) ||
        epoch != entry->epoch || offset > stream_log_len(entry->events))
        return 0;
    return offset;
}

void faq_live_follow(struct faq_live *live, const struct live_follow *ask,
                     struct stream_answer *ret_answer)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&live->mutex);
    struct live_entry *entry = find_or_add(live, ask->job->id, ask->questions);
    entry->idle = 0;
    if (entry->state == FAQ_NONE && ask->job->state == JOB_RUNNING)
        live_entry_taken(entry);
    else if (entry->state == FAQ_NONE)
        live_entry_queued(entry, ask->position, ask->job->reason);
    keep_looking(live);
    bool events = ask->form == LIVE_EVENTS;
    *ret_answer = (struct stream_answer){
        .log = stream_log_hold(events ? entry->events : entry->plain),
        .from = events ? resume_at(entry, ask->last_id) : 0,
        .keepalive = events ? LIT(": ping\n\n") : LIT(""),
    };
}

bool faq_live_text(struct faq_live *live, int64_t job, struct arena *arena,
                   struct faq_live_text *ret_text)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&live->mutex);
    const struct live_entry *entry = find(live, job);
    if (entry == NULL)
        return false;
    *ret_text = (struct faq_live_text){
        .number = entry->asked,
        .question = arena_text(arena, str_of(entry->question)),
        .text = arena_text(arena, buf_str(&entry->text)),
        .length = entry->text.len,
        .answers = entry->answers,
    };
    return true;
}

/* ---- what the thread looks for ---- */

/* A FAQ of ours as the store knows it. */
struct looked {
    int64_t job, position;
    bool has_ended;
    enum faq_state state;
    const char *why; /* it ended so, or waits */
    struct faq faq;  /* of a job that is done */
};
struct looked_list {
    struct looked *items;
    size_t count, capacity;
};

/* One that waits and that nobody follows. */
static bool is_idle(struct live_entry *entry)
{
    bool followed = entry->begun || stream_log_followers(entry->events) > 0 ||
                    stream_log_followers(entry->plain) > 0;
    entry->idle = followed ? 0 : entry->idle + 1;
    return entry->idle > IDLE_LOOKS_MAX;
}

static void gather(struct faq_live *live, struct arena *arena,
                   struct looked_list *under_way)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&live->mutex);
    for (struct live_entry *entry = live->entries, *next; entry; entry = next) {
        next = entry->next;
        struct looked looked = { .job = entry->job };
        if (is_idle(entry))
            forget(live, entry);
        else
            ARENA_PUSH(arena, under_way, looked);
    }
    live->looking = under_way->count > 0;
}

static void look_at_end(struct db *db, const struct job *job, struct arena *arena,
                        struct looked *looked)
{
    struct err err;
    looked->has_ended = true;
    looked->state = job->state == JOB_DEAD ? FAQ_FAILED : FAQ_NONE;
    looked->why = job->reason;
    if (job->state != JOB_DONE)
        return;
    if (faq_store_get(db, job->key, job->language, 0, arena, &looked->faq, &err))
        looked->state = looked->faq.truncated ? FAQ_TRUNCATED : FAQ_DONE;
    else
        looked->has_ended = err.code == ERR_NOT_FOUND; /* else the next look tells */
}

static void look_at(struct db *db, struct arena *arena, struct looked *looked)
{
    struct err err;
    struct job job = { 0 };
    if (!job_store_get(db, looked->job, arena, &job, &err)) {
        looked->has_ended = err.code == ERR_NOT_FOUND;
        looked->why = "It was taken from the queue.";
        return;
    }
    if (job.state == JOB_READY) {
        looked->why = job.reason;
        if (!job_store_position(db, job.id, &looked->position, &err))
            looked->position = 0;
    } else if (job.state != JOB_RUNNING) {
        look_at_end(db, &job, arena, looked);
    }
}

static void tell_looked(struct faq_live *live, const struct looked *looked)
{
    struct live_entry *entry = find(live, looked->job);
    if (entry == NULL)
        return; /* a worker was quicker */
    if (looked->has_ended) {
        if (looked->faq.row != 0)
            live_entry_began(entry, &looked->faq);
        live_entry_done(entry, looked->state, looked->why);
        forget(live, entry);
    } else if (looked->position > 0 && looked->position != entry->position &&
               !entry->begun) {
        live_entry_queued(entry, looked->position, looked->why);
    }
}

void faq_live_look(struct faq_live *live)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct looked_list under_way = { 0 };
    gather(live, &arena, &under_way);
    if (under_way.count == 0)
        return;
    struct db *db = store_read_begin(live->store);
    store_read_deadline(db, LOOK_DEADLINE_MS);
    for (size_t i = 0; i < under_way.count; i++)
        look_at(db, &arena, &under_way.items[i]);
    store_read_end(&db);
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&live->mutex);
    for (size_t i = 0; i < under_way.count; i++)
        tell_looked(live, &under_way.items[i]);
}

void faq_live_wake(struct faq_live *live)
{
    stop_wake(&live->stop);
}

static bool is_looking(struct faq_live *live)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&live->mutex);
    return live->looking;
}

static void *run(void *context)
{
    struct faq_live *live = context;
    while (!stop_wait(&live->stop, is_looking(live) ? LOOK_MS : -1))
        faq_live_look(live);
    return NULL;
}

struct faq_live *faq_live_open(struct store *store,
                               const struct template_set *templates)
{
    struct faq_live *live = mem_alloc(sizeof *live);
    live->store = store;
    live->templates = templates;
    pthread_mutex_init(&live->mutex, NULL);
    stop_init(&live->stop);
    live->thread = thread_start("live", run, live);
    return live;
}

void faq_live_close(struct faq_live *live)
{
    if (live == NULL)
        return;
    stop_now(&live->stop);
    pthread_join(live->thread, NULL);
    while (live->entries != NULL)
        forget(live, live->entries);
    stop_done(&live->stop);
    pthread_mutex_destroy(&live->mutex);
    free(live);
}
