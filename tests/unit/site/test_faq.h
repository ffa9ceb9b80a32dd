/* A site that offers FAQs, requests with bodies and tokens, and a hand that does the
 * worker's part in the store. */
#ifndef TEST_FAQ_H
#define TEST_FAQ_H

#include "site/test_site.h"

#include "base/hash.h"
#include "http/follower.h"
#include "site/faq/faq_live.h"
#include "store/faq/faq_store.h"
#include "store/queue/spend_store.h"
#include "store/queue/token_store.h"

enum { TEST_QUESTIONS = 3, TEST_HASH = 77 };
#define TEST_KEY "2604.00001"

static const char *const test_languages[] = { "en", "zh" };

struct faq_site {
    struct test_site base; /* first: a test_site to the helpers */
    int workers_woken;
    uint64_t hash; /* of the question set */
    int64_t token; /* of the last lease */
};

static inline void faq_wake(void *context)
{
    ((struct faq_site *)context)->workers_woken++;
}

static inline bool faq_questions(void *context, const char *language,
                                 const char *primary_category, struct arena *arena,
                                 struct site_questions *ret_questions)
{
    (void)language, (void)primary_category;
    ret_questions->hash = ((struct faq_site *)context)->hash;
    for (int number = 1; number <= TEST_QUESTIONS; number++)
        ARENA_PUSH(arena, &ret_questions->headings,
                   arena_printf(arena, "Heading %d?", number));
    return true;
}

/* Opens the site anew, with FAQs. */
static inline int faq_set_up(void **state)
{
    struct faq_site *site = calloc(1, sizeof *site);
    struct test_site *plain;
    assert_non_null(site);
    site_set_up((void **)&plain);
    site->base = *plain;
    free(plain);
    site->hash = TEST_HASH;
    site->base.options.context = &site->base;
    site->base.options.faq = (struct site_faq){
        .languages = test_languages,
        .language_count = COUNT_OF(test_languages),
        .provider_count = 1,
        .working = true,
        .estimate = 1000,
        .wake_workers = faq_wake,
        .questions = faq_questions,
        .context = site,
    };
    site_again(&site->base);
    PUT_PAPERS(&site->base, TEST_KEY, "2604.00002", "2604.00003");
    *state = site;
    return 0;
}

static inline int faq_tear_down(void **state)
{
    return site_tear_down(state);
}

#define faq_test(name) cmocka_unit_test_setup_teardown(name, faq_set_up, faq_tear_down)

/* ---- requests ---- */

struct sent {
    enum method method; /* 0: POST */
    const char *target, *body, *type;
    const char *authorization, *cookie, *last_event_id, *accept;
    uint64_t network; /* 0: 1 */
};

static inline int send_request(struct test_site *site, const struct sent *sent)
{
    struct arena *arena = &site->test->arena;
    bool form = sent->body != NULL && sent->type == NULL;
    struct request request = {
        .method = sent->method != 0 ? sent->method : METHOD_POST,
        .now = site->now,
        .arena = arena,
        .host = site->host,
        .body = str_of(sent->body),
        .content_type = form ? "application/x-www-form-urlencoded" : sent->type,
        .authorization = sent->authorization,
        .cookie = sent->cookie,
        .accept = sent->accept,
        .last_event_id = sent->last_event_id,
        .network = sent->network != 0 ? sent->network : 1,
    };
    struct err err = { 0 };
    size_t count;
    const struct route *routes = site_routes(&count), *route = NULL;
    const char *allowed;
    response_done(&site->response);
    site->response.body = buf_upto(RESPONSE_BODY_MAX);
    assert_ok(site->test,
              request_parse_target(&request, sent->target, &site->test->err));
    if (router_find(routes, count, &request, &route, &allowed) != ROUTE_FOUND)
        err_set(&err, ERR_NOT_FOUND, "there is nothing at this address");
    else if (route->handler(site->site, &request, &site->response, &err))
        return site->response.status =
                   site->response.status ? site->response.status : 200;
    site_error_page(site->site, &request, response_status(err.code), &err,
                    &site->response);
    return site->response.status;
}

#define check_send(site, expected, ...)                                                \
    do {                                                                               \
        const struct sent sent_now = { __VA_ARGS__ };                                  \
        int got_status = send_request((site), &sent_now);                              \
        if (got_status != (expected))                                                  \
            fail_msg("%s: status %d\n%.2000s", sent_now.target, got_status,            \
                     body_of(site));                                                   \
    } while (0)

static inline cJSON *body_json(struct test_site *site)
{
    cJSON *tree = NULL;
    assert_ok(site->test,
              json_read(buf_str(&site->response.body), &tree, &site->test->err));
    return tree;
}

static inline void check_text(cJSON *object, const char *name, const char *expected)
{
    const cJSON *item = at(object, name);
    if (expected == NULL
            ? !cJSON_IsNull(item)
            : !cJSON_IsString(item) || strcmp(item->valuestring, expected) != 0)
        fail_msg("%s is %s, not %s", name,
                 cJSON_IsString(item) ? item->valuestring : "no text",
                 expected != NULL ? expected : "null");
}

/* ---- the worker's part ---- */

struct hand {
    struct faq_site *site;
    struct arena *arena;
    struct job_claim claim;
    struct lease lease;
    struct job job;
    struct faq faq;
    struct faq_answer answer;
    struct token_part {
        const char *name;
        enum token_role role;
        uint8_t hash[TOKEN_HASH_SIZE];
    } token;
    const char *why;
    bool dead;
};

static inline struct hand hand_of(struct faq_site *site)
{
    return (struct hand){ .site = site, .arena = &site->base.test->arena };
}

static inline void by_hand(struct hand *hand, store_write_part *part)
{
    struct test_store *test = hand->site->base.test;
    assert_ok(test, store_write(test->store, part, hand, &test->err));
}

static inline bool claim_part(struct db *db, void *context, struct err *err)
{
    struct hand *hand = context;
    enum job_claimed claimed;
    int64_t next;
    if (!job_store_claim(db, &hand->claim, hand->arena, &claimed, &hand->job, &next,
                         err))
        return false;
    return claimed == CLAIMED || err_set(err, ERR_BROKEN, "there is nothing to claim");
}

/* Takes the first of the queue. */
static inline struct hand hand_claim(struct faq_site *site)
{
    struct hand hand = hand_of(site);
    hand.claim = (struct job_claim){ .now = site->base.now,
                                     .lease_until = site->base.now + 100,
                                     .token = ++site->token };
    by_hand(&hand, claim_part);
    hand.lease = (struct lease){ hand.job.id, hand.claim.token };
    return hand;
}

static inline bool begin_part(struct db *db, void *context, struct err *err)
{
    struct hand *hand = context;
    struct faq begun = { 0 };
    if (!faq_store_begin(db, hand->lease, &hand->faq, hand->arena, &begun, err))
        return false;
    hand->faq = begun;
    return true;
}

static inline void hand_begin(struct hand *hand, int version)
{
    hand->faq = (struct faq){ .version = version,
                              .set = "default",
                              .prompt_hash = TEST_HASH,
                              .question_count = TEST_QUESTIONS,
                              .source = TEXT_HTML,
                              .created = hand->site->base.now };
    by_hand(hand, begin_part);
}

static inline bool answer_part(struct db *db, void *context, struct err *err)
{
    struct hand *hand = context;
    return faq_store_add(db, hand->lease, hand->faq.row, &hand->answer, err);
}

static inline struct faq_answer an_answer(struct arena *arena, int number)
{
    return (struct faq_answer){
        .number = number,
        .question = arena_printf(arena, "What about <%d>?", number),
        .markdown = arena_printf(arena, "Answer *%d* <script>", number),
        .html = arena_printf(arena, "<p>Answer <em>%d</em></p>", number),
        .model = "test-model",
        .usage = { .tokens_in = 100, .tokens_out = 10, .cost = 4100 },
        .written = TEST_NOW + number,
    };
}

static inline void hand_answer(struct hand *hand, int number, bool truncated)
{
    hand->answer = an_answer(hand->arena, number);
    hand->answer.truncated = truncated;
    by_hand(hand, answer_part);
}

static inline bool finish_part(struct db *db, void *context, struct err *err)
{
    struct hand *hand = context;
    return faq_store_finish(db, hand->lease, hand->faq.row, hand->site->base.now, err);
}

static inline bool kill_part(struct db *db, void *context, struct err *err)
{
    struct hand *hand = context;
    return job_store_kill(db, hand->lease, hand->site->base.now, hand->why, err);
}

static inline void hand_kill(struct hand *hand, const char *why)
{
    hand->why = why;
    by_hand(hand, kill_part);
}

/* Takes the first of the queue and writes it to its end. */
static inline struct hand hand_write(struct faq_site *site, int version, bool truncated)
{
    struct hand hand = hand_claim(site);
    hand_begin(&hand, version);
    for (int i = 1; i <= TEST_QUESTIONS; i++)
        hand_answer(&hand, i, truncated && i == 2);
    by_hand(&hand, finish_part);
    return hand;
}

static inline void ask_and_write(struct faq_site *site, const char *key)
{
    check_send(&site->base, 202,
               .target =
                   arena_printf(&site->base.test->arena, "/api/v1/arxiv/%s/faq", key));
    (void)hand_write(site, 1, false);
}

static inline bool token_part_put(struct db *db, void *context, struct err *err)
{
    struct hand *hand = context;
    return token_store_add(db, hand->token.name, hand->token.role, hand->token.hash,
                           TEST_NOW, err);
}

/* A token of that role; gives it as a header's value, the bare token is behind the
 * seventh byte. */
static inline const char *new_token(struct faq_site *site, const char *name,
                                    enum token_role role)
{
    struct hand hand = hand_of(site);
    char token[TOKEN_TEXT_SIZE];
    uint64_t chance[TOKEN_CHANCE];
    for (size_t i = 0; i < TOKEN_CHANCE; i++)
        chance[i] = random_bits();
    token_make(chance, token);
    hand.token.name = name;
    hand.token.role = role;
    token_hash(str_of(token), hand.token.hash);
    by_hand(&hand, token_part_put);
    return arena_printf(hand.arena, "Bearer %s", token);
}

/* ---- streams ---- */

static inline void never_woken(struct follower *follower)
{
    (void)follower;
}

/* What there is of a stream from its start; *ret_ended whether it has ended. */
static inline const char *read_stream(struct arena *arena,
                                      const struct stream_answer *answer,
                                      bool *ret_ended)
{
    struct follower follower = { .suspend = never_woken, .resume = never_woken };
    CLEANUP(buf_done) struct buf none = buf_upto(10);
    CLEANUP(buf_done) struct buf text = buf_upto(LIVE_LOG_MAX);
    char piece[4096];
    ssize_t got;
    follower_join(&follower, answer, &none, 0);
    while ((got = follower_read(&follower, piece, sizeof piece, 0)) > 0)
        buf_add(&text, (struct str){ piece, (size_t)got });
    *ret_ended = got == FOLLOWER_ENDS;
    follower_leave(&follower);
    return arena_text(arena, buf_str(&text));
}

#endif
