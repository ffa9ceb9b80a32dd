/* XML events to fields; see xml_feed.h. Only the elements in `wanted` are kept, at the
 * depth where they count. */
#include "source/xml_feed.h"

#include "base/buf.h"
#include "source/entry.h"
#include "source/sniff.h"
#include "source/xml_walk.h"

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
};

struct str xml_part_text(const struct xml_part *part, const char *name)
{
    for (size_t i = 0; i < part->count; i++)
        if (strcmp(part->items[i].name, name) == 0)
            return part->items[i].text;
    return LIT("");
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

static bool start_root(struct scan *scan, const char *name, struct err *err)
{
    scan->feed.is_rss = strcmp(name, "rss") == 0;
    return scan->feed.is_rss || strcmp(name, "feed") == 0 ||
           err_set(err, ERR_INVALID, "a feed was expected, found a document of “%.*s”",
                   STR_ARG(sniff_quote(str_of(name))));
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

static bool is_entry(const struct scan *scan, const struct xml_element *element)
{
    return scan->entry_depth == 0 && element->depth == head_depth(scan) &&
           strcmp(element->name, scan->feed.is_rss ? "item" : "entry") == 0;
}

static bool on_start(void *context, const struct xml_element *element, struct err *err)
{
    struct scan *scan = context;
    scan->depth = element->depth;
    if (scan->depth == 1)
        return start_root(scan, element->name, err);
    if (is_entry(scan, element)) {
        scan->entry_depth = scan->depth;
    } else if (scan->field_depth == 0) {
        start_field(scan, element->name, element->space);
        if (scan->field_depth != 0)
            buf_add(&scan->text, xml_attribute(&element->attributes, "term"));
    }
    return true;
}

static bool end_field(struct scan *scan, struct err *err)
{
    bool in_entry = scan->entry_depth != 0;
    struct arena *arena = in_entry ? &scan->of_entry : scan->arena;
    struct xml_part *part = in_entry ? &scan->entry : &scan->feed.head;
    scan->field_depth = 0;
    if (part->count >= FIELDS_MAX || scan->text.full)
        return err_set(err, ERR_LIMIT, "an element of the feed is too large");
    struct str text = { arena_text(arena, buf_str(&scan->text)), scan->text.len };
    ARENA_PUSH(arena, part, ((struct xml_field){ scan->field, text }));
    return true;
}

static bool end_entry(struct scan *scan, struct err *err)
{
    bool fine = entry_count_check(++scan->entries, err) &&
                scan->tell(scan->context, &scan->feed, &scan->entry, err);
    arena_done(&scan->of_entry);
    scan->entry = (struct xml_part){ 0 };
    scan->entry_depth = 0;
    return fine;
}

static bool on_end(void *context, int depth, struct err *err)
{
    struct scan *scan = context;
    if (depth == scan->field_depth && !end_field(scan, err))
        return false;
    return depth != scan->entry_depth || end_entry(scan, err);
}

static void on_text(void *context, struct str text)
{
    struct scan *scan = context;
    if (scan->field_depth != 0)
        buf_add(&scan->text, text);
}

bool xml_feed_read(struct str bytes, struct arena *arena, xml_entry *entry,
                   void *context, struct xml_feed *ret_feed, struct err *err)
{
    struct scan scan = { .arena = arena, .tell = entry, .context = context };
    const struct xml_walker walker = { .expected = "a feed",
                                       .kind = "feed of arXiv",
                                       .start = on_start,
                                       .text = on_text,
                                       .end = on_end,
                                       .context = &scan };
    scan.text = buf_upto(FIELD_TEXT_MAX);
    bool read = xml_walk(bytes, &walker, &scan.feed.whole, err);
    buf_done(&scan.text);
    arena_done(&scan.of_entry);
    if (read)
        *ret_feed = scan.feed;
    return read;
}
