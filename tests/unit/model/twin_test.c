/* Twins: a DOI, or title and authors together; never a title alone. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "model/twin.h"

#include <stdlib.h>
#include <string.h>

struct pair {
    struct arena arena;
    struct analyser *analyser;
    struct paper arxiv, venue;
};

static struct text_list names(struct arena *arena, const char *joined)
{
    struct text_list list = { 0 };
    struct str rest = str_of(joined);
    while (rest.len > 0)
        ARENA_PUSH(arena, &list, arena_text(arena, str_trim(str_cut(&rest, ','))));
    return list;
}

static const char abstract[] =
    "We prove that the greedy order of any weighted hypergraph can be computed by a "
    "stream of small queries, give a matching lower bound, and measure both on roads, "
    "proteins, citations and power grids, where the new order is four times shorter "
    "than what partition trees and spectral cuts were known to reach.";
/* By the same authors on the same subject. */
static const char sequel[] =
    "The greedy order of a weighted hypergraph is extended to signed edges. Streams of "
    "small queries no longer suffice; a sketch of polynomial size does, as an argument "
    "about communication between three players shows, and experiments with votes in "
    "parliaments and trust between traders confirm its length in practice.";

static int set_up(void **state)
{
    struct pair *pair = calloc(1, sizeof *pair);
    assert_non_null(pair);
    pair->analyser = analyser_new();
    pair->arxiv = (struct paper){ .branch = BRANCH_ARXIV,
                                  .key = "2401.01234",
                                  .title = "Greedy orders of weighted hypergraphs by "
                                           "small queries",
                                  .abstract = abstract,
                                  .published = INT64_C(1700000000),
                                  .announced = DAY_NONE };
    pair->venue = pair->arxiv;
    pair->venue.branch = BRANCH_VENUE;
    pair->venue.key = "abc@OpenReview";
    pair->venue.published = 0;
    pair->venue.venue = "ICLR.2024";
    pair->arxiv.authors = names(&pair->arena, "Ada Lovelace, Alan M. Turing, Wei Li");
    pair->venue.authors = pair->arxiv.authors;
    *state = pair;
    return 0;
}

static int tear_down(void **state)
{
    struct pair *pair = *state;
    analyser_free(pair->analyser);
    arena_done(&pair->arena);
    free(pair);
    return 0;
}

static enum twin_verdict judge(struct pair *pair)
{
    return twin_judge(pair->analyser, &pair->arxiv, &pair->venue);
}

static void by(struct pair *pair, const char *authors)
{
    pair->venue.authors = names(&pair->arena, authors);
}

#define assert_twins(pair) assert_int_equal(judge(pair), TWIN_BY_TITLE_AUTHORS)
#define assert_no_twins(pair) assert_int_equal(judge(pair), TWIN_NO)

static void title_and_authors_make_a_twin(void **state)
{
    struct pair *pair = *state;
    assert_twins(pair);
    pair->venue.title = "GREEDY ORDERS OF WEIGHTED HYPER-GRAPHS BY SMALL QUERIES.";
    assert_twins(pair);
    pair->venue.abstract = NULL;
    assert_twins(pair);
}

static void names_agree_by_family_and_initial(void **state)
{
    struct pair *pair = *state;
    by(pair, "A. Lovelace, A. Turing, W. Li");
    assert_twins(pair);
    by(pair, "Li Wei, Ada Lovelace Jr., Alan Turing");
    assert_twins(pair);
    by(pair, "Ada Lovelace, Alan Turing");
    assert_twins(pair);
    by(pair, "Ada Lovelace, Alan Turing, Wei Li, Kurt G\303\266del, Grace Hopper");
    assert_twins(pair);
}

static void a_title_alone_is_never_enough(void **state)
{
    struct pair *pair = *state;
    by(pair, "Grace Hopper, Kurt Godel");
    assert_no_twins(pair);
    by(pair, "Grace Hopper, Alan Turing, Kurt Godel");
    pair->venue.abstract = NULL;
    assert_no_twins(pair);
    by(pair, "Bea Lovelace");
    assert_no_twins(pair);
    by(pair, "");
    assert_no_twins(pair);
}

static void one_of_many_authors_is_not_enough(void **state)
{
    struct pair *pair = *state;
    pair->arxiv.authors = names(&pair->arena, "Ada Lovelace");
    by(pair, "Ada Lovelace, B B, C C, D D, E E");
    assert_no_twins(pair);
}

static void a_sequel_is_another_work(void **state)
{
    struct pair *pair = *state;
    static const char *const sequels[] = {
        "Greedy orders of weighted hypergraphs by small queries II",
        "Greedy orders of weighted hypergraphs by small queries, part 2",
        "Greedy orders of weighted hypergraphs by small queries revisited",
        "Errata: Greedy orders of weighted hypergraphs by small queries",
        "Greedy orders of weighted hypergraphs by small queries: a survey",
        "Greedy orders of signed hypergraphs by small queries",
    };
    for (size_t i = 0; i < COUNT_OF(sequels); i++) {
        pair->venue.title = sequels[i];
        pair->venue.abstract = sequel;
        assert_no_twins(pair);
        pair->venue.abstract = NULL;
        assert_no_twins(pair);
    }
}

static void what_follows_a_work_repeats_much_of_it_and_is_another(void **state)
{
    struct pair *pair = *state;
    static const char *const answers[] = {
        "Greedy orders of weighted hypergraphs by small queries: a response",
        "Greedy orders of weighted hypergraphs by small queries: correction",
        "Greedy orders of weighted hypergraphs by small queries, continued",
        "Greedy orders of weighted hypergraphs by small queries IX",
        "Reply to comments on greedy orders of weighted hypergraphs by small queries",
        "Greedy orders of hypergraphs with few queries",
    };
    pair->venue.abstract =
        "We prove again that the greedy order of any weighted hypergraph can be "
        "computed by a stream of small queries, give a matching lower bound, and "
        "measure both on roads, proteins, citations and power grids. A gap in the "
        "earlier argument, found by readers, is closed.";
    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        pair->venue.title = answers[i];
        assert_no_twins(pair);
    }
}

static void one_title_each_year_is_another_work_each_year(void **state)
{
    struct pair *pair = *state;
    pair->venue.abstract = sequel;
    assert_twins(pair);
    pair->venue.venue = "ICLR.2027";
    assert_no_twins(pair);
    pair->venue.abstract = abstract;
    assert_twins(pair);
}

static void a_changed_title_needs_the_abstract(void **state)
{
    struct pair *pair = *state;
    static const char *const changed[] = {
        "Greedy orders of weighted hypergraphs by sublinear queries",
        "Ordering weighted hypergraphs greedily: small queries suffice",
        "GOWH: Greedy orders of hypergraphs with few queries",
        "Streaming elimination",
    };
    for (size_t i = 0; i < COUNT_OF(changed); i++) {
        pair->venue.title = changed[i];
        pair->venue.abstract = abstract;
        assert_twins(pair);
        pair->venue.abstract = sequel;
        assert_no_twins(pair);
        pair->venue.abstract = NULL;
        assert_no_twins(pair);
    }
}

static void a_slip_of_the_pen_needs_no_abstract(void **state)
{
    struct pair *pair = *state;
    pair->venue.abstract = NULL;
    pair->venue.title = "Greedy order of weighted hypergrahps by the small queries";
    assert_twins(pair);
    pair->venue.venue = "ICLR.2019";
    assert_no_twins(pair);
    pair->venue.venue = "ICLR.2024";
    by(pair, "Ada Lovelace, Alan Turing");
    assert_no_twins(pair);
}

static void short_titles_and_headings_need_more(void **state)
{
    struct pair *pair = *state;
    pair->arxiv.title = pair->venue.title = "Greedy orders";
    assert_twins(pair);
    pair->venue.abstract = sequel;
    assert_no_twins(pair);
    pair->venue.abstract = NULL;
    assert_twins(pair);
    pair->venue.venue = "ICLR.2019";
    assert_no_twins(pair);
    pair->venue.venue = "ICLR.2024";
    pair->arxiv.title = pair->venue.title = "Editorial introduction";
    assert_no_twins(pair);
    pair->venue.abstract = abstract;
    assert_twins(pair);
}

static void a_doi_tells_if_an_author_agrees(void **state)
{
    struct pair *pair = *state;
    pair->venue.title = "Something else";
    pair->venue.abstract = NULL;
    pair->venue.doi = "https://doi.org/10.1000/ABC";
    pair->arxiv.doi = "10.1000/xyz, 10.1000/abc";
    assert_int_equal(judge(pair), TWIN_BY_DOI);
    pair->arxiv.doi = "10.1000/abcd";
    assert_no_twins(pair);
    pair->arxiv.doi = NULL;
    pair->venue.doi = "10.48550/arXiv.2401.01234v2";
    assert_int_equal(judge(pair), TWIN_BY_DOI);
    pair->venue.doi = "10.48550/arXiv.2401.01235";
    assert_no_twins(pair);
    pair->venue.doi = "10.48550/arXiv.2401.01234";
    by(pair, "Grace Hopper");
    assert_no_twins(pair);
}

static void huge_and_empty_papers_are_judged_as_well(void **state)
{
    struct pair *pair = *state;
    char *title = arena_alloc(&pair->arena, 60001);
    memset(title, 'x', 60000);
    for (size_t i = 3; i < 60000; i += 4)
        title[i] = ' ';
    for (int i = 0; i < 2000; i++)
        ARENA_PUSH(&pair->arena, &pair->arxiv.authors, "Ada \303 \377 Lovelace");
    pair->arxiv.title = title;
    pair->arxiv.abstract = title;
    pair->arxiv.doi = title;
    pair->venue.doi = title;
    judge(pair);
    pair->venue = (struct paper){
        .branch = BRANCH_VENUE, .key = "x@Y", .title = "", .announced = DAY_NONE
    };
    assert_no_twins(pair);
}

#define twin_test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        twin_test(title_and_authors_make_a_twin),
        twin_test(names_agree_by_family_and_initial),
        twin_test(a_title_alone_is_never_enough),
        twin_test(one_of_many_authors_is_not_enough),
        twin_test(a_sequel_is_another_work),
        twin_test(what_follows_a_work_repeats_much_of_it_and_is_another),
        twin_test(one_title_each_year_is_another_work_each_year),
        twin_test(a_changed_title_needs_the_abstract),
        twin_test(a_slip_of_the_pen_needs_no_abstract),
        twin_test(short_titles_and_headings_need_more),
        twin_test(a_doi_tells_if_an_author_agrees),
        twin_test(huge_and_empty_papers_are_judged_as_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
