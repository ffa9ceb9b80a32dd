/* What of several sources stands: of each field the most believed word, in whatever
 * order they come. */
#include "store/test_store.h"
#include "store/venue/venue_merge.h"

#include "store/paper/paper_merge.h"

static struct venue_state nothing(void)
{
    return (struct venue_state){ .paper = { .branch = BRANCH_VENUE,
                                            .key = "1@ACL",
                                            .venue = "ACL.2024",
                                            .announced = DAY_NONE } };
}

static struct venue_state merged(struct venue_state state, struct venue_entry entry)
{
    return venue_merge(&state, &entry, false).state;
}

static bool same(const struct venue_state *a, const struct venue_state *b)
{
#define same_text(name) paper_same_text(a->paper.name, b->paper.name)
#define same_list(name) paper_same_list(&a->paper.name, &b->paper.name)
#define same_time(name) (a->paper.name == b->paper.name)
#define same_flag(name) (a->paper.name == b->paper.name)
#define same_own(name) paper_same_text(a->name, b->name)
#define X(kind, name)                                                                  \
    if (!same_##kind(name) ||                                                          \
        a->tellers[VENUE_FIELD_##name] != b->tellers[VENUE_FIELD_##name])              \
        return false;
    VENUE_FIELDS(X)
#undef X
    return a->position == b->position && a->position_teller == b->position_teller &&
           paper_same_text(a->paper.group, b->paper.group);
}

/* A small generator of numbers: the same ones each time. */
static uint32_t chance(uint32_t *state, uint32_t below)
{
    *state = *state * 1664525 + 1013904223;
    return (*state >> 16) % below;
}

static const char *maybe(struct arena *arena, uint32_t *seed, const char *what)
{
    return chance(seed, 2) ? arena_printf(arena, "%s %u", what, chance(seed, 3)) : NULL;
}

static struct venue_entry random_entry(struct arena *arena, uint32_t *seed,
                                       enum venue_dialect dialect)
{
    static const char *const groups[] = { NULL,     "Poster", "Spotlight", "Oral",
                                          "Top-5%", "Long",   "Findings" };
    struct venue_entry entry = { .dialect = dialect };
    struct paper *paper = &entry.paper;
    paper->title = arena_printf(arena, "A title %u", chance(seed, 3));
#define one_text(name) paper->name = maybe(arena, seed, #name);
#define one_list(name)                                                                 \
    if (chance(seed, 2))                                                               \
        paper->name = TEXTS(arena, maybe(arena, seed, #name), "x");
#define one_time(name) paper->name = chance(seed, 3) * 86400;
#define one_flag(name) paper->name = chance(seed, 2);
#define one_own(name)
#define X(kind, name) one_##kind(name)
    VENUE_FIELDS(X)
#undef X
    paper->group = groups[chance(seed, COUNT_OF(groups))];
    entry.arxiv = maybe(arena, seed, "arxiv");
    entry.position = chance(seed, 3);
    return entry;
}

static const size_t orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
                                    { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

static void the_order_of_three_sources_does_not_count(void **state)
{
    struct test_store *test = *state;
    uint32_t seed = 1;
    for (int round = 0; round < 5000; round++) {
        struct venue_entry told[3];
        enum venue_dialect lowest = (enum venue_dialect)chance(&seed, 6);
        for (size_t i = 0; i < 3; i++)
            told[i] = random_entry(&test->arena, &seed,
                                   (enum venue_dialect)(lowest + i + (i && round % 2)));
        struct venue_state first = nothing();
        for (size_t i = 0; i < COUNT_OF(orders); i++) {
            struct venue_state end = nothing();
            for (size_t j = 0; j < 3; j++)
                end = merged(end, told[orders[i][j]]);
            if (i == 0)
                first = end;
            if (!same(&first, &end))
                fail_msg("round %d, order %zu differs", round, i);
        }
    }
}

static void a_second_time_changes_nothing(void **state)
{
    struct test_store *test = *state;
    uint32_t seed = 7;
    for (int round = 0; round < 2000; round++) {
        struct venue_entry told[2] = {
            random_entry(&test->arena, &seed, VENUE_PMLR),
            random_entry(&test->arena, &seed, VENUE_PAPERLISTS),
        };
        struct venue_state end = merged(merged(nothing(), told[0]), told[1]);
        for (size_t i = 0; i < 2; i++) {
            struct venue_merge again = venue_merge(&end, &told[i], false);
            assert_false(again.changed || again.retold);
        }
    }
}

/* A file that tells of one paper several times, read twice. */
static void a_file_read_again_changes_nothing(void **state)
{
    struct test_store *test = *state;
    uint32_t seed = 3;
    for (int round = 0; round < 2000; round++) {
        struct venue_entry events[3];
        struct venue_state end =
            merged(nothing(), random_entry(&test->arena, &seed, VENUE_PAPERLISTS));
        for (size_t i = 0; i < 3; i++) {
            events[i] = random_entry(&test->arena, &seed, VENUE_VIRTUAL);
            end = venue_merge(&end, &events[i], i > 0).state;
        }
        for (size_t i = 0; i < 3; i++) {
            struct venue_merge again = venue_merge(&end, &events[i], i > 0);
            assert_false(again.changed || again.retold);
        }
    }
}

static void a_lower_source_fills_what_is_absent(void **state)
{
    (void)state;
    struct venue_entry high = { .paper = { .title = "High" }, .dialect = VENUE_ACL };
    struct venue_entry low = { .paper = { .title = "Low", .abstract = "Told by it." },
                               .dialect = VENUE_PAPERLISTS };
    struct venue_state end = merged(merged(nothing(), high), low);
    assert_string_equal(end.paper.title, "High");
    assert_string_equal(end.paper.abstract, "Told by it.");
    low.dialect = VENUE_BIBTEX;
    low.paper.abstract = "Told better.";
    end = merged(end, low);
    assert_string_equal(end.paper.abstract, "Told better.");
    high.paper.title = "Higher";
    assert_string_equal(merged(end, high).paper.title, "Higher");
}

static void groups_follow_source_and_tier(void **state)
{
    (void)state;
    static const struct {
        enum venue_dialect first_teller;
        const char *first;
        enum venue_dialect then_teller;
        const char *then, *group;
    } cases[] = {
        { VENUE_PAPERLISTS, "Poster", VENUE_PMLR, "Oral", "Oral" },
        { VENUE_PMLR, "Oral", VENUE_PAPERLISTS, "Poster", "Oral" },
        { VENUE_PAPERLISTS, "Oral", VENUE_PMLR, "Poster", "Oral" },
        { VENUE_PMLR, "Poster", VENUE_PAPERLISTS, "Oral", "Oral" },
        { VENUE_PMLR, "Oral", VENUE_PMLR, "Poster", "Oral" },
        { VENUE_PMLR, "Poster", VENUE_PMLR, "Oral", "Oral" },
        { VENUE_ACL, "Long", VENUE_PAPERLISTS, "Poster", "Long" },
        { VENUE_PAPERLISTS, "Poster", VENUE_ACL, "Long", "Long" },
        { VENUE_ACL, "Long", VENUE_ACL, "Short", "Short" },
        { VENUE_ACL, "Long", VENUE_PAPERLISTS, "Short", "Long" },
        { VENUE_ACL, "Long", VENUE_ACL, NULL, "Long" },
        { VENUE_PAPERLISTS, "Findings", VENUE_OPENREVIEW, "Poster", "Poster" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct venue_entry one = { .paper = { .title = "A", .group = cases[i].first },
                                   .dialect = cases[i].first_teller };
        struct venue_entry two = { .paper = { .title = "A", .group = cases[i].then },
                                   .dialect = cases[i].then_teller };
        struct venue_state end = merged(merged(nothing(), one), two);
        if (!str_eq(str_of(end.paper.group), str_of(cases[i].group)))
            fail_msg("case %zu: %s", i, end.paper.group);
    }
}

static void who_tells_the_same_counts_too(void **state)
{
    (void)state;
    struct venue_entry entry = { .paper = { .title = "A" }, .dialect = VENUE_PMLR };
    struct venue_state stored = merged(nothing(), entry);
    entry.dialect = VENUE_ACL;
    struct venue_merge merge = venue_merge(&stored, &entry, false);
    assert_false(merge.changed);
    assert_true(merge.retold);
    entry.dialect = VENUE_OJS;
    entry.paper.title = "B";
    assert_string_equal(merged(merge.state, entry).paper.title, "A");
}

static void the_most_believed_says_what_is_withdrawn(void **state)
{
    (void)state;
    struct venue_entry low = { .paper = { .title = "A", .withdrawn = true },
                               .dialect = VENUE_PAPERLISTS };
    struct venue_entry high = { .paper = { .title = "A" }, .dialect = VENUE_ACL };
    assert_true(merged(nothing(), low).paper.withdrawn);
    assert_false(merged(merged(nothing(), low), high).paper.withdrawn);
    assert_false(merged(merged(nothing(), high), low).paper.withdrawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(the_order_of_three_sources_does_not_count),
        store_test(a_second_time_changes_nothing),
        store_test(a_file_read_again_changes_nothing),
        cmocka_unit_test(a_lower_source_fills_what_is_absent),
        cmocka_unit_test(groups_follow_source_and_tier),
        cmocka_unit_test(who_tells_the_same_counts_too),
        cmocka_unit_test(the_most_believed_says_what_is_withdrawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
