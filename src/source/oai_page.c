/* XML events to a page; see oai_page.h. Elements are told by their local names: pages
 * that people keep have lost their namespaces now and then. */
#include "source/oai_page.h"

#include "source/entry.h"
#include "source/sniff.h"
#include "source/xml_walk.h"

enum { TEXT_MAX = 10 << 20, FIELDS_MAX = 40000, RECORD_DEPTH = 3 };

/* The texts of each dialect, and what holds several of them. */
static const char *const raw_texts[] = { "date",     "size",        "source_type",
                                         "title",    "authors",     "categories",
                                         "comments", "journal-ref", "doi",
                                         "license",  "abstract",    "id",
                                         NULL };
static const char *const arxiv_texts[] = { "created",    "updated",  "keyname",
                                           "forenames",  "suffix",   "title",
                                           "categories", "comments", "journal-ref",
                                           "doi",        "license",  "abstract",
                                           "id",         NULL };
static const char *const dc_texts[] = { "title",       "creator",  "subject",
                                        "description", "date",     "identifier",
                                        "source",      "relation", "rights",
                                        NULL };

static const struct {
    const char *root;
    enum oai_dialect dialect;
    const char *const *texts;
    const char *group; /* and the attribute that names it */
    const char *attribute;
} dialects[] = {
    { "arXivRaw", OAI_RAW, raw_texts, "version", "version" },
    { "arXivOld", OAI_RAW, raw_texts, "version", "version" },
    { "arXiv", OAI_ARXIV, arxiv_texts, "author", "" },
    { "dc", OAI_DC, dc_texts, "", "" },
};

enum place { IN_HEAD, IN_RECORD, IN_HEADER, IN_METADATA };

struct scan {
    struct arena *arena;
    struct arena of_record; /* emptied after each */
    struct oai_page page;
    struct oai_record record;
    size_t records;
    enum place place;
    enum oai_item item;
    int place_depth, record_depth, text_depth; /* 0: outside of one */
    size_t dialect;                            /* with record.dialect */
    const char *name;                          /* of the text */
    struct buf text;
    oai_tell *tell;
    void *context;
};

static bool is(const struct xml_element *element, const char *name)
{
    return strcmp(element->name, name) == 0;
}

static void start_text(struct scan *scan, const struct xml_element *element,
                       const char *name)
{
    scan->name = name;
    scan->text_depth = element->depth;
    buf_clear(&scan->text);
}

static struct str keep(struct arena *arena, struct str text)
{
    return (struct str){ arena_text(arena, text), text.len };
}

static bool start_root(const struct xml_element *element, struct err *err)
{
    return is(element, "OAI-PMH") ||
           err_set(err, ERR_INVALID,
                   "an OAI-PMH answer was expected, found a document of “%.*s”",
                   STR_ARG(sniff_quote(str_of(element->name))));
}

static void start_in_head(struct scan *scan, const struct xml_element *element)
{
    struct oai_page *page = &scan->page;
    if (is(element, "responseDate")) {
        start_text(scan, element, "responseDate");
    } else if (is(element, "error")) {
        page->error =
            arena_text(scan->arena, xml_attribute(&element->attributes, "code"));
        start_text(scan, element, "error");
    } else if (!is(element, "request")) {
        page->verb = arena_text(scan->arena, str_of(element->name));
        page->has_list |= is(element, "ListRecords") || is(element, "GetRecord") ||
                          is(element, "ListIdentifiers") || is(element, "ListSets");
    }
}

static void start_header(struct scan *scan, const struct xml_element *element)
{
    scan->place = IN_HEADER;
    scan->place_depth = element->depth;
    scan->record.deleted =
        str_eq(xml_attribute(&element->attributes, "status"), LIT("deleted"));
}

static bool is_item(const struct xml_element *element, enum oai_item *ret_item)
{
    static const char *const names[] = {
        [OAI_RECORD] = "record", [OAI_HEADER] = "header", [OAI_SET] = "set"
    };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (is(element, names[i])) {
            *ret_item = (enum oai_item)i;
            return true;
        }
    return false;
}

static void start_in_list(struct scan *scan, const struct xml_element *element)
{
    const struct xml_attributes *attributes = &element->attributes;
    if (is(element, "resumptionToken")) {
        scan->page.list_size =
            keep(scan->arena, xml_attribute(attributes, "completeListSize"));
        scan->page.cursor = keep(scan->arena, xml_attribute(attributes, "cursor"));
        start_text(scan, element, "resumptionToken");
        return;
    }
    if (!is_item(element, &scan->item))
        return;
    scan->record_depth = element->depth;
    scan->place = IN_RECORD;
    if (scan->item != OAI_RECORD)
        start_header(scan, element);
}

static void start_in_record(struct scan *scan, const struct xml_element *element)
{
    if (is(element, "header")) {
        start_header(scan, element);
    } else if (is(element, "metadata")) {
        scan->place = IN_METADATA;
        scan->place_depth = element->depth;
    }
}

static void start_in_header(struct scan *scan, const struct xml_element *element)
{
    static const char *const texts[] = { "identifier", "datestamp", "setSpec",
                                         "setName" };
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (is(element, texts[i]))
            start_text(scan, element, texts[i]);
}

static void start_dialect(struct scan *scan, const struct xml_element *element)
{
    for (size_t i = 0; i < COUNT_OF(dialects); i++)
        if (is(element, dialects[i].root)) {
            scan->dialect = i;
            scan->record.dialect = dialects[i].dialect;
        }
}

static bool add_field(struct scan *scan, const char *name, struct str text,
                      struct err *err)
{
    struct xml_part *part = &scan->record.fields;
    if (part->count >= FIELDS_MAX)
        return err_set(err, ERR_LIMIT, "a record of the page has over %d fields",
                       FIELDS_MAX);
    ARENA_PUSH(&scan->of_record, part,
               ((struct xml_field){ name, keep(&scan->of_record, text) }));
    return true;
}

static bool start_in_metadata(struct scan *scan, const struct xml_element *element,
                              struct err *err)
{
    if (element->depth == scan->place_depth + 1) {
        start_dialect(scan, element);
        return true;
    }
    if (scan->record.dialect == OAI_NOTHING)
        return true;
    if (is(element, dialects[scan->dialect].group))
        return add_field(
            scan, dialects[scan->dialect].group,
            xml_attribute(&element->attributes, dialects[scan->dialect].attribute),
            err);
    for (const char *const *text = dialects[scan->dialect].texts; *text != NULL; text++)
        if (is(element, *text))
            start_text(scan, element, *text);
    return true;
}

static bool on_start(void *context, const struct xml_element *element, struct err *err)
{
    struct scan *scan = context;
    if (element->depth == 1)
        return start_root(element, err);
    if (scan->text_depth != 0)
        return true;
    switch (scan->place) {
    case IN_HEAD:
        if (element->depth == 2)
            start_in_head(scan, element);
        else if (element->depth == RECORD_DEPTH && scan->page.has_list)
            start_in_list(scan, element);
        return true;
    case IN_RECORD:
        start_in_record(scan, element);
        return true;
    case IN_HEADER:
        start_in_header(scan, element);
        return true;
    case IN_METADATA:
        return start_in_metadata(scan, element, err);
    }
    return true;
}

static void on_text(void *context, struct str text)
{
    struct scan *scan = context;
    if (scan->text_depth != 0)
        buf_add(&scan->text, text);
}

/* A text of the page or of a header, by its name. */
static struct str *place_of_text(struct scan *scan)
{
    const struct {
        const char *name;
        struct str *place;
    } places[] = { { "responseDate", &scan->page.response_date },
                   { "error", &scan->page.error_words },
                   { "resumptionToken", &scan->page.token },
                   { "identifier", &scan->record.identifier },
                   { "datestamp", &scan->record.datestamp },
                   { "setSpec", &scan->record.set },
                   { "setName", &scan->record.set_name } };
    for (size_t i = 0; i < COUNT_OF(places); i++)
        if (strcmp(places[i].name, scan->name) == 0)
            return places[i].place;
    return NULL;
}

static bool end_text(struct scan *scan, struct err *err)
{
    scan->text_depth = 0;
    if (scan->text.full)
        return err_set(err, ERR_LIMIT, "an element of the page is too large");
    if (scan->place == IN_METADATA)
        return add_field(scan, scan->name, buf_str(&scan->text), err);
    struct arena *arena = scan->place == IN_HEAD ? scan->arena : &scan->of_record;
    struct str *place = place_of_text(scan);
    bool is_known = place == &scan->record.set && place->len > 0;
    if (place != NULL && !is_known)
        *place = keep(arena, str_trim(buf_str(&scan->text)));
    return true;
}

static bool end_record(struct scan *scan, struct err *err)
{
    bool fine = entry_count_check(++scan->records, err) &&
                scan->tell(scan->context, &scan->page, &scan->record, scan->item, err);
    arena_done(&scan->of_record);
    scan->record = (struct oai_record){ .deleted = false };
    scan->record_depth = 0;
    scan->place = IN_HEAD;
    return fine;
}

static bool on_end(void *context, int depth, struct err *err)
{
    struct scan *scan = context;
    if (depth == scan->text_depth && !end_text(scan, err))
        return false;
    if (depth == scan->place_depth && scan->place != IN_HEAD) {
        scan->place = IN_RECORD;
        scan->place_depth = 0;
    }
    return depth != scan->record_depth || end_record(scan, err);
}

bool oai_page_read(struct str bytes, struct arena *arena, oai_tell *tell, void *context,
                   struct oai_page *ret_page, struct err *err)
{
    struct scan scan = { .arena = arena, .tell = tell, .context = context };
    const struct xml_walker walker = { .expected = "an OAI-PMH answer",
                                       .kind = "harvest page",
                                       .start = on_start,
                                       .text = on_text,
                                       .end = on_end,
                                       .context = &scan };
    scan.text = buf_upto(TEXT_MAX);
    bool read = xml_walk(bytes, &walker, &scan.page.whole, err);
    buf_done(&scan.text);
    arena_done(&scan.of_record);
    if (read)
        *ret_page = scan.page;
    return read;
}
