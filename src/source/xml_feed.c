/* libxml2's SAX2 events to fields; see xml_feed.h.
 *
 * Only the elements in `wanted` are kept, at the depth where they count. The bytes are
 * cleaned first and read as UTF-8 whatever they declare, so that no other decoder is
 * ever loaded. */
#include "source/xml_feed.h"

#include "base/buf.h"
#include "source/entry.h"
#include "source/sniff.h"
#include "source/xml_clean.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

enum { FIELD_TEXT_MAX = 10 << 20, FIELDS_MAX = 40000 };

#define NS_ATOM "http://www.w3.org/2005/Atom"
#define NS_ARXIV "http://arxiv.org/schemas/atom"
#define NS_DC "http://purl.org/dc/elements/1.1/"
#define NS_SEARCH "http://a9.com/-/spec/opensearch/1.1/"

static const struct {
    const char *space, *name;
} wanted[] = {
    { NS_ATOM, "title" },          { NS_ATOM, "id" },
    { NS_ATOM, "guid" },           { NS_ATOM, "summary" },
    { NS_ATOM, "description" },    { NS_ATOM, "subtitle" },
    { NS_ATOM, "updated" },        { NS_ATOM, "published" },
    { NS_ATOM, "pubDate" },        { NS_ATOM, "lastBuildDate" },
    { NS_ATOM, "category" },       { NS_ATOM, "name" },
    { NS_ARXIV, "announce_type" }, { NS_ARXIV, "DOI" },
    { NS_ARXIV, "doi" },           { NS_ARXIV, "journal_reference" },
    { NS_ARXIV, "journal_ref" },   { NS_ARXIV, "comment" },
    { NS_DC, "rights" },           { NS_ARXIV, "primary_category" },
    { NS_DC, "creator" },          { NS_SEARCH, "totalResults" },
};

struct scan {
    xmlParserCtxtPtr parser;
    struct arena *arena;   /* the head's */
    struct arena of_entry; /* emptied after each entry */
    struct xml_feed feed;
    struct xml_part entry;
    size_t entries;                      /* also those that nobody keeps */
    int depth, entry_depth, field_depth; /* 0: outside of one */
    const char *field;
    struct buf text;
    xml_entry *tell;
    void *context;
    bool rooted, failed;
    struct err *err;
};

struct str xml_part_text(const struct xml_part *part, const char *name)
{
    for (size_t i = 0; i < part->count; i++)
        if (strcmp(part->items[i].name, name) == 0)
            return part->items[i].text;
    return LIT("");
}

static const char *text_of(const xmlChar *text)
{
    return text ? (const char *)text : "";
}

static void give_up(struct scan *scan)
{
    scan->failed = true;
    xmlStopParser(scan->parser);
}

/* RSS elements have no namespace, Atom's have theirs. */
static const char *wanted_name(const char *name, const char *space)
{
    if (*space == '\0')
        space = NS_ATOM;
    for (size_t i = 0; i < COUNT_OF(wanted); i++)
        if (strcmp(wanted[i].name, name) == 0 && strcmp(wanted[i].space, space) == 0)
            return wanted[i].name;
    return NULL;
}

static void start_root(struct scan *scan, const char *name)
{
    scan->feed.is_rss = strcmp(name, "rss") == 0;
    scan->rooted = scan->feed.is_rss || strcmp(name, "feed") == 0;
    if (scan->rooted)
        return;
    err_set(scan->err, ERR_INVALID, "a feed was expected, found a document of “%.*s”",
            STR_ARG(sniff_quote(str_of(name))));
    give_up(scan);
}

static int head_depth(const struct scan *scan)
{
    return scan->feed.is_rss ? 3 : 2;
}

/* In the head one level; in an entry one level, and two for an author's name. */
static bool is_field_depth(const struct scan *scan, const char *name)
{
    bool is_name = strcmp(name, "name") == 0;
    if (scan->entry_depth == 0)
        return scan->depth == head_depth(scan);
    return scan->depth == scan->entry_depth + (is_name ? 2 : 1);
}

static void start_field(struct scan *scan, const char *name, const char *space)
{
    const char *field = wanted_name(name, space);
    if (field == NULL || !is_field_depth(scan, name))
        return;
    scan->field = field;
    scan->field_depth = scan->depth;
    buf_clear(&scan->text);
}

/* SAX2 hands attributes over as rows of five: name, prefix, URI, start, end of value.
 */
static void take_term(struct scan *scan, int count, const xmlChar **attributes)
{
    for (int i = 0; i < count; i++) {
        const xmlChar **row = attributes + 5 * i;
        if (strcmp(text_of(row[0]), "term") == 0)
            buf_add(&scan->text,
                    (struct str){ (const char *)row[3], (size_t)(row[4] - row[3]) });
    }
}

/* NOLINTNEXTLINE(readability-function-size): the library's signature */
static void on_start(void *context, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri, int namespace_count,
                     const xmlChar **namespaces, int attribute_count, int defaulted,
                     const xmlChar **attributes)
{
    (void)prefix, (void)namespace_count, (void)namespaces, (void)defaulted;
    struct scan *scan = context;
    const char *local = text_of(name);
    scan->depth++;
    if (scan->failed)
        return;
    if (scan->depth == 1) {
        start_root(scan, local);
    } else if (scan->entry_depth == 0 && scan->depth == head_depth(scan) &&
               strcmp(local, scan->feed.is_rss ? "item" : "entry") == 0) {
        scan->entry_depth = scan->depth;
    } else if (scan->field_depth == 0) {
        start_field(scan, local, text_of(uri));
        if (scan->field_depth != 0)
            take_term(scan, attribute_count, attributes);
    }
}

static void end_field(struct scan *scan)
{
    bool in_entry = scan->entry_depth != 0;
    struct arena *arena = in_entry ? &scan->of_entry : scan->arena;
    struct xml_part *part = in_entry ? &scan->entry : &scan->feed.head;
    scan->field_depth = 0;
    if (part->count >= FIELDS_MAX || scan->text.full) {
        err_set(scan->err, ERR_LIMIT, "an element of the feed is too large");
        give_up(scan);
        return;
    }
    struct str text = { arena_text(arena, buf_str(&scan->text)), scan->text.len };
    ARENA_PUSH(arena, part, ((struct xml_field){ scan->field, text }));
}

static void end_entry(struct scan *scan)
{
    if (!entry_count_check(++scan->entries, scan->err) ||
        !scan->tell(scan->context, &scan->feed, &scan->entry, scan->err))
        give_up(scan);
    arena_done(&scan->of_entry);
    scan->entry = (struct xml_part){ 0 };
    scan->entry_depth = 0;
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *uri)
{
    (void)name, (void)prefix, (void)uri;
    struct scan *scan = context;
    if (!scan->failed && scan->depth == scan->field_depth)
        end_field(scan);
    if (!scan->failed && scan->depth == scan->entry_depth)
        end_entry(scan);
    scan->depth--;
}

static void on_text(void *context, const xmlChar *text, int len)
{
    struct scan *scan = context;
    if (scan->field_depth != 0 && !scan->failed)
        buf_add(&scan->text, (struct str){ (const char *)text, (size_t)len });
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *external,
                       const xmlChar *address)
{
    (void)name, (void)external, (void)address;
    struct scan *scan = context;
    if (scan->failed)
        return;
    err_set(scan->err, ERR_INVALID,
            "the document has a DOCTYPE, which no feed of arXiv has");
    give_up(scan);
}

static void on_error(void *context, xmlErrorPtr error)
{
    const struct scan *scan = context;
    if (error->level == XML_ERR_FATAL) /* no event comes any more; wellFormed tells */
        xmlStopParser(scan->parser);
}

static const xmlSAXHandler handlers = {
    .initialized = XML_SAX2_MAGIC,
    .internalSubset = on_doctype,
    .startElementNs = on_start,
    .endElementNs = on_end,
    .characters = on_text,
    .ignorableWhitespace = on_text,
    .cdataBlock = on_text,
    .serror = on_error,
};

static void free_parser(xmlParserCtxtPtr *parser)
{
    if (*parser == NULL)
        return;
    xmlFreeDoc((*parser)->myDoc); /* made for entities, even without a tree */
    xmlFreeParserCtxt(*parser);
}

static bool parse(struct scan *scan, struct str clean, struct err *err)
{
    CLEANUP(free_parser)
    xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(clean.ptr, (int)clean.len);
    if (parser == NULL)
        return err_set(err, ERR_INVALID, "a feed was expected, found an empty body");
    *parser->sax = handlers;
    parser->userData = scan;
    scan->parser = parser;
    xmlCtxtUseOptions(parser,
                      XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_IGNORE_ENC);
    xmlParseDocument(parser);
    scan->feed.whole = parser->wellFormed && scan->depth == 0 && !scan->failed;
    scan->parser = NULL;
    return !scan->failed;
}

static bool is_html(struct str bytes)
{
    struct str text = str_upto(str_trim(bytes), 14);
    return str_eq_nocase(text, LIT("<!doctype html")) ||
           str_eq_nocase(str_upto(text, 5), LIT("<html"));
}

static bool read_clean(struct scan *scan, struct str clean, struct err *err)
{
    bool fine = !is_html(clean) && parse(scan, clean, err);
    if (fine && scan->rooted)
        return true;
    if (scan->failed)
        return false;
    return err_set(err, ERR_INVALID, "a feed was expected, found %s",
                   sniff(scan->arena, clean));
}

void xml_feed_prepare(void)
{
    xmlInitParser();
}

bool xml_feed_read(struct str bytes, struct arena *arena, xml_entry *entry,
                   void *context, struct xml_feed *ret_feed, struct err *err)
{
    if (bytes.len > SOURCE_BYTES_MAX)
        return err_set(err, ERR_LIMIT, "the document is over %d MiB",
                       SOURCE_BYTES_MAX >> 20);
    CLEANUP(buf_done) struct buf clean = buf_upto(3 * (size_t)SOURCE_BYTES_MAX);
    xml_clean(&clean, bytes);
    struct scan scan = {
        .arena = arena, .tell = entry, .context = context, .err = err
    };
    scan.text = buf_upto(FIELD_TEXT_MAX);
    bool read = read_clean(&scan, buf_str(&clean), err);
    buf_done(&scan.text);
    arena_done(&scan.of_entry);
    if (read)
        *ret_feed = scan.feed;
    return read;
}
