/* Papers as feed entries. An entry's id is arXiv's own for the paper, so that a paper
 * that stands in several feeds is known to be one; times come from the papers, so an
 * unchanged feed is the same to the byte. */
#include "site/feed.h"

#include "site/view_paper.h"
#include "site/words.h"

/* For as long as the paper is known by its key. */
static const char *entry_id(struct arena *arena, const struct paper *paper)
{
    if (paper->branch == BRANCH_ARXIV)
        return arena_printf(arena, "oai:arXiv.org:%s", paper->key);
    return arena_printf(arena, "urn:x-paperfeed:venue:%s",
                        words_escaped(arena, paper->key, false));
}

static const char *absolute(const char *base, struct arena *arena, const char *path)
{
    return arena_printf(arena, "%s%s", base, path);
}

/* When the entry last meant something new; never absent. */
static int64_t entry_time(const struct paper *paper, const struct feed *feed)
{
    if (paper->updated != 0)
        return paper->updated;
    if (paper->published != 0)
        return paper->published;
    return feed->updated;
}

static int64_t feed_time(const struct feed *feed)
{
    int64_t latest = feed->updated;
    for (size_t i = 0; i < feed->count; i++)
        if (entry_time(&feed->papers[i], feed) > latest)
            latest = entry_time(&feed->papers[i], feed);
    return latest;
}

static void set_authors(cJSON *entry, const struct paper *paper)
{
    cJSON *authors = json_set_list(entry, "authors");
    for (size_t i = 0; i < paper->authors.count && i < FEED_AUTHORS_MAX; i++)
        json_set_text(json_add_object(authors), "name", paper->authors.items[i]);
}

static void set_time(cJSON *object, const char *name, int64_t time)
{
    char text[TIME_TEXT_SIZE];
    time_to_text(time, text);
    json_set_text(object, name, text);
}

static void add_atom_entry(cJSON *list, struct arena *arena, const char *base,
                           const struct feed *feed, const struct paper *paper)
{
    cJSON *entry = json_add_object(list);
    json_set_text(entry, "id", entry_id(arena, paper));
    json_set_text(entry, "title", paper->title);
    json_set_text(entry, "url", absolute(base, arena, view_paper_url(arena, paper)));
    json_set_text(entry, "source_url", view_paper_source_url(arena, paper));
    json_set_text(entry, "pdf_url", words_web_url(paper->pdf_url));
    json_set_time(entry, "published", paper->published);
    set_time(entry, "updated", entry_time(paper, feed));
    json_set_text(entry, "abstract", paper->abstract);
    set_authors(entry, paper);
    cJSON *categories = json_set_list(entry, "categories");
    for (size_t i = 0; i < paper->categories.count; i++)
        json_set_text(json_add_object(categories), "term", paper->categories.items[i]);
}

static void write_atom(struct view *view, const struct feed *feed, const char *base,
                       struct response *response)
{
    struct arena *arena = view->arena;
    json_set_text(view->root, "title", feed->title);
    json_set_text(view->root, "self_url", absolute(base, arena, feed->self_path));
    json_set_text(view->root, "home_url", absolute(base, arena, feed->home_path));
    json_set_text(view->root, "icon_url", absolute(base, arena, "/favicon.ico"));
    set_time(view->root, "updated", feed_time(feed));
    cJSON *entries = json_set_list(view->root, "entries");
    for (size_t i = 0; i < feed->count; i++)
        add_atom_entry(entries, arena, base, feed, &feed->papers[i]);
    response->content_type = "application/atom+xml; charset=utf-8";
    template_render(view->site->templates, "feed_atom", view->root, &response->body);
}

static void add_json_item(cJSON *list, struct arena *arena, const char *base,
                          const struct feed *feed, const struct paper *paper)
{
    cJSON *item = json_add_object(list);
    json_set_text(item, "id", entry_id(arena, paper));
    json_set_text(item, "url", absolute(base, arena, view_paper_url(arena, paper)));
    json_set_text(item, "external_url", view_paper_source_url(arena, paper));
    json_set_text(item, "title", paper->title);
    json_set_text(item, "content_text", paper->abstract ? paper->abstract : "");
    if (paper->published != 0)
        set_time(item, "date_published", paper->published);
    set_time(item, "date_modified", entry_time(paper, feed));
    set_authors(item, paper);
    cJSON *tags = json_set_list(item, "tags");
    for (size_t i = 0; i < paper->categories.count; i++)
        json_add_text(tags, paper->categories.items[i]);
}

static void write_json(struct view *view, const struct feed *feed, const char *base,
                       struct response *response)
{
    struct arena *arena = view->arena;
    cJSON *root = view->root;
    json_set_text(root, "version", "https://jsonfeed.org/version/1.1");
    json_set_text(root, "title", feed->title);
    json_set_text(root, "home_page_url", absolute(base, arena, feed->home_path));
    json_set_text(root, "feed_url", absolute(base, arena, feed->self_path));
    json_set_text(root, "language", "en");
    cJSON *items = json_set_list(root, "items");
    for (size_t i = 0; i < feed->count; i++)
        add_json_item(items, arena, base, feed, &feed->papers[i]);
    response->content_type = "application/feed+json";
    response_header(response, "Access-Control-Allow-Origin", "*");
    json_write(&response->body, root, false);
}

bool feed_answer(struct view *view, const struct feed *feed, enum feed_form form,
                 struct response *response, struct err *err)
{
    store_read_end(&view->db);
    bool keep;
    const char *base = view_base_url(view->site, view->request, &keep);
    if (form == FEED_ATOM)
        write_atom(view, feed, base, response);
    else
        write_json(view, feed, base, response);
    response->status = 200;
    response->asked_store = true;
    response->keep_seconds = keep ? VIEW_KEEP : 0;
    return view_body_fits(response, err);
}
