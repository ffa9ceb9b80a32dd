/* Fields to a record; see bib_paper.h. */
#include "proceedings/bibtex/bib_paper.h"

#include "proceedings/bibtex/bib_text.h"
#include "source/entry.h"

#include <string.h>

static struct str address(const struct bib_entry *entry, const char *field,
                          struct arena *arena)
{
    return bib_address(arena, bib_entry_get(entry, field));
}

static const char *title_of(const struct bib_entry *entry, struct arena *arena)
{
    const char *title =
        bib_readable(arena, bib_entry_get(entry, "title"), false, PAPER_TITLE_MAX);
    const char *more =
        bib_readable(arena, bib_entry_get(entry, "subtitle"), false, PAPER_TITLE_MAX);
    if (title == NULL || more == NULL ||
        strlen(title) + strlen(more) + 2 > PAPER_TITLE_MAX)
        return title;
    return arena_printf(arena, "%s: %s", title, more);
}

/* The book or journal that it stands in. */
static const char *book_of(const struct bib_entry *entry, const struct bib_place *place,
                           struct arena *arena)
{
    static const char *const fields[] = { "booktitle", "journal", "journaltitle" };
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const char *book = bib_readable(arena, bib_entry_get(entry, fields[i]), false,
                                        PAPER_FIELD_MAX);
        if (book != NULL)
            return book;
    }
    return place->book;
}

static const char *pages_of(const struct bib_entry *entry, struct arena *arena)
{
    enum { PAGES_MAX = 50 };
    const char *pages =
        bib_readable(arena, bib_entry_get(entry, "pages"), false, PAGES_MAX);
    return entry_pages(arena, str_of(pages));
}

static const char *first_url(const struct bib_entry *entry, const char *const *fields,
                             size_t count, struct arena *arena)
{
    for (size_t i = 0; i < count; i++) {
        const char *url = entry_url(arena, address(entry, fields[i], arena));
        if (url != NULL)
            return url;
    }
    return NULL;
}

static void add_openreview(const struct bib_entry *raw, struct arena *arena,
                           struct source_entry *entry)
{
    struct str id = address(raw, "openreview", arena);
    if (id.len > 0 && str_find_char(id, '/') == id.len)
        id = str_of(arena_printf(arena, "%.*s@OpenReview", STR_ARG(id)));
    (void)proceedings_add_id(arena, entry, id);
}

/* PMLR's name for it, and the editor's where it cannot be another paper's. */
static void add_pmlr(const struct bib_place *place, const struct bib_entry *raw,
                     const struct bib_pmlr *pmlr, struct arena *arena,
                     struct source_entry *entry)
{
    const char *number = place->volume->number;
    (void)proceedings_add_id(
        arena, entry, str_of(arena_printf(arena, "%s@v%s@PMLR", pmlr->slug, number)));
    if (!bib_pmlr_is_slug(place->volume, raw->key))
        (void)proceedings_add_id(
            arena, entry,
            str_of(arena_printf(arena, "%.*s@v%s@PMLR", STR_ARG(raw->key), number)));
    if (entry->paper.page_url == NULL)
        entry->paper.page_url = pmlr->page;
    if (entry->paper.pdf_url == NULL)
        entry->paper.pdf_url = pmlr->pdf;
}

static bool is_arxiv(const struct bib_entry *entry)
{
    struct str kind = bib_entry_get(entry, "archiveprefix");
    if (kind.len == 0)
        kind = bib_entry_get(entry, "eprinttype");
    return kind.len == 0 || str_eq_nocase(kind, LIT("arxiv"));
}

static void add_ids(const struct bib_entry *raw, struct arena *arena,
                    struct source_entry *entry)
{
    static const char *const addresses[] = { "url", "ee", "pdf", "arxiv" };
    for (size_t i = 0; i < COUNT_OF(addresses); i++)
        (void)proceedings_add_id(arena, entry, address(raw, addresses[i], arena));
    proceedings_add_doi(arena, entry, address(raw, "doi", arena));
    if (is_arxiv(raw))
        (void)proceedings_add_id(arena, entry, address(raw, "eprint", arena));
}

static bool is_pdf(const char *url)
{
    return url != NULL && str_ends(str_of(url), LIT(".pdf"));
}

static void read_urls(const struct bib_entry *raw, struct arena *arena,
                      struct paper *paper)
{
    static const char *const pages[] = { "url", "ee" };
    static const char *const files[] = { "pdf" };
    static const char *const code[] = { "software", "code", "github" };
    const char *page = first_url(raw, pages, COUNT_OF(pages), arena);
    paper->pdf_url = first_url(raw, files, COUNT_OF(files), arena);
    paper->code_url = first_url(raw, code, COUNT_OF(code), arena);
    if (is_pdf(page) && paper->pdf_url == NULL)
        paper->pdf_url = page;
    if (!is_pdf(page))
        paper->page_url = page;
}

/* Where no other address is known. */
static void finish_urls(struct paper *paper, struct arena *arena)
{
    if (paper->page_url == NULL && paper->doi != NULL)
        paper->page_url = entry_url(
            arena, str_of(arena_printf(arena, "https://doi.org/%s", paper->doi)));
}

bool bib_paper_read(const struct bib_entry *raw, const struct bib_place *place,
                    int64_t position, struct key_counts *names, struct arena *arena,
                    struct source_entry *ret_entry, struct err *err)
{
    struct source_entry entry;
    struct paper *paper = &entry.paper;
    proceedings_start(arena, place->edition, place->dialect, position, &entry);
    paper->title = title_of(raw, arena);
    paper->abstract =
        bib_readable(arena, bib_entry_get(raw, "abstract"), true, PAPER_ABSTRACT_MAX);
    paper->comment = pages_of(raw, arena);
    paper->journal_ref = book_of(raw, place, arena);
    paper->group = place->group;
    bib_add_authors(arena, &entry, bib_entry_get(raw, "author"));
    bib_add_subjects(arena, &entry, bib_entry_get(raw, "keywords"));
    read_urls(raw, arena, paper);
    add_openreview(raw, arena, &entry);
    if (place->volume != NULL) {
        struct bib_pmlr pmlr = bib_pmlr_of(place->volume, raw, names, arena);
        add_pmlr(place, raw, &pmlr, arena, &entry);
    }
    add_ids(raw, arena, &entry);
    finish_urls(paper, arena);
    if (!proceedings_finish(arena, &entry, raw->key, err))
        return false;
    *ret_entry = entry;
    return true;
}

const char *bib_paper_refused(const struct bib_entry *entry, struct arena *arena)
{
    static const struct {
        const char *field, *starts, *why;
    } signs[] = {
        { "note", "reject", "not accepted (Rejected)" },
        { "note", "desk reject", "not accepted (Desk Rejected)" },
        { "note", "withdrawn", "not accepted (Withdrawn)" },
        { "note", "under review", "not accepted (Under review)" },
        { "note", "submitted to", "not accepted (Submitted)" },
        { "booktitle", "submitted to", "not accepted (Submitted)" },
    };
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        struct str start = str_of(signs[i].starts);
        const char *text = bib_readable(arena, bib_entry_get(entry, signs[i].field),
                                        false, PAPER_FIELD_MAX);
        if (str_eq_nocase(str_upto(str_of(text), start.len), start))
            return signs[i].why;
    }
    return NULL;
}
