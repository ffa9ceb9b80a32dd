/* From a view function to an answer: opens the read, prints the tree or draws it, and
 * builds the parts that all pages share. */
#include "site/view.h"

#include "http/assets.h"
#include "site/words.h"

#include <assert.h>
#include <inttypes.h>

void view_init(struct view *view, const struct site *site,
               const struct request *request, int64_t deadline_ms)
{
    *view = (struct view){
        .site = site,
        .request = request,
        .arena = request->arena,
        .now = request->now,
        .db = store_read_begin(site->options.store),
        .root = cJSON_CreateObject(),
        .status = 200,
        .keep_seconds = VIEW_KEEP,
    };
    store_read_deadline(view->db, deadline_ms);
}

void view_read_again(struct view *view, int64_t deadline_ms)
{
    if (view->db != NULL)
        return;
    view->db = store_read_begin(view->site->options.store);
    store_read_deadline(view->db, deadline_ms);
}

void view_done(struct view *view)
{
    store_read_end(&view->db);
    json_done(&view->root);
}

static void note_keeping(const struct view *view, struct response *response)
{
    response->status = view->status;
    response->asked_store = true;
    response->keep_seconds = view->keep_seconds;
    if (view->search_us > 0)
        response->time_part = (struct time_part){ "search", view->search_us };
    if (view->keep_seconds == 0)
        response->cache_control = "no-store";
}

bool view_body_fits(const struct response *response, struct err *err)
{
    return !response->body.full ||
           err_set(err, ERR_INVALID, "the answer is over %d MB; ask for less at once",
                   RESPONSE_BODY_MAX >> 20);
}

bool view_answer_page(const struct site *site, const struct request *request,
                      view_build *build, struct response *response, struct err *err)
{
    CLEANUP(view_done) struct view view;
    view_init(&view, site, request, VIEW_DEADLINE_MS);
    view.is_page = true;
    if (!build(&view, err))
        return false;
    store_read_end(&view.db);
    if (view.redirect != NULL) {
        response_redirect(response, 302, view.redirect);
        return true;
    }
    note_keeping(&view, response);
    if (response->status < 300)
        response->status = 200; /* browsers draw a 202 like a 200; proxies may not */
    response->content_type = "text/html; charset=utf-8";
    template_render(site->templates, view.template, view.root, &response->body);
    return view_body_fits(response, err);
}

bool view_leads_to(struct view *view, const char *path, const char *url)
{
    if (!view->is_page || strcmp(view->request->path, path) == 0)
        return false;
    const char *query = strchr(view->request->target, '?');
    view->redirect = arena_printf(view->arena, "%s%s", url, query != NULL ? query : "");
    return true;
}

static void drop_cards(cJSON *list)
{
    cJSON *item;
    cJSON_ArrayForEach(item, list)
        cJSON_DeleteItemFromObjectCaseSensitive(item, "card");
}

bool view_answer_api(const struct site *site, const struct request *request,
                     view_build *build, struct response *response, struct err *err)
{
    CLEANUP(view_done) struct view view;
    view_init(&view, site, request, VIEW_DEADLINE_MS);
    if (!build(&view, err))
        return false;
    store_read_end(&view.db);
    cJSON_DeleteItemFromObjectCaseSensitive(view.root, "page");
    cJSON *member;
    cJSON_ArrayForEach(member, view.root)
    {
        if (cJSON_IsArray(member))
            drop_cards(member);
    }
    note_keeping(&view, response);
    response->content_type = "application/json";
    response_header(response, "Access-Control-Allow-Origin", "*");
    json_write(&response->body, view.root, false);
    return view_body_fits(response, err);
}

static const char *static_url(struct arena *arena, const char *name)
{
    return arena_printf(arena, "/static/%s/%s", asset_version(), name);
}

void view_head(struct view *view, const struct page_head *head)
{
    cJSON *page = view->page = json_set_object(view->root, "page");
    const char *title = "paperfeed";
    if (head->title != NULL)
        title = arena_printf(view->arena, "%s | paperfeed", head->title);
    json_set_text(page, "title", title);
    json_set_text(page, "description", head->description);
    json_set_text(page, "branch", head->branch);
    json_set_text(page, "style_url", static_url(view->arena, "style.css"));
    json_set_text(page, "script_url", static_url(view->arena, "paperfeed.js"));
    json_set_text(page, "icon_url", static_url(view->arena, "icon.svg"));
    json_set_text(page, "canonical_url", head->canonical_url);
    json_set_text(page, "feed_url", head->feed_url);
    json_set_text(page, "feed_json_url", head->feed_json_url);
    json_set_null(page, "refresh");
    json_set_bool(page, "noindex", head->noindex);
    json_set_text(page, "query", head->query != NULL ? head->query : "");
    json_set_null(page, "problem");
    json_set_list(page, "metas");
}

void view_html(cJSON *object, const char *name, struct html html)
{
    assert(str_ends(str_of(name), LIT("_html")));
    json_set_text(object, name, html.markup);
}

/* The setters append; a value that view_head gave must go first. */
static cJSON *fresh_object(cJSON *parent, const char *name)
{
    cJSON_DeleteItemFromObjectCaseSensitive(parent, name);
    return json_set_object(parent, name);
}

void view_problem(struct view *view, const char *text, const char *after)
{
    cJSON *problem = fresh_object(view->page, "problem");
    json_set_text(problem, "text", text);
    json_set_text(problem, "after", after != NULL ? after : "");
}

void view_refresh(struct view *view, int seconds)
{
    cJSON_DeleteItemFromObjectCaseSensitive(view->page, "refresh");
    json_set_text(view->page, "refresh", arena_printf(view->arena, "%d", seconds));
}

const char *view_url_with(struct arena *arena, const char *url, const char *name,
                          const char *value)
{
    char joint = strchr(url, '?') == NULL ? '?' : '&';
    return arena_printf(arena, "%s%c%s=%s", url, joint, name, value);
}

static const char *url_at(struct view *view, const struct page_turn *turn, int64_t skip)
{
    const char *url = turn->url;
    if (turn->show != turn->show_default)
        url = view_url_with(view->arena, url, "show",
                            arena_printf(view->arena, "%" PRId64, turn->show));
    if (skip > 0)
        url = view_url_with(view->arena, url, "skip",
                            arena_printf(view->arena, "%" PRId64, skip));
    return url;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

void view_pager(struct view *view, const struct page_turn *turn)
{
    bool all_shown = turn->skip == 0 && turn->total <= turn->show;
    if (all_shown || turn->total == 0) {
        json_set_null(view->page, "pager");
        return;
    }
    struct arena *arena = view->arena;
    cJSON *pager = json_set_object(view->page, "pager");
    int64_t last = smaller(turn->skip + turn->show, turn->total);
    const char *text = "past the end";
    if (turn->skip < turn->total)
        text =
            arena_printf(arena, "%s–%s of %s", words_number(arena, turn->skip + 1),
                         words_number(arena, last), words_number(arena, turn->total));
    json_set_text(pager, "text", text);
    int64_t before = smaller(turn->skip, turn->total) - turn->show;
    json_set_text(pager, "previous_url",
                  turn->skip > 0 ? url_at(view, turn, before > 0 ? before : 0) : NULL);
    json_set_text(pager, "next_url",
                  last < turn->total && turn->skip < turn->total
                      ? url_at(view, turn, last)
                      : NULL);
    bool can_show_all = turn->total <= turn->show_max;
    const char *total = arena_printf(arena, "%" PRId64, turn->total);
    json_set_text(pager, "all_url",
                  can_show_all ? view_url_with(arena, turn->url, "show", total) : NULL);
    json_set_text(pager, "all_text",
                  arena_printf(arena, "show all %s", words_number(arena, turn->total)));
}

void view_empty(struct view *view, const char *text, const char *hint, const char *url,
                const char *url_text)
{
    cJSON *empty = fresh_object(view->page, "empty");
    json_set_text(empty, "text", text);
    json_set_text(empty, "hint", hint);
    json_set_text(empty, "url", url);
    json_set_text(empty, "url_text", url_text);
}

static bool is_host(struct str host)
{
    return host.len <= 255 &&
           str_has_only(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789.-:[]");
}

const char *view_base_url(const struct site *site, const struct request *request,
                          bool *ret_keep)
{
    *ret_keep = site->options.base_url != NULL;
    if (*ret_keep)
        return site->options.base_url;
    if (!is_host(str_of(request->host)))
        return "http://localhost";
    return arena_printf(request->arena, "http://%s", request->host);
}

bool view_read_window(const struct request *request, int64_t show_default,
                      int64_t *ret_skip, int64_t *ret_show, struct err *err)
{
    return request_param_int(request, "skip", 0, VIEW_SKIP_MAX, 0, ret_skip, err) &&
           request_param_int(request, "show", 1, VIEW_SHOW_MAX, show_default, ret_show,
                             err);
}

const struct server_counters *view_counters(const struct site *site)
{
    const struct site_options *options = &site->options;
    return options->counters != NULL ? options->counters(options->context) : NULL;
}
