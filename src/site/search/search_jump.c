/* From ids to pages; see search_jump.h. */
#include "site/search/search_jump.h"

#include "model/arxiv_id.h"
#include "site/paper/view_paper.h"
#include "site/paper/view_papers.h"
#include "site/venue/view_venue.h"
#include "site/words.h"

struct jump {
    struct text_list keys[2]; /* by branch */
    size_t unknown;
};

/* As it is written in addresses, if it can be an arXiv id at all. */
static const char *arxiv_key(struct arena *arena, const char *id)
{
    struct arxiv_id read;
    struct err ignored;
    if (!arxiv_id_read(str_of(id), &read, &ignored))
        return NULL;
    return arena_text(arena, str_of(read.key));
}

/* By the key that it is stored under, or any other of its ids; NULL: not stored. */
static bool resolve(struct view *view, const char *id, const char **ret_key,
                    enum branch *ret_branch, struct err *err)
{
    if (!search_store_resolve(view->db, id, view->arena, ret_key, ret_branch, err))
        return false;
    if (*ret_key != NULL)
        return true;
    *ret_branch = BRANCH_VENUE;
    return view_venue_find(view->db, id, view->arena, ret_key, err);
}

static bool add_stored(struct view *view, const char *key, struct paper_list *papers,
                       struct err *err)
{
    struct paper paper;
    if (!paper_store_get(view->db, key, view->arena, &paper, err))
        return false;
    ARENA_PUSH(view->arena, papers, paper);
    return true;
}

static bool add_id(struct view *view, const char *id, struct jump *jump,
                   struct paper_list *papers, struct err *err)
{
    const char *key;
    enum branch branch = BRANCH_ARXIV;
    if (!resolve(view, id, &key, &branch, err))
        return false;
    bool stored = key != NULL;
    if (!stored) {
        key = arxiv_key(view->arena, id);
        branch = BRANCH_ARXIV;
    }
    if (key == NULL) {
        jump->unknown++;
        return true;
    }
    if (text_list_has(&jump->keys[branch], key))
        return true;
    ARENA_PUSH(view->arena, &jump->keys[branch], key);
    return !stored || add_stored(view, key, papers, err);
}

static const char *page_of(struct arena *arena, enum branch branch,
                           const struct text_list *keys)
{
    const char **escaped = ARENA_ARRAY(arena, const char *, keys->count);
    for (size_t i = 0; i < keys->count; i++)
        escaped[i] = words_escaped(arena, keys->items[i], true);
    return arena_printf(arena, "/%s/%s", branch_name(branch),
                        words_joined(arena, escaped, keys->count, ","));
}

bool search_jump(struct view *view, const struct query *query,
                 struct paper_list *papers, struct err *err)
{
    struct jump jump = { 0 };
    for (size_t i = 0; i < query->id_count && i < PAPERS_IDS_MAX; i++)
        if (!add_id(view, query->ids[i], &jump, papers, err))
            return false;
    const struct text_list *arxiv = &jump.keys[BRANCH_ARXIV];
    const struct text_list *venue = &jump.keys[BRANCH_VENUE];
    if (arxiv->count == 0 && venue->count == 0)
        return err_set(err, ERR_NOT_FOUND, "no paper with the id %s is stored here",
                       words_excerpt(view->arena, query->ids[0], 100));
    if (venue->count == 0)
        view->redirect = page_of(view->arena, BRANCH_ARXIV, arxiv);
    else if (arxiv->count == 0)
        view->redirect = page_of(view->arena, BRANCH_VENUE, venue);
    return true;
}
