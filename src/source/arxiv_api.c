/* The query API's Atom to records; see arxiv_api.h. */
#include "source/arxiv_api.h"

#include "source/entry.h"
#include "source/sniff.h"
#include "source/xml_feed.h"

struct reading {
    struct arena *arena;
    struct source_document document;
    bool some_skipped;
};

static int64_t read_time(struct str text)
{
    int64_t time = 0;
    struct err ignored;
    return time_from_text(str_trim(text), &time, &ignored) ? time : 0;
}

static void read_lists(struct arena *arena, const struct xml_part *part,
                       struct source_entry *entry)
{
    entry_add_category(arena, entry, xml_part_text(part, "primary_category"));
    for (size_t i = 0; i < part->count; i++) {
        const struct xml_field *field = &part->items[i];
        if (strcmp(field->name, "category") == 0)
            entry_add_category(arena, entry, field->text);
        else if (strcmp(field->name, "name") == 0)
            entry_add_author(arena, entry, field->text);
    }
}

static const char *line_of(struct arena *arena, const struct xml_part *part,
                           const char *name, size_t max)
{
    return entry_text(arena, xml_part_text(part, name), TEX_TITLE, max);
}

static bool read_entry(struct arena *arena, const struct xml_part *part,
                       struct source_entry *ret_entry, struct err *err)
{
    struct source_entry entry;
    if (!entry_start(arena, str_trim(xml_part_text(part, "id")), &entry, err))
        return false;
    struct paper *paper = &entry.paper;
    paper->title = line_of(arena, part, "title", PAPER_TITLE_MAX);
    paper->abstract = entry_text(arena, xml_part_text(part, "summary"), TEX_ABSTRACT,
                                 PAPER_ABSTRACT_MAX);
    paper->comment = line_of(arena, part, "comment", PAPER_FIELD_MAX);
    paper->journal_ref = line_of(arena, part, "journal_ref", PAPER_FIELD_MAX);
    paper->doi = entry_plain(arena, xml_part_text(part, "doi"), PAPER_FIELD_MAX);
    paper->published = read_time(xml_part_text(part, "published"));
    paper->updated = read_time(xml_part_text(part, "updated"));
    read_lists(arena, part, &entry);
    entry_finish(arena, &entry);
    *ret_entry = entry;
    return true;
}

/* An error of the API is an entry of its own, with status 400 or without. */
static bool check_no_refusal(struct arena *arena, const struct xml_part *part,
                             struct err *err)
{
    struct str id = xml_part_text(part, "id");
    if (str_find(id, LIT("/api/errors")) == id.len)
        return true;
    const char *words = line_of(arena, part, "summary", 300);
    return err_set(err, ERR_REFUSED, "arXiv's API refuses this query: %s",
                   words ? words : "no reason given");
}

static bool on_entry(void *context, const struct xml_feed *feed,
                     const struct xml_part *part, struct err *err)
{
    (void)feed;
    struct reading *reading = context;
    struct source_entry entry;
    struct err why;
    if (!check_no_refusal(reading->arena, part, err))
        return false;
    if (!read_entry(reading->arena, part, &entry, &why)) {
        reading->some_skipped = true;
        return true;
    }
    entry.position = (int64_t)reading->document.entries.count + 1;
    return entry_keep(reading->arena, &reading->document, &entry, err);
}

static void read_head(struct reading *reading, const struct xml_feed *feed)
{
    struct source_document *document = &reading->document;
    const struct xml_part *head = &feed->head;
    struct err ignored;
    if (!str_to_int(str_trim(xml_part_text(head, "totalResults")), 0, INT32_MAX,
                    &document->total_results, &ignored))
        document->total_results = -1;
    document->generated = read_time(xml_part_text(head, "updated"));
    document->title = line_of(reading->arena, head, "title", PAPER_TITLE_MAX);
    document->complete = feed->whole && !reading->some_skipped;
}

/* A daily feed has the same root, but it counts nothing. */
static bool check_is_answer(const struct xml_feed *feed,
                            const struct source_document *document, struct err *err)
{
    if (feed->is_rss)
        return err_set(err, ERR_INVALID,
                       "an answer of arXiv's API was expected, found RSS");
    if (feed->whole && document->total_results < 0)
        return err_set(err, ERR_INVALID,
                       "an answer of arXiv's API was expected, found the feed “%.*s”",
                       STR_ARG(sniff_quote(str_of(document->title))));
    return true;
}

bool arxiv_api_read(struct str bytes, struct arena *arena,
                    struct source_document *ret_document, struct err *err)
{
    struct reading reading = { .arena = arena,
                               .document = { .day = DAY_NONE, .total_results = -1 } };
    struct xml_feed feed;
    if (!xml_feed_read(bytes, arena, on_entry, &reading, &feed, err))
        return false;
    read_head(&reading, &feed);
    if (!check_is_answer(&feed, &reading.document, err))
        return false;
    *ret_document = reading.document;
    return true;
}
