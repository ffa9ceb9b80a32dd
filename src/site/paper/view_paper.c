/* A paper's record with the names of the JSON contract, and what its card shows. */
#include "site/paper/view_paper.h"

#include "model/category.h"
#include "site/faq/faq_target.h"
#include "site/paper/card_facts.h"
#include "site/words.h"

#include <inttypes.h>

const char *view_paper_key_url(struct arena *arena, enum branch branch, const char *key)
{
    return words_path(arena, branch == BRANCH_ARXIV ? "/arxiv/" : "/venue/", key, true);
}

const char *view_paper_url(struct arena *arena, const struct paper *paper)
{
    return view_paper_key_url(arena, paper->branch, paper->key);
}

const char *view_paper_web_url(struct arena *arena, const struct paper *paper)
{
    const char *url = words_web_url(paper->page_url);
    if (url != NULL || paper->branch != BRANCH_ARXIV)
        return url;
    return paper_arxiv_page_url(arena, paper->key);
}

const char *view_paper_source_url(struct arena *arena, const struct paper *paper)
{
    const char *url = view_paper_web_url(arena, paper);
    return url != NULL ? url : view_paper_url(arena, paper);
}

/* NULL: none is known. */
static const char *pdf_url(struct arena *arena, const struct paper *paper)
{
    const char *url = words_web_url(paper->pdf_url);
    if (url != NULL || paper->branch != BRANCH_ARXIV)
        return url;
    return paper_arxiv_pdf_url(arena, paper->key);
}

/* The addresses of a paper, each made once. */
struct addresses {
    const char *page, *web, *pdf; /* here; elsewhere, or NULL; NULL: none is known */
};

static void set_texts(cJSON *object, const char *name, const struct text_list *texts)
{
    cJSON *list = json_set_list(object, name);
    for (size_t i = 0; i < texts->count; i++)
        json_add_text(list, texts->items[i]);
}

static void set_keywords(cJSON *object, struct arena *arena, const struct paper *paper)
{
    cJSON *list = json_set_list(object, "keywords");
    struct str rest = str_of(paper->keywords);
    while (rest.len > 0)
        json_add_text(list, arena_text(arena, str_cut(&rest, ',')));
}

static void set_times(cJSON *object, const struct paper *paper)
{
    json_set_time(object, "published", paper->published);
    json_set_time(object, "updated", paper->updated);
    json_set_day(object, "announced", paper->announced);
    if (paper->version > 0)
        json_set_int(object, "version", paper->version);
    else
        json_set_null(object, "version");
}

static void set_venue(cJSON *object, const char *venue, const char *group)
{
    struct str series;
    int year;
    json_set_text(object, "venue", venue);
    if (paper_edition(venue, &series, &year))
        json_set_int(object, "year", year);
    else
        json_set_null(object, "year");
    json_set_text(object, "group", group);
}

static void set_twins(cJSON *object, const struct twin_list *twins)
{
    cJSON *list = json_set_list(object, "twins");
    for (size_t i = 0; twins != NULL && i < twins->count; i++) {
        const struct twin *twin = &twins->items[i];
        cJSON *item = json_add_object(list);
        json_set_text(item, "id", twin->key);
        json_set_text(item, "branch", branch_name(twin->branch));
        set_venue(item, twin->venue, twin->group);
    }
}

/* The record with the names of the JSON contract. */
static void set_record(cJSON *object, struct arena *arena, const struct paper *paper,
                       const struct addresses *addresses, const struct twin_list *twins)
{
    json_set_text(object, "id", paper->key);
    json_set_text(object, "branch", branch_name(paper->branch));
    json_set_text(object, "title", paper->title);
    set_texts(object, "authors", &paper->authors);
    json_set_text(object, "abstract", paper->abstract);
    set_texts(object, "categories", &paper->categories);
    json_set_text(object, "primary_category", paper->primary_category);
    set_times(object, paper);
    json_set_text(object, "comment", paper->comment);
    json_set_text(object, "journal_ref", paper->journal_ref);
    json_set_text(object, "doi", paper->doi);
    json_set_text(object, "license", paper->license);
    json_set_text(object, "pdf_url", addresses->pdf);
    json_set_text(object, "page_url", addresses->web);
    json_set_text(object, "code_url", words_web_url(paper->code_url));
    json_set_bool(object, "withdrawn", paper->withdrawn);
    set_venue(object, paper->venue, paper->group);
    json_set_text(object, "award", paper->award);
    set_texts(object, "subjects", &paper->subjects);
    set_keywords(object, arena, paper);
    cJSON *counts = json_set_object(object, "counts");
    json_set_int(counts, "pdf", paper->pdf_clicks);
    json_set_int(counts, "faq", paper->faq_clicks);
    set_twins(object, twins);
    json_set_bool(object, "provisional", paper->provisional);
}

const char *view_paper_author_url(struct arena *arena, const char *name)
{
    return words_path(arena, "/author/", name, false);
}

static void add_author(cJSON *list, struct arena *arena, const char *name,
                       struct marker *marker)
{
    bool first = list->child == NULL;
    cJSON *author = json_add_object(list);
    json_set_text(author, "sep", first ? "" : ", ");
    json_set_text(author, "name", name);
    json_set_text(author, "url", view_paper_author_url(arena, name));
    marker_set(marker, author, "parts", FIELD_AUTHORS, name);
}

static void set_authors(cJSON *card, struct arena *arena, const struct paper *paper,
                        const struct paper_place *place, const char *page)
{
    bool all_here = place->asked_by_id;
    const struct text_list *names = &paper->authors;
    size_t shown = names->count < CARD_AUTHORS_MAX ? names->count : CARD_AUTHORS_MAX;
    size_t left = names->count - shown;
    cJSON *first = json_set_list(card, "authors");
    for (size_t i = 0; i < shown; i++)
        add_author(first, arena, names->items[i], place->marker);
    cJSON *more = json_set_list(card, "more_authors");
    for (size_t i = shown; all_here && i < names->count; i++)
        add_author(more, arena, names->items[i], place->marker);
    const char *text = NULL;
    if (left > 0)
        text = arena_printf(arena, "and %s more", words_number(arena, (int64_t)left));
    json_set_text(card, "more_text", text);
    bool elsewhere = left > 0 && !all_here;
    json_set_text(card, "more_url", elsewhere ? page : NULL);
}

static void add_subject(cJSON *list, struct arena *arena, const char *code,
                        const char *name, const char *url)
{
    int n = cJSON_GetArraySize(list) + 1;
    cJSON *subject = json_add_object(list);
    json_set_text(subject, "n", arena_printf(arena, "%d", n));
    json_set_text(subject, "sep", n == 1 ? "" : ", ");
    json_set_text(subject, "code", code);
    json_set_text(subject, "name", name);
    json_set_text(subject, "url", url);
}

/* "ICLR.2024 - Oral", as papers.cool writes it. */
static void add_edition(cJSON *list, struct arena *arena, const struct paper *paper)
{
    const char *name = paper->venue, *group = paper->group;
    const char *url =
        arena_printf(arena, "/venue/%s", words_escaped(arena, name, true));
    if (group != NULL) {
        url = view_url_with(arena, url, "group", words_escaped(arena, group, false));
        name = arena_printf(arena, "%s - %s", name, group);
    }
    add_subject(list, arena, paper->venue, name, url);
}

static void set_subjects(cJSON *card, struct arena *arena, const struct paper *paper)
{
    cJSON *list = json_set_list(card, "subjects");
    if (paper->venue != NULL)
        add_edition(list, arena, paper);
    for (size_t i = 0; i < paper->categories.count; i++) {
        const char *code = paper->categories.items[i];
        const struct category *category = category_find(str_of(code));
        add_subject(
            list, arena, code, category != NULL ? category->name : code,
            arena_printf(arena, "/arxiv/%s", words_escaped(arena, code, false)));
    }
}

const char *view_paper_venue_text(struct arena *arena, const char *venue,
                                  const char *group)
{
    struct str series;
    int year;
    const char *text = venue;
    if (paper_edition(venue, &series, &year))
        text = arena_printf(arena, "%.*s %d", STR_ARG(series), year);
    return group != NULL ? arena_printf(arena, "%s · %s", text, group) : text;
}

static void set_card_twins(cJSON *card, struct arena *arena,
                           const struct twin_list *twins)
{
    cJSON *list = json_set_list(card, "twins");
    for (size_t i = 0; twins != NULL && i < twins->count; i++) {
        const struct twin *twin = &twins->items[i];
        cJSON *item = json_add_object(list);
        json_set_text(
            item, "text",
            twin->venue != NULL ? view_paper_venue_text(arena, twin->venue, twin->group)
            : twin->branch == BRANCH_ARXIV ? arena_printf(arena, "arXiv:%s", twin->key)
                                           : twin->key);
        json_set_text(item, "url", view_paper_key_url(arena, twin->branch, twin->key));
    }
}

static const char *stars(struct arena *arena, int64_t count)
{
    return count > 0 ? arena_printf(arena, "%" PRId64, count) : "";
}

static const char *version_text(struct arena *arena, const struct paper *paper)
{
    if (paper->branch == BRANCH_VENUE)
        return paper->key;
    if (paper->version == 0)
        return arena_printf(arena, "arXiv:%s", paper->key);
    return arena_printf(arena, "arXiv:%sv%d", paper->key, paper->version);
}

static void set_place(cJSON *card, struct arena *arena, const struct paper_place *place)
{
    json_set_text(card, "index", arena_printf(arena, "%" PRId64, place->index));
    json_set_text(
        card, "rank",
        arena_printf(arena, "%" PRId64 "/%" PRId64, place->index, place->total));
    if (place->start_id == NULL) {
        json_set_null(card, "section_start");
        return;
    }
    cJSON *start = json_set_object(card, "section_start");
    json_set_text(start, "id", place->start_id);
    json_set_text(start, "text", place->start_text);
}

static void set_links(cJSON *card, struct arena *arena, const struct paper *paper,
                      const struct addresses *addresses)
{
    const char *pdf = addresses->pdf;
    const char *source = addresses->web != NULL ? addresses->web : addresses->page;
    json_set_text(card, "title_url", addresses->page);
    json_set_text(card, "source_url", source);
    json_set_text(card, "pdf_url", pdf != NULL ? pdf : source);
    json_set_bool(card, "lacks_pdf", pdf == NULL);
    json_set_text(card, "pdf_stars", stars(arena, paper->pdf_clicks));
    json_set_text(card, "faq_stars", stars(arena, paper->faq_clicks));
    json_set_text(card, "faq_url", faq_paper_url(arena, paper->branch, paper->key));
    json_set_bool(card, "faq_ready", paper->faqs > 0);
    json_set_text(card, "rel_url", arena_printf(arena, "%s/related", addresses->page));
}

static void set_date(cJSON *card, struct arena *arena, const struct paper *paper)
{
    bool known = paper->published != 0 && paper->branch == BRANCH_ARXIV;
    int32_t day = utc_day(paper->published);
    json_set_text(card, "date_text",
                  known ? words_time(arena, paper->published) : NULL);
    json_set_text(card, "date_label", known ? words_day_year(arena, day) : NULL);
}

cJSON *view_paper_add(cJSON *papers, struct arena *arena, const struct paper *paper,
                      const struct paper_place *place)
{
    const struct addresses addresses = {
        .page = view_paper_url(arena, paper),
        .web = view_paper_web_url(arena, paper),
        .pdf = pdf_url(arena, paper),
    };
    cJSON *object = json_add_object(papers);
    /* First, because a template asks for it most often. */
    cJSON *card = json_set_object(object, "card");
    set_record(object, arena, paper, &addresses, place->twins);
    if (place->section != NULL) {
        json_set_text(object, "section", place->section);
        json_set_int(object, "position", place->index);
    }
    set_place(card, arena, place);
    set_links(card, arena, paper, &addresses);
    marker_set(place->marker, card, "title_parts", FIELD_TITLE, paper->title);
    marker_set(place->marker, card, "summary_parts", FIELD_ABSTRACT, paper->abstract);
    set_authors(card, arena, paper, place, addresses.page);
    set_subjects(card, arena, paper);
    set_date(card, arena, paper);
    json_set_text(card, "version_text", version_text(arena, paper));
    json_set_text(card, "keywords_text", paper->keywords);
    set_card_twins(card, arena, place->twins);
    json_set_null(card, "why");
    card_facts_set(card, arena, paper, place->asked_by_id);
    return object;
}

static void add_meta(cJSON *metas, const char *name, const char *content)
{
    if (content == NULL || content[0] == '\0')
        return;
    cJSON *meta = json_add_object(metas);
    json_set_text(meta, "name", name);
    json_set_text(meta, "content", content);
}

/* "2003/12/02", as Highwire writes it. */
static const char *meta_date(struct arena *arena, int64_t time)
{
    int year, month, day;
    day_to_parts(utc_day(time), &year, &month, &day);
    return arena_printf(arena, "%d/%02d/%02d", year, month, day);
}

void view_paper_metas(cJSON *metas, struct arena *arena, const struct paper *paper)
{
    const struct text_list *names = &paper->authors;
    add_meta(metas, "citation_title", paper->title);
    add_meta(metas, "citation_authors",
             words_joined(arena, names->items, names->count, "; "));
    for (size_t i = 0; i < names->count; i++)
        add_meta(metas, "citation_author", names->items[i]);
    add_meta(metas, "citation_abstract", paper->abstract);
    if (paper->published != 0) {
        const char *date = meta_date(arena, paper->published);
        add_meta(metas, "citation_date", date);
        add_meta(metas, "citation_year", arena_text(arena, str_upto(str_of(date), 4)));
    }
    struct str series;
    int year;
    if (paper->published == 0 && paper_edition(paper->venue, &series, &year))
        add_meta(metas, "citation_year", arena_printf(arena, "%d", year));
    if (paper->branch == BRANCH_VENUE)
        add_meta(metas, "citation_conference_title", paper->venue);
    add_meta(metas, "citation_pdf_url", pdf_url(arena, paper));
    if (paper->branch == BRANCH_ARXIV)
        add_meta(metas, "citation_arxiv_id", paper->key);
    add_meta(metas, "citation_doi", paper->doi);
}
