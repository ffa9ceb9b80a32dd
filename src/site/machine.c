/* Health, robots, OPML and OpenAPI: short texts that no reader sees. */
#include "site/machine.h"

#include "site/list/list_ask.h"
#include "site/list/view_home.h"
#include "site/view.h"
#include "store/arxiv/poll_store.h"

static const struct {
    const char *path;
    struct str bytes;
} api_files[] = {
#define EMBED(stem, file, size, ...)                                                   \
    { (file), { (const char *)(const unsigned char[]){ __VA_ARGS__ 0 }, (size) } },
#include "api.def"
#undef EMBED
};

static bool answer_text(struct response *response, const char *text)
{
    response->status = 200;
    response->content_type = "text/plain; charset=utf-8";
    buf_text(&response->body, text);
    return true;
}

bool machine_healthz(void *context, const struct request *request,
                     struct response *response, struct err *err)
{
    (void)context, (void)request, (void)err;
    response->cache_control = "no-store";
    return answer_text(response, "ok\n");
}

bool machine_readyz(void *context, const struct request *request,
                    struct response *response, struct err *err)
{
    const struct site *site = context;
    (void)request;
    CLEANUP(store_read_end) struct db *db = store_read_begin(site->options.store);
    store_read_deadline(db, VIEW_DEADLINE_LONG_MS);
    struct pace pace;
    if (!poll_store_get_pace(db, &pace, err)) {
        err->code = ERR_BUSY;
        return err_add(err, "the store does not answer");
    }
    response->cache_control = "no-store";
    response->asked_store = true;
    return answer_text(response, "ok\n");
}

bool machine_robots(void *context, const struct request *request,
                    struct response *response, struct err *err)
{
    (void)context, (void)request, (void)err;
    response->keep_seconds = VIEW_KEEP;
    return answer_text(response, "User-agent: *\n"
                                 "Disallow: /search\n"
                                 "Disallow: /arxiv/search\n"
                                 "Disallow: /venue/search\n"
                                 "Disallow: /*/related\n"
                                 "Disallow: /*?*sort=\n"
                                 "Disallow: /api/\n"
                                 "Disallow: /metrics\n"
                                 "Crawl-delay: 5\n");
}

struct opml_feed {
    const char *text, *path, *feed_path;
};

static void add_feed(cJSON *feeds, struct arena *arena, const char *base,
                     const struct opml_feed *feed)
{
    cJSON *object = json_add_object(feeds);
    json_set_text(object, "text", feed->text);
    json_set_text(object, "url", arena_printf(arena, "%s%s", base, feed->path));
    json_set_text(object, "feed_url",
                  arena_printf(arena, "%s%s", base, feed->feed_path));
}

static void add_list(cJSON *feeds, struct arena *arena, const char *base,
                     const char *set_text, const char *text)
{
    const struct opml_feed feed = {
        .text = text,
        .path = list_url(arena, set_text, DAY_NONE, NULL),
        .feed_path = list_feed_url(arena, set_text, "/feed", DAY_NONE, NULL),
    };
    add_feed(feeds, arena, base, &feed);
}

bool machine_opml(void *context, const struct request *request,
                  struct response *response, struct err *err)
{
    const struct site *site = context;
    struct arena *arena = request->arena;
    bool keep;
    const char *base = view_base_url(site, request, &keep);
    CLEANUP(json_done) cJSON *root = cJSON_CreateObject();
    json_set_text(root, "title", "paperfeed");
    cJSON *feeds = json_set_list(root, "feeds");
    const char *combined = view_home_combined(site, arena);
    if (combined != NULL)
        add_list(feeds, arena, base, combined, "All watched categories");
    for (size_t i = 0; i < site->options.category_count; i++)
        add_list(feeds, arena, base, site->watched[i]->code,
                 arena_printf(arena, "%s %s", site->watched[i]->code,
                              site->watched[i]->name));
    const struct opml_feed latest = { "Latest proceedings", "/venue/latest",
                                      "/venue/latest/feed" };
    add_feed(feeds, arena, base, &latest);
    response->status = 200;
    response->content_type = "text/x-opml; charset=utf-8";
    response->keep_seconds = keep ? VIEW_KEEP : 0;
    template_render(site->templates, "opml", root, &response->body);
    return view_body_fits(response, err);
}

/* Browsers and launchers offer the search by this. */
bool machine_opensearch(void *context, const struct request *request,
                        struct response *response, struct err *err)
{
    const struct site *site = context;
    bool keep;
    const char *base = view_base_url(site, request, &keep);
    CLEANUP(json_done) cJSON *root = cJSON_CreateObject();
    json_set_text(root, "base_url", base);
    response->status = 200;
    response->content_type = "application/opensearchdescription+xml; charset=utf-8";
    response->keep_seconds = keep ? VIEW_KEEP : 0;
    template_render(site->templates, "opensearch", root, &response->body);
    return view_body_fits(response, err);
}

bool machine_openapi(void *context, const struct request *request,
                     struct response *response, struct err *err)
{
    (void)context, (void)request;
    for (size_t i = 0; i < COUNT_OF(api_files); i++) {
        if (strcmp(api_files[i].path, "openapi.json") != 0)
            continue;
        response->status = 200;
        response->content_type = "application/json";
        response->keep_seconds = VIEW_KEEP;
        response_header(response, "Access-Control-Allow-Origin", "*");
        buf_add(&response->body, api_files[i].bytes);
        return true;
    }
    return err_set(err, ERR_BROKEN, "openapi.json is not embedded");
}
