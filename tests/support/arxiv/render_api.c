/* The query API's Atom, in the form of the server of since November 2025. */
#include "render.h"

#include "base/hash.h"

#include <inttypes.h>

enum { API_DEFAULT = 10, API_WINDOW = 10000 };

struct api_wish {
    const char *id_list;
    struct name_list ids;
    size_t start, max_results;
};

static bool digits(const char **c, size_t min, size_t max)
{
    size_t count = 0;
    while (char_is_digit((*c)[count]) && count < max)
        count++;
    *c += count;
    return count >= min;
}

/* 2401.01234, 0704.0001v2, math/0309136, math.GT/0309136v1 */
static bool is_id(const char *text)
{
    const char *c = text;
    if (char_is_digit(*c)) {
        if (!digits(&c, 4, 4) || *c++ != '.' || !digits(&c, 4, 5))
            return false;
    } else {
        while (char_is_letter(*c) || *c == '-' || *c == '.')
            c++;
        if (c == text || *c++ != '/' || !digits(&c, 7, 7))
            return false;
    }
    if (*c == 'v') {
        c++;
        return digits(&c, 1, 4) && *c == '\0';
    }
    return *c == '\0';
}

const struct fake_paper *scene_paper(const struct scene *scene, const char *id)
{
    struct str key = str_of(id);
    int64_t version = 0;
    struct err err;
    size_t v = str_find_char(key, 'v');
    if (v < key.len && v > 6) {
        if (!str_to_int(str_from(key, v + 1), 1, 9999, &version, &err))
            return NULL;
        key = str_upto(key, v);
    }
    const struct fake_paper *paper =
        world_paper(scene->world, scene->day, key, (int)version);
    return paper == NULL || scene_has(scene->withheld, paper->id) ? NULL : paper;
}

static void put_time(struct buf *out, const char *name, int64_t time)
{
    char text[TIME_TEXT_SIZE];
    time_to_text(time, text);
    buf_printf(out, "    <%s>%s</%s>\n", name, text, name);
}

static void put_text(struct buf *out, const char *name, const char *text)
{
    if (text == NULL)
        return;
    buf_printf(out, "    <%s>", name);
    xml_text(out, text);
    buf_printf(out, "</%s>\n", name);
}

static void put_authors(struct buf *out, const struct fake_paper *paper)
{
    for (size_t i = 0; i < paper->authors.count; i++) {
        const char *name = paper->authors.items[i];
        buf_text(out, "    <author>\n      <name>");
        buf_text(out, strchr(name, ' ') == NULL ? " " : ""); /* so it does */
        xml_text(out, name);
        buf_text(out, "</name>\n    </author>\n");
    }
}

static void put_entry(struct buf *out, const struct fake_paper *paper)
{
    buf_printf(out, "  <entry>\n    <id>http://arxiv.org/abs/%sv%d</id>\n", paper->id,
               paper->version);
    put_text(out, "title", paper->title);
    put_time(out, "updated", paper->updated);
    buf_printf(out,
               "    <link href=\"https://arxiv.org/abs/%sv%d\" rel=\"alternate\""
               " type=\"text/html\"/>\n"
               "    <link href=\"https://arxiv.org/pdf/%sv%d\" rel=\"related\""
               " type=\"application/pdf\" title=\"pdf\"/>\n",
               paper->id, paper->version, paper->id, paper->version);
    put_text(out, "summary", paper->abstract);
    for (size_t i = 0; i < paper->categories.count; i++)
        buf_printf(out,
                   "    <category term=\"%s\""
                   " scheme=\"http://arxiv.org/schemas/atom\"/>\n",
                   paper->categories.items[i]);
    put_time(out, "published", paper->published);
    put_text(out, "arxiv:comment", paper->comment);
    buf_printf(out, "    <arxiv:primary_category term=\"%s\"/>\n",
               paper->categories.items[0]);
    put_text(out, "arxiv:journal_ref", paper->journal_ref);
    put_authors(out, paper);
    put_text(out, "arxiv:doi", paper->doi);
    if (paper->doi != NULL)
        buf_printf(out,
                   "    <link rel=\"related\" href=\"https://doi.org/%s\""
                   " title=\"doi\"/>\n",
                   paper->doi);
    buf_text(out, "  </entry>\n");
}

static void put_head(struct buf *out, const struct scene *scene,
                     const struct api_wish *wish, size_t total)
{
    char now[TIME_TEXT_SIZE];
    time_to_text(eastern_instant(scene->world->items[scene->day].date, 3600), now);
    uint64_t hash = hash_add(HASH_START, str_of(wish->id_list));
    buf_printf(out,
               "<?xml version='1.0' encoding='UTF-8'?>\n"
               "<feed xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\""
               " xmlns:arxiv=\"http://arxiv.org/schemas/atom\""
               " xmlns=\"http://www.w3.org/2005/Atom\">\n"
               "  <id>https://arxiv.org/api/%016" PRIx64 "AbCdEfGhIjK</id>\n"
               "  <title>arXiv Query: search_query=&amp;id_list=",
               hash);
    xml_text(out, wish->id_list);
    buf_printf(out,
               "&amp;start=%zu&amp;max_results=%zu</title>\n  <updated>%s</updated>\n"
               "  <link href=\"https://arxiv.org/api/query?search_query=&amp;start=%zu"
               "&amp;max_results=%zu&amp;id_list=",
               wish->start, wish->max_results, now, wish->start, wish->max_results);
    xml_text(out, wish->id_list);
    buf_printf(out,
               "\" type=\"application/atom+xml\"/>\n"
               "  <opensearch:itemsPerPage>%zu</opensearch:itemsPerPage>\n"
               "  <opensearch:totalResults>%zu</opensearch:totalResults>\n"
               "  <opensearch:startIndex>%zu</opensearch:startIndex>\n",
               wish->max_results, total, wish->start);
}

void render_api_error(const char *message, const char *slug, struct answer *answer)
{
    answer->status = 400;
    answer->content_type = "application/atom+xml; charset=utf-8";
    buf_printf(&answer->body,
               "<?xml version='1.0' encoding='UTF-8'?>\n"
               "<feed xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\""
               " xmlns:arxiv=\"http://arxiv.org/schemas/atom\""
               " xmlns=\"http://www.w3.org/2005/Atom\">\n"
               "  <id>https://arxiv.org/</id>\n  <title>arXiv Search Results</title>\n"
               "  <updated>2026-04-12T22:59:06Z</updated>\n"
               "  <opensearch:itemsPerPage>1</opensearch:itemsPerPage>\n"
               "  <opensearch:totalResults>1</opensearch:totalResults>\n"
               "  <opensearch:startIndex>0</opensearch:startIndex>\n"
               "  <entry>\n    <id>https://arxiv.org/api/errors#%s</id>\n"
               "    <title>Error</title>\n    <updated>2026-04-12T22:59:06Z</updated>\n"
               "    <link href=\"https://arxiv.org/api/errors#%s\" rel=\"alternate\""
               " type=\"text/html\"/>\n    <summary>",
               slug, slug);
    xml_text(&answer->body, message);
    buf_text(&answer->body,
             "</summary>\n    <author>\n      <name>arXiv api core</name>\n"
             "    </author>\n  </entry>\n</feed>\n");
}

static bool read_size(const char *text, size_t otherwise, size_t *ret_size)
{
    struct err err;
    int64_t size = (int64_t)otherwise;
    if (text != NULL && !str_to_int(str_of(text), 0, 1000000, &size, &err))
        return false;
    *ret_size = (size_t)size;
    return true;
}

/* False when an error was answered: one malformed id fails the whole batch. */
static bool read_wish(struct api_wish *wish, const char *start, const char *max_results,
                      struct arena *arena, struct answer *answer)
{
    if (!read_size(start, 0, &wish->start) ||
        !read_size(max_results, API_DEFAULT, &wish->max_results)) {
        render_api_error("max_results must be an integer",
                         "max_results_must_be_an_integer", answer);
        return false;
    }
    struct str rest = str_of(wish->id_list);
    while (rest.len > 0) {
        const char *id = arena_text(arena, str_trim(str_cut(&rest, ',')));
        if (!is_id(id)) {
            render_api_error(arena_printf(arena, "incorrect id format for %s", id),
                             "incorrect_id_format", answer);
            return false;
        }
        ARENA_PUSH(arena, &wish->ids, id);
    }
    return true;
}

/* By id, not in the order asked for: the order of an answer promises nothing. */
static int paper_order(const void *a, const void *b)
{
    return strcmp((*(const struct fake_paper *const *)b)->id,
                  (*(const struct fake_paper *const *)a)->id);
}

static void put_unasked(const struct scene *scene, struct buf *out)
{
    const struct fake_day *before = &scene->world->items[0];
    for (size_t i = 0; i < scene->api_extra && i < before->count; i++)
        put_entry(out, before->items[i].paper);
}

void render_api(const struct scene *scene, const char *id_list, const char *start,
                const char *max_results, struct answer *answer)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct api_wish wish = { .id_list = id_list };
    struct {
        const struct fake_paper **items;
        size_t count, capacity;
    } found = { 0 };
    if (!read_wish(&wish, start, max_results, &arena, answer))
        return;
    if (wish.max_results == 0 || wish.start + wish.max_results > API_WINDOW) {
        answer->status = 500;
        answer->content_type = "text/html; charset=utf-8";
        buf_text(&answer->body,
                 "<!doctype html><title>500 Internal Server Error</title>");
        return;
    }
    for (size_t i = scene->api_drops; i < wish.ids.count; i++) {
        const struct fake_paper *paper = scene_paper(scene, wish.ids.items[i]);
        if (paper != NULL)
            ARENA_PUSH(&arena, &found, paper);
    }
    if (found.count > 1)
        qsort(found.items, found.count, sizeof *found.items, paper_order);
    answer->content_type = "application/atom+xml; charset=utf-8";
    put_head(&answer->body, scene, &wish, found.count);
    for (size_t i = wish.start; i < found.count && i < wish.start + wish.max_results;
         i++)
        for (int times = scene->api_extra > 0 ? 2 : 1; times > 0; times--)
            put_entry(&answer->body, found.items[i]);
    put_unasked(scene, &answer->body);
    buf_text(&answer->body, "</feed>\n");
}
