/* Papers as feed entries. An entry's id is arXiv's own for the paper, so that a paper
 * that stands in several feeds is known to be one; times come from the papers, so an
 * unchanged feed is the same to the byte. */
#include "site/feed/feed.h"

#include "site/paper/view_paper.h"
#include "site/venue/edition_ask.h"
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

/* When the entry last meant something new; never absent: where nobody says more it is
 * the beginning of its edition's year. */
static int64_t entry_time(const struct paper *paper, int64_t otherwise)
{
    if (paper->updated != 0)
        return paper->updated;
    if (paper->published != 0)
        return paper->published;
    int32_t day = paper_day(paper);
    if (otherwise != 0 || day == DAY_NONE)
        return otherwise;
    return (int64_t)day * SECONDS_A_DAY;
}

static struct text_list first_authors(const struct paper *paper)
{
    struct text_list authors = paper->authors;
    if (authors.count > FEED_AUTHORS_MAX)
        authors.count = FEED_AUTHORS_MAX;
    return authors;
}

/* A venue paper's is its edition and group. */
static struct text_list categories_of(struct arena *arena, const struct paper *paper)
{
    struct text_list categories = { 0 };
    if (paper->venue == NULL)
        return paper->categories;
    ARENA_PUSH(arena, &categories, edition_heading(arena, paper->venue, paper->group));
    for (size_t i = 0; i < paper->categories.count; i++)
        ARENA_PUSH(arena, &categories, paper->categories.items[i]);
    return categories;
}

const struct feed_entry *feed_entries(struct arena *arena, const struct paper *papers,
                                      size_t count, int64_t otherwise)
{
    struct feed_entry *entries = ARENA_ARRAY(arena, struct feed_entry, count);
    for (size_t i = 0; i < count; i++)
        entries[i] = (struct feed_entry){
            .id = entry_id(arena, &papers[i]),
            .title = papers[i].title,
            .path = view_paper_url(arena, &papers[i]),
            .source_url = view_paper_web_url(arena, &papers[i]),
            .pdf_url = words_web_url(papers[i].pdf_url),
            .summary = papers[i].abstract,
            .published = papers[i].published,
            .updated = entry_time(&papers[i], otherwise),
            .authors = first_authors(&papers[i]),
            .categories = categories_of(arena, &papers[i]),
        };
    return entries;
}

static int64_t feed_time(const struct feed *feed)
{
    int64_t latest = feed->updated;
    for (size_t i = 0; i < feed->count; i++)
        if (feed->entries[i].updated > latest)
            latest = feed->entries[i].updated;
    return latest;
}

static void set_authors(cJSON *object, const struct feed_entry *entry)
{
    cJSON *authors = json_set_list(object, "authors");
    for (size_t i = 0; i < entry->authors.count; i++)
        json_set_text(json_add_object(authors), "name", entry->authors.items[i]);
}

static void set_time(cJSON *object, const char *name, int64_t time)
{
    char text[TIME_TEXT_SIZE];
    time_to_text(time, text);
    json_set_text(object, name, text);
}

static void add_atom_entry(cJSON *list, struct arena *arena, const char *base,
                           const struct feed_entry *entry)
{
    cJSON *object = json_add_object(list);
    json_set_text(object, "id", entry->id);
    json_set_text(object, "title", entry->title);
    json_set_text(object, "url", absolute(base, arena, entry->path));
    json_set_text(object, "source_url", entry->source_url);
    json_set_text(object, "pdf_url", entry->pdf_url);
    json_set_time(object, "published", entry->published);
    set_time(object, "updated", entry->updated);
    json_set_text(object, "abstract", entry->summary);
    set_authors(object, entry);
    cJSON *categories = json_set_list(object, "categories");
    for (size_t i = 0; i < entry->categories.count; i++)
        json_set_text(json_add_object(categories), "term", entry->categories.items[i]);
}

static void write_atom(struct view *view, const struct feed *feed, const char *base,
                       struct response *response)
{
    struct arena *arena = view->arena;
    json_set_text(view->root, "title", feed->title);
    json_set_text(view->root, "self_url", absolute(base, arena, feed->self_path));
    json_set_text(view->root, "home_url", absolute(base, arena, feed->home_path));
    json_set_text(view->root, "icon_url", absolute(base, arena, "/favicon.ico"));
    bool arxiv = feed->author_name == NULL;
    json_set_text(view->root, "author_name", arxiv ? "arXiv" : feed->author_name);
    json_set_text(view->root, "author_url", arxiv ? "https://arxiv.org/" : NULL);
    set_time(view->root, "updated", feed_time(feed));
    cJSON *entries = json_set_list(view->root, "entries");
    for (size_t i = 0; i < feed->count; i++)
        add_atom_entry(entries, arena, base, &feed->entries[i]);
    response->content_type = "application/atom+xml; charset=utf-8";
    template_render(view->site->templates, "feed_atom", view->root, &response->body);
}

static void add_json_item(cJSON *list, struct arena *arena, const char *base,
                          const struct feed_entry *entry)
{
    cJSON *item = json_add_object(list);
    json_set_text(item, "id", entry->id);
    json_set_text(item, "url", absolute(base, arena, entry->path));
    if (entry->source_url != NULL)
        json_set_text(item, "external_url", entry->source_url);
    json_set_text(item, "title", entry->title);
    json_set_text(item, "content_text",
                  entry->summary != NULL ? entry->summary : entry->title);
    if (entry->published != 0)
        set_time(item, "date_published", entry->published);
    set_time(item, "date_modified", entry->updated);
    set_authors(item, entry);
    cJSON *tags = json_set_list(item, "tags");
    for (size_t i = 0; i < entry->categories.count; i++)
        json_add_text(tags, entry->categories.items[i]);
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
        add_json_item(items, arena, base, &feed->entries[i]);
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
