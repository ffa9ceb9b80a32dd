/* The twins of a paper, looked for in the other branch; see link_store.h. The index
 * brings the few that may be meant, model/twin.h decides. */
#include "store/related/link_store.h"

#include "base/clock.h"
#include "model/arxiv_id.h"
#include "model/doi.h"
#include "model/twin.h"
#include "store/index/paper_words.h"
#include "store/search/search_tree.h"

#include <string.h>

enum {
    TITLE_WORDS_MAX = 16,
    KEYWORDS_LOOKED_BY = 12,
    CANDIDATES_MAX = 12,
    DEADLINE_MS = 500,
    NAME_KEY_MAX = 4 * PAPER_NAME_MAX,
};

struct looking {
    struct db *db;
    const struct paper *paper;
    struct arena *arena; /* of the work */
    struct link_matches matches;
    struct arena *matches_arena;
    struct err *err;
};

static bool is_matched(const struct link_matches *matches, int64_t row)
{
    for (size_t i = 0; i < matches->count; i++)
        if (matches->items[i].arxiv == row || matches->items[i].venue == row)
            return true;
    return false;
}

/* Another paper that may be the same work. */
static void judge(struct looking *looking, const struct paper *other)
{
    const struct paper *paper = looking->paper;
    bool is_arxiv = paper->branch == BRANCH_ARXIV;
    const struct paper *arxiv = is_arxiv ? paper : other;
    const struct paper *venue = is_arxiv ? other : paper;
    enum twin_verdict verdict = twin_judge(looking->db->analyser, arxiv, venue);
    struct link_match match = { arxiv->row, venue->row,
                                verdict == TWIN_BY_DOI ? LINK_DOI
                                                       : LINK_TITLE_AUTHORS };
    if (verdict != TWIN_NO)
        ARENA_PUSH(looking->matches_arena, &looking->matches, match);
}

static bool weigh(struct looking *looking, int64_t row)
{
    struct paper other;
    bool found = false;
    if (is_matched(&looking->matches, row))
        return true;
    if (!search_load_row(looking->db, row, looking->arena, &other, &found,
                         looking->err))
        return false;
    if (found && other.branch != looking->paper->branch)
        judge(looking, &other);
    return true;
}

static bool weigh_doi(struct looking *looking, struct str doi)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct {
        int64_t *items;
        size_t count, capacity;
    } list = { 0 };
    const char *text = arena_text(looking->arena, doi);
    db_query(looking->db, SQL_PAPER_LIST_DOI, ARGS(db_text(":doi", text)), &rows,
             looking->err);
    while (rows_next(&rows))
        ARENA_PUSH(looking->arena, &list, row_int(&rows));
    if (!rows_ok(&rows))
        return false;
    for (size_t i = 0; i < list.count; i++)
        if (!weigh(looking, list.items[i]))
            return false;
    return true;
}

static bool weigh_own_doi(struct looking *looking, struct str doi)
{
    struct arxiv_id id;
    struct err ignored;
    int64_t row = 0;
    if (!doi_is_arxiv(doi) || !arxiv_id_read(doi, &id, &ignored))
        return true;
    return db_number(looking->db, SQL_PAPER_FIND, ARGS(db_text(":key", id.key)), &row,
                     looking->err) &&
           (row == 0 || weigh(looking, row));
}

static bool weigh_by_doi(struct looking *looking)
{
    const struct paper *paper = looking->paper;
    struct str rest = str_of(paper->doi);
    for (struct str doi = doi_next(&rest); doi.len > 0; doi = doi_next(&rest))
        if (!weigh_doi(looking, doi) || !weigh_own_doi(looking, doi))
            return false;
    if (paper->branch != BRANCH_ARXIV)
        return true;
    const char *own = arena_printf(looking->arena, "10.48550/arXiv.%s", paper->key);
    return weigh_doi(looking, str_of(own));
}

static struct query_node *word_node(struct arena *arena, unsigned fields,
                                    struct str term)
{
    struct query_node *node = ARENA_NEW(arena, struct query_node);
    const char **terms = ARENA_ARRAY(arena, const char *, 1);
    terms[0] = arena_text(arena, term);
    *node = (struct query_node){ .kind = QUERY_TERMS,
                                 .fields = fields,
                                 .terms = terms,
                                 .forms = terms,
                                 .term_count = 1,
                                 .all_common = term_is_common(term) };
    return node;
}

struct nodes {
    struct query_node *items[TITLE_WORDS_MAX + 4];
    size_t count;
};

static void add_title(const struct looking *looking, struct nodes *out)
{
    struct analyser *analyser = looking->db->analyser;
    struct nodes words = { .count = 0 };
    struct word word;
    analyser_start(analyser, str_of(looking->paper->title));
    while (words.count < TITLE_WORDS_MAX && analyser_next(analyser, &word))
        if (!term_is_common(word.term))
            words.items[words.count++] =
                word_node(looking->arena, 1u << FIELD_TITLE, word.term);
    if (words.count > 0)
        out->items[out->count++] =
            search_tree_join(looking->arena, QUERY_AND, words.items, words.count);
}

/* The last word of a name, which is its family's more often than not. */
static struct query_node *family_node(const struct looking *looking, const char *name)
{
    struct analyser *analyser = looking->db->analyser;
    struct word word;
    const char *last = NULL;
    analyser_start(analyser, str_of(name));
    while (analyser_next(analyser, &word))
        last = arena_text(looking->arena, word.term);
    return last == NULL ? NULL
                        : word_node(looking->arena, 1u << FIELD_AUTHORS, str_of(last));
}

/* The first and the last author together, by family name. */
static void add_authors(const struct looking *looking, struct nodes *out)
{
    const struct text_list *authors = &looking->paper->authors;
    struct query_node *both[2];
    if (authors->count == 0)
        return;
    both[0] = family_node(looking, authors->items[0]);
    both[1] = family_node(looking, authors->items[authors->count - 1]);
    if (both[0] == NULL || both[1] == NULL)
        return;
    out->items[out->count++] =
        search_tree_join(looking->arena, QUERY_AND, both, authors->count > 1 ? 2 : 1);
}

/* In the other branch, with the words of the title or the first and last author. */
static const struct query_node *build_root(const struct looking *looking)
{
    struct nodes ways = { .count = 0 };
    enum branch other =
        looking->paper->branch == BRANCH_ARXIV ? BRANCH_VENUE : BRANCH_ARXIV;
    add_title(looking, &ways);
    add_authors(looking, &ways);
    if (ways.count == 0)
        return NULL;
    return search_tree_within(
        looking->arena,
        search_tree_join(looking->arena, QUERY_OR, ways.items, ways.count),
        query_facet(looking->arena, looking->db->analyser, "branch",
                    branch_name(other)));
}

/* What ranks the candidates: the words that tell most of the paper. */
static struct rank_words telling_words(const struct looking *looking)
{
    struct paper_words words =
        paper_words_read(looking->db, looking->arena, looking->paper);
    return paper_words_rank(&words, looking->arena, KEYWORDS_LOOKED_BY);
}

static bool weigh_by_words(struct looking *looking)
{
    struct db *db = looking->db;
    struct search_ask ask = {
        .root = build_root(looking),
        .words = telling_words(looking),
        .is_preference = true,
        .order = SEARCH_BEST,
        .uncounted = true,
        .show = CANDIDATES_MAX,
        .deadline = clock_monotonic_us() + (int64_t)DEADLINE_MS * 1000,
    };
    struct search_result found = { 0 };
    if (ask.root == NULL)
        return true;
    if (!index_search(db->index, &ask, looking->arena, &found, looking->err))
        return false;
    for (size_t i = 0; i < found.count; i++)
        if (!weigh(looking, found.hits[i].row))
            return false;
    return true;
}

static bool search(struct db *db, const struct paper *paper, struct arena *arena,
                   struct link_matches *ret_matches, struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct looking looking = {
        .db = db, .paper = paper, .arena = &own, .matches_arena = arena, .err = err
    };
    if (!weigh_by_doi(&looking) || (db->index != NULL && !weigh_by_words(&looking)))
        return false;
    if (paper->branch == BRANCH_VENUE && looking.matches.count > 1)
        looking.matches.count = 1;
    *ret_matches = looking.matches;
    return true;
}

bool link_store_search(struct db *db, int64_t row, struct arena *arena,
                       struct link_matches *ret_matches, struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct paper paper;
    bool found = false;
    if (!search_load_row(db, row, &own, &paper, &found, err))
        return false;
    if (found)
        return search(db, &paper, arena, ret_matches, err);
    *ret_matches = (struct link_matches){ 0 };
    return true;
}
