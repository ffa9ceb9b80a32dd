/* The listing page /list/<cat>/new, as arXiv/arxiv-browse's templates write it
 * (list/new.html, list/list_macros.html). */
#include "render.h"

#include "base/utf8.h"

enum { LIST_PAGE = 2000, NAMES_SHOWN = 100 };

static const struct {
    const char *code, *name;
} category_names[] = {
    { "cs.AI", "Artificial Intelligence" },
    { "cs.CL", "Computation and Language" },
    { "cs.CR", "Cryptography and Security" },
    { "cs.CV", "Computer Vision and Pattern Recognition" },
    { "cs.HC", "Human-Computer Interaction" },
    { "cs.IR", "Information Retrieval" },
    { "cs.LG", "Machine Learning" },
    { "cs.NE", "Neural and Evolutionary Computing" },
    { "cs.RO", "Robotics" },
    { "cs.SE", "Software Engineering" },
    { "cond-mat.str-el", "Strongly Correlated Electrons" },
    { "eess.IV", "Image and Video Processing" },
    { "hep-th", "High Energy Physics - Theory" },
    { "math.OC", "Optimization and Control" },
    { "physics.comp-ph", "Computational Physics" },
    { "q-bio.NC", "Neurons and Cognition" },
    { "stat.ML", "Machine Learning" },
};

static const char *name_of(const char *code)
{
    for (size_t i = 0; i < COUNT_OF(category_names); i++)
        if (strcmp(category_names[i].code, code) == 0)
            return category_names[i].name;
    return code;
}

/* Every URL becomes "this https URL", as arXiv's urlize filter does. */
static void put_urlized(struct buf *out, const char *text)
{
    const char *url;
    while ((url = strstr(text, "https://")) != NULL) {
        CLEANUP(buf_done) struct buf part = buf_upto(ANSWER_MAX);
        buf_add(&part, (struct str){ text, (size_t)(url - text) });
        buf_char(&part, '\0');
        html_text(out, part.ptr);
        size_t len = strcspn(url, " \n)\"<>");
        while (len > 0 && (url[len - 1] == '.' || url[len - 1] == ','))
            len--;
        buf_printf(out,
                   "<a href=\"%.*s\" rel=\"external noopener nofollow\""
                   " class=\"link-external link-https\">this https URL</a>",
                   (int)len, url);
        text = url + len;
    }
    html_text(out, text);
}

/* Paragraphs of abstracts: a line feed becomes a <br>. */
static void put_abstract(struct buf *out, const char *text)
{
    struct str rest = str_of(text);
    for (bool first = true; rest.len > 0; first = false) {
        CLEANUP(buf_done) struct buf line = buf_upto(ANSWER_MAX);
        buf_add(&line, str_cut(&rest, '\n'));
        buf_char(&line, '\0');
        buf_text(out, first ? "" : "<br>");
        put_urlized(out, line.ptr);
    }
}

static void put_author(struct buf *out, const char *name)
{
    const char *family = strrchr(name, ' ');
    buf_text(out, "<a href=\"https://arxiv.org/search/cs?searchtype=author&amp;query=");
    for (const char *c = family ? family + 1 : name; *c != '\0'; c++)
        if (char_is_letter(*c))
            buf_char(out, *c);
    if (family != NULL)
        buf_printf(out, ",+%c", char_is_letter(*name) ? *name : 'X');
    buf_text(out, "\" rel=\"nofollow\">");
    html_text(out, name);
    buf_text(out, "</a>");
}

static void put_authors(struct buf *out, const struct fake_paper *paper)
{
    size_t count = paper->authors.count;
    if (count == 0)
        buf_text(out, "(author list is unavailable)");
    if (count > NAMES_SHOWN + 1)
        count = NAMES_SHOWN;
    for (size_t i = 0; i < count; i++) {
        buf_text(out, i > 0 ? ", " : "");
        put_author(out, paper->authors.items[i]);
    }
}

static int name_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void put_subjects(struct buf *out, const struct fake_paper *paper)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct name_list *all = &paper->categories;
    struct name_list rest = { 0 };
    for (size_t i = 1; i < all->count; i++)
        ARENA_PUSH(&arena, &rest, all->items[i]);
    if (rest.count > 1)
        qsort(rest.items, rest.count, sizeof *rest.items, name_order);
    buf_printf(out, "<span class=\"primary-subject\">%s (%s)</span>",
               name_of(all->items[0]), all->items[0]);
    for (size_t i = 0; i < rest.count; i++)
        buf_printf(out, "; %s (%s)", name_of(rest.items[i]), rest.items[i]);
}

static void put_optional(struct buf *out, const char *css, const char *label,
                         const char *text)
{
    buf_text(out, "\n");
    if (text == NULL)
        return;
    buf_printf(out,
               "        <div class='%s'><span class='descriptor'>%s:</span>\n"
               "          ",
               css, label);
    put_urlized(out, text);
    buf_text(out, "\n        </div>\n");
}

static void put_dt(struct buf *out, const struct fake_entry *entry, size_t number)
{
    const char *id = entry->paper->id;
    buf_printf(out,
               "    <dt>\n      <a name='item%zu'>[%zu]</a>\n"
               "      <a href =\"/abs/%s\" title=\"Abstract\" id=\"%s\">\n"
               "        arXiv:%s\n      </a>\n      ",
               number, number, id, id, id);
    if (entry->section == IN_CROSS)
        buf_printf(out, "    (cross-list from %s)\n",
                   entry->paper->categories.items[0]);
    else if (entry->section != IN_NEW)
        buf_text(out, "    (replaced)\n");
    buf_printf(out,
               "\n        [<a href=\"/pdf/%s\" title=\"Download PDF\" id=\"pdf-%s\""
               " aria-labelledby=\"pdf-%s\">pdf</a>, ",
               id, id, id);
    if (str_find_char(str_of(id), '/') == strlen(id))
        buf_printf(out,
                   "<a href=\"https://arxiv.org/html/%sv%d\" title=\"View HTML\""
                   " id=\"html-%s\" aria-labelledby=\"html-%s\" rel=\"noopener "
                   "noreferrer\" target=\"_blank\">html</a>, ",
                   id, entry->paper->version, id, id);
    buf_printf(out,
               "<a href=\"/format/%s\" title=\"Other formats\" id=\"oth-%s\""
               " aria-labelledby=\"oth-%s\">other</a>]\n    </dt>\n",
               id, id, id);
}

static void put_dd(struct buf *out, const struct fake_paper *paper)
{
    buf_text(out, "    <dd>\n      <div class='meta'>\n"
                  "        <div class='list-title mathjax'>"
                  "<span class='descriptor'>Title:</span>\n          ");
    html_text(out, paper->title);
    buf_text(out, "\n        </div>\n        <div class='list-authors'>");
    put_authors(out, paper);
    buf_text(out, "</div>\n");
    put_optional(out, "list-comments mathjax", "Comments", paper->comment);
    put_optional(out, "list-journal-ref", "Journal-ref", paper->journal_ref);
    buf_text(out, "\n        <div class='list-subjects'>"
                  "<span class='descriptor'>Subjects:</span>\n          ");
    put_subjects(out, paper);
    buf_text(out, "\n        </div>\n\n        <p class='mathjax'>\n          ");
    put_abstract(out, paper->abstract);
    buf_text(out, "\n        </p>\n      </div>\n    </dd>\n");
}

/* Both replacement kinds share a section. */
enum { PARTS = 3 };
static const char *const part_names[PARTS] = { "New submissions", "Cross submissions",
                                               "Replacement submissions" };

static size_t part_of(const struct fake_entry *entry)
{
    return entry->section == IN_REPLACE_CROSS ? 2 : (size_t)entry->section;
}

struct page {
    const struct scene *scene;
    struct fake_entries entries;
    size_t from, to; /* entries shown */
};

static void put_heading(struct buf *out, const char *name, size_t shown, size_t total,
                        bool from_start, bool to_end)
{
    const char *how = "showing ";
    if (!from_start)
        how = to_end ? "continued, showing last " : "continued, showing ";
    else if (!to_end)
        how = "showing first ";
    buf_printf(out, "<dl id='articles'>\n    <h3>%s (%s%zu of %zu entries)</h3>\n\n",
               name, how, shown, total);
}

/* The entries of one section that fall on this page. */
static void put_part(struct buf *out, const struct page *page, size_t part)
{
    size_t start = 0, end;
    while (start < page->entries.count && part_of(&page->entries.items[start]) < part)
        start++;
    for (end = start; end < page->entries.count; end++)
        if (part_of(&page->entries.items[end]) != part)
            break;
    size_t from = start > page->from ? start : page->from;
    size_t to = end < page->to ? end : page->to;
    if (from >= to)
        return;
    put_heading(out, part_names[part], to - from, end - start, from == start,
                to == end);
    size_t left_out =
        page->scene->short_by < to - from ? page->scene->short_by : to - from;
    for (size_t i = from; i < to - left_out; i++) {
        const struct fake_entry *entry = &page->entries.items[i];
        put_dt(out, entry, i + 1);
        if (!scene_has(page->scene->bare, entry->paper->id))
            put_dd(out, entry->paper);
    }
    buf_text(out, "</dl>\n");
}

static void put_top(struct buf *out, const char *category, int32_t date)
{
    int year, month, day_of_month;
    day_to_parts(date, &year, &month, &day_of_month);
    buf_text(out, "<!DOCTYPE html>\n<html lang=\"en\">\n\n<head>  <title>");
    html_text(out, name_of(category));
    buf_text(out, " </title>\n  <meta charset=\"utf-8\"/>\n</head>\n\n<body>\n"
                  "<div id='content-inner'>\n<div id='dlpage'>\n  <h1>");
    html_text(out, name_of(category));
    buf_printf(out,
               "</h1>\n  <ul>\n    <li><a href=\"#item0\" rel=\"nofollow\">New "
               "submissions</a></li>\n  </ul>\n\n<p>See <a id=\"recent-%s\" "
               "aria-labelledby=\"recent-%s\" href=\"/list/%s/recent\">recent</a> "
               "articles</p>\n<h3>Showing new listings for %s, %d %s %d</h3>\n\n",
               category, category, category, weekday_name(day_weekday(date)),
               day_of_month, month_name(month), year);
}

static void put_paging(struct buf *out, size_t count)
{
    if (count == 0)
        return;
    buf_printf(out,
               "<div class='paging'>Total of %zu entries\n</div>\n"
               "<div class='morefewer'>Showing up to 2000 entries per page:\n"
               "  <span style=\"color: #454545\">fewer</span> |\n"
               "  <span style=\"color: #454545\">more</span> |\n"
               "  <span style=\"color: #454545\">all</span>\n</div>\n",
               count);
}

static bool read_number(const char *text, int64_t otherwise, size_t *ret_number)
{
    struct err err;
    int64_t number = otherwise;
    if (text != NULL && !str_to_int(str_of(text), 0, 1000000, &number, &err))
        return false;
    *ret_number = (size_t)number;
    return true;
}

static bool is_offered(size_t show)
{
    static const size_t sizes[] = { 25, 50, 100, 250, 500, 1000, 2000 };
    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        if (sizes[i] == show)
            return true;
    return false;
}

static void refuse(struct answer *answer, const char *why)
{
    answer->status = 400;
    buf_text(&answer->body, "<!DOCTYPE html>\n<html lang=\"en\"><head><title>400 Bad "
                            "Request</title></head><body><h1>400 Bad Request</h1><p>");
    html_text(&answer->body, why);
    buf_text(&answer->body, "</p></body></html>\n");
}

void render_listing(const struct scene *scene, const char *category, const char *skip,
                    const char *show, struct answer *answer)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct category_wish wish = category_wish_read(&arena, category);
    struct page page = { .scene = scene };
    size_t shown;
    answer->content_type = "text/html; charset=utf-8";
    if (!read_number(skip, 0, &page.from) || !read_number(show, LIST_PAGE, &shown) ||
        !is_offered(shown)) {
        refuse(answer, "Invalid show or skip value");
        return;
    }
    if (!world_knows_category(scene->world, category)) {
        refuse(answer, "Invalid archive or category");
        return;
    }
    page.entries = world_announced(scene->world, scene->day, &wish, &arena);
    page.to =
        page.from + shown < page.entries.count ? page.from + shown : page.entries.count;
    struct buf *out = &answer->body;
    put_top(out, category, scene->world->items[scene->day].date);
    put_paging(out, page.entries.count);
    for (size_t part = 0; part < PARTS; part++)
        put_part(out, &page, part);
    if (page.entries.count == 0)
        buf_text(out, "    <p>No updates today.</p>\n");
    put_paging(out, page.entries.count);
    buf_text(out, "</div>\n</div>\n</body>\n</html>\n");
}
