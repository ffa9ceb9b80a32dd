/* XML events to papers; see acl_paper.h. Who works where, and how to reach them, is not
 * read. */
#include "proceedings/acl/acl_paper.h"

#include "proceedings/acl/acl_text.h"

#include <string.h>

enum { AWARDS_MAX = 20, NAMES_MAX = PAPER_AUTHORS_MAX };
/* Depths: collection, volume, paper, title or author, first. */
enum { VOLUME = 2, PAPER = 3, FIELD = 4, NAME = 5 };

enum field { NO_FIELD, TITLE, ABSTRACT, PAGES, URL, DOI, AWARD, FIRST, LAST };
static const struct {
    const char *name;
    enum field field;
} fields[] = {
    { "title", TITLE }, { "abstract", ABSTRACT }, { "pages", PAGES },
    { "url", URL },     { "doi", DOI },           { "award", AWARD },
};

struct scan {
    struct arena of_paper; /* emptied after each */
    struct acl_paper paper;
    size_t volumes; /* begun so far */
    int64_t number;
    bool in_volume, in_paper, in_name;
    enum field field; /* of the text that is being gathered */
    struct acl_text text;
    acl_tell *tell;
    void *context;
};

static bool is(const struct xml_element *element, const char *name)
{
    return strcmp(element->name, name) == 0;
}

static void start_volume(struct scan *scan, const struct xml_element *element)
{
    scan->in_volume = is(element, "volume");
    scan->volumes += scan->in_volume;
    if (scan->in_volume)
        scan->number = 0;
}

static void start_paper(struct scan *scan, const struct xml_element *element)
{
    scan->in_paper = scan->in_volume && is(element, "paper");
    if (scan->in_paper)
        scan->paper = (struct acl_paper){
            .id = acl_id(&scan->of_paper, element),
            .volume = scan->volumes - 1,
            .number = ++scan->number,
        };
}

/* As the walk hands it over: an ampersand is read here. */
static struct str attribute_text(struct scan *scan, struct str written)
{
    CLEANUP(buf_done) struct buf read = buf_upto(written.len + 1);
    while (written.len > 0) {
        buf_char(&read, written.ptr[0]);
        bool is_and =
            str_skip(&written, LIT("&amp;")) || str_skip(&written, LIT("&#38;"));
        written = str_from(written, is_and ? 0 : 1);
    }
    return (struct str){ arena_text(&scan->of_paper, buf_str(&read)), read.len };
}

static void begin(struct scan *scan, enum field field, int depth)
{
    scan->field = field;
    acl_text_begin(&scan->text, depth);
}

static void start_name(struct scan *scan)
{
    scan->in_name = scan->paper.names.count < NAMES_MAX;
    if (scan->in_name)
        ARENA_PUSH(&scan->of_paper, &scan->paper.names, (struct acl_name){ 0 });
}

/* An editor stands only where a paper has no authors. */
static void start_field(struct scan *scan, const struct xml_element *element)
{
    if (is(element, "author") || is(element, "editor"))
        start_name(scan);
    else if (is(element, "retracted") || is(element, "removed"))
        scan->paper.retracted = true;
    else if (is(element, "pwccode"))
        scan->paper.code =
            attribute_text(scan, xml_attribute(&element->attributes, "url"));
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (is(element, fields[i].name))
            begin(scan, fields[i].field, FIELD);
}

static bool on_start(void *context, const struct xml_element *element, struct err *err)
{
    struct scan *scan = context;
    if (element->depth == 1)
        return acl_root_check(element, err);
    if (acl_text_open(&scan->text))
        acl_text_start(&scan->text, element);
    else if (element->depth == VOLUME)
        start_volume(scan, element);
    else if (element->depth == PAPER)
        start_paper(scan, element);
    else if (element->depth == FIELD && scan->in_paper)
        start_field(scan, element);
    else if (element->depth == NAME && scan->in_name && is(element, "first"))
        begin(scan, FIRST, NAME);
    else if (element->depth == NAME && scan->in_name && is(element, "last"))
        begin(scan, LAST, NAME);
    return true;
}

static void on_text(void *context, struct str text)
{
    struct scan *scan = context;
    acl_text_add(&scan->text, text);
}

static struct acl_name *last_name(struct acl_paper *paper)
{
    return &paper->names.items[paper->names.count - 1];
}

/* The first of a kind counts. */
static void keep(struct str *place, struct str text)
{
    if (place->len == 0)
        *place = text;
}

static void take_text(struct scan *scan, struct str text)
{
    struct acl_paper *paper = &scan->paper;
    switch (scan->field) {
    case TITLE:
        keep(&paper->title, text);
        break;
    case ABSTRACT:
        keep(&paper->abstract, text);
        break;
    case PAGES:
        keep(&paper->pages, text);
        break;
    case URL:
        keep(&paper->url, text);
        break;
    case DOI:
        keep(&paper->doi, text);
        break;
    case AWARD:
        if (paper->awards.count < AWARDS_MAX && text.len > 0)
            ARENA_PUSH(&scan->of_paper, &paper->awards, text.ptr);
        break;
    case FIRST:
        keep(&last_name(paper)->first, text);
        break;
    case LAST:
        keep(&last_name(paper)->last, text);
        break;
    case NO_FIELD:
        break;
    }
}

static void end_text(struct scan *scan)
{
    struct str text;
    struct err why;
    if (acl_text_take(&scan->text, &scan->of_paper, &text, &why))
        take_text(scan, text);
    else
        scan->paper.problem = arena_text(&scan->of_paper, str_of(why.text));
}

static bool end_paper(struct scan *scan, struct err *err)
{
    bool fine = scan->tell(scan->context, &scan->paper, err);
    scan->in_paper = scan->in_name = false;
    scan->paper = (struct acl_paper){ .id = NULL };
    arena_done(&scan->of_paper);
    return fine;
}

static bool on_end(void *context, int depth, struct err *err)
{
    struct scan *scan = context;
    if (acl_text_end(&scan->text, depth))
        end_text(scan);
    if (depth == FIELD)
        scan->in_name = false;
    return depth != PAPER || !scan->in_paper || end_paper(scan, err);
}

bool acl_papers_read(struct str bytes, acl_tell *tell, void *context, struct err *err)
{
    struct scan scan = { .text = acl_text_init(), .tell = tell, .context = context };
    const struct xml_walker walker = { .expected = "a file of the ACL Anthology",
                                       .kind = "file of the ACL Anthology",
                                       .start = on_start,
                                       .text = on_text,
                                       .end = on_end,
                                       .context = &scan };
    bool whole = false; /* as the list of volumes has told */
    bool read = xml_walk(bytes, &walker, &whole, err);
    acl_text_done(&scan.text);
    arena_done(&scan.of_paper);
    return read;
}
