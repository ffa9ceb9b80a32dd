/* Raw texts to a paper's fields; see entry.h. */
#include "source/entry.h"

#include "base/utf8.h"
#include "model/arxiv_id.h"
#include "model/author.h"
#include "model/category.h"
#include "model/doi.h"

enum { RAW_AUTHORS_MAX = 4 << 20, URL_MAX = 1000, DOI_MAX = 300 };

/* TeX spends a few bytes on a character: what lies beyond would be cut anyway. */
enum { TEX_SPENDS = 8 };

static struct str whole_characters(struct str text, size_t max)
{
    return text.len <= max ? text : str_upto(text, utf8_floor(text.ptr, max));
}

bool entry_start(struct arena *arena, struct str id, struct source_entry *ret_entry,
                 struct err *err)
{
    struct arxiv_id read;
    if (!arxiv_id_read(id, &read, err))
        return false;
    *ret_entry = (struct source_entry){
        .paper = { .branch = BRANCH_ARXIV,
                   .key = arena_text(arena, str_of(read.key)),
                   .version = read.version,
                   .announced = DAY_NONE },
    };
    return true;
}

static const char *text_or_null(struct arena *arena, struct str text, size_t max)
{
    text = str_trim(whole_characters(text, max));
    return text.len > 0 ? arena_text(arena, text) : NULL;
}

const char *entry_text(struct arena *arena, struct str raw, enum tex_field field,
                       size_t max)
{
    struct str enough = whole_characters(raw, max * TEX_SPENDS);
    struct str readable = str_of(tex_to_text(arena, enough, field));
    if (readable.len > 0 && readable.len <= max)
        return readable.ptr;
    return text_or_null(arena, readable, max);
}

const char *entry_plain(struct arena *arena, struct str raw, size_t max)
{
    CLEANUP(buf_done) struct buf plain = buf_upto(max);
    struct str rest = str_trim(raw);
    bool space = false;
    while (rest.len > 0 && !plain.full) {
        uint32_t character = utf8_next(&rest);
        bool is_space = character == ' ' || (character >= '\t' && character <= '\r');
        if (is_space && !space)
            buf_char(&plain, ' ');
        else if (!is_space && !utf8_is_invisible(character))
            utf8_put(&plain, character);
        space = is_space;
    }
    return text_or_null(arena, buf_str(&plain), max);
}

const char *entry_doi(struct arena *arena, struct str raw)
{
    struct str doi = doi_read(raw);
    bool is_kept = doi.len <= DOI_MAX && !doi_is_arxiv(doi);
    return is_kept ? entry_plain(arena, doi, DOI_MAX) : NULL;
}

/* A dash for each run of dashes and hyphens, no space around it. */
static void fold_dashes(struct buf *out, struct str raw)
{
    bool dash = false, space = false;
    while (raw.len > 0) {
        bool is_dash = str_skip(&raw, LIT("-")) || str_skip(&raw, LIT("–"));
        bool is_space = !is_dash && str_skip(&raw, LIT(" "));
        dash |= is_dash;
        space |= is_space;
        if (is_dash || is_space)
            continue;
        if (dash && out->len > 0)
            buf_text(out, "–");
        else if (space && out->len > 0)
            buf_char(out, ' ');
        buf_char(out, raw.ptr[0]);
        raw = str_from(raw, 1);
        dash = space = false;
    }
}

const char *entry_pages(struct arena *arena, struct str raw)
{
    CLEANUP(buf_done) struct buf pages = buf_upto(PAPER_FIELD_MAX - 10);
    const char *plain = entry_plain(arena, raw, PAPER_FIELD_MAX / 4);
    fold_dashes(&pages, str_of(plain));
    struct str all = buf_str(&pages), first = str_upto(all, str_find(all, LIT("–")));
    bool several = first.len < all.len;
    if (all.len == 0)
        return NULL;
    if (several && str_eq(str_from(all, first.len + LIT("–").len), first))
        return arena_printf(arena, "p. %.*s", STR_ARG(first));
    return arena_printf(arena, "%s %.*s", several ? "pp." : "p.", STR_ARG(all));
}

const char *entry_url(struct arena *arena, struct str raw)
{
    struct str url = str_trim(raw);
    bool is_http = str_starts(url, LIT("https://")) || str_starts(url, LIT("http://"));
    if (!is_http || url.len > URL_MAX)
        return NULL;
    for (size_t i = 0; i < url.len; i++)
        if (url.ptr[i] <= ' ' || url.ptr[i] >= 0x7f)
            return NULL;
    return arena_text(arena, url);
}

static void add_name(struct arena *arena, struct source_entry *entry, const char *name)
{
    struct str text = str_of(name);
    if (text.len == 0)
        return;
    if (entry->paper.authors.count >= PAPER_AUTHORS_MAX) {
        entry->authors_cut = true;
        return;
    }
    if (text.len > PAPER_NAME_MAX)
        name = arena_text(arena, whole_characters(text, PAPER_NAME_MAX));
    ARENA_PUSH(arena, &entry->paper.authors, name);
}

void entry_add_authors(struct arena *arena, struct source_entry *entry, struct str raw)
{
    struct text_list names = { 0 };
    author_split(arena, whole_characters(raw, RAW_AUTHORS_MAX), &names);
    for (size_t i = 0; i < names.count; i++)
        add_name(arena, entry, names.items[i]);
    entry->authors_cut |= names.count >= PAPER_AUTHORS_MAX;
}

void entry_add_author(struct arena *arena, struct source_entry *entry, struct str name)
{
    const char *text = entry_text(arena, name, TEX_NAME, PAPER_NAME_MAX);
    if (text != NULL)
        add_name(arena, entry, text);
}

void entry_add_name(struct arena *arena, struct source_entry *entry, struct str first,
                    struct str last)
{
    enum { PART_MAX = PAPER_NAME_MAX * TEX_SPENDS / 2 };
    first = whole_characters(str_trim(first), PART_MAX);
    last = whole_characters(str_trim(last), PART_MAX);
    entry_add_author(
        arena, entry,
        str_of(arena_printf(arena, "%.*s %.*s", STR_ARG(first), STR_ARG(last))));
}

void entry_add_subject(struct arena *arena, struct source_entry *entry,
                       const char *subject)
{
    struct text_list *subjects = &entry->paper.subjects;
    if (subject == NULL || subjects->count >= PAPER_SUBJECTS_MAX)
        return;
    for (size_t i = 0; i < subjects->count; i++)
        if (str_eq_nocase(str_of(subjects->items[i]), str_of(subject)))
            return;
    ARENA_PUSH(arena, subjects, subject);
}

void entry_add_category(struct arena *arena, struct source_entry *entry,
                        struct str code)
{
    struct paper *paper = &entry->paper;
    const struct category *category = category_find(str_trim(code));
    if (category == NULL || text_list_has(&paper->categories, category->code) ||
        paper->categories.count >= PAPER_CATEGORIES_MAX)
        return;
    if (paper->primary_category == NULL)
        paper->primary_category = category->code;
    ARENA_PUSH(arena, &paper->categories, category->code);
}

void entry_finish(struct arena *arena, struct source_entry *entry)
{
    struct paper *paper = &entry->paper;
    paper->page_url = paper_arxiv_page_url(arena, paper->key);
    paper->pdf_url = paper_arxiv_pdf_url(arena, paper->key);
    paper->code_url = paper_code_url(arena, paper->abstract, paper->comment);
    paper->withdrawn = paper_says_withdrawn(paper->abstract, paper->comment);
}

bool entry_count_check(size_t count, struct err *err)
{
    return count <= SOURCE_ENTRIES_MAX ||
           err_set(err, ERR_LIMIT, "the document has over %d entries",
                   SOURCE_ENTRIES_MAX);
}

bool entry_keep(struct arena *arena, struct source_document *document,
                const struct source_entry *entry, struct err *err)
{
    if (!entry_count_check(document->entries.count + 1, err))
        return false;
    ARENA_PUSH(arena, &document->entries, *entry);
    return true;
}
