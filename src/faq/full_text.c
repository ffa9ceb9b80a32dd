/* From which document a paper's text comes; see full_text.h. */
#include "faq/full_text.h"

#include "base/clock.h"
#include "base/mem.h"
#include "llm/addressed.h"
#include "model/arxiv_id.h"
#include "work/host_gate.h"
#include "work/parse_child.h"
#include "work/venue/venue_pdf.h"

#include <stdlib.h>
#include <string.h>

enum {
    HTML_TEXT_MIN = 1500,   /* bytes; a paper's text is longer */
    TEXT_OF_A_FAILURE = 300 /* bytes of text a failed place, or the page is a ruin */
};

struct full_text {
    struct full_text_options options;
    struct venue_pdf *venue;
};

bool full_text_open(const struct full_text_options *options,
                    struct full_text **ret_full_text, struct err *err)
{
    struct full_text *full_text = mem_alloc(sizeof *full_text);
    struct venue_pdf_options venue = { .store = options->store,
                                       .contact = options->contact,
                                       .spacing_ms = options->page_spacing_ms,
                                       .stop = options->stop };
    full_text->options = *options;
    if (!venue_pdf_open(&venue, &full_text->venue, err)) {
        full_text_close(full_text);
        return false;
    }
    *ret_full_text = full_text;
    return true;
}

void full_text_close(struct full_text *full_text)
{
    if (full_text == NULL)
        return;
    venue_pdf_close(full_text->venue);
    free(full_text);
}

/* What is looked for, and the best that was found so far. */
struct search {
    struct full_text *full_text;
    const struct paper *paper;
    int version;
    const char *arxiv_key; /* NULL: not arXiv's; "": there, but nobody knows which */
    int arxiv_version;
    bool patient;
    struct arena *arena;
    struct paper_text html, pdf; /* text NULL: not there */
    bool is_final; /* every source was heard, none was passed over in haste */
};

static bool is_at_arxiv(const char *url, struct arena *arena)
{
    return url != NULL && host_is_arxiv(host_of(url, arena));
}

/* Venues list arXiv's PDFs too: these go through arXiv's gate like all others. */
static void find_arxiv_key(struct search *search)
{
    struct arxiv_id id = { .version = 0 };
    struct err ignored;
    const struct paper *paper = search->paper;
    search->arxiv_version = search->version;
    if (paper->branch == BRANCH_ARXIV)
        search->arxiv_key = paper->key;
    if (paper->branch == BRANCH_ARXIV || !is_at_arxiv(paper->pdf_url, search->arena))
        return;
    bool known = arxiv_id_read(str_of(paper->pdf_url), &id, &ignored);
    search->arxiv_key = known ? arena_text(search->arena, str_of(id.key)) : "";
    search->arxiv_version = id.version;
}

/* A source that has nothing for us leads on to the next one; so does, for somebody
 * without patience, one that is slow. False: stop looking. */
static bool lead_on(struct search *search, const struct err *err)
{
    switch (err->code) { /* no default: -Wswitch */
    case ERR_NOT_FOUND:
    case ERR_INVALID:
    case ERR_LIMIT:
    case ERR_REFUSED:
        return true;
    case ERR_BUSY:
    case ERR_UPSTREAM:
        search->is_final = false;
        return !search->patient && !stop_asked(search->full_text->options.stop);
    case ERR_NONE:
    case ERR_BROKEN:
        break;
    }
    return false;
}

/* A document that our own child cannot read is one that we do not have. */
static bool parse(struct search *search, const char *format, struct str bytes,
                  struct paper_text *ret_text, struct err *err)
{
    if (parse_child_text(format, bytes, search->full_text->options.stop, search->arena,
                         ret_text, err))
        return true;
    if (stop_asked(search->full_text->options.stop))
        return err_set(err, ERR_BUSY, "stopped while reading a paper");
    err->code = ERR_INVALID;
    return false;
}

static bool get_html(struct search *search, struct err *err)
{
    struct str bytes;
    return (arxiv_page(search->full_text->options.arxiv, ARXIV_PAGE_HTML,
                       search->arxiv_key, search->arxiv_version, search->arena, &bytes,
                       err) &&
            parse(search, "html", bytes, &search->html, err)) ||
           lead_on(search, err);
}

static bool get_pdf_bytes(struct search *search, struct str *ret_bytes, struct err *err)
{
    const struct paper *paper = search->paper;
    if (search->arxiv_key != NULL)
        return arxiv_page(search->full_text->options.arxiv, ARXIV_PAGE_PDF,
                          search->arxiv_key, search->arxiv_version, search->arena,
                          ret_bytes, err);
    if (paper->pdf_url == NULL)
        return err_set(err, ERR_NOT_FOUND, "%s has no PDF", paper->key);
    return venue_pdf_get(search->full_text->venue, paper->pdf_url, search->arena,
                         ret_bytes, err);
}

static bool get_pdf(struct search *search, struct err *err)
{
    struct str bytes;
    return (get_pdf_bytes(search, &bytes, err) &&
            parse(search, "pdf", bytes, &search->pdf, err)) ||
           lead_on(search, err);
}

/* The converter that makes these pages fails in its own ways: next to nothing, raw
 * LaTeX, an end in the midst. Then the PDF is better. */
static bool is_sound(const struct paper_text *html)
{
    if (html->text == NULL || html->cut)
        return false;
    int64_t length = (int64_t)strlen(html->text);
    return length >= HTML_TEXT_MIN && html->failed <= length / TEXT_OF_A_FAILURE;
}

static struct stored_text of_document(struct search *search, enum text_source source,
                                      const struct paper_text *text)
{
    return (struct stored_text){ .source = source,
                                 .text = text->text,
                                 .cut = text->cut,
                                 .notice =
                                     addressed_find(str_of(text->text), search->arena),
                                 .fetched = clock_now() };
}

static struct stored_text of_abstract(struct search *search)
{
    const struct paper *paper = search->paper;
    const char *text = arena_printf(search->arena, "# %s\n\n%s\n", paper->title,
                                    paper->abstract != NULL ? paper->abstract : "");
    struct paper_text document = { .text = text };
    return of_document(search, TEXT_ABSTRACT, &document);
}

static struct stored_text choose(struct search *search)
{
    if (is_sound(&search->html))
        return of_document(search, TEXT_HTML, &search->html);
    if (search->pdf.text != NULL)
        return of_document(search, TEXT_PDF, &search->pdf);
    if (search->html.text != NULL)
        return of_document(search, TEXT_HTML, &search->html);
    return of_abstract(search);
}

static bool look(struct search *search, struct err *err)
{
    bool has_page = search->arxiv_key != NULL && search->arxiv_key[0] != '\0';
    if (has_page && !get_html(search, err))
        return false;
    if (is_sound(&search->html) || (search->arxiv_key != NULL && !has_page))
        return true;
    return get_pdf(search, err);
}

/* True if there is one; ERR_NOT_FOUND if not. */
static bool is_stored(struct search *search, struct stored_text *ret_text,
                      struct err *err)
{
    struct store *store = search->full_text->options.store;
    CLEANUP(store_read_end) struct db *db = store_read_begin(store);
    return text_store_get(db, search->paper->key, search->version, search->arena,
                          ret_text, err);
}

bool full_text_get(struct full_text *full_text, const struct paper *paper, int version,
                   bool patient, struct arena *arena, struct stored_text *ret_text,
                   struct err *err)
{
    struct search search = { .full_text = full_text,
                             .paper = paper,
                             .version = version > 0 ? version : paper->version,
                             .patient = patient,
                             .arena = arena,
                             .is_final = true };
    find_arxiv_key(&search);
    if (is_stored(&search, ret_text, err))
        return true;
    if (err->code != ERR_NOT_FOUND || !look(&search, err))
        return false;
    struct stored_text text = choose(&search);
    if (search.is_final && !text_store_put(full_text->options.store, paper->key,
                                           search.version, &text, err))
        return false;
    *ret_text = text;
    return true;
}
