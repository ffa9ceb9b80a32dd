/* Search inside FAQs: the newest finished one of a paper and language is found, once a
 * paper, with a piece of the answer. */
#include "store/faq/faq_excerpt.h"
#include "store/faq/faq_match.h"
#include "store/faq/faq_search_store.h"
#include "store/test_queue.h"

static struct faq_hits hits;

/* The papers, with commas. */
static const char *find_as(struct test_queue *queue, const char *text,
                           struct search_query ask)
{
    const char *keys = "";
    ask.query = query_read(&queue->arena, queue->db->analyser, str_of(text), TEST_DAY);
    ask.show = ask.show != 0 ? ask.show : 10;
    assert_ok(queue,
              faq_search_find(queue->db, &ask, &queue->arena, &hits, &queue->err));
    for (size_t i = 0; i < hits.count; i++)
        keys = arena_printf(&queue->arena, "%s%s%s", keys, i > 0 ? "," : "",
                            hits.items[i].paper.key);
    return keys;
}

static const char *find(struct test_queue *queue, const char *text)
{
    return find_as(queue, text, (struct search_query){ .branch = SEARCH_EVERY_BRANCH });
}

/* A finished FAQ of one answer. */
static void put_faq(struct test_queue *queue, int number, int version,
                    const char *answer_text)
{
    int64_t job = 0;
    struct job_ask ask = ask_for(queue, number);
    ask.renew = true;
    assert_int_equal(queue_ask(queue, &ask, &job), ASKED_NEW);
    struct lease lease = queue_take(queue, TEST_NOW, job);
    struct faq faq = test_faq(version, 1);
    struct faq begun = queue_begin_faq(queue, lease, &faq);
    struct faq_answer answer = test_answer(1);
    answer.markdown = answer_text;
    write_ok(queue, faq_store_add(queue->db, lease, begun.row, &answer, &queue->err));
    assert_string_equal(find(queue, "unheard"), "");
    write_ok(queue, faq_store_finish(queue->db, lease, begun.row, TEST_NOW + version,
                                     &queue->err));
}

static void an_answer_is_found_when_its_faq_is_finished(void **state)
{
    struct test_queue *queue = *state;
    put_faq(queue, 1, 1, "It treats **unheard** *Schr\303\266dinger* operators.");
    assert_string_equal(find(queue, "unheard operator"), "2604.00001");
    assert_int_equal(hits.total, 1);
    assert_int_equal(hits.items[0].number, 1);
    assert_string_equal(hits.items[0].language, "en");
    assert_string_equal(hits.items[0].question, "What is it about?");
    assert_string_equal(hits.items[0].excerpt,
                        "It treats unheard Schr\303\266dinger operators.");
    assert_string_equal(find(queue, "schrodinger"), "2604.00001");
}

static void a_renewal_takes_the_place_of_the_older_one(void **state)
{
    struct test_queue *queue = *state;
    put_faq(queue, 1, 1, "About apples.");
    put_faq(queue, 1, 2, "About pears.");
    assert_string_equal(find(queue, "apples"), "");
    assert_string_equal(find(queue, "pears"), "2604.00001");
}

static void an_older_version_that_is_finished_later_is_not_found(void **state)
{
    struct test_queue *queue = *state;
    put_faq(queue, 1, 2, "About pears.");
    put_faq(queue, 1, 1, "About apples.");
    assert_string_equal(find(queue, "apples"), "");
    assert_string_equal(find(queue, "pears"), "2604.00001");
}

static void operators_of_a_query_count(void **state)
{
    struct test_queue *queue = *state;
    put_faq(queue, 1, 1, "The green apple of the language model.");
    put_faq(queue, 2, 1, "A red apple and a model of language.");
    put_faq(queue, 3, 1, "Pears.");
    assert_string_equal(find(queue, "apple -green"), "2604.00002");
    assert_string_equal(find(queue, "\"language model\""), "2604.00001");
    assert_string_equal(find(queue, "gree*"), "2604.00001");
    assert_string_equal(find(queue, "pears OR green -apple"), "2604.00003");
    assert_string_equal(find(queue, "(pears OR green) -model"), "2604.00003");
    assert_string_equal(find(queue, "-apple"), "");
    assert_string_equal(find(queue, "apple cat:math.GT"), "");
    assert_string_equal(find(queue, "pears cat:cs"), "2604.00003");
    assert_string_equal(find(queue, "pears cat:cs.CL date:2026"), "2604.00003");
    assert_string_equal(find(queue, "pears date:2020"), "");
}

static void branches_pages_and_time_count(void **state)
{
    struct test_queue *queue = *state;
    struct search_query ask = { .branch = BRANCH_ARXIV, .sort = SORT_TIME };
    put_faq(queue, 1, 1, "apple apple apple");
    put_faq(queue, 2, 1, "An apple, among many other things that are told here.");
    assert_string_equal(find_as(queue, "apple", ask), "2604.00002,2604.00001");
    ask.skip = 1;
    assert_string_equal(find_as(queue, "apple", ask), "2604.00001");
    assert_int_equal(hits.total, 2);
    ask.skip = 2;
    assert_string_equal(find_as(queue, "apple", ask), "");
    ask.branch = BRANCH_VENUE;
    assert_string_equal(find_as(queue, "apple", ask), "");
}

static void no_text_of_a_reader_is_an_error(void **state)
{
    struct test_queue *queue = *state;
    static const char *const odd[] = {
        "\"",  "a\"b",    "NEAR(",     "answer:x",  "*",           "^a",
        "AND", "-x",      "{a}",       "\xff",      "a - -b",      "((((",
        "+",   "(-a -b)", "(-a OR b)", "a (-b -c)", "title:(a -b)"
    };
    put_faq(queue, 1, 1, "NEAR the answer");
    for (size_t i = 0; i < COUNT_OF(odd); i++)
        find(queue, odd[i]);
    assert_string_equal(find(queue, ""), "");
    assert_string_equal(find(queue, "near"), "2604.00001");
}

static void words_and_answers_agree(void **state)
{
    struct test_queue *queue = *state;
    put_faq(queue, 1, 1, "About apples.");
    put_faq(queue, 1, 2, "About pears.");
    write_ok(queue, db_run(queue->db, SQL_FAQ_FTS_CHECK, NO_ARGS, &queue->err));
    sqlite3_exec(queue->db->sqlite, "UPDATE answer SET markdown = 'About plums.'", NULL,
                 NULL, NULL);
    write_fails(queue, ERR_BROKEN,
                db_run(queue->db, SQL_FAQ_FTS_CHECK, NO_ARGS, &queue->err));
}

static const char *excerpt(struct test_queue *queue, const char *markdown,
                           const char *text)
{
    struct query *query =
        query_read(&queue->arena, queue->db->analyser, str_of(text), TEST_DAY);
    return faq_excerpt(&queue->arena, queue->db->analyser, str_of(markdown),
                       query->root);
}

static void an_excerpt_is_plain_and_around_the_words(void **state)
{
    struct test_queue *queue = *state;
    assert_string_equal(excerpt(queue, "", "x"), "");
    assert_string_equal(
        excerpt(queue, "## Head\n\n- **one** [two](https://x.org) `three`\n> four",
                "x"),
        "Head one two three four");
    assert_string_equal(excerpt(queue, "| a | b |\n|---|---|\n| 1 | 2 |", "x"),
                        "a b 1 2");
    const char *filler = "word ";
    const char *text = "";
    for (int i = 0; i < 200; i++)
        text = arena_printf(&queue->arena, "%s%s", text, filler);
    text = arena_printf(&queue->arena, "%sneedle %s", text, text);
    const char *found = excerpt(queue, text, "needle");
    assert_non_null(strstr(found, "needle"));
    assert_true(strncmp(found, "\342\200\246word", 7) == 0);
    assert_true(strlen(found) < 2 * EXCERPT_BYTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        queue_test(an_answer_is_found_when_its_faq_is_finished),
        queue_test(a_renewal_takes_the_place_of_the_older_one),
        queue_test(an_older_version_that_is_finished_later_is_not_found),
        queue_test(operators_of_a_query_count),
        queue_test(branches_pages_and_time_count),
        queue_test(no_text_of_a_reader_is_an_error),
        queue_test(words_and_answers_agree),
        queue_test(an_excerpt_is_plain_and_around_the_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
