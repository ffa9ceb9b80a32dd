/* Files of the ACL Anthology (aclanthology.org), one a collection:
 * data/xml/2024.acl.xml of github.com/acl-org/acl-anthology.
 *
 * The file is gathered and walked twice: first for its volumes, so that an edition is
 * told before its papers and with its whole programme, then for the papers, each told
 * as it ends. Titles and names stand there as they are shown, in Unicode. */
#include "base/buf.h"
#include "base/mem.h"
#include "proceedings/acl/acl_edition.h"
#include "proceedings/acl/acl_paper.h"
#include "source/entry.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { OPEN_LICENSE_SINCE = 2016 };

struct proceedings_reader {
    const struct proceedings_ask *ask;
    const struct proceedings_sink *sink;
    struct arena arena;
    struct buf bytes;
    struct acl_collection collection;
};

static struct proceedings_reader *acl_open(const struct proceedings_ask *ask,
                                           const struct proceedings_sink *sink)
{
    struct proceedings_reader *reader = mem_alloc(sizeof *reader);
    *reader = (struct proceedings_reader){ .ask = ask,
                                           .sink = sink,
                                           .bytes = buf_upto(SOURCE_BYTES_MAX) };
    return reader;
}

static void acl_close(struct proceedings_reader *reader)
{
    arena_done(&reader->arena);
    buf_done(&reader->bytes);
    free(reader);
}

static bool acl_give(struct proceedings_reader *reader, struct str piece,
                     struct err *err)
{
    buf_add(&reader->bytes, piece);
    return !reader->bytes.full ||
           err_set(err, ERR_LIMIT, "the file is over %d MiB", SOURCE_BYTES_MAX >> 20);
}

/* Is it the edition that the caller asked for, if he did? */
static bool is_asked(const struct proceedings_ask *ask, const char *edition)
{
    struct str series;
    int year;
    if (!paper_edition(edition, &series, &year))
        return false;
    return (ask->series == NULL || str_eq(series, str_of(ask->series))) &&
           (ask->year == 0 || year == ask->year);
}

/* Of a paper that the Anthology holds itself, not only links to. */
static void take_file(struct arena *arena, const char *file, int year,
                      struct paper *paper)
{
    paper->pdf_url = entry_url(
        arena, str_of(arena_printf(arena, "https://aclanthology.org/%s.pdf", file)));
    paper->license = year >= OPEN_LICENSE_SINCE
                         ? "https://creativecommons.org/licenses/by/4.0/"
                         : "https://creativecommons.org/licenses/by-nc-sa/3.0/";
}

static void take_url(struct arena *arena, struct str url, int year, struct paper *paper)
{
    bool elsewhere = str_starts(url, LIT("http"));
    if (elsewhere && str_ends(url, LIT(".pdf")))
        paper->pdf_url = entry_url(arena, url);
    else if (!elsewhere && url.len > 0)
        take_file(arena, arena_text(arena, url), year, paper);
}

/* As many whole ones as a record has room for. */
static const char *awards_of(struct arena *arena, const struct text_list *awards)
{
    CLEANUP(buf_done) struct buf joined = buf_upto(PAPER_AWARD_MAX);
    for (size_t i = 0; i < awards->count; i++) {
        const char *award =
            entry_text(arena, str_of(awards->items[i]), TEX_TITLE, PAPER_AWARD_MAX);
        size_t len = award ? strlen(award) : 0;
        if (len == 0 || joined.len + len + 2 > PAPER_AWARD_MAX)
            continue;
        if (joined.len > 0)
            buf_add(&joined, LIT("; "));
        buf_text(&joined, award);
    }
    return joined.len > 0 ? arena_text(arena, buf_str(&joined)) : NULL;
}

static void take_names(struct arena *arena, const struct acl_paper *raw,
                       struct source_entry *entry)
{
    for (size_t i = 0; i < raw->names.count; i++)
        entry_add_name(arena, entry, raw->names.items[i].first,
                       raw->names.items[i].last);
}

static void take_texts(struct arena *arena, const struct acl_paper *raw,
                       const struct acl_volume *volume, struct source_entry *entry)
{
    struct paper *paper = &entry->paper;
    paper->title = entry_text(arena, raw->title, TEX_TITLE, PAPER_TITLE_MAX);
    paper->abstract =
        entry_text(arena, raw->abstract, TEX_ABSTRACT, PAPER_ABSTRACT_MAX);
    paper->group = volume->group;
    paper->comment = entry_pages(arena, raw->pages);
    paper->journal_ref = volume->title;
    paper->doi = entry_doi(arena, raw->doi);
    paper->award = awards_of(arena, &raw->awards);
    paper->code_url = entry_url(arena, raw->code);
    paper->withdrawn = raw->retracted;
    take_names(arena, raw, entry);
    take_url(arena, raw->url, volume->edition_year, paper);
}

static bool read_entry(struct proceedings_reader *reader, struct arena *arena,
                       const struct acl_paper *raw, struct source_entry *ret_entry,
                       struct err *err)
{
    const struct acl_volume *volume = &reader->collection.volumes.items[raw->volume];
    const char *id = acl_paper_id(arena, &reader->collection, raw->volume, raw->id);
    const char *why = volume->problem ? volume->problem : raw->problem;
    struct source_entry entry;
    if (why != NULL)
        return err_set(err, ERR_INVALID, "%s", why);
    if (id == NULL)
        return err_set(err, ERR_INVALID, "its id is none of the Anthology's");
    proceedings_start(arena, volume->edition, VENUE_ACL,
                      acl_position(&reader->collection, raw->volume, raw->number),
                      &entry);
    entry.paper.page_url = arena_printf(arena, "https://aclanthology.org/%s/", id);
    take_texts(arena, raw, volume, &entry);
    if (!proceedings_add_id(arena, &entry, str_of(entry.paper.page_url)))
        return err_set(err, ERR_INVALID, "its id is none of the Anthology's");
    if (!proceedings_finish(arena, &entry, str_of(id), err))
        return false;
    *ret_entry = entry;
    return true;
}

/* "paper 2024.acl-long.1", "paper 12 of volume long" */
static const char *where_of(struct proceedings_reader *reader, struct arena *arena,
                            const struct acl_paper *raw)
{
    const char *id = acl_paper_id(arena, &reader->collection, raw->volume, raw->id);
    if (id != NULL)
        return arena_printf(arena, "paper %s", id);
    const char *volume = reader->collection.volumes.items[raw->volume].id;
    if (*volume == '\0')
        volume = arena_printf(arena, "number %zu", raw->volume + 1);
    return arena_printf(arena, "paper %" PRId64 " of volume %s", raw->number, volume);
}

static bool on_paper(void *context, const struct acl_paper *raw, struct err *err)
{
    struct proceedings_reader *reader = context;
    const struct proceedings_sink *sink = reader->sink;
    const char *edition = reader->collection.volumes.items[raw->volume].edition;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_entry entry;
    struct err why = { 0 };
    if (edition != NULL && !is_asked(reader->ask, edition))
        return sink->left_out(sink->context,
                              arena_printf(&arena, "of another edition (%s)", edition),
                              err);
    if (!read_entry(reader, &arena, raw, &entry, &why))
        return sink->broken(sink->context, where_of(reader, &arena, raw), why.text,
                            err);
    return sink->entry(sink->context, &entry, err);
}

static bool tell_editions(struct proceedings_reader *reader, struct err *err)
{
    const struct proceedings_sink *sink = reader->sink;
    struct acl_editions editions;
    acl_editions_find(&reader->arena, &reader->collection, &editions);
    for (size_t i = 0; i < editions.count; i++)
        if (is_asked(reader->ask, editions.items[i].name) &&
            !sink->edition(sink->context, &editions.items[i], err))
            return false;
    return true;
}

static bool tell_cut(struct proceedings_reader *reader, struct err *err)
{
    const struct proceedings_sink *sink = reader->sink;
    return reader->collection.whole ||
           sink->broken(sink->context, "the end of the file",
                        "it is cut off or no well-formed XML from here on", err);
}

static bool acl_end(struct proceedings_reader *reader, struct err *err)
{
    struct str bytes = buf_str(&reader->bytes);
    return proceedings_check_start(bytes, err) &&
           acl_collection_read(bytes, &reader->arena, &reader->collection, err) &&
           tell_editions(reader, err) &&
           acl_papers_read(bytes, on_paper, reader, err) && tell_cut(reader, err);
}

const struct proceedings_format proceedings_acl = {
    .name = "acl",
    .open = acl_open,
    .give = acl_give,
    .end = acl_end,
    .close = acl_close,
};
