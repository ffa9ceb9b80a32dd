/* A database with some papers and the queue, on one connection in the test's own
 * thread, so that each call can be a write of its own. */
#ifndef TEST_QUEUE_H
#define TEST_QUEUE_H

#include "store/test_store.h"

#include "store/db.h"
#include "store/faq/faq_store.h"
#include "store/migrate.h"
#include "store/queue/job_store.h"
#include "store/queue/spend_store.h"

enum { QUEUE_PAPERS = 6, LEASE = 120, HOUR = 3600 };

/* The calls keep `err` of the last one that failed. */
struct test_queue {
    struct test_store *folder;
    struct db *db;
    struct arena arena;
    struct err err;
};

/* One write: true commits, false rolls back. */
#define queue_write(queue, call) (queue_begin(queue), queue_end((queue), (call)))
#define write_ok(queue, call)                                                          \
    do {                                                                               \
        if (!queue_write(queue, call))                                                 \
            fail_msg("%s: %s", #call, (queue)->err.text);                              \
    } while (0)
#define write_fails(queue, expected, call)                                             \
    do {                                                                               \
        if (queue_write(queue, call))                                                  \
            fail_msg("%s succeeded", #call);                                           \
        assert_int_equal((queue)->err.code, expected);                                 \
    } while (0)

static inline void queue_begin(struct test_queue *queue)
{
    queue->err = (struct err){ 0 };
    assert_ok(queue, db_begin_write(queue->db, &queue->err));
    queue->db->touched = false;
}

static inline bool queue_end(struct test_queue *queue, bool ok)
{
    if (ok)
        assert_ok(queue, db_commit(queue->db, &queue->err));
    else
        db_roll_back(queue->db);
    return ok;
}

static inline const char *queue_key(struct test_queue *queue, int number)
{
    return arena_printf(&queue->arena, "2604.%05d", number);
}

static inline void queue_put_paper(struct test_queue *queue, const char *key,
                                   int version)
{
    struct paper paper = test_paper(&queue->arena, key);
    enum paper_change change;
    paper.version = version;
    write_ok(queue, paper_store_put(queue->db, &paper, TEST_DAY, TEST_NOW, &change,
                                    &queue->err));
}

static inline void queue_open(struct test_queue *queue)
{
    assert_ok(queue, db_open(test_path(queue->folder, "paperfeed.db"), DB_WRITER,
                             &queue->db, &queue->err));
    assert_ok(queue, migrate(queue->db, &queue->err));
    sqlite3_exec(queue->db->sqlite, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
}

/* Papers 2604.00001 to 2604.00006. */
static inline int queue_set_up(void **state)
{
    struct test_queue *queue = calloc(1, sizeof *queue);
    assert_non_null(queue);
    queue->folder = test_folder();
    queue_open(queue);
    for (int i = 1; i <= QUEUE_PAPERS; i++)
        queue_put_paper(queue, queue_key(queue, i), 1);
    *state = queue;
    return 0;
}

static inline int queue_tear_down(void **state)
{
    struct test_queue *queue = *state;
    void *folder = queue->folder;
    db_close(queue->db);
    arena_done(&queue->arena);
    free(queue);
    return test_tear_down(&folder);
}

#define queue_test(name)                                                               \
    cmocka_unit_test_setup_teardown(name, queue_set_up, queue_tear_down)

static inline int64_t queue_count(struct test_queue *queue, const char *sql)
{
    return count_of(queue->folder, sql);
}

static inline struct job_ask ask_for(struct test_queue *queue, int number)
{
    return (struct job_ask){ .key = queue_key(queue, number),
                             .language = "en",
                             .priority = PRIORITY_OLDER,
                             .estimate = 600,
                             .now = TEST_NOW };
}

static inline enum job_asked queue_ask(struct test_queue *queue,
                                       const struct job_ask *ask, int64_t *ret_job)
{
    enum job_asked asked = ASKED_NEW;
    write_ok(queue, job_store_ask(queue->db, ask, &asked, ret_job, &queue->err));
    return asked;
}

/* A new job for a paper. */
static inline int64_t queue_add(struct test_queue *queue, int number)
{
    int64_t job = 0;
    struct job_ask ask = ask_for(queue, number);
    assert_int_equal(queue_ask(queue, &ask, &job), ASKED_NEW);
    return job;
}

static inline struct job queue_get(struct test_queue *queue, int64_t id)
{
    struct job job = { 0 };
    assert_ok(queue, job_store_get(queue->db, id, &queue->arena, &job, &queue->err));
    return job;
}

struct claimed {
    enum job_claimed claimed;
    struct job job;
    struct lease lease;
    int64_t next;
};

static inline struct claimed queue_claim_for(struct test_queue *queue, int64_t now,
                                             struct budget budget)
{
    static int64_t token;
    struct claimed claimed = { .next = -1 };
    struct job_claim claim = {
        .now = now, .lease_until = now + LEASE, .token = ++token, .budget = budget
    };
    write_ok(queue, job_store_claim(queue->db, &claim, &queue->arena, &claimed.claimed,
                                    &claimed.job, &claimed.next, &queue->err));
    claimed.lease = (struct lease){ claimed.job.id, claim.token };
    return claimed;
}

static inline struct claimed queue_claim(struct test_queue *queue, int64_t now)
{
    return queue_claim_for(queue, now, (struct budget){ 0 });
}

/* Claims, and it must be this one. */
static inline struct lease queue_take(struct test_queue *queue, int64_t now,
                                      int64_t job)
{
    struct claimed claimed = queue_claim(queue, now);
    assert_int_equal(claimed.claimed, CLAIMED);
    assert_int_equal(claimed.job.id, job);
    return claimed.lease;
}

static inline struct faq test_faq(int version, int questions)
{
    return (struct faq){ .version = version,
                         .set = "default",
                         .prompt_hash = UINT64_C(0xfedcba9876543210),
                         .question_count = questions,
                         .source = TEXT_PDF,
                         .created = TEST_NOW };
}

static inline struct faq queue_begin_faq(struct test_queue *queue, struct lease lease,
                                         const struct faq *faq)
{
    struct faq begun = { 0 };
    write_ok(queue, faq_store_begin(queue->db, lease, faq, &queue->arena, &begun,
                                    &queue->err));
    return begun;
}

static inline struct faq_answer test_answer(int number)
{
    return (struct faq_answer){ .number = number,
                                .question = "What is it about?",
                                .markdown = "A *matter*.",
                                .html = "<p>A <em>matter</em>.</p>",
                                .model = "one",
                                .usage = { .tokens_in = 1000,
                                           .tokens_cached = 10,
                                           .tokens_out = 100,
                                           .cost = 100 },
                                .written = TEST_NOW + number };
}

static inline void queue_answer(struct test_queue *queue, struct lease lease,
                                int64_t faq, int number)
{
    struct faq_answer answer = test_answer(number);
    write_ok(queue, faq_store_add(queue->db, lease, faq, &answer, &queue->err));
}

/* From the lease to the end: a FAQ of two answers. */
static inline int64_t queue_write_faq(struct test_queue *queue, struct lease lease,
                                      int version, int64_t now)
{
    struct faq faq = test_faq(version, 2);
    struct faq begun = queue_begin_faq(queue, lease, &faq);
    for (int i = (int)begun.answers.count + 1; i <= 2; i++)
        queue_answer(queue, lease, begun.row, i);
    write_ok(queue, faq_store_finish(queue->db, lease, begun.row, now, &queue->err));
    return begun.row;
}

#endif
