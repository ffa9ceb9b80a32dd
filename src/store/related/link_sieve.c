/* The walk over all papers beside those that came; see link_sieve.h. What came lies in
 * two tables, sorted by hashes of names and of DOIs: each paper that passes counts the
 * names that it shares with each of those, and asks about the few that share enough. */
#include "store/related/link_sieve.h"

#include "index/index.h"
#include "model/twin_sketch.h"
#include "store/paper/paper_record.h"

#include <stdlib.h>
#include <string.h>

enum {
    SIEVED_MAX = 200000,      /* papers whose sketches are held at once: some 60 MB */
    PASSED_FOR_A_SEARCH = 40, /* papers that pass while one is searched for */
    LOOK_AFTER = 1000,        /* papers, whether to stop */
};

struct card {
    struct twin_sketch sketch;
    int64_t row;
    size_t names; /* that the paper which passes shares with it */
    bool may_have_twin;
};

/* A hash of what came, and whose it is. */
struct mark {
    uint64_t key;
    uint32_t card;
};
struct marks {
    struct mark *items;
    size_t count, capacity;
};

struct sieving {
    struct db *db;
    struct arena arena; /* of the cards */
    struct card *cards;
    size_t count;
    struct marks names, dois;
    uint32_t *shared; /* the cards that share names with the paper which passes */
    size_t shared_count;
    struct err *err;
};

static void sieving_done(struct sieving *sieving)
{
    arena_done(&sieving->arena);
}

static int mark_order(const void *a, const void *b)
{
    const struct mark *left = a, *right = b;
    if (left->key != right->key)
        return left->key < right->key ? -1 : 1;
    return left->card < right->card ? -1 : left->card > right->card;
}

static int row_order(const void *a, const void *b)
{
    const int64_t *left = a, *right = b;
    return *left < *right ? -1 : *left > *right;
}

static void sort_marks(struct marks *marks)
{
    if (marks->count > 1)
        qsort(marks->items, marks->count, sizeof *marks->items, mark_order);
}

/* The first of that key, or what would stand behind it. */
static size_t find_mark(const struct marks *marks, uint64_t key)
{
    size_t low = 0, high = marks->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (marks->items[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Hashes of one branch meet those of the other alone. */
static uint64_t in_branch(uint64_t key, enum branch branch)
{
    return key ^ (branch == BRANCH_ARXIV ? 0 : UINT64_C(0x9e3779b97f4a7c15));
}

static enum branch other_branch(enum branch branch)
{
    return branch == BRANCH_ARXIV ? BRANCH_VENUE : BRANCH_ARXIV;
}

static struct twin_sketch read_sketch(struct db *db, struct rows *rows,
                                      struct arena *arena, enum branch *ret_branch)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct paper paper = { .branch = (enum branch)row_enum(rows, BRANCH_VENUE + 1) };
    paper.key = row_text(rows, &own);
    paper.title = row_text(rows, &own);
    paper_record_split(&own, row_view(rows), '\n', &paper.authors);
    bool has_abstract = row_bool(rows);
    paper.published = row_int(rows);
    paper.announced = row_day(rows);
    paper.doi = row_text(rows, &own);
    paper.venue = row_text(rows, &own);
    *ret_branch = paper.branch;
    return twin_sketch_make(db->analyser, arena, &paper, has_abstract);
}

static void add_mark(struct arena *arena, struct marks *marks, uint64_t key,
                     size_t card)
{
    struct mark mark = { key, (uint32_t)card };
    ARENA_PUSH(arena, marks, mark);
}

static void add_marks(struct sieving *sieving, size_t number, enum branch branch)
{
    const struct twin_sketch *sketch = &sieving->cards[number].sketch;
    struct arena *arena = &sieving->arena;
    for (size_t i = 0; i < sketch->name_count; i++) {
        const struct name_keys *name = &sketch->names[i];
        if (name->family == 0)
            continue;
        add_mark(arena, &sieving->names, in_branch(name->family, branch), number);
        add_mark(arena, &sieving->names, in_branch(name->whole, branch), number);
    }
    for (size_t i = 0; i < sketch->dois.count; i++)
        add_mark(arena, &sieving->dois, in_branch(sketch->dois.items[i], branch),
                 number);
}

static bool add_card(struct sieving *sieving, int64_t row)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(sieving->db, SQL_LINK_GET_SKETCH, ARGS(db_int(":id", row)), &rows,
             sieving->err);
    if (rows_next(&rows)) {
        enum branch branch;
        size_t number = sieving->count++;
        struct card *card = &sieving->cards[number];
        card->row = row;
        card->sketch = read_sketch(sieving->db, &rows, &sieving->arena, &branch);
        add_marks(sieving, number, branch);
    }
    return rows_ok(&rows);
}

/* In the order of rows, which is the order on the disk; each once. */
static bool add_cards(struct sieving *sieving, const struct link_todo *todo)
{
    sieving->cards = ARENA_ARRAY(&sieving->arena, struct card, todo->count);
    sieving->shared = ARENA_ARRAY(&sieving->arena, uint32_t, todo->count);
    int64_t *rows = ARENA_ARRAY(&sieving->arena, int64_t, todo->count);
    memcpy(rows, todo->rows, todo->count * sizeof *rows);
    qsort(rows, todo->count, sizeof *rows, row_order);
    for (size_t i = 0; i < todo->count; i++)
        if ((i == 0 || rows[i] != rows[i - 1]) && !add_card(sieving, rows[i]))
            return false;
    sort_marks(&sieving->names);
    sort_marks(&sieving->dois);
    return true;
}

static void count_name(struct sieving *sieving, uint64_t key)
{
    const struct marks *marks = &sieving->names;
    for (size_t i = find_mark(marks, key);
         i < marks->count && marks->items[i].key == key; i++) {
        uint32_t number = marks->items[i].card;
        if (sieving->cards[number].names++ == 0)
            sieving->shared[sieving->shared_count++] = number;
    }
}

static void take_dois(struct sieving *sieving, uint64_t key)
{
    const struct marks *marks = &sieving->dois;
    for (size_t i = find_mark(marks, key);
         i < marks->count && marks->items[i].key == key; i++)
        sieving->cards[marks->items[i].card].may_have_twin = true;
}

static void pass(struct sieving *sieving, const struct twin_sketch *sketch,
                 enum branch branch)
{
    enum branch other = other_branch(branch);
    sieving->shared_count = 0;
    for (size_t i = 0; i < sketch->dois.count; i++)
        take_dois(sieving, in_branch(sketch->dois.items[i], other));
    for (size_t i = 0; i < sketch->name_count; i++) {
        if (sketch->names[i].family == 0)
            continue;
        count_name(sieving, in_branch(sketch->names[i].family, other));
        count_name(sieving, in_branch(sketch->names[i].turned, other));
    }
    for (size_t i = 0; i < sieving->shared_count; i++) {
        struct card *card = &sieving->cards[sieving->shared[i]];
        card->may_have_twin =
            card->may_have_twin || twin_possible(&card->sketch, sketch, card->names);
        card->names = 0;
    }
}

static bool pass_all(struct sieving *sieving, struct stop *stop, bool *ret_stopped)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(sieving->db, SQL_LINK_LIST_SKETCHES, NO_ARGS, &rows, sieving->err);
    for (size_t count = 0; rows_next(&rows); count++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        enum branch branch;
        if (count % LOOK_AFTER == 0 && stop_asked(stop)) {
            *ret_stopped = true;
            break;
        }
        struct twin_sketch sketch = read_sketch(sieving->db, &rows, &arena, &branch);
        pass(sieving, &sketch, branch);
    }
    return rows_ok(&rows);
}

static struct link_sieve take_passed(const struct sieving *sieving, int64_t place,
                                     struct arena *arena)
{
    struct link_sieve sieve = { .place = place };
    sieve.rows = ARENA_ARRAY(arena, int64_t, sieving->count);
    for (size_t i = 0; i < sieving->count; i++)
        if (sieving->cards[i].may_have_twin)
            sieve.rows[sieve.count++] = sieving->cards[i].row;
    return sieve;
}

static bool is_worth_it(const struct db *db, size_t count)
{
    return count > 0 && db->index->docs / PASSED_FOR_A_SEARCH <= count;
}

bool link_sieve_make(struct db *db, struct stop *stop, struct arena *arena,
                     struct link_sieve *ret_sieve, struct err *err)
{
    CLEANUP(sieving_done) struct sieving sieving = { .db = db, .err = err };
    struct link_sieve none = { .place = 0 };
    struct link_todo todo;
    bool stopped = false;
    if (!link_store_todo(db, SIEVED_MAX, &sieving.arena, &todo, err))
        return false;
    if (is_worth_it(db, todo.count) &&
        (!add_cards(&sieving, &todo) || !pass_all(&sieving, stop, &stopped)))
        return false;
    *ret_sieve =
        sieving.count > 0 && !stopped ? take_passed(&sieving, todo.place, arena) : none;
    return true;
}

bool link_sieve_passes(const struct link_sieve *sieve, int64_t place, int64_t row)
{
    return place > sieve->place ||
           (sieve->count > 0 &&
            bsearch(&row, sieve->rows, sieve->count, sizeof row, row_order) != NULL);
}
