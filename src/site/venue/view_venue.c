/* What stands below /venue/; see view_venue.h. */
#include "site/venue/view_venue.h"

#include "model/paper_address.h"
#include "site/paper/card_facts.h"
#include "site/paper/view_cards.h"
#include "site/paper/view_papers.h"
#include "site/search/search_ask.h"
#include "site/venue/view_edition.h"
#include "site/venue/view_latest.h"
#include "site/words.h"
#include "store/venue/venue_store.h"

#include <inttypes.h>

struct venue_papers {
    struct paper_list stored;
    struct text_list unknown;
    struct text_list keys; /* of all, in the asked order, each once */
};

bool view_is_venue(const struct request *request)
{
    struct str path = str_of(request->path);
    (void)str_skip(&path, LIT("/api/v1"));
    return str_starts(path, LIT("/venue/"));
}

/* True where it is known, or is not; false with err where the store failed. */
static bool find_key(struct db *db, const char *id, struct arena *arena,
                     const char **ret_key, struct err *err)
{
    struct err none = { 0 };
    if (venue_store_key(db, id, arena, ret_key, &none))
        return true;
    *ret_key = NULL;
    if (none.code == ERR_NOT_FOUND)
        return true;
    *err = none;
    return false;
}

bool view_venue_find(struct db *db, const char *id, struct arena *arena,
                     const char **ret_key, struct err *err)
{
    const char *key;
    if (!find_key(db, id, arena, &key, err))
        return false;
    const char *address = key == NULL ? paper_address_key(arena, str_of(id)) : NULL;
    if (address != NULL && strcmp(address, id) != 0 &&
        !find_key(db, address, arena, &key, err))
        return false;
    *ret_key = key;
    return true;
}

bool view_venue_key(struct db *db, const char *id, struct arena *arena,
                    const char **ret_key, struct err *err)
{
    const char *key;
    if (!view_venue_find(db, id, arena, &key, err))
        return false;
    *ret_key = key != NULL ? key : id;
    return true;
}

bool view_venue_paper(struct view *view, const char *id, struct paper *ret_paper,
                      struct err *err)
{
    struct paper paper;
    const char *key;
    if (!view_venue_key(view->db, id, view->arena, &key, err) ||
        !paper_store_get(view->db, key, view->arena, &paper, err))
        return false;
    if (paper.branch != BRANCH_VENUE)
        return err_set(err, ERR_NOT_FOUND, "%s is not a paper of proceedings",
                       words_excerpt(view->arena, key, 100));
    *ret_paper = paper;
    return true;
}

static bool look_up_one(struct view *view, const char *id, struct venue_papers *found,
                        struct err *err)
{
    struct paper paper;
    struct err none = { 0 };
    bool stored = view_venue_paper(view, id, &paper, &none);
    const char *key = stored ? paper.key : id;
    if (!stored && none.code != ERR_NOT_FOUND) {
        *err = none;
        return false;
    }
    if (text_list_has(&found->keys, key))
        return true;
    ARENA_PUSH(view->arena, &found->keys, key);
    if (stored)
        ARENA_PUSH(view->arena, &found->stored, paper);
    else
        ARENA_PUSH(view->arena, &found->unknown, key);
    return true;
}

static bool look_up(struct view *view, const char *what, struct venue_papers *found,
                    struct err *err)
{
    struct str rest = str_of(what);
    for (size_t count = 0; rest.len > 0; count++) {
        if (count == PAPERS_IDS_MAX)
            return err_set(err, ERR_INVALID, "more than %d ids", PAPERS_IDS_MAX);
        const char *id = arena_text(view->arena, str_trim(str_cut(&rest, ',')));
        if (id[0] != '\0' && !look_up_one(view, id, found, err))
            return false;
    }
    return true;
}

static bool add_ids(struct view *view, cJSON *record, const struct paper *paper,
                    struct err *err)
{
    struct text_list ids = { 0 };
    if (!venue_store_ids(view->db, paper->row, view->arena, &ids, err))
        return false;
    cJSON *list = json_set_list(record, "ids");
    for (size_t i = 0; i < ids.count; i++)
        json_add_text(list, ids.items[i]);
    cJSON *card = cJSON_GetObjectItemCaseSensitive(record, "card");
    card_facts_add(card, "Other ids",
                   words_joined(view->arena, ids.items, ids.count, ", "));
    return true;
}

static bool add_cards(struct view *view, const struct venue_papers *found,
                      struct err *err)
{
    cJSON *papers = json_set_list(view->root, "papers"), *record;
    for (size_t i = 0; i < found->stored.count; i++) {
        const struct paper *paper = &found->stored.items[i];
        struct paper_place place = {
            .index = (int64_t)i + 1,
            .total = (int64_t)found->stored.count,
            .asked_by_id = true,
        };
        if (!view_card_add(view, papers, paper, place, &record, err) ||
            !add_ids(view, record, paper, err))
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
    json_set_int(view->root, "show", (int64_t)found->keys.count);
    json_set_list(view->root, "coming");
    cJSON *unknown = json_set_list(view->root, "unknown");
    for (size_t i = 0; i < found->unknown.count; i++)
        json_add_text(unknown, found->unknown.items[i]);
    return add_cards(view, found, err);
}

static void set_notes(struct view *view, const struct venue_papers *found)
{
    json_set_list(view->page, "coming");
    cJSON *unknown = json_set_list(view->page, "unknown");
    for (size_t i = 0; i < found->unknown.count; i++) {
        const char *id = found->unknown.items[i];
        cJSON *note = json_add_object(unknown);
        json_set_text(note, "id", id);
        json_set_text(note, "text", "is not stored here.");
        json_set_text(note, "source_url", search_url_of(view->arena, id));
    }
}

/* "a@X,b@Y" as a page's path has it. */
static const char *papers_path(struct arena *arena, const struct venue_papers *found)
{
    const struct text_list *keys = &found->keys;
    return arena_printf(arena, "/venue/%s",
                        words_joined(arena, keys->items, keys->count, ","));
}

static const char *papers_url(struct arena *arena, const struct venue_papers *found)
{
    const struct text_list *keys = &found->keys;
    const char **escaped = ARENA_ARRAY(arena, const char *, keys->count);
    for (size_t i = 0; i < keys->count; i++)
        escaped[i] = words_escaped(arena, keys->items[i], true);
    return arena_printf(arena, "/venue/%s",
                        words_joined(arena, escaped, keys->count, ","));
}

static void set_page(struct view *view, const struct venue_papers *found,
                     const char *name, const char *heading)
{
    struct arena *arena = view->arena;
    const struct paper *first = &found->stored.items[0];
    bool one = found->keys.count == 1;
    struct page_head head = {
        .title = name,
        .description = one && first->abstract != NULL
                           ? words_excerpt(arena, first->abstract, 300)
                           : name,
        .branch = "venue",
        .canonical_url = papers_url(arena, found),
    };
    view_head(view, &head);
    json_set_text(view->page, "heading", heading);
    json_set_text(view->page, "total_text",
                  arena_printf(arena, "%zu", found->stored.count));
    json_set_null(view->page, "pager");
    set_notes(view, found);
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
        return err_set(err, ERR_NOT_FOUND, "no paper with the id %s is stored here",
                       words_excerpt(view->arena, what, 100));
    if (view_leads_to(view, papers_path(view->arena, &found),
                      papers_url(view->arena, &found)))
        return true;
    bool one = found.keys.count == 1;
    const char *several =
        words_count(view->arena, (int64_t)found.keys.count, "paper", "papers");
    const char *name = one ? found.stored.items[0].title : several;
    view->template = "papers";
    if (!set_root(view, &found, name, err))
        return false;
    set_page(view, &found, name, one ? found.stored.items[0].key : several);
    return true;
}

/* Ids hold an @, editions and series never do. */
static bool is_edition(const char *what)
{
    return strpbrk(what, "@,/") == NULL;
}

bool view_venue_tree(struct view *view, struct err *err)
{
    const char *what = view->request->arguments[0];
    if (strcmp(what, "latest") == 0)
        return view_latest_tree(view, err);
    if (is_edition(what))
        return view_edition_tree(view, what, err);
    return build_papers(view, what, err);
}
