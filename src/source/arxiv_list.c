/* arXiv's listing page to records; see arxiv_list.h. */
#include "source/arxiv_list.h"

#include "model/category.h"
#include "source/entry.h"
#include "source/html_scan.h"
#include "source/list_entry.h"
#include "source/list_heading.h"
#include "source/sniff.h"

enum { HEADING_MAX = 4096 };

struct listing {
    struct arena *arena;
    struct str page;     /* what is still to be read */
    struct str category; /* asked for; canonical where it is one */
    struct source_document document;
    int64_t found[SECTION_COUNT];
    bool counted[SECTION_COUNT];
    bool in_section; /* a section's heading has been seen */
    enum section section;
    size_t items;              /* <dt>s, also those that could not be read */
    bool whole;                /* the end of the page is there */
    bool unavailable;          /* arXiv says so */
    struct source_entry entry; /* its <dt> was read, its <dd> not yet */
    bool pending;
};

static void note_heading(struct listing *listing, const struct list_heading *heading)
{
    struct source_document *document = &listing->document;
    if (document->day == DAY_NONE)
        document->day = heading->day;
    if (!heading->is_section)
        return;
    listing->in_section = true;
    listing->section = heading->section;
    listing->counted[heading->section] = heading->counted;
    document->shown[heading->section] = heading->shown;
    document->total[heading->section] = heading->total;
}

static void read_heading(struct listing *listing, struct str element)
{
    CLEANUP(buf_done) struct buf text = buf_upto(HEADING_MAX);
    if (!list_text(&listing->page, element, &text))
        return;
    struct list_heading heading = list_heading_read(buf_str(&text));
    note_heading(listing, &heading);
    if (listing->document.title == NULL && heading.day != DAY_NONE)
        listing->document.title =
            entry_text(listing->arena, buf_str(&text), TEX_TITLE, PAPER_TITLE_MAX);
}

/* The page does not tell the two kinds of replacement apart; the primary category does.
 */
static enum section section_of(const struct listing *listing, const struct paper *paper)
{
    if (listing->section != SECTION_REPLACE || paper->primary_category == NULL ||
        listing->category.len == 0)
        return listing->section;
    const struct category *primary = category_find(str_of(paper->primary_category));
    bool inside = str_eq_nocase(listing->category, str_of(primary->code)) ||
                  str_eq_nocase(listing->category, str_of(primary->archive));
    return inside ? SECTION_REPLACE : SECTION_REPLACE_CROSS;
}

/* The entry that was begun has nothing more to come. */
static bool end_entry(struct listing *listing, struct err *err)
{
    if (!listing->pending)
        return true;
    struct source_entry *entry = &listing->entry;
    struct source_entries *entries = &listing->document.entries;
    int64_t last = entries->count > 0 ? entries->items[entries->count - 1].position : 0;
    if (entry->position <= last)
        entry->position = last + 1;
    entry->announced = true;
    entry->section = section_of(listing, &entry->paper);
    entry->paper.announced = listing->document.day;
    entry->paper.provisional = true;
    listing->found[listing->section]++;
    listing->pending = false;
    return entry_keep(listing->arena, &listing->document, entry, err);
}

static bool start_entry(struct listing *listing, struct err *err)
{
    struct err ignored;
    if (!entry_count_check(++listing->items, err))
        return false;
    listing->pending =
        list_entry_read_dt(&listing->page, listing->arena, &listing->entry, &ignored) &&
        listing->in_section;
    return true;
}

static bool read_details(struct listing *listing, struct err *err)
{
    struct source_entry ignored = { .paper.key = "" };
    struct source_entry *entry = listing->pending ? &listing->entry : &ignored;
    if (list_entry_read_dd(&listing->page, listing->arena, entry))
        return end_entry(listing, err);
    listing->pending = false; /* cut off: half an entry is none */
    return true;
}

static bool has_words(struct str text, struct str words)
{
    return str_find(text, words) < text.len;
}

static void note_words(struct listing *listing, struct str text)
{
    listing->document.no_updates |= has_words(text, LIT("No updates today"));
    listing->unavailable |= has_words(text, LIT("temporarily unavailable")) &&
                            has_words(text, LIT("listing"));
}

static bool is_heading(const struct html_token *token)
{
    return html_is_open(token, "h1") || html_is_open(token, "h2") ||
           html_is_open(token, "h3");
}

static bool take(struct listing *listing, const struct html_token *token,
                 struct err *err)
{
    if (token->kind == HTML_TEXT) {
        note_words(listing, token->text);
    } else if (html_is_open(token, "dd")) {
        return read_details(listing, err);
    } else if (is_heading(token) || html_is_open(token, "dt") ||
               html_is_close(token, "dl")) {
        if (!end_entry(listing, err))
            return false;
        if (html_is_open(token, "dt"))
            return start_entry(listing, err);
        if (is_heading(token))
            read_heading(listing, token->name);
    } else if (html_is_close(token, "html") || html_is_close(token, "body")) {
        listing->whole = true;
    }
    return true;
}

static bool read_page(struct listing *listing, struct err *err)
{
    struct html_token token;
    do {
        token = html_next(&listing->page);
        if (!take(listing, &token, err))
            return false;
    } while (token.kind != HTML_END);
    if (!listing->whole)
        listing->pending = false;
    return end_entry(listing, err);
}

static size_t section_index(enum section section)
{
    return section == SECTION_REPLACE_CROSS ? SECTION_REPLACE : section;
}

static void settle_counts(struct listing *listing)
{
    struct source_document *document = &listing->document;
    bool complete = listing->whole && listing->items == document->entries.count;
    for (int i = 0; i < SECTION_COUNT; i++) {
        if (!listing->counted[i])
            document->shown[i] = document->total[i] = listing->found[i];
        complete = complete && listing->found[i] >= document->shown[i];
    }
    document->complete = complete && (listing->in_section || document->no_updates);
    for (size_t i = 0; i < document->entries.count; i++) {
        struct source_entry *entry = &document->entries.items[i];
        entry->section_total = document->total[section_index(entry->section)];
        entry->paper.announced = document->day;
    }
}

static bool check_is_listing(const struct listing *listing, struct str bytes,
                             struct err *err)
{
    const struct source_document *document = &listing->document;
    if (document->entries.count > 0)
        return true;
    if (listing->unavailable && !document->no_updates)
        return err_set(err, ERR_UPSTREAM,
                       "arXiv says that this listing is temporarily unavailable");
    if (listing->items > 0)
        return err_set(err, ERR_INVALID,
                       "none of the %zu entries of the listing can be read",
                       listing->items);
    if (listing->in_section || document->no_updates || document->day != DAY_NONE)
        return true;
    return err_set(err, ERR_INVALID, "a listing page was expected, found %s",
                   sniff(listing->arena, bytes));
}

bool arxiv_list_read(struct str bytes, struct str category, struct arena *arena,
                     struct source_document *ret_document, struct err *err)
{
    if (bytes.len > SOURCE_BYTES_MAX)
        return err_set(err, ERR_LIMIT, "the page is over %d MiB",
                       SOURCE_BYTES_MAX >> 20);
    const struct category *known = category_find(category);
    struct listing listing = { .arena = arena,
                               .page = bytes,
                               .category = known ? str_of(known->code) : category,
                               .document = { .day = DAY_NONE, .total_results = -1 } };
    if (!read_page(&listing, err))
        return false;
    settle_counts(&listing);
    if (!check_is_listing(&listing, bytes, err))
        return false;
    *ret_document = listing.document;
    return true;
}
