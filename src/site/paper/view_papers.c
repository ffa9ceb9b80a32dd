/* The tree of papers.html: those that are stored, those on their way, those that do not
 * exist. */
#include "site/paper/view_papers.h"

#include "site/paper/view_cards.h"
#include "site/want.h"
#include "site/words.h"

#include <inttypes.h>

enum { REFRESH_SECONDS = 3, DESCRIPTION_MAX = 300, DESCRIPTION_IDS = 10 };

struct papers_found {
    struct paper_list stored; /* in the asked order */
    struct arxiv_id *absent;  /* the others */
    size_t absent_count;
};

struct papers {
    const struct arxiv_id *ids;
    size_t count;
    struct papers_found found;
    enum want_state *states; /* of the absent ones */
};

bool view_papers_read_ids(struct arena *arena, const char *what,
                          struct arxiv_id **ret_ids, size_t *ret_count, struct err *err)
{
    if (arxiv_id_read_list(str_of(what), PAPERS_IDS_MAX, arena, ret_ids, ret_count,
                           err))
        return true;
    size_t commas = 0;
    for (const char *c = what; *c != '\0'; c++)
        commas += *c == ',';
    if (commas < PAPERS_IDS_MAX)
        err->code = ERR_NOT_FOUND;
    return false;
}

const char *view_papers_ids_text(struct arena *arena, const struct arxiv_id *ids,
                                 size_t count)
{
    const char **keys = ARENA_ARRAY(arena, const char *, count);
    for (size_t i = 0; i < count; i++)
        keys[i] = ids[i].key;
    return words_joined(arena, keys, count, ",");
}

static bool find_papers(struct view *view, const struct arxiv_id *ids, size_t count,
                        struct papers_found *ret_found, struct err *err)
{
    struct papers_found found = {
        .absent = ARENA_ARRAY(view->arena, struct arxiv_id, count),
    };
    for (size_t i = 0; i < count; i++) {
        struct paper paper = { 0 };
        struct err none = { 0 };
        if (paper_store_get(view->db, ids[i].key, view->arena, &paper, &none)) {
            ARENA_PUSH(view->arena, &found.stored, paper);
        } else if (none.code == ERR_NOT_FOUND) {
            found.absent[found.absent_count++] = ids[i];
        } else {
            *err = none;
            return false;
        }
    }
    *ret_found = found;
    return true;
}

static bool look_up(struct view *view, struct papers *papers, struct err *err)
{
    struct papers_found *found = &papers->found;
    if (!find_papers(view, papers->ids, papers->count, found, err))
        return false;
    if (found->absent_count == 0)
        return true;
    papers->states = ARENA_ARRAY(view->arena, enum want_state, found->absent_count);
    if (!want_papers(view, found->absent, found->absent_count, papers->states, err))
        return false;
    view_read_again(view, VIEW_DEADLINE_MS);
    return true;
}

static size_t count_in(const struct papers *papers, enum want_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < papers->found.absent_count; i++)
        count += papers->states[i] == state;
    return count;
}

/* Nothing to show and nothing to wait for. */
static bool is_nothing(const struct view *view, const struct papers *papers,
                       struct err *err)
{
    if (papers->found.stored.count > 0 || count_in(papers, WANT_COMING) > 0)
        return false;
    size_t refused = count_in(papers, WANT_REFUSED);
    const char *first = papers->found.absent[0].key;
    if (refused == 0 && papers->count == 1)
        err_set(err, ERR_NOT_FOUND, "arXiv knows no paper %s", first);
    else if (refused == 0)
        err_set(err, ERR_NOT_FOUND, "arXiv knows none of these papers");
    else if (!view->site->options.fetching)
        err_set(err, ERR_NOT_FOUND,
                "%s is not stored here, and fetching is off on this server", first);
    else
        err_set(err, ERR_BUSY,
                "readers have asked for %d papers that are still being fetched",
                WANT_WAITING_MAX);
    return true;
}

static void add_ids(cJSON *root, const char *name, const struct papers *papers,
                    bool unknown)
{
    cJSON *list = json_set_list(root, name);
    for (size_t i = 0; i < papers->found.absent_count; i++)
        if ((papers->states[i] == WANT_UNKNOWN) == unknown)
            json_add_text(list, papers->found.absent[i].key);
}

static void add_notes(struct view *view, const char *name, const struct papers *papers,
                      bool unknown)
{
    cJSON *list = json_set_list(view->page, name);
    const char *coming =
        view->site->options.fetching
            ? "is being fetched from arXiv; this page reloads by itself."
            : "is not stored here, and fetching is off on this server.";
    for (size_t i = 0; i < papers->found.absent_count; i++) {
        if ((papers->states[i] == WANT_UNKNOWN) != unknown)
            continue;
        cJSON *note = json_add_object(list);
        json_set_text(note, "id", papers->found.absent[i].key);
        json_set_text(note, "text", unknown ? "is not known to arXiv." : coming);
        json_set_text(note, "source_url",
                      paper_arxiv_page_url(view->arena, papers->found.absent[i].key));
    }
}

static const char *place_text(struct arena *arena, const struct papers *papers)
{
    return papers->count == 1
               ? arena_text(arena, str_of(papers->ids[0].key))
               : words_count(arena, (int64_t)papers->count, "paper", "papers");
}

static const char *description(struct arena *arena, const struct papers *papers)
{
    if (papers->count == 1 && papers->found.stored.count == 1)
        return words_excerpt(arena, papers->found.stored.items[0].abstract,
                             DESCRIPTION_MAX);
    size_t shown = papers->count < DESCRIPTION_IDS ? papers->count : DESCRIPTION_IDS;
    const char *keys[DESCRIPTION_IDS];
    for (size_t i = 0; i < shown; i++)
        keys[i] = papers->ids[i].key;
    return arena_printf(arena, "Papers %s%s", words_joined(arena, keys, shown, ", "),
                        shown < papers->count ? " …" : "");
}

static bool set_root(struct view *view, const struct papers *papers, const char *name,
                     struct err *err)
{
    bool coming = count_in(papers, WANT_COMING) > 0;
    json_set_text(view->root, "name", name);
    json_set_text(view->root, "state", coming ? "coming" : "complete");
    json_set_int(view->root, "total", (int64_t)papers->found.stored.count);
    json_set_int(view->root, "skip", 0);
    json_set_int(view->root, "show", (int64_t)papers->count);
    add_ids(view->root, "coming", papers, false);
    add_ids(view->root, "unknown", papers, true);
    cJSON *list = json_set_list(view->root, "papers"), *record;
    for (size_t i = 0; i < papers->found.stored.count; i++) {
        struct paper_place place = {
            .index = (int64_t)i + 1,
            .total = (int64_t)papers->count,
            .asked_by_id = true,
        };
        if (!view_card_add(view, list, &papers->found.stored.items[i], place, &record,
                           err))
            return false;
    }
    return true;
}

static void set_page(struct view *view, const struct papers *papers, const char *name)
{
    struct arena *arena = view->arena;
    const char *ids = view_papers_ids_text(arena, papers->ids, papers->count);
    struct page_head head = {
        .title = name,
        .description = description(arena, papers),
        .branch = "arxiv",
        .canonical_url = arena_printf(arena, "/arxiv/%s", ids),
    };
    view_head(view, &head);
    json_set_text(view->page, "heading", place_text(arena, papers));
    json_set_text(view->page, "total_text",
                  arena_printf(arena, "%zu", papers->found.stored.count));
    json_set_null(view->page, "pager");
    add_notes(view, "coming", papers, false);
    add_notes(view, "unknown", papers, true);
    if (papers->count == 1 && papers->found.stored.count == 1)
        view_paper_metas(cJSON_GetObjectItemCaseSensitive(view->page, "metas"), arena,
                         &papers->found.stored.items[0]);
}

bool view_papers_tree(struct view *view, const struct arxiv_id *ids, size_t count,
                      struct err *err)
{
    struct papers papers = { .ids = ids, .count = count };
    if (!look_up(view, &papers, err) || is_nothing(view, &papers, err))
        return false;
    const char *name = place_text(view->arena, &papers);
    if (count == 1 && papers.found.stored.count == 1)
        name = papers.found.stored.items[0].title;
    view->template = "papers";
    if (!set_root(view, &papers, name, err))
        return false;
    set_page(view, &papers, name);
    if (papers.found.absent_count > 0)
        view->keep_seconds = 0;
    bool is_waiting =
        count_in(&papers, WANT_COMING) > 0 ||
        (view->site->options.fetching && count_in(&papers, WANT_REFUSED) > 0);
    if (is_waiting) {
        view_refresh(view, REFRESH_SECONDS);
        view->status = 202;
    }
    return true;
}
