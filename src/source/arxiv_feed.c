/* arXiv's RSS and Atom feeds to records; see arxiv_feed.h. */
#include "source/arxiv_feed.h"

#include "source/entry.h"
#include "source/xml_feed.h"

/* What is being put together while the document is read. */
struct reading {
    struct arena *arena;
    struct source_document document;
    size_t items;      /* all, also those that are no announcement */
    bool some_skipped; /* an item could not be read as one */
};

/* "arXiv:2509.13332v1 Announce Type: new \nAbstract: ", in front of each abstract. */
struct preface {
    struct str id, type;
};

/* Takes it off *text if it is there. */
static struct preface cut_preface(struct str *text)
{
    struct preface preface = { LIT(""), LIT("") };
    struct str rest = str_trim(*text);
    if (!str_skip(&rest, LIT("arXiv:")))
        return preface;
    struct str id = str_cut_word(&rest);
    rest = str_trim(rest);
    if (!str_skip(&rest, LIT("Announce Type:")))
        return preface;
    struct str type = str_cut_word(&rest);
    rest = str_trim(rest);
    if (!str_skip(&rest, LIT("Abstract:")))
        return preface;
    *text = rest;
    return (struct preface){ id, type };
}

/* Midnight in New York on the day of the list. */
static int32_t read_day(struct str text)
{
    int64_t time = 0;
    struct err ignored;
    bool read =
        time_from_text(text, &time, &ignored) || time_from_mail(text, &time, &ignored);
    return read ? eastern_day(time) : DAY_NONE;
}

static int64_t read_time(struct str text)
{
    int64_t time = 0;
    struct err ignored;
    bool read =
        time_from_text(text, &time, &ignored) || time_from_mail(text, &time, &ignored);
    return read ? time : 0;
}

static bool read_section(const struct xml_part *part, const struct preface *preface,
                         enum section *ret_section)
{
    struct err ignored;
    struct str type = str_trim(xml_part_text(part, "announce_type"));
    return section_read(type.len > 0 ? type : preface->type, ret_section, &ignored);
}

static void read_lists(struct arena *arena, const struct xml_part *part,
                       struct source_entry *entry)
{
    for (size_t i = 0; i < part->count; i++) {
        const struct xml_field *field = &part->items[i];
        if (strcmp(field->name, "category") == 0)
            entry_add_category(arena, entry, field->text);
        else if (strcmp(field->name, "creator") == 0)
            entry_add_authors(arena, entry, field->text);
    }
}

static void read_texts(struct arena *arena, const struct xml_part *part,
                       struct str abstract, struct paper *paper)
{
    paper->title =
        entry_text(arena, xml_part_text(part, "title"), TEX_TITLE, PAPER_TITLE_MAX);
    paper->abstract = entry_text(arena, abstract, TEX_ABSTRACT, PAPER_ABSTRACT_MAX);
    paper->journal_ref = entry_text(arena, xml_part_text(part, "journal_reference"),
                                    TEX_TITLE, PAPER_FIELD_MAX);
    paper->doi = entry_plain(arena, xml_part_text(part, "DOI"), PAPER_FIELD_MAX);
    paper->license = entry_url(arena, xml_part_text(part, "rights"));
}

static bool read_entry(struct arena *arena, const struct xml_feed *feed,
                       const struct xml_part *part, struct source_entry *ret_entry,
                       struct err *err)
{
    struct str abstract = xml_part_text(part, feed->is_rss ? "description" : "summary");
    struct preface preface = cut_preface(&abstract);
    struct str id = str_trim(xml_part_text(part, feed->is_rss ? "guid" : "id"));
    struct source_entry entry;
    if (!entry_start(arena, id.len > 0 ? id : preface.id, &entry, err))
        return false;
    if (!read_section(part, &preface, &entry.section))
        return err_set(err, ERR_INVALID, "%s has no known announce type",
                       entry.paper.key);
    entry.announced = true;
    read_texts(arena, part, abstract, &entry.paper);
    read_lists(arena, part, &entry);
    entry_finish(arena, &entry);
    *ret_entry = entry;
    return true;
}

/* The whole list has one day: the channel's, or else what its entries say. */
static void note_day(struct source_document *document, const struct xml_feed *feed,
                     const struct xml_part *part)
{
    const char *element = feed->is_rss ? "pubDate" : "published";
    if (document->day == DAY_NONE)
        document->day = read_day(xml_part_text(&feed->head, element));
    if (document->day == DAY_NONE)
        document->day = read_day(xml_part_text(part, element));
}

static bool on_entry(void *context, const struct xml_feed *feed,
                     const struct xml_part *part, struct err *err)
{
    struct reading *reading = context;
    struct source_entry entry;
    struct err why;
    reading->items++;
    note_day(&reading->document, feed, part);
    if (!read_entry(reading->arena, feed, part, &entry, &why)) {
        reading->some_skipped = true;
        return true;
    }
    entry.position = (int64_t)reading->items;
    return entry_keep(reading->arena, &reading->document, &entry, err);
}

static void read_head(struct reading *reading, const struct xml_feed *feed)
{
    struct source_document *document = &reading->document;
    const struct xml_part *head = &feed->head;
    struct str built = xml_part_text(head, feed->is_rss ? "lastBuildDate" : "updated");
    document->generated = read_time(built);
    document->title = entry_text(reading->arena, xml_part_text(head, "title"),
                                 TEX_TITLE, PAPER_TITLE_MAX);
    note_day(document, feed, head);
    if (document->day == DAY_NONE && document->generated != 0)
        document->day = eastern_day(document->generated);
    document->complete =
        feed->whole && !reading->some_skipped && document->entries.count < FEED_CUT_AT;
    for (size_t i = 0; i < document->entries.count; i++)
        document->entries.items[i].paper.announced = document->day;
}

/* arXiv answers a wrong query with a feed of its own, without items. */
static bool check_no_refusal(const struct xml_feed *feed,
                             const struct source_document *document,
                             struct arena *arena, struct err *err)
{
    struct str title = str_of(document->title);
    if (!str_starts(title, LIT("Feed error")))
        return true;
    const char *element = feed->is_rss ? "description" : "subtitle";
    const char *words =
        entry_text(arena, xml_part_text(&feed->head, element), TEX_TITLE, 300);
    return err_set(err, ERR_REFUSED, "arXiv refuses this feed: %s",
                   words ? words : document->title);
}

bool arxiv_feed_read(struct str bytes, struct arena *arena,
                     struct source_document *ret_document, struct err *err)
{
    struct reading reading = { .arena = arena,
                               .document = { .day = DAY_NONE, .total_results = -1 } };
    struct xml_feed feed;
    if (!xml_feed_read(bytes, arena, on_entry, &reading, &feed, err))
        return false;
    read_head(&reading, &feed);
    if (!check_no_refusal(&feed, &reading.document, arena, err))
        return false;
    if (reading.items > 0 && reading.document.entries.count == 0)
        return err_set(err, ERR_INVALID, "none of the %zu items is an announcement",
                       reading.items);
    if (reading.items == 0 && feed.whole && reading.document.title == NULL)
        return err_set(err, ERR_INVALID, "a feed without title and items");
    *ret_document = reading.document;
    return true;
}
