/* How many jobs a second the queue hands out and takes back, with every commit on disk:
 *   queue_bench FOLDER [THREADS [JOBS]]
 * Threads take a job in one write and store an answer, the FAQ's end and the job's end
 * in another, as workers do (whose calls to models take the time between). A budget is
 * kept, and the store is the real one with its writer thread. Prints one line of JSON.
 */
#include "base/hash.h"
#include "store/faq/faq_store.h"
#include "store/paper/paper_store.h"
#include "store/queue/spend_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    THREADS = 64,
    THREADS_MAX = 1000,
    JOBS = 20000,
    JOBS_MAX = 900000,
    BATCH = 1000,
    ANSWER_SIZE = 3000,
};

static struct store *store;
static char answer_text[ANSWER_SIZE + 1];

static _Noreturn void give_up(const struct err *err)
{
    fprintf(stderr, "queue_bench: %s\n", err->text);
    exit(1);
}

static void write_or_give_up(store_write_part *part, void *context)
{
    struct err err = { 0 };
    if (!store_write(store, part, context, &err))
        give_up(&err);
}

static const char *key_of(struct arena *arena, int64_t number)
{
    return arena_printf(arena, "26%02d.%05d", 1 + (int)(number / 90000),
                        1 + (int)(number % 90000));
}

struct batch {
    int64_t first, count, now;
};

static bool put_papers(struct db *db, const struct batch *batch, struct arena *arena,
                       struct err *err)
{
    struct paper *papers = ARENA_ARRAY(arena, struct paper, (size_t)batch->count);
    struct paper_counts counts = { 0 };
    struct text_list categories = { 0 }, authors = { 0 };
    ARENA_PUSH(arena, &categories, "cs.CL");
    ARENA_PUSH(arena, &authors, "Ada Lovelace");
    for (int64_t i = 0; i < batch->count; i++)
        papers[i] = (struct paper){ .key = key_of(arena, batch->first + i),
                                    .version = 1,
                                    .title = "On the speed of queues",
                                    .abstract = "We measure it.",
                                    .authors = authors,
                                    .categories = categories,
                                    .primary_category = "cs.CL",
                                    .published = batch->now - 10 * SECONDS_A_DAY,
                                    .announced = DAY_NONE };
    return paper_store_put_many(db, papers, (size_t)batch->count, batch->now, &counts,
                                err);
}

static bool queue_batch(struct db *db, void *context, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct batch *batch = context;
    if (!put_papers(db, batch, &arena, err))
        return false;
    for (int64_t i = 0; i < batch->count; i++) {
        struct job_ask ask = { .key = key_of(&arena, batch->first + i),
                               .language = "en",
                               .priority = (enum job_priority)(i % PRIORITY_COUNT),
                               .estimate = 1000,
                               .now = batch->now };
        enum job_asked asked;
        int64_t job;
        if (!job_store_ask(db, &ask, &asked, &job, err))
            return false;
    }
    return true;
}

struct work {
    struct arena arena;
    int64_t now, done;
    enum job_claimed claimed;
    struct job job;
    struct lease lease;
    pthread_t thread;
};

static bool take(struct db *db, void *context, struct err *err)
{
    struct work *work = context;
    struct job_claim claim = { .now = work->now,
                               .lease_until = work->now + 120,
                               .token = (int64_t)(random_bits() >> 1 | 1),
                               .budget = { INT64_C(1) << 40, INT64_C(1) << 44 } };
    int64_t next;
    if (!job_store_claim(db, &claim, &work->arena, &work->claimed, &work->job, &next,
                         err))
        return false;
    work->lease = (struct lease){ work->job.id, claim.token };
    return true;
}

static bool finish(struct db *db, void *context, struct err *err)
{
    struct work *work = context;
    struct faq told = { .version = 1,
                        .set = "default",
                        .prompt_hash = 1,
                        .question_count = 1,
                        .created = work->now };
    struct faq_answer answer = { .number = 1,
                                 .question = "How fast is it?",
                                 .markdown = answer_text,
                                 .html = answer_text,
                                 .model = "none",
                                 .usage = { 9000, 0, 800, 700, false },
                                 .written = work->now };
    struct faq faq;
    return faq_store_begin(db, work->lease, &told, &work->arena, &faq, err) &&
           faq_store_add(db, work->lease, faq.row, &answer, err) &&
           faq_store_finish(db, work->lease, faq.row, work->now, err);
}

static void *work_until_empty(void *argument)
{
    struct work *work = argument;
    for (;;) {
        write_or_give_up(take, work);
        if (work->claimed != CLAIMED)
            return NULL;
        write_or_give_up(finish, work);
        work->done++;
        arena_done(&work->arena);
    }
}

static int64_t run(struct work *works, int64_t threads, int64_t now)
{
    int64_t done = 0;
    for (int64_t i = 0; i < threads; i++) {
        works[i] = (struct work){ .now = now };
        works[i].thread = thread_start("bench", work_until_empty, &works[i]);
    }
    for (int64_t i = 0; i < threads; i++) {
        pthread_join(works[i].thread, NULL);
        done += works[i].done;
        arena_done(&works[i].arena);
    }
    return done;
}

static int64_t number_or_give_up(const char *text, int64_t max)
{
    struct err err = { 0 };
    int64_t number = 0;
    if (!str_to_int(str_of(text), 1, max, &number, &err))
        give_up(&err);
    return number;
}

int main(int count, char **words)
{
    static struct work works[THREADS_MAX];
    struct err err = { 0 };
    if (count < 2 || count > 4) {
        fprintf(stderr, "usage: queue_bench FOLDER [THREADS [JOBS]]\n");
        return 2;
    }
    int64_t threads = count > 2 ? number_or_give_up(words[2], THREADS_MAX) : THREADS;
    int64_t jobs = count > 3 ? number_or_give_up(words[3], JOBS_MAX) : JOBS;
    int64_t now = clock_now();
    memset(answer_text, 'x', ANSWER_SIZE);
    const struct store_options options = { .dir = words[1], .readers = 1 };
    if (!store_open(&options, &store, &err))
        give_up(&err);
    for (int64_t first = 0; first < jobs; first += BATCH) {
        int64_t rest = jobs - first;
        struct batch batch = { first, rest < BATCH ? rest : BATCH, now };
        write_or_give_up(queue_batch, &batch);
    }
    int64_t started = clock_monotonic_us();
    int64_t done = run(works, threads, now);
    double seconds = (double)(clock_monotonic_us() - started) / 1e6;
    store_close(store);
    printf("{\"jobs\":%lld,\"threads\":%lld,\"seconds\":%.3f,\"per_second\":%.0f}\n",
           (long long)done, (long long)threads, seconds, (double)done / seconds);
    return done == jobs ? 0 : 1;
}
