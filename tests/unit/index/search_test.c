/* Searches against a model that looks at every document: random queries over several
 * segments with dead documents must find the same, in the same order. */
#include "search_model.h"

#include <math.h>

struct world {
    struct index_folder *folder;
    struct model model;
    struct arena arena; /* of the model */
};

/* ---- a corpus ---- */

static void count_words(struct model *model)
{
    unsigned char freqs[FIELD_COUNT];
    for (size_t i = 0; i < model->count; i++) {
        model->live += !model->docs[i].dead;
        for (int word = 0; word < MODEL_WORDS; word++)
            model->held_by[word] +=
                model_freqs(&model->docs[i], &word, 1, FIELDS_ALL, freqs);
    }
}

static void add_segment(struct world *world, int64_t id, const size_t *picked,
                        size_t count)
{
    struct arena arena = { 0 };
    struct index_doc *docs = ARENA_ARRAY(&arena, struct index_doc, count);
    for (size_t i = 0; i < count; i++)
        docs[i] = model_index_doc(&arena, &world->model.docs[picked[i]]);
    folder_join(world->folder, id, docs, count);
    arena_done(&arena);
}

/* Every so many documents were replaced: an older one of the row lies in the first
 * segment, dead. */
static void bury(struct world *world, const struct model_doc *doc)
{
    const struct index_segment *part = world->folder->snapshot->segments;
    uint32_t at = 0;
    while (part->id != doc->segment)
        part++;
    assert_true(segment_find_row(part->segment, doc->row, &at));
    struct index_dead dead = { doc->segment, at };
    struct index_change change = { .dead = &dead, .dead_count = 1 };
    folder_publish(world->folder, &change);
}

static void make_world(struct world *world, struct index_folder *folder, size_t count,
                       size_t segments)
{
    struct model *model = &world->model;
    *world = (struct world){ .folder = folder, .model = { .random = count } };
    model->docs = ARENA_ARRAY(&world->arena, struct model_doc, count);
    size_t *picked = ARENA_ARRAY(&world->arena, size_t, count);
    model->count = count;
    for (size_t i = 0; i < count; i++) {
        /* three quarters in the first segment */
        uint32_t part = model_draw(model, 4) > 0 ? 0 : model_draw(model, segments);
        model->docs[i] = model_draw_doc(model, (int64_t)i + 1);
        model->docs[i].segment = part + 1;
    }
    for (size_t i = 1; i < count; i += 9) {
        bool is_first = model->docs[i - 1].segment == 1;
        model->docs[i - 1].dead = is_first && model->docs[i].segment != 1;
        if (model->docs[i - 1].dead)
            model->docs[i].row = model->docs[i - 1].row;
    }
    for (size_t part = 1; part <= segments; part++) {
        size_t held = 0;
        for (size_t i = 0; i < count; i++) {
            if (model->docs[i].segment == (int64_t)part)
                picked[held++] = i;
        }
        add_segment(world, (int64_t)part, picked, held);
    }
    for (size_t i = 0; i < count; i++) {
        if (model->docs[i].dead)
            bury(world, &model->docs[i]);
    }
    count_words(model);
    assert_int_equal(folder->snapshot->docs, model->live);
}

/* ---- random queries ---- */

static const char **draw_terms(struct world *world, size_t count)
{
    const char **terms = ARENA_ARRAY(&world->folder->arena, const char *, count);
    for (size_t i = 0; i < count; i++)
        terms[i] =
            arena_printf(&world->folder->arena, "k%d", model_draw_word(&world->model));
    return terms;
}

static unsigned draw_fields(struct world *world)
{
    unsigned drawn = model_draw(&world->model, 12);
    return drawn >= 1 && drawn < FIELDS_ALL ? drawn : (unsigned)FIELDS_ALL;
}

static struct query_node *new_node(struct world *world, enum query_kind kind)
{
    struct query_node *node = ARENA_NEW(&world->folder->arena, struct query_node);
    node->kind = kind;
    node->fields = draw_fields(world);
    return node;
}

static struct query_node *draw_words(struct world *world)
{
    struct query_node *node = new_node(world, QUERY_TERMS);
    uint32_t drawn = model_draw(&world->model, 8);
    node->term_count = drawn < 6 ? 1 : drawn - 4;
    node->terms = draw_terms(world, node->term_count);
    return node;
}

static struct query_node *draw_filter(struct world *world)
{
    struct model *model = &world->model;
    struct arena *arena = &world->folder->arena;
    struct query_node *node = new_node(world, QUERY_FACET);
    node->kind = (enum query_kind[]){ QUERY_FACET, QUERY_DATE, QUERY_HAS_FAQ, QUERY_ID,
                                      QUERY_PREFIX }[model_draw(model, 5)];
    node->facet = arena_printf(arena, "cat:%u", model_draw(model, CATEGORIES));
    node->id = arena_printf(arena, "%u", model_draw(model, 7));
    node->first = FIRST_DAY + (int32_t)model_draw(model, (uint32_t)model->count / 10);
    node->last = node->first + (int32_t)model_draw(model, (uint32_t)model->count / 10);
    node->terms = draw_terms(world, 1);
    node->term_count = 1;
    if (node->kind == QUERY_PREFIX && model_draw(model, 2) == 0)
        node->terms[0] = "k1";
    return node;
}

static struct query_node *draw_tree(struct world *world, int depth)
{
    uint32_t drawn = model_draw(&world->model, 10);
    if (depth == 0 || drawn < 4)
        return drawn % 4 > 0 ? draw_words(world) : draw_filter(world);
    struct query_node *node = new_node(world, drawn < 7 ? QUERY_AND : QUERY_OR);
    size_t count = 2 + model_draw(&world->model, 3);
    node->children = ARENA_ARRAY(&world->folder->arena, struct query_node *, count);
    for (size_t i = 0; i < count; i++) {
        struct query_node *child = draw_tree(world, depth - 1);
        if (node->kind == QUERY_AND && i > 0 && model_draw(&world->model, 5) == 0) {
            struct query_node *excluded = new_node(world, QUERY_NOT);
            excluded->children = ARENA_NEW(&world->folder->arena, struct query_node *);
            excluded->children[0] = child;
            excluded->child_count = 1;
            child = excluded;
        }
        node->children[node->child_count++] = child;
    }
    return node;
}

static void draw_rank_words(struct world *world, struct search_ask *ask)
{
    size_t count = model_draw(&world->model, 6);
    for (size_t i = 0; i < count; i++) {
        struct query_node *words = draw_words(world);
        struct rank_word word = { words->terms, words->term_count, words->fields,
                                  (float)model_draw(&world->model, 5) - 1 };
        ARENA_PUSH(&world->folder->arena, &ask->words, word);
    }
}

/* Those of has:faq, the ids (a row's remainder by seven) and the clicks. */
static void tell_rows(struct world *world, struct search_ask *ask)
{
    struct arena *arena = &world->arena;
    size_t count = world->model.count;
    struct row_key *faqs = ARENA_ARRAY(arena, struct row_key, count);
    struct row_key *keys = ARENA_ARRAY(arena, struct row_key, count);
    struct id_row *ids = ARENA_ARRAY(arena, struct id_row, count);
    for (size_t i = 0; i < count; i++) {
        const struct model_doc *doc = &world->model.docs[i];
        if (doc->dead)
            continue;
        if (doc->has_faq)
            faqs[ask->with_faq.count++].row = doc->row;
        if (doc->key > 0)
            keys[ask->keys.count++] = (struct row_key){ doc->row, doc->key };
        ids[ask->ids.count++] =
            (struct id_row){ arena_printf(arena, "%d", (int)(doc->row % 7)), doc->row };
    }
    ask->with_faq.items = faqs;
    ask->keys.items = keys;
    ask->ids.items = ids;
}

/* ---- the same found ---- */

struct expected {
    double score;
    const struct model_doc *doc;
};

static int in_order(const void *a, const void *b)
{
    const struct expected *left = a, *right = b;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    return (left->doc->row < right->doc->row) - (left->doc->row > right->doc->row);
}

static double score_of(const struct world *world, const struct search_ask *ask,
                       const struct model_doc *doc)
{
    switch (ask->order) {
    case SEARCH_BEST:
        return (double)model_score(&world->model, doc, &ask->words);
    case SEARCH_KEYED:
        return (double)doc->key;
    case SEARCH_TIME:
        return 0;
    }
    return 0;
}

static size_t expect(const struct world *world, const struct search_ask *ask,
                     struct expected *found)
{
    size_t count = 0;
    for (size_t i = 0; i < world->model.count; i++) {
        const struct model_doc *doc = &world->model.docs[i];
        if (doc->dead || (ask->root != NULL && !model_matches(doc, ask->root)))
            continue;
        found[count++] = (struct expected){ score_of(world, ask, doc), doc };
    }
    qsort(found, count, sizeof *found, in_order);
    return count;
}

static bool is_near(double a, double b)
{
    return fabs(a - b) <= 1e-5 * (1 + fabs(b));
}

/* Rows may change places only where their scores are the same but for rounding. */
static void assert_same_hits(const struct search_ask *ask,
                             const struct search_result *result,
                             const struct expected *found, size_t count)
{
    size_t skip = (size_t)ask->skip, show = (size_t)ask->show;
    size_t shown = count < skip ? 0 : count - skip < show ? count - skip : show;
    assert_int_equal(result->count, shown);
    for (size_t i = 0; i < shown; i++) {
        const struct search_hit *hit = &result->hits[i];
        const struct expected *wanted = &found[skip + i];
        assert_true(is_near((double)hit->score, wanted->score));
        size_t same = 0;
        while (same < count && (found[same].doc->row != hit->row ||
                                !is_near(found[same].score, wanted->score)))
            same++;
        assert_true(same < count);
        if (i > 0 && hit[-1].score == hit->score)
            assert_true(hit[-1].row > hit->row);
        assert_false(hit->some);
    }
}

static void assert_same_facets(const struct search_result *result,
                               const struct expected *found, size_t count)
{
    int64_t arxiv = 0, in_years = 0, first = 0, of_first = 0;
    for (size_t i = 0; i < count; i++) {
        int year, month, day;
        day_to_parts(found[i].doc->day, &year, &month, &day);
        arxiv += found[i].doc->edition == 0;
        of_first += year == first;
        if (year > first) {
            first = year;
            of_first = 1;
        }
    }
    for (size_t i = 0; i < result->year_count; i++)
        in_years += result->years[i].count;
    assert_int_equal(result->arxiv, arxiv);
    assert_int_equal(result->venue, (int64_t)count - arxiv);
    assert_int_equal(in_years, count);
    if (count > 0)
        assert_int_equal(result->years[0].count, of_first);
    int64_t in_editions = 0;
    for (size_t i = 0; i < result->edition_count; i++)
        in_editions += result->editions[i].count;
    assert_int_equal(in_editions, result->venue);
}

static void ask_at_random(struct world *world, struct search_ask ask)
{
    struct model *model = &world->model;
    struct expected *found =
        ARENA_ARRAY(&world->folder->arena, struct expected, model->count + 1);
    ask.root = model_draw(model, 20) > 0 ? draw_tree(world, 3) : NULL;
    ask.order = (enum search_order[]){ SEARCH_BEST, SEARCH_BEST, SEARCH_TIME,
                                       SEARCH_KEYED }[model_draw(model, 4)];
    draw_rank_words(world, &ask);
    ask.skip = model_draw(model, 3) > 0 ? 0 : model_draw(model, 50);
    ask.show = model_draw(model, 40);
    ask.facets = model_draw(model, 4) == 0;
    ask.is_preference = true;
    struct search_result result = folder_search(world->folder, &ask);
    size_t count = expect(world, &ask, found);
    assert_int_equal(result.total, count);
    assert_false(result.is_cut);
    assert_same_hits(&ask, &result, found, count);
    if (ask.facets)
        assert_same_facets(&result, found, count);
}

static void ask_many(struct index_folder *folder, size_t docs, size_t segments,
                     int queries)
{
    struct world world;
    struct search_ask ask = { 0 };
    make_world(&world, folder, docs, segments);
    tell_rows(&world, &ask);
    for (int i = 0; i < queries; i++) {
        ask_at_random(&world, ask);
        arena_done(&folder->arena);
    }
    arena_done(&world.arena);
}

static void a_few_documents_are_found_as_the_model_finds_them(void **state)
{
    ask_many(*state, 300, 4, 1500);
}

/* Several windows, lists of many blocks. */
static void many_documents_are_found_as_the_model_finds_them(void **state)
{
    ask_many(*state, 9000, 3, 60);
}

/* ---- single rows ---- */

static void rows_are_scored_as_the_best_are(void **state)
{
    struct world world;
    make_world(&world, *state, 2000, 3);
    struct search_ask ask = { 0 };
    int64_t rows[60];
    float scores[60];
    for (int round = 0; round < 50; round++) {
        ask.words = (struct rank_words){ 0 };
        draw_rank_words(&world, &ask);
        for (size_t i = 0; i < 60; i++)
            rows[i] = (int64_t)model_draw(&world.model, 2100) + 1;
        index_score_rows(world.folder->snapshot, &ask.words, rows, 60, scores);
        for (size_t i = 0; i < 60; i++) {
            float wanted = 0;
            for (size_t d = 0; d < world.model.count; d++) {
                const struct model_doc *doc = &world.model.docs[d];
                if (!doc->dead && doc->row == rows[i])
                    wanted = model_score(&world.model, doc, &ask.words);
            }
            assert_true(is_near((double)scores[i], (double)wanted));
        }
    }
    arena_done(&world.arena);
}

/* ---- bounds ---- */

static void a_page_beyond_the_depth_is_refused(void **state)
{
    struct index_folder *folder = *state;
    const char *titles[] = { "one" };
    folder_titles(folder, titles, 1);
    struct search_ask ask = { .skip = SEARCH_DEPTH_MAX, .show = 1 };
    struct search_result result;
    assert_false(
        index_search(folder->snapshot, &ask, &folder->arena, &result, &folder->err));
    assert_int_equal(folder->err.code, ERR_INVALID);
}

static void nothing_is_found_in_an_empty_index(void **state)
{
    struct index_folder *folder = *state;
    folder_take(folder);
    struct search_ask ask = folder_ask(&folder->arena, "anything");
    ask.some_below = 20;
    ask.facets = true;
    struct search_result result = folder_search(folder, &ask);
    assert_int_equal(result.total, 0);
    assert_int_equal(result.count, 0);
}

static void a_deadline_that_has_passed_cuts_the_answer(void **state)
{
    struct index_folder *folder = *state;
    const char *titles[] = { "one", "two" };
    folder_titles(folder, titles, 2);
    struct search_ask ask = folder_ask(&folder->arena, "one");
    ask.deadline = 1;
    ask.facets = true;
    assert_true(folder_search(folder, &ask).is_cut);
    ask.deadline = INT64_MAX;
    assert_false(folder_search(folder, &ask).is_cut);
}

/* ---- words that nearly every text holds ---- */

static void a_common_word_beside_others_only_adds_to_the_score(void **state)
{
    struct index_folder *folder = *state;
    const char *titles[] = { "the graph", "graph theory", "theory of the mind" };
    folder_titles(folder, titles, COUNT_OF(titles));
    struct search_ask ask = folder_ask(&folder->arena, "the graph");
    struct search_result found = folder_search(folder, &ask);
    assert_int_equal(found.total, 2);
    assert_int_equal(found.hits[0].row, 1);
    ask = folder_ask(&folder->arena, "of the");
    assert_int_equal(folder_search(folder, &ask).total, 1);
}

static void a_search_that_nobody_counts_finds_the_same(void **state)
{
    struct world world;
    make_world(&world, *state, 6000, 2);
    for (int i = 0; i < 40; i++) {
        struct search_ask ask = { .root = draw_tree(&world, 2), .show = 10 };
        draw_rank_words(&world, &ask);
        struct search_result counted = folder_search(world.folder, &ask);
        ask.uncounted = true;
        struct search_result found = folder_search(world.folder, &ask);
        assert_int_equal(found.count, counted.count);
        for (size_t hit = 0; hit < found.count; hit++)
            assert_int_equal(found.hits[hit].row, counted.hits[hit].row);
    }
    arena_done(&world.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(a_few_documents_are_found_as_the_model_finds_them),
        folder_test(many_documents_are_found_as_the_model_finds_them),
        folder_test(rows_are_scored_as_the_best_are),
        folder_test(a_page_beyond_the_depth_is_refused),
        folder_test(nothing_is_found_in_an_empty_index),
        folder_test(a_common_word_beside_others_only_adds_to_the_score),
        folder_test(a_search_that_nobody_counts_finds_the_same),
        folder_test(a_deadline_that_has_passed_cuts_the_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
