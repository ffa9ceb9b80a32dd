/* The tree of statistics.html; see view_statistics.h. */
#include "site/venue/view_statistics.h"

#include "site/paper/view_paper.h"
#include "site/search/search_ask.h"
#include "site/venue/chart.h"
#include "site/venue/edition_found.h"
#include "site/venue/edition_record.h"
#include "site/words.h"

enum {
    TALLIES_MAX = 30,
    TALLIES_READ = 500, /* of which some keywords are left out */
    PHRASES_ENOUGH = 15,
    GROUPS_MAX = 60,
};

struct numbers {
    struct edition edition;
    struct edition_list years; /* newest first */
    struct edition_groups groups;
    struct edition_sources sources;
    struct edition_statistics tallies;
};

static bool is_phrase(const char *keyword)
{
    return strchr(keyword, ' ') != NULL;
}

static size_t count_phrases(const struct edition_tallies *keywords)
{
    size_t count = 0;
    for (size_t i = 0; i < keywords->count; i++)
        count += is_phrase(keywords->items[i].text);
    return count;
}

/* Our own keywords are words of the text, and "object detection" tells more than
 * "text": phrases alone, where there are enough of them. */
static void keep_telling(struct edition_statistics *tallies, struct arena *arena)
{
    const struct edition_tallies *all = &tallies->keywords;
    bool phrases_only = tallies->own_keywords && count_phrases(all) >= PHRASES_ENOUGH;
    struct edition_tallies kept = { 0 };
    for (size_t i = 0; i < all->count && kept.count < TALLIES_MAX; i++)
        if (!phrases_only || is_phrase(all->items[i].text))
            ARENA_PUSH(arena, &kept, all->items[i]);
    tallies->keywords = kept;
    if (tallies->authors.count > TALLIES_MAX)
        tallies->authors.count = TALLIES_MAX;
}

static bool read_numbers(struct view *view, const struct edition_ask *ask,
                         struct numbers *numbers, struct err *err)
{
    store_read_deadline(view->db, VIEW_DEADLINE_LONG_MS);
    if (!edition_find(view, ask, &numbers->edition, err))
        return false;
    int64_t id = numbers->edition.id;
    bool read =
        edition_store_list_series(view->db, numbers->edition.series, view->arena,
                                  &numbers->years, err) &&
        edition_store_groups(view->db, id, view->arena, &numbers->groups, err) &&
        edition_store_sources(view->db, id, view->arena, &numbers->sources, err) &&
        edition_store_statistics(view->db, id, TALLIES_READ, view->arena,
                                 &numbers->tallies, err);
    if (read)
        keep_telling(&numbers->tallies, view->arena);
    return read;
}

static void set_tallies(cJSON *root, const char *name, const char *what,
                        const struct edition_tallies *tallies)
{
    cJSON *list = json_set_list(root, name);
    for (size_t i = 0; i < tallies->count; i++) {
        cJSON *tally = json_add_object(list);
        json_set_text(tally, what, tallies->items[i].text);
        json_set_int(tally, "papers", tallies->items[i].papers);
    }
}

static void set_years(cJSON *root, const struct edition_list *years)
{
    cJSON *list = json_set_list(root, "years");
    for (size_t i = years->count; i-- > 0;) {
        cJSON *year = json_add_object(list);
        json_set_text(year, "name", years->items[i].name);
        json_set_int(year, "year", years->items[i].year);
        json_set_int(year, "papers", years->items[i].papers);
        json_set_int(year, "abstracts", years->items[i].abstracts);
    }
}

static void set_root(struct view *view, const struct numbers *numbers)
{
    cJSON *root = view->root;
    const struct edition_statistics *tallies = &numbers->tallies;
    edition_record(root, &numbers->edition);
    edition_record_groups(root, &numbers->groups);
    json_set_int(root, "without_group", numbers->groups.without);
    set_tallies(root, "keywords", "keyword", &tallies->keywords);
    json_set_bool(root, "own_keywords", tallies->own_keywords);
    set_tallies(root, "authors", "name", &tallies->authors);
    json_set_int(root, "author_count", tallies->author_count);
    json_set_int(root, "authors_median", tallies->authors_median);
    json_set_int(root, "with_code", tallies->with_code);
    json_set_int(root, "with_pdf", tallies->with_pdf);
    json_set_int(root, "with_twin", tallies->with_twin);
    set_years(root, &numbers->years);
}

static struct chart papers_chart(const char *id, const char *title,
                                 const struct chart_bar *bars, size_t count)
{
    return (struct chart){
        .id = id,
        .title = title,
        .of = "",
        .one = "paper",
        .many = "papers",
        .bars = bars,
        .count = count,
    };
}

static void add_groups(struct view *view, cJSON *charts, const struct numbers *numbers)
{
    const struct edition_groups *groups = &numbers->groups;
    struct arena *arena = view->arena;
    size_t shown = groups->count < GROUPS_MAX ? groups->count : GROUPS_MAX;
    struct chart_bar *bars = ARENA_ARRAY(arena, struct chart_bar, GROUPS_MAX + 1);
    for (size_t i = 0; i < shown; i++)
        bars[i] = (struct chart_bar){
            .text = groups->items[i].name,
            .url = edition_url(arena, numbers->edition.name, "", groups->items[i].name),
            .value = groups->items[i].papers,
        };
    size_t count = shown;
    if (shown > 0 && groups->without > 0)
        bars[count++] =
            (struct chart_bar){ "without a group", .value = groups->without };
    struct chart chart = papers_chart("groups", "By group", bars, count);
    if (shown < groups->count)
        chart.note = arena_printf(arena, "And %zu more groups.", groups->count - shown);
    chart_add_bars(charts, arena, &chart);
}

static void add_completeness(struct view *view, cJSON *charts,
                             const struct numbers *numbers)
{
    const struct edition *edition = &numbers->edition;
    const struct chart_bar bars[] = {
        { "with an abstract", .value = edition->abstracts },
        { "with a PDF", .value = numbers->tallies.with_pdf },
        { "with a link to code", .value = numbers->tallies.with_code },
        { "with a twin at arXiv", .value = numbers->tallies.with_twin },
    };
    struct chart chart = papers_chart("texts", "What is known", bars, COUNT_OF(bars));
    chart.most = edition->papers;
    chart.of =
        arena_printf(view->arena, " of %s", words_number(view->arena, edition->papers));
    chart_add_bars(charts, view->arena, &chart);
}

/* The papers of this edition that say it. "Computer Vision: CV: Segmentation" is no
 * phrase of any text: its words are searched for. */
static const char *keyword_url(struct arena *arena, const char *edition,
                               const char *keyword)
{
    bool is_quotable = strpbrk(keyword, "\":;,()/&|") == NULL;
    const char *query = arena_printf(
        arena, is_quotable ? "\"%s\" venue:%s" : "%s venue:%s", keyword, edition);
    return view_url_with(arena, "/venue/search", "query",
                         words_escaped(arena, query, false));
}

static void add_keywords(struct view *view, cJSON *charts,
                         const struct numbers *numbers)
{
    const struct edition_tallies *keywords = &numbers->tallies.keywords;
    struct chart_bar *bars =
        ARENA_ARRAY(view->arena, struct chart_bar, keywords->count);
    for (size_t i = 0; i < keywords->count; i++)
        bars[i] = (struct chart_bar){
            .text = keywords->items[i].text,
            .url = keyword_url(view->arena, numbers->edition.name,
                               keywords->items[i].text),
            .value = keywords->items[i].papers,
        };
    struct chart chart = papers_chart("keywords", "By keyword", bars, keywords->count);
    chart.note = numbers->tallies.own_keywords
                     ? "Found by this site in titles and abstracts."
                     : "As the source tells them.";
    chart_add_bars(charts, view->arena, &chart);
}

static void add_authors(struct view *view, cJSON *charts, const struct numbers *numbers)
{
    const struct edition_tallies *authors = &numbers->tallies.authors;
    struct chart_bar *bars = ARENA_ARRAY(view->arena, struct chart_bar, authors->count);
    for (size_t i = 0; i < authors->count; i++)
        bars[i] = (struct chart_bar){
            .text = authors->items[i].text,
            .url = view_paper_author_url(view->arena, authors->items[i].text),
            .value = authors->items[i].papers,
        };
    struct chart chart =
        papers_chart("authors", "Authors with most papers", bars, authors->count);
    chart.note = "People of one name are counted as one.";
    chart_add_bars(charts, view->arena, &chart);
}

static void set_year_chart(struct view *view, const struct numbers *numbers)
{
    const struct edition_list *years = &numbers->years;
    struct chart_bar *bars = ARENA_ARRAY(view->arena, struct chart_bar, years->count);
    for (size_t i = 0; i < years->count; i++) {
        const struct edition *edition = &years->items[years->count - 1 - i];
        bars[i] = (struct chart_bar){
            .text = arena_printf(view->arena, "%d", edition->year),
            .url = edition_url(view->arena, edition->name, "/statistics", NULL),
            .value = edition->papers,
            .on = edition->id == numbers->edition.id,
        };
    }
    struct chart chart = papers_chart(
        "years", arena_printf(view->arena, "%s by year", numbers->edition.series), bars,
        years->count);
    chart_set_years(view->page, "years", view->arena, &chart);
}

static const char *lead_text(struct arena *arena, const struct numbers *numbers)
{
    const struct edition_statistics *tallies = &numbers->tallies;
    const char *papers = words_count(arena, numbers->edition.papers, "paper", "papers");
    const char *authors =
        words_count(arena, tallies->author_count, "author", "authors");
    if (tallies->author_count == 0)
        return arena_printf(arena, "%s.", papers);
    if (tallies->authors_median <= 1 || numbers->edition.papers == 1)
        return arena_printf(arena, "%s by %s.", papers, authors);
    return arena_printf(
        arena, "%s by %s; half of the papers have %s or fewer.", papers, authors,
        words_count(arena, tallies->authors_median, "author", "authors"));
}

static void set_head(struct view *view, const struct edition *edition)
{
    const char *text = edition_text(view->arena, edition);
    struct page_head head = {
        .title = arena_printf(view->arena, "%s - Statistics", edition->name),
        .description = arena_printf(
            view->arena, "%s in numbers: papers by group, keyword and author", text),
        .branch = "venue",
        .canonical_url = edition_url(view->arena, edition->name, "/statistics", NULL),
    };
    view_head(view, &head);
    json_set_text(view->page, "heading", head.title);
    json_set_text(view->page, "heading_label", edition_title(edition));
    json_set_text(view->page, "papers_url",
                  edition_url(view->arena, edition->name, "", NULL));
    json_set_text(view->page, "papers_text", text);
}

static void set_page(struct view *view, const struct numbers *numbers)
{
    set_head(view, &numbers->edition);
    json_set_text(view->page, "lead", lead_text(view->arena, numbers));
    edition_badge(view->page, view->arena, &numbers->edition, &numbers->sources);
    cJSON *charts = json_set_list(view->page, "charts");
    add_groups(view, charts, numbers);
    add_completeness(view, charts, numbers);
    add_keywords(view, charts, numbers);
    add_authors(view, charts, numbers);
    set_year_chart(view, numbers);
}

bool view_statistics_tree(struct view *view, struct err *err)
{
    struct edition_ask ask;
    struct numbers numbers = { 0 };
    if (!edition_ask_read(view, view->request->arguments[0], VIEW_SHOW_DEFAULT, &ask,
                          err) ||
        !read_numbers(view, &ask, &numbers, err))
        return false;
    const char *name = numbers.edition.name;
    if (view_leads_to(view, arena_printf(view->arena, "/venue/%s/statistics", name),
                      edition_url(view->arena, name, "/statistics", NULL)))
        return true;
    view->template = "statistics";
    set_root(view, &numbers);
    set_page(view, &numbers);
    return true;
}
