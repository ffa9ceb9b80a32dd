/* libxml2's SAX2 events as ours; see xml_walk.h. */
#include "source/xml_walk.h"

#include "base/buf.h"
#include "source/record.h"
#include "source/sniff.h"
#include "source/xml_clean.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

struct walk {
    const struct xml_walker *walker;
    xmlParserCtxtPtr parser;
    int depth;
    bool rooted, failed;
    struct err *err;
};

static const char *text_of(const xmlChar *text)
{
    return text ? (const char *)text : "";
}

/* SAX2 hands attributes over as rows of five: name, prefix, URI, start, end of value.
 */
struct str xml_attribute(const struct xml_attributes *attributes, const char *name)
{
    for (int i = 0; i < attributes->count; i++) {
        const xmlChar *const *row = attributes->rows + 5 * i;
        if (strcmp(text_of(row[0]), name) == 0)
            return (struct str){ (const char *)row[3], (size_t)(row[4] - row[3]) };
    }
    return LIT("");
}

static void give_up(struct walk *walk)
{
    walk->failed = true;
    xmlStopParser(walk->parser);
}

/* NOLINTNEXTLINE(readability-function-size): the library's signature */
static void on_start(void *context, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri, int namespace_count,
                     const xmlChar **namespaces, int attribute_count, int defaulted,
                     const xmlChar **attributes)
{
    (void)prefix, (void)namespace_count, (void)namespaces, (void)defaulted;
    struct walk *walk = context;
    struct xml_element element = { text_of(uri),
                                   text_of(name),
                                   { (const xmlChar *const *)attributes,
                                     attribute_count },
                                   ++walk->depth };
    if (walk->failed)
        return;
    if (walk->walker->start(walk->walker->context, &element, walk->err))
        walk->rooted = true;
    else
        give_up(walk);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *uri)
{
    (void)name, (void)prefix, (void)uri;
    struct walk *walk = context;
    if (!walk->failed &&
        !walk->walker->end(walk->walker->context, walk->depth, walk->err))
        give_up(walk);
    walk->depth--;
}

static void on_text(void *context, const xmlChar *text, int len)
{
    struct walk *walk = context;
    if (!walk->failed)
        walk->walker->text(walk->walker->context,
                           (struct str){ (const char *)text, (size_t)len });
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *external,
                       const xmlChar *address)
{
    (void)name, (void)external, (void)address;
    struct walk *walk = context;
    if (walk->failed)
        return;
    err_set(walk->err, ERR_INVALID, "the document has a DOCTYPE, which no %s has",
            walk->walker->kind);
    give_up(walk);
}

static void on_error(void *context, xmlErrorPtr error)
{
    const struct walk *walk = context;
    if (error->level == XML_ERR_FATAL) /* no event comes any more; wellFormed tells */
        xmlStopParser(walk->parser);
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

static bool parse(struct walk *walk, struct str clean, bool *ret_whole)
{
    CLEANUP(free_parser)
    xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(clean.ptr, (int)clean.len);
    if (parser == NULL)
        return err_set(walk->err, ERR_INVALID, "%s was expected, found an empty body",
                       walk->walker->expected);
    *parser->sax = handlers;
    parser->userData = walk;
    walk->parser = parser;
    xmlCtxtUseOptions(parser,
                      XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_IGNORE_ENC);
    xmlParseDocument(parser);
    *ret_whole = parser->wellFormed && walk->depth == 0 && !walk->failed;
    walk->parser = NULL;
    return !walk->failed;
}

static bool is_html(struct str bytes)
{
    struct str text = str_upto(str_trim(bytes), 14);
    return str_eq_nocase(text, LIT("<!doctype html")) ||
           str_eq_nocase(str_upto(text, 5), LIT("<html"));
}

static bool not_expected(const struct walk *walk, struct str clean)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    return err_set(walk->err, ERR_INVALID, "%s was expected, found %s",
                   walk->walker->expected, sniff(&arena, clean));
}

void xml_walk_prepare(void)
{
    xmlInitParser();
}

/* The library compares each attribute of an element with all others. In text the sign
 * stands too, but not thousands of times without a tag between. */
static bool check_attributes(struct str bytes, struct err *err)
{
    enum { ATTRIBUTES_MAX = 5000 };
    size_t signs = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        if (bytes.ptr[i] == '<')
            signs = 0;
        else if (bytes.ptr[i] == '=' && ++signs > ATTRIBUTES_MAX)
            return err_set(err, ERR_LIMIT, "an element has over %d attributes",
                           ATTRIBUTES_MAX);
    }
    return true;
}

bool xml_walk(struct str bytes, const struct xml_walker *walker, bool *ret_whole,
              struct err *err)
{
    if (bytes.len > SOURCE_BYTES_MAX)
        return err_set(err, ERR_LIMIT, "the document is over %d MiB",
                       SOURCE_BYTES_MAX >> 20);
    CLEANUP(buf_done) struct buf clean = buf_upto(3 * (size_t)SOURCE_BYTES_MAX);
    xml_clean(&clean, bytes);
    struct walk walk = { .walker = walker, .err = err };
    bool whole = false;
    if (is_html(buf_str(&clean)))
        return not_expected(&walk, buf_str(&clean));
    if (!check_attributes(buf_str(&clean), err))
        return false;
    if (!parse(&walk, buf_str(&clean), &whole))
        return false;
    if (!walk.rooted)
        return not_expected(&walk, buf_str(&clean));
    *ret_whole = whole;
    return true;
}
