/* A job to be run against a model that answers from a list, one answer a call: a store
 * with one paper whose text is there, two questions, up to two providers, and a watcher
 * that writes down what it is told. */
#ifndef TEST_FAQ_H
#define TEST_FAQ_H

#include "store/test_store.h"

#include "base/clock.h"
#include "faq/faq_run.h"
#include "net/loopback.h"
#include "store/faq/faq_store.h"
#include "store/paper/text_store.h"
#include "store/queue/spend_store.h"

enum { FAQ_CALLS_MAX = 16 };

#define STREAM "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
#define SAYS(text) "data: {\"choices\":[{\"delta\":{\"content\":\"" text "\"}}]}\n\n"
#define ENDS(reason)                                                                   \
    "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"" reason "\"}]}\n\n"        \
    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1000,"                         \
    "\"completion_tokens\":100}}\n\ndata: [DONE]\n\n"
#define ANSWER(text) STREAM SAYS(text) ENDS("stop")
#define CUT_SHORT(text) STREAM SAYS(text) ENDS("length")
#define STATUS(status, body) "HTTP/1.1 " status "\r\nConnection: close\r\n\r\n" body

struct test_faq;
struct test_call {
    const char *answer; /* NULL: hangs until the other side leaves */
    void (*meanwhile)(struct test_faq *faq); /* before the answer; may be NULL */
};

#define CALL(answer)                                                                   \
    {                                                                                  \
        (answer), NULL                                                                 \
    }

struct test_faq {
    struct test_store *folder;
    struct stop stop;
    struct loopback server;
    const struct test_call *calls; /* what the model does, call by call */
    size_t call_count, called;     /* under the server's mutex */

    struct provider provider_items[2];
    struct question_set set;
    struct question_sets sets;
    struct providers *providers;
    struct full_text *full_text;
    struct chat *chat;
    struct faq_watch watch;
    struct faq_options options;
    struct buf told; /* what the watcher was told */
    struct lease lease;
    struct job job;
};

static struct test_faq *faq_of_server; /* the loopback gives no context */

static void faq_play(struct loopback *server, int connection)
{
    struct test_faq *faq = faq_of_server;
    pthread_mutex_lock(&server->mutex);
    size_t number = faq->called++;
    pthread_mutex_unlock(&server->mutex);
    if (number >= faq->call_count)
        return;
    const struct test_call *call = &faq->calls[number];
    if (call->meanwhile != NULL)
        call->meanwhile(faq);
    if (call->answer != NULL)
        loopback_send(connection, str_of(call->answer));
    else
        loopback_linger(connection);
}

static const struct loopback_page faq_pages[] = {
    { "/v1/chat/completions", { "", 0 }, faq_play },
};

/* "(q1)" and the like: b began, q asked, p piece, a answered, e ended. */
static void told_began(void *context, int64_t job, const struct faq *faq)
{
    struct test_faq *test = context;
    (void)job;
    buf_printf(&test->told, "(b%zu)", faq->answers.count);
}

static void told_asked(void *context, int64_t job, int number, const char *question)
{
    struct test_faq *test = context;
    (void)job, (void)question;
    buf_printf(&test->told, "(q%d)", number);
}

static void told_piece(void *context, int64_t job, struct str text)
{
    struct test_faq *test = context;
    (void)job;
    buf_add(&test->told, text);
}

static void told_answered(void *context, int64_t job, const struct faq_answer *answer)
{
    struct test_faq *test = context;
    (void)job;
    buf_printf(&test->told, "(a%d)", answer->number);
}

static void told_ended(void *context, int64_t job, enum faq_state state,
                       const char *why)
{
    struct test_faq *test = context;
    (void)job, (void)why;
    buf_printf(&test->told, "(%s)", faq_state_name(state));
}

static inline void faq_store_paper(struct test_faq *test)
{
    struct test_store *folder = test->folder;
    struct paper paper = test_paper(&folder->arena, "2604.00001");
    struct stored_text text = { .source = TEXT_HTML,
                                .text = "# Tea\n\nTea is hot.",
                                .fetched = TEST_NOW };
    put_paper(folder, &paper);
    assert_ok(folder, text_store_put(folder->store, paper.key, 1, &text, &folder->err));
}

static inline void faq_make_models(struct test_faq *test, size_t count)
{
    struct test_store *folder = test->folder;
    for (size_t i = 0; i < count; i++)
        test->provider_items[i] = (struct provider){
            .name = i == 0 ? "first" : "second",
            .url = arena_printf(&folder->arena, "http://127.0.0.1:%d/v1",
                                test->server.port),
            .model = "m",
            .key_file = "",
            .context = 100000,
            .max_output = 1000,
            .max_field = MAX_TOKENS,
            .temperature = "",
            .usage_in_stream = true,
            .extra = "",
            .price_in = 1000000,
            .price_out = 2000000,
            .first_token_s = 30,
            .idle_s = 30,
            .total_s = 60,
        };
    test->providers = providers_open(test->provider_items, count, &test->stop);
    assert_ok(folder, chat_open(test->provider_items, count, &test->stop, &test->chat,
                                &folder->err));
}

static inline void faq_make_questions(struct test_faq *test)
{
    struct arena *arena = &test->folder->arena;
    test->set = (struct question_set){ .name = "default",
                                       .language = "en",
                                       .language_name = "English",
                                       .system_prompt = "Explain.",
                                       .questions = TEXTS(arena, "What?", "Why?") };
    test->sets = (struct question_sets){ &test->set, 1, 1 };
}

static inline void faq_make_options(struct test_faq *test, size_t providers)
{
    struct full_text_options text = { .store = test->folder->store,
                                      .contact = "",
                                      .stop = &test->stop };
    assert_ok(test->folder,
              full_text_open(&text, &test->full_text, &test->folder->err));
    test->told = buf_upto(4000);
    test->watch = (struct faq_watch){ .context = test,
                                      .began = told_began,
                                      .asked = told_asked,
                                      .piece = told_piece,
                                      .answered = told_answered,
                                      .ended = told_ended };
    test->options = (struct faq_options){ .store = test->folder->store,
                                          .full_text = test->full_text,
                                          .providers = test->providers,
                                          .provider_items = test->provider_items,
                                          .provider_count = providers,
                                          .questions = &test->sets,
                                          .watch = &test->watch,
                                          .attempts_max = 3,
                                          .stop = &test->stop };
}

struct test_take {
    struct test_faq *test;
    enum job_claimed claimed;
};

static inline bool faq_ask_part(struct db *db, void *context, struct err *err)
{
    (void)context;
    enum job_asked asked;
    int64_t id;
    struct job_ask ask = { .key = "2604.00001",
                           .language = "en",
                           .priority = PRIORITY_OLDER,
                           .now = clock_now() };
    return job_store_ask(db, &ask, &asked, &id, err);
}

static inline bool faq_take_part(struct db *db, void *context, struct err *err)
{
    struct test_take *take = context;
    struct test_faq *test = take->test;
    int64_t next, now = clock_now();
    struct job_claim claim = { .now = now + 3600, /* whatever it waits for */
                               .lease_until = now + 7200,
                               .token = ++test->lease.token };
    return job_store_claim(db, &claim, &test->folder->arena, &take->claimed, &test->job,
                           &next, err);
}

static inline void faq_start(struct test_faq *test, void **state, size_t providers)
{
    *test = (struct test_faq){ .folder = *state };
    faq_of_server = test;
    stop_init(&test->stop);
    loopback_open(&test->server, faq_pages, COUNT_OF(faq_pages), &test->stop);
    faq_store_paper(test);
    faq_make_models(test, providers);
    faq_make_questions(test);
    faq_make_options(test, providers);
    assert_ok(test->folder,
              store_write(test->folder->store, faq_ask_part, test, &test->folder->err));
}

static inline void faq_stop(struct test_faq *test)
{
    struct provider_state states[2];
    size_t count = providers_states(test->providers, states, 2);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(states[i].running, 0); /* each slot was given back */
    chat_close(test->chat);
    full_text_close(test->full_text);
    providers_close(test->providers);
    loopback_close(&test->server);
    buf_done(&test->told);
    stop_done(&test->stop);
}

/* Takes the job and runs it while the model does what `calls` say, all of it. */
static inline void faq_do(struct test_faq *test, const struct test_call *calls,
                          size_t count)
{
    struct test_take take = { .test = test };
    struct test_store *folder = test->folder;
    int64_t when;
    assert_ok(folder, store_write(folder->store, faq_take_part, &take, &folder->err));
    assert_int_equal(take.claimed, CLAIMED);
    test->lease.job = test->job.id;
    test->calls = calls;
    test->call_count = count;
    test->called = 0;
    buf_clear(&test->told);
    const struct provider *provider = providers_take(test->providers, 0, &when);
    assert_non_null(provider);
    assert_ok(folder, faq_run(&test->options, test->chat, &test->job, test->lease,
                              provider, &folder->err));
    assert_int_equal(test->called, count);
}
#define FAQ_DO(test, ...)                                                              \
    faq_do((test), (const struct test_call[]){ __VA_ARGS__ },                          \
           sizeof((const struct test_call[]){ __VA_ARGS__ }) /                         \
               sizeof(struct test_call))

static inline struct job faq_job(struct test_faq *test)
{
    struct job job = { 0 };
    struct test_store *folder = test->folder;
    with_reader(folder, db) assert_ok(
        folder, job_store_get(db, test->job.id, &folder->arena, &job, &folder->err));
    return job;
}

static inline struct faq faq_stored(struct test_faq *test)
{
    struct faq faq = { 0 };
    struct test_store *folder = test->folder;
    with_reader(folder, db)
        assert_ok(folder, faq_store_get(db, "2604.00001", "en", 0, &folder->arena, &faq,
                                        &folder->err));
    return faq;
}

#define assert_told(test, text)                                                        \
    assert_string_equal((test)->told.ptr != NULL ? (test)->told.ptr : "", (text))

#endif
