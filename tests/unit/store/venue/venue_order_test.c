/* What six sources tell of the same papers, in random orders and repetitions: an
 * edition for each order, and all of them the same in the end. Some papers meet by
 * their ids alone, some by a title, some only once a third source knows both. */
#include "store/test_venue.h"

#include <inttypes.h>

enum { PAPERS = 12, ORDERS = 8, TOLD_MAX = PAPERS * VENUE_DIALECT_COUNT * 2 };

static uint32_t chance(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 16) % below;
}

/* Which paper, and who tells of it. */
struct telling {
    int paper;
    enum venue_dialect dialect;
};

static void give_ids(struct arena *arena, struct telling telling, int order,
                     struct venue_entry *entry)
{
    const char *review = arena_printf(arena, "r%d-%d@OpenReview", telling.paper, order);
    switch (telling.dialect) {
    case VENUE_PAPERLISTS:
    case VENUE_VIRTUAL:
        entry->paper.key = review;
        return;
    case VENUE_PMLR:
        entry->paper.key = arena_printf(arena, "p%d-%d@v1@PMLR", telling.paper, order);
        entry->ids = TEXTS(arena, review);
        return;
    case VENUE_OJS:
        entry->paper.key =
            arena_printf(arena, "%d@AAAI", 1000 * (order + 1) + telling.paper);
        return;
    default:
        entry->paper.key = arena_printf(arena, "n%d-%d@%s@LIST", telling.paper,
                                        (int)telling.dialect, entry->paper.venue);
    }
}

/* The same of the same telling, whatever the order. Sources of before the conference
 * know some papers under another title. */
static struct venue_entry entry_of(struct arena *arena, struct telling telling,
                                   int order)
{
    uint32_t seed = (uint32_t)(telling.paper * 100 + (int)telling.dialect);
    static const char *const groups[] = { NULL, "Oral", "Poster", "Long" };
    bool early = telling.dialect == VENUE_PAPERLISTS && telling.paper % 3 == 0;
    struct venue_entry entry = { .dialect = telling.dialect };
    chance(&seed, 2);
    entry.paper = (struct paper){ .branch = BRANCH_VENUE, .announced = DAY_NONE };
    entry.paper.venue = arena_printf(arena, "ORD.%d", 2000 + order);
    entry.paper.title = arena_printf(arena, "%s of limpet %d",
                                     early ? "Notes" : "The book", telling.paper);
    entry.paper.authors = TEXTS(arena, "Ada Lovelace");
    entry.paper.group = groups[chance(&seed, COUNT_OF(groups))];
    entry.paper.withdrawn = chance(&seed, 3) == 0;
    entry.position = chance(&seed, 50);
    if (chance(&seed, 2))
        entry.paper.abstract = arena_printf(arena, "By %d.", (int)telling.dialect);
    if (chance(&seed, 2))
        entry.paper.award = arena_printf(arena, "Best of %d", (int)telling.dialect);
    if (chance(&seed, 2))
        entry.paper.subjects =
            TEXTS(arena, "limpets", arena_printf(arena, "s%d", (int)telling.dialect));
    if (chance(&seed, 2))
        entry.arxiv = arena_printf(arena, "2401.0000%u", 1 + chance(&seed, 5));
    give_ids(arena, telling, order, &entry);
    return entry;
}

static size_t shuffled(uint32_t *seed, struct telling *tellings)
{
    static const enum venue_dialect dialects[] = { VENUE_PAPERLISTS, VENUE_CSL,
                                                   VENUE_VIRTUAL,    VENUE_PMLR,
                                                   VENUE_OJS,        VENUE_OWN };
    size_t count = 0;
    for (int paper = 0; paper < PAPERS; paper++)
        for (size_t i = 0; i < COUNT_OF(dialects); i++)
            for (uint32_t times = 1 + chance(seed, 2); times > 0; times--)
                tellings[count++] = (struct telling){ paper, dialects[i] };
    for (size_t i = count; i > 1; i--) {
        size_t other = chance(seed, (uint32_t)i);
        struct telling kept = tellings[i - 1];
        tellings[i - 1] = tellings[other];
        tellings[other] = kept;
    }
    return count;
}

/* All that is shown of a paper, and who told it. */
#define SHOWN                                                                          \
    "SELECT paper.title, paper.abstract, paper.authors, paper.award, paper.subjects, " \
    "paper.withdrawn, paper.group_name, own.name, tier.name, position, "               \
    "position_dialect, told, edition_paper.arxiv, "                                    \
    "(SELECT count(*) FROM paper_id WHERE paper_id.paper = paper.id), "                \
    "(SELECT count(*) FROM link WHERE link.venue = paper.id) "                         \
    "FROM edition_paper JOIN paper ON paper.id = edition_paper.paper "                 \
    "LEFT JOIN edition_group AS own ON own.id = own_group "                            \
    "LEFT JOIN edition_group AS tier ON tier.id = tier_group "                         \
    "WHERE paper.venue = 'ORD.%d'"

static void check_like_the_first(struct test_store *test, int order)
{
    struct edition edition =
        get_edition(test, arena_printf(&test->arena, "ORD.%d", 2000 + order));
    int64_t others =
        count_of(test, arena_printf(&test->arena,
                                    "SELECT count(*) FROM (" SHOWN " EXCEPT " SHOWN ")",
                                    2000, 2000 + order));
    if (edition.papers != PAPERS || others != 0)
        fail_msg("order %d: %" PRId64 " papers, %" PRId64 " of them otherwise", order,
                 edition.papers, others);
}

static void the_order_of_six_sources_does_not_count(void **state)
{
    struct test_store *test = *state;
    struct telling tellings[TOLD_MAX];
    uint32_t seed = 11;
    for (int i = 1; i <= 3; i++) {
        struct paper paper =
            test_paper(&test->arena, arena_printf(&test->arena, "2401.0000%d", i));
        put_paper(test, &paper);
    }
    for (int order = 0; order < ORDERS; order++) {
        size_t count = shuffled(&seed, tellings);
        for (size_t i = 0; i < count; i++) {
            struct venue_entry entry = entry_of(&test->arena, tellings[i], order);
            assert_null(put_entry(test, &entry).elsewhere);
        }
        check_like_the_first(test, order);
        for (size_t i = 0; i < count; i++) {
            struct venue_entry entry = entry_of(&test->arena, tellings[i], order);
            assert_int_equal(put_entry(test, &entry).change, PAPER_UNCHANGED);
        }
    }
    assert_true(count_of(test, "SELECT count(same_as) FROM paper") >= ORDERS);
    assert_ok(test, store_check(test->store, true, &test->err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(the_order_of_six_sources_does_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
