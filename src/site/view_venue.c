/* What stands below /venue/; see view_venue.h. */
#include "site/view_venue.h"

#include "site/search_ask.h"
#include "site/view_cards.h"
#include "site/view_papers.h"
#include "site/words.h"

#include <inttypes.h>

struct venue_papers {
    struct paper_list stored;
    struct text_list unknown;
    size_t count;
};

bool view_is_venue(const struct request *request)
{
    struct str path = str_of(request->path);
    (void)str_skip(&path, LIT("/api/v1"));
    return str_starts(path, LIT("/venue/"));
}

bool view_venue_paper(struct view *view, const char *key, struct paper *ret_paper,
                      struct err *err)
{
    struct paper paper;
    if (!paper_store_get(view->db, key, view->arena, &paper, err))
        return false;
    if (paper.branch != BRANCH_VENUE)
        return err_set(err, ERR_NOT_FOUND, "%s is not a paper of proceedings",
                       words_excerpt(view->arena, key, 100));
    *ret_paper = paper;
    return true;
}

static bool look_up(struct view *view, const char *what, struct venue_papers *found,
                    struct err *err)
{
    struct str rest = str_of(what);
    while (rest.len > 0 && found->count < PAPERS_IDS_MAX) {
        const char *key = arena_text(view->arena, str_trim(str_cut(&rest, ',')));
        struct paper paper;
        struct err none = { 0 };
        found->count++;
        if (view_venue_paper(view, key, &paper, &none)) {
            ARENA_PUSH(view->arena, &found->stored, paper);
        } else if (none.code == ERR_NOT_FOUND) {
            ARENA_PUSH(view->arena, &found->unknown, key);
        } else {
            *err = none;
            return false;
        }
    }
    return true;
}

static bool add_cards(struct view *view, const struct venue_papers *found,
                      struct err *err)
{
    cJSON *papers = json_set_list(view->root, "papers"), *record;
    for (size_t i = 0; i < found->stored.count; i++) {
        struct paper_place place = {
            .index = (int64_t)i + 1,
            .total = (int64_t)found->stored.count,
            .asked_by_id = true,
        };
        if (!view_card_add(view, papers, &found->stored.items[i], place, &record, err))
            return false;
    }
    return true;
}

static bool set_root(struct view *view, const struct venue_papers *found,
                     const char *name, struct err *err)
{
    json_set_text(view->root, "name", name);
    json_set_text(view->root, "state", "complete");
    json_set_int(view->root, "total", (int64_t)found->stored.count);
    json_set_int(view->root, "skip", 0);
    json_set_int(view->root, "show", (int64_t)found->count);
    json_set_list(view->root, "coming");
    cJSON *unknown = json_set_list(view->root, "unknown");
    for (size_t i = 0; i < found->unknown.count; i++)
        json_add_text(unknown, found->unknown.items[i]);
    return add_cards(view, found, err);
}

static void set_page(struct view *view, const struct venue_papers *found,
                     const char *name, const char *heading)
{
    struct arena *arena = view->arena;
    const struct paper *first = &found->stored.items[0];
    bool one = found->count == 1;
    struct page_head head = {
        .title = name,
        .description = one && first->abstract != NULL
                           ? words_excerpt(arena, first->abstract, 300)
                           : name,
        .branch = "venue",
        .canonical_url = one ? view_paper_url(arena, first) : NULL,
    };
    view_head(view, &head);
    json_set_text(view->page, "heading", heading);
    json_set_text(view->page, "total_text",
                  arena_printf(arena, "%zu", found->stored.count));
    json_set_null(view->page, "pager");
    json_set_list(view->page, "coming");
    cJSON *unknown = json_set_list(view->page, "unknown");
    for (size_t i = 0; i < found->unknown.count; i++) {
        cJSON *note = json_add_object(unknown);
        json_set_text(note, "id", found->unknown.items[i]);
        json_set_text(note, "text", "is not stored here.");
        json_set_text(note, "source_url",
                      search_url_of(arena, found->unknown.items[i]));
    }
    if (one)
        view_paper_metas(cJSON_GetObjectItemCaseSensitive(view->page, "metas"), arena,
                         first);
}

static bool build_papers(struct view *view, const char *what, struct err *err)
{
    struct venue_papers found = { 0 };
    if (!look_up(view, what, &found, err))
        return false;
    if (found.stored.count == 0)
        return err_set(err, ERR_NOT_FOUND, "%s is not stored here",
                       words_excerpt(view->arena, what, 100));
    bool one = found.count == 1;
    const char *several =
        words_count(view->arena, (int64_t)found.count, "paper", "papers");
    const char *name = one ? found.stored.items[0].title : several;
    view->template = "papers";
    if (!set_root(view, &found, name, err))
        return false;
    set_page(view, &found, name, one ? found.stored.items[0].key : several);
    return true;
}

/* "/venue/ICLR.2024?group=Oral" is the search for venue:ICLR.2024 group:"Oral". */
static bool leads_to_search(struct view *view, const char *edition)
{
    struct arena *arena = view->arena;
    const char *group = request_param(view->request, "group");
    const char *query = arena_printf(arena, "venue:%s", edition);
    if (group != NULL && strchr(group, '"') == NULL)
        query = arena_printf(arena, "%s group:\"%s\"", query, group);
    view->redirect = arena_printf(arena, "/venue/search?query=%s",
                                  words_escaped(arena, query, false));
    return true;
}

static bool is_edition(const char *what)
{
    return strpbrk(what, "@,/\" \t") == NULL;
}

bool view_venue_tree(struct view *view, struct err *err)
{
    const char *what = view->request->arguments[0];
    if (view->is_page && is_edition(what))
        return leads_to_search(view, what);
    return build_papers(view, what, err);
}
