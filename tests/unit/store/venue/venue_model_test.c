/* Random entries against a naive model of the store: lists that are walked. What a
 * field becomes is the merge's own test; here it is which paper an entry means, what
 * stands where, and what is counted. */
#include "store/test_venue.h"
#include "store/venue/venue_merge.h"

#include "store/related/link_store.h"

enum { PAPERS_MAX = 400, IDS_MAX = 60, TITLES_MAX = 60, ENTRIES = 500 };

struct model_paper {
    struct venue_state state;
    bool gone;                /* it became another one */
    const char *ids[IDS_MAX]; /* its key first */
    enum venue_dialect tellers[IDS_MAX];
    size_t id_count;
    const char *titles[TITLES_MAX]; /* "edition title" */
    size_t title_count;
};

struct model {
    struct model_paper papers[PAPERS_MAX]; /* in the order in which they came */
    size_t count;
};

static uint32_t chance(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 16) % below;
}

static struct venue_entry random_entry(struct arena *arena, uint32_t *seed)
{
    static const char *const sources[] = { "OpenReview", "PMLR", "ACM.2024@LIST",
                                           "ACL" };
    static const char *const editions[] = { "ACM.2024", "BAA.2024" };
    static const char *const names[] = { "Ada Lovelace", "Lovelace, A.", "Alan Turing",
                                         "Grace Hopper" };
    static const char *const groups[] = { NULL, "Oral", "Poster", "Long" };
    struct venue_entry entry = { .dialect = (enum venue_dialect)(1 + chance(seed, 4)) };
    const char *keys[3];
    for (size_t i = 0; i < 3; i++)
        keys[i] =
            arena_printf(arena, "%u@%s", chance(seed, 30), sources[chance(seed, 4)]);
    entry.paper =
        (struct paper){ .branch = BRANCH_VENUE,
                        .key = keys[0],
                        .title = arena_printf(arena, "Title %u", chance(seed, 25)),
                        .venue = editions[chance(seed, 8) == 0],
                        .group = groups[chance(seed, 4)],
                        .announced = DAY_NONE };
    if (chance(seed, 3) > 0)
        entry.paper.abstract = arena_printf(arena, "Abstract %u", chance(seed, 3));
    if (chance(seed, 4) > 0)
        entry.paper.authors = TEXTS(arena, names[chance(seed, 4)]);
    if (chance(seed, 3) == 0)
        entry.ids = TEXTS(arena, keys[1], keys[2]);
    if (chance(seed, 4) == 0)
        entry.arxiv = arena_printf(arena, "2401.0000%u", 1 + chance(seed, 5));
    entry.position = chance(seed, 50);
    return entry;
}

static bool has_id(const struct model_paper *paper, const char *id)
{
    for (size_t i = 0; i < paper->id_count; i++)
        if (strcmp(paper->ids[i], id) == 0)
            return true;
    return false;
}

static struct model_paper *with_id(struct model *model, const char *id)
{
    for (size_t i = 0; i < model->count; i++)
        if (!model->papers[i].gone && has_id(&model->papers[i], id))
            return &model->papers[i];
    return NULL;
}

static bool has_own_id(const struct model_paper *paper, const char *id,
                       enum venue_dialect dialect)
{
    const char *source = strrchr(id, '@');
    for (size_t i = 0; i < paper->id_count; i++)
        if (strcmp(strrchr(paper->ids[i], '@'), source) == 0 &&
            (strcmp(source, "@LIST") != 0 || paper->tellers[i] == dialect))
            return true;
    return false;
}

static const char *family(const struct text_list *authors)
{
    if (authors->count == 0)
        return NULL;
    return strstr(authors->items[0], "Lovelace") != NULL
               ? "Lovelace"
               : strrchr(authors->items[0], ' ') + 1;
}

static bool has_title(const struct model_paper *paper, const char *title)
{
    for (size_t i = 0; i < paper->title_count; i++)
        if (strcmp(paper->titles[i], title) == 0)
            return true;
    return false;
}

/* At most eight papers of a title are looked at. */
static bool is_looked_at(const struct model *model, const struct model_paper *paper,
                         const char *title, const char *venue)
{
    size_t before = 0;
    for (const struct model_paper *other = model->papers; other != paper; other++)
        before += !other->gone && has_title(other, title) &&
                  strcmp(other->state.paper.venue, venue) == 0;
    return before < 8;
}

static bool is_meant(const struct model *model, const struct model_paper *paper,
                     const struct venue_entry *entry, const char *title)
{
    const char *one = family(&paper->state.paper.authors);
    const char *other = family(&entry->paper.authors);
    bool titled = !paper->gone && has_title(paper, title);
    bool own = has_own_id(paper, entry->paper.key, entry->dialect);
    for (size_t i = 0; i < entry->ids.count; i++)
        own |= has_own_id(paper, entry->ids.items[i], entry->dialect);
    return titled && !own &&
           (one == NULL || other == NULL || strcmp(one, other) == 0) &&
           strcmp(paper->state.paper.venue, entry->paper.venue) == 0 &&
           is_looked_at(model, paper, title, entry->paper.venue);
}

static struct model_paper *find(struct model *model, const struct venue_entry *entry,
                                const char *title)
{
    struct model_paper *found = with_id(model, entry->paper.key);
    for (size_t i = 0; i < entry->ids.count && found == NULL; i++)
        found = with_id(model, entry->ids.items[i]);
    for (size_t i = 0; i < model->count && found == NULL; i++)
        if (is_meant(model, &model->papers[i], entry, title))
            found = &model->papers[i];
    return found;
}

static void add_id(struct model *model, struct model_paper *paper, const char *id,
                   enum venue_dialect dialect)
{
    if (with_id(model, id) != NULL)
        return;
    assert_true(paper->id_count < IDS_MAX);
    paper->tellers[paper->id_count] = dialect;
    paper->ids[paper->id_count++] = id;
}

static void add_title(struct model_paper *paper, const char *title)
{
    for (size_t i = 0; i < paper->title_count; i++)
        if (strcmp(paper->titles[i], title) == 0)
            return;
    assert_true(paper->title_count < TITLES_MAX);
    paper->titles[paper->title_count++] = title;
}

/* Two papers that are one, unless a source gave each an id of its own. */
static bool absorb(struct model_paper *into, struct model_paper *from)
{
    if (from == NULL || from == into || from->gone ||
        strcmp(into->state.paper.venue, from->state.paper.venue) != 0)
        return false;
    for (size_t i = 0; i < from->id_count; i++)
        if (has_own_id(into, from->ids[i], from->tellers[i]))
            return false;
    into->state = venue_merge_two(&into->state, &from->state);
    for (size_t i = 0; i < from->id_count; i++) {
        assert_true(into->id_count < IDS_MAX);
        into->tellers[into->id_count] = from->tellers[i];
        into->ids[into->id_count++] = from->ids[i];
    }
    for (size_t i = 0; i < from->title_count; i++)
        add_title(into, from->titles[i]);
    from->gone = true;
    return true;
}

static bool absorb_others(struct model *model, struct model_paper *paper,
                          const struct venue_entry *entry, const char *title)
{
    bool absorbed = false;
    for (size_t i = 0; i < entry->ids.count; i++)
        absorbed |= absorb(paper, with_id(model, entry->ids.items[i]));
    for (size_t i = 0; i < model->count; i++)
        if (&model->papers[i] != paper &&
            is_meant(model, &model->papers[i], entry, title))
            absorbed |= absorb(paper, &model->papers[i]);
    return absorbed;
}

/* What the store should say of this entry. */
struct expected {
    enum paper_change change;
    const char *key; /* of the paper; NULL: it stands elsewhere */
};

static struct expected model_put(struct model *model, const struct venue_entry *entry,
                                 struct arena *arena)
{
    const char *title =
        arena_printf(arena, "%s %s", entry->paper.venue, entry->paper.title);
    struct model_paper *paper = find(model, entry, title);
    struct expected expected = { .change = PAPER_ADDED };
    if (paper != NULL && strcmp(paper->state.paper.venue, entry->paper.venue) != 0)
        return (struct expected){ .change = PAPER_UNCHANGED };
    bool is_new = paper == NULL;
    bool absorbed = !is_new && absorb_others(model, paper, entry, title);
    if (is_new) {
        assert_true(model->count < PAPERS_MAX);
        paper = &model->papers[model->count++];
        paper->state.paper = (struct paper){ .branch = BRANCH_VENUE,
                                             .key = entry->paper.key,
                                             .venue = entry->paper.venue,
                                             .announced = DAY_NONE };
    }
    size_t ids = paper->id_count;
    struct venue_merge merge = venue_merge(&paper->state, entry, false);
    paper->state = merge.state;
    add_id(model, paper, entry->paper.key, entry->dialect);
    for (size_t i = 0; i < entry->ids.count; i++)
        add_id(model, paper, entry->ids.items[i], entry->dialect);
    add_title(paper, title);
    if (!is_new)
        expected.change = absorbed || merge.changed || paper->id_count > ids
                              ? PAPER_CHANGED
                              : PAPER_UNCHANGED;
    expected.key = paper->state.paper.key;
    return expected;
}

static void check_put(struct test_store *test, const struct venue_entry *entry,
                      struct expected expected, int number)
{
    struct venue_put put = put_entry(test, entry);
    if (put.change != expected.change)
        fail_msg("entry %d: change %d, not %d", number, (int)put.change,
                 (int)expected.change);
    if ((put.elsewhere == NULL) != (expected.key != NULL))
        fail_msg("entry %d: it stands elsewhere, or not", number);
    if (expected.key != NULL && get_paper(test, expected.key).row != put.row)
        fail_msg("entry %d is another paper than %s", number, expected.key);
}

static void check_papers(struct test_store *test, const struct model *model)
{
    size_t seen = 0;
    for (size_t i = 0; i < model->count; i++) {
        const struct model_paper *told = &model->papers[i];
        if (told->gone)
            continue;
        seen++;
        struct paper paper = get_paper(test, told->state.paper.key);
        assert_string_equal(paper.title, told->state.paper.title);
        assert_string_equal(paper.venue, told->state.paper.venue);
        assert_true(str_eq(str_of(paper.abstract), str_of(told->state.paper.abstract)));
        assert_true(str_eq(str_of(paper.group), str_of(told->state.paper.group)));
        for (size_t j = 0; j < told->id_count; j++) {
            const char *key = NULL;
            with_reader(test, db)
                assert_ok(test, venue_store_key(db, told->ids[j], &test->arena, &key,
                                                &test->err));
            assert_string_equal(key, told->state.paper.key);
        }
    }
    assert_int_equal(count_of(test, "SELECT count(*) FROM edition_paper"), seen);
    assert_int_equal(count_of(test, "SELECT count(*) FROM paper WHERE branch = 1"),
                     model->count);
    assert_in_range(seen, 20, model->count - 5);
}

static void check_links(struct test_store *test, const struct model *model)
{
    size_t told = 0;
    for (size_t i = 0; i < model->count; i++)
        told += !model->papers[i].gone && model->papers[i].state.arxiv != NULL;
    assert_int_equal(count_of(test, "SELECT count(*) FROM link WHERE how = 0"), told);
    assert_int_equal(
        count_of(test, "SELECT count(*) FROM edition_paper, paper AS arxiv, link "
                       "WHERE arxiv.key = edition_paper.arxiv AND link.arxiv = "
                       "arxiv.id AND link.venue = edition_paper.paper"),
        told);
}

static void put_twins(struct test_store *test, int first, int last)
{
    for (int i = first; i <= last; i++) {
        struct paper paper =
            test_paper(&test->arena, arena_printf(&test->arena, "2401.0000%d", i));
        put_paper(test, &paper);
    }
}

static void random_entries_come_to_what_a_naive_model_says(void **state)
{
    struct test_store *test = *state;
    struct model *model = calloc(1, sizeof *model);
    assert_non_null(model);
    uint32_t seed = 5;
    put_twins(test, 1, 2);
    for (int i = 0; i < ENTRIES; i++) {
        struct venue_entry entry = random_entry(&test->arena, &seed);
        check_put(test, &entry, model_put(model, &entry, &test->arena), i);
        if (i == ENTRIES / 2)
            put_twins(test, 3, 5);
    }
    assert_in_range(model->count, 20, PAPERS_MAX);
    check_papers(test, model);
    check_links(test, model);
    assert_ok(test, store_check(test->store, true, &test->err));
    free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(random_entries_come_to_what_a_naive_model_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
