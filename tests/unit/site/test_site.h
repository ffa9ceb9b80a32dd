/* A site over a store of its own, and requests to it as the server would make them. */
#ifndef TEST_SITE_H
#define TEST_SITE_H

#include "store/test_store.h"

#include "http/router.h"
#include "site/view.h"

struct test_site {
    struct test_store *test;
    struct site *site;
    struct site_options options;
    int woken;
    int64_t next_poll, now;
    struct response response;
    const char *host;
};

static inline void test_wake(void *context)
{
    ((struct test_site *)context)->woken++;
}

static inline int64_t test_next_poll(void *context)
{
    return ((struct test_site *)context)->next_poll;
}

static const char *const test_categories[] = { "cs.CL", "cs.LG", "cs.CV" };

static inline int site_set_up(void **state)
{
    struct test_site *site = calloc(1, sizeof *site);
    assert_non_null(site);
    test_set_up((void **)&site->test);
    site->now = TEST_NOW;
    site->host = "papers.example.org";
    site->options = (struct site_options){
        .store = site->test->store,
        .categories = test_categories,
        .category_count = COUNT_OF(test_categories),
        .version = "0.0",
        .fetching = true,
        .wake_fetcher = test_wake,
        .next_poll = test_next_poll,
        .context = site,
    };
    assert_ok(site->test, site_open(&site->options, &site->site, &site->test->err));
    *state = site;
    return 0;
}

static inline int site_tear_down(void **state)
{
    struct test_site *site = *state;
    response_done(&site->response);
    site_close(site->site);
    test_tear_down((void **)&site->test);
    free(site);
    return 0;
}

#define site_test(name)                                                                \
    cmocka_unit_test_setup_teardown(name, site_set_up, site_tear_down)

/* Opens the site anew with what the test has changed in its options. */
static inline void site_again(struct test_site *site)
{
    site_close(site->site);
    assert_ok(site->test, site_open(&site->options, &site->site, &site->test->err));
}

/* As the dispatcher does it; returns the status. */
static inline int get(struct test_site *site, const char *target)
{
    struct arena *arena = &site->test->arena;
    struct request request = {
        .method = METHOD_GET, .now = site->now, .arena = arena, .host = site->host
    };
    struct err err = { 0 };
    size_t count;
    const struct route *routes = site_routes(&count), *route = NULL;
    const char *allowed;
    response_done(&site->response);
    site->response.body = buf_upto(RESPONSE_BODY_MAX);
    assert_ok(site->test, request_parse_target(&request, target, &site->test->err));
    if (router_find(routes, count, &request, &route, &allowed) != ROUTE_FOUND)
        err_set(&err, ERR_NOT_FOUND, "there is nothing at this address");
    else if (route->handler(site->site, &request, &site->response, &err))
        return site->response.status =
                   site->response.status ? site->response.status : 200;
    site_error_page(site->site, &request, response_status(err.code), &err,
                    &site->response);
    return site->response.status;
}

static inline const char *body_of(const struct test_site *site)
{
    return site->response.body.ptr;
}

static inline const char *header_of(const struct test_site *site, const char *name)
{
    for (size_t i = 0; i < site->response.header_count; i++)
        if (strcmp(site->response.headers[i].name, name) == 0)
            return site->response.headers[i].value;
    return NULL;
}

static inline void check_has(const struct test_site *site, const char *text)
{
    if (body_of(site) == NULL || strstr(body_of(site), text) == NULL)
        fail_msg("“%s” is not in:\n%.6000s", text, body_of(site));
}

static inline void check_has_not(const struct test_site *site, const char *text)
{
    if (body_of(site) != NULL && strstr(body_of(site), text) != NULL)
        fail_msg("“%s” is in:\n%.6000s", text, body_of(site));
}

/* Follows no redirect; the status must be as expected. */
#define check_get(site, target, expected)                                              \
    do {                                                                               \
        int got_status = get(site, target);                                            \
        if (got_status != (expected))                                                  \
            fail_msg("%s: status %d\n%.2000s", target, got_status, body_of(site));     \
    } while (0)

static inline void check_leads(struct test_site *site, const char *from, const char *to)
{
    check_get(site, from, 302);
    assert_string_equal(header_of(site, "Location"), to);
}

/* The answer as JSON; the caller frees it with json_done. */
static inline cJSON *get_json(struct test_site *site, const char *target, int status)
{
    check_get(site, target, status);
    cJSON *tree = NULL;
    assert_ok(site->test,
              json_read(buf_str(&site->response.body), &tree, &site->test->err));
    return tree;
}

static inline cJSON *at(cJSON *object, const char *name)
{
    cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    if (item == NULL)
        fail_msg("there is no %s", name);
    return item;
}

/* A day of cs.CL: three new, one cross-list, one replacement. Papers of the keys exist
 * unless said otherwise. */
static inline void put_papers(struct test_site *site, const char *const *keys)
{
    for (size_t i = 0; keys[i] != NULL; i++) {
        struct paper paper = test_paper(&site->test->arena, keys[i]);
        paper.announced = TEST_DAY;
        put_paper(site->test, &paper);
    }
}
#define PUT_PAPERS(site, ...)                                                          \
    put_papers(site, (const char *const[]){ __VA_ARGS__, NULL })

static inline void put_day(struct test_site *site, const char *category, int32_t day,
                           const struct announcement *items, size_t count)
{
    struct announcement_batch batch = {
        .day = day,
        .category = category,
        .items = items,
        .count = count,
        .source = LEDGER_FROM_LISTING,
        .checked_at = TEST_NOW - 480,
    };
    for (size_t i = 0; i < count; i++)
        batch.announced[items[i].section]++;
    put_batch(site->test, &batch);
}

static const struct announcement usual_day[] = {
    { .key = "2604.00001", .section = SECTION_NEW, .position = 1 },
    { .key = "2604.00002", .section = SECTION_NEW, .position = 2 },
    { .key = "2604.00003", .section = SECTION_NEW, .position = 3 },
    { .key = "2604.00004", .section = SECTION_CROSS, .position = 4 },
    { .key = "2603.00009", .section = SECTION_REPLACE, .position = 5 },
};

static inline void put_usual_day(struct test_site *site)
{
    PUT_PAPERS(site, "2604.00001", "2604.00002", "2604.00003", "2604.00004",
               "2603.00009");
    put_day(site, "cs.CL", TEST_DAY, usual_day, COUNT_OF(usual_day));
}

struct test_cursor {
    const struct poll_cursor *cursor;
};

static inline bool test_cursor_part(struct db *db, void *context, struct err *err)
{
    struct test_cursor *put = context;
    return poll_store_put_cursor(db, put->cursor, err);
}

static inline void put_cursor(struct test_site *site, const struct poll_cursor *cursor)
{
    struct test_cursor put = { cursor };
    assert_ok(site->test,
              store_write(site->test->store, test_cursor_part, &put, &site->test->err));
}

#endif
