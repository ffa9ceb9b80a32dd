/* <dt> and <dd> of a listing page; see list_entry.h. */
#include "source/list_entry.h"

#include "model/arxiv_id.h"
#include "source/entry.h"

enum { TEXT_MAX = 1 << 20, POSITION_MAX = 10000000 };

/* Where an element ends even if its closing tag was forgotten. */
static bool is_boundary(const struct html_token *token)
{
    return html_is_open(token, "dt") || html_is_open(token, "dd") ||
           html_is_open(token, "h3") || html_is_close(token, "dt") ||
           html_is_close(token, "dd") || html_is_close(token, "dl");
}

static void add_folded(struct buf *out, struct str text)
{
    while (text.len > 0) {
        size_t word = 0;
        while (word < text.len && !char_is_space(text.ptr[word]))
            word++;
        buf_add(out, str_upto(text, word));
        text = str_from(text, word);
        if (text.len > 0)
            buf_char(out, ' ');
        while (text.len > 0 && char_is_space(text.ptr[0]))
            text = str_from(text, 1);
    }
}

/* arXiv's abstract pages hide addresses behind "this https URL". */
static void add_text(struct buf *out, struct str text, struct str address)
{
    struct str words = str_trim(text);
    bool hidden = str_eq(words, LIT("this https URL")) ||
                  str_eq(words, LIT("this http URL")) || str_eq(words, LIT("this URL"));
    add_folded(out, hidden && address.len > 0 ? address : text);
}

static bool is_same(struct str element, const struct html_token *token)
{
    return str_eq_nocase(element, token->name);
}

/* "Title:" and its like are names of ours, not text. */
static void skip_descriptor(struct str *page)
{
    struct str before;
    struct html_token token;
    do {
        before = *page;
        token = html_next(page);
    } while (token.kind == HTML_TEXT);
    if (!html_is_close(&token, "span"))
        *page = before;
}

static void add_tag(struct str *page, const struct html_token *tag, struct buf *out)
{
    if (html_is_open(tag, "br"))
        buf_add(out, LIT("\n  "));
    else if (html_is_open(tag, "span") && html_has_class(tag, "descriptor"))
        skip_descriptor(page);
}

bool list_text(struct str *page, struct str element, struct buf *out)
{
    struct str address = LIT("");
    int depth = 1;
    while (depth > 0) {
        struct str before = *page;
        struct html_token token = html_next(page);
        if (token.kind == HTML_END)
            return false;
        if (is_boundary(&token)) {
            *page = before;
            return true;
        }
        if (token.kind == HTML_TEXT)
            add_text(out, token.text, address);
        address = html_is_open(&token, "a") ? html_attribute(&token, "href") : LIT("");
        depth += token.kind == HTML_OPEN && is_same(element, &token);
        depth -= token.kind == HTML_CLOSE && is_same(element, &token);
        if (depth > 0)
            add_tag(page, &token, out);
    }
    return true;
}

/* "/abs/2608.09949", "https://arxiv.org/html/2608.09949v1": the id in the link. */
static bool id_in_link(struct str href, struct str place, struct arxiv_id *ret_id)
{
    size_t at = str_find(href, place);
    struct err ignored;
    return at < href.len &&
           arxiv_id_read(str_from(href, at + place.len), ret_id, &ignored);
}

static void read_item_number(const struct html_token *link, struct source_entry *entry)
{
    struct str name = html_attribute(link, "name");
    int64_t number = 0;
    struct err ignored;
    if (str_skip(&name, LIT("item")) &&
        str_to_int(name, 1, POSITION_MAX, &number, &ignored))
        entry->position = number;
}

static void read_link(const struct html_token *link, struct arena *arena,
                      struct source_entry *entry)
{
    struct str href = html_attribute(link, "href");
    struct arxiv_id id;
    int64_t position = entry->position;
    struct err ignored;
    if (entry->paper.key == NULL && id_in_link(href, LIT("/abs/"), &id) &&
        entry_start(arena, str_of(id.key), entry, &ignored)) {
        entry->position = position;
        entry->paper.version = id.version;
    } else if (entry->paper.key != NULL && id_in_link(href, LIT("/html/"), &id) &&
               strcmp(id.key, entry->paper.key) == 0) {
        entry->paper.version = id.version;
    }
}

bool list_entry_read_dt(struct str *page, struct arena *arena,
                        struct source_entry *ret_entry, struct err *err)
{
    struct source_entry entry = { 0 };
    struct html_token token;
    do {
        struct str before = *page;
        token = html_next(page);
        if (token.kind == HTML_END)
            return err_set(err, ERR_INVALID, "the page ends inside an entry");
        if (html_is_open(&token, "a")) {
            read_item_number(&token, &entry);
            read_link(&token, arena, &entry);
        }
        if (is_boundary(&token) && !html_is_close(&token, "dt"))
            *page = before;
    } while (!is_boundary(&token));
    if (entry.paper.key == NULL)
        return err_set(err, ERR_INVALID, "an entry of the listing has no id");
    entry_finish(arena, &entry);
    *ret_entry = entry;
    return true;
}

static bool read_line(struct str *page, struct arena *arena, struct str element,
                      size_t max, const char **text)
{
    CLEANUP(buf_done) struct buf raw = buf_upto(TEXT_MAX);
    if (!list_text(page, element, &raw))
        return false;
    *text = entry_text(arena, buf_str(&raw), TEX_TITLE, max);
    return true;
}

static bool read_abstract(struct str *page, struct arena *arena, struct paper *paper)
{
    CLEANUP(buf_done) struct buf raw = buf_upto(TEXT_MAX);
    if (!list_text(page, LIT("p"), &raw))
        return false;
    paper->abstract =
        entry_text(arena, buf_str(&raw), TEX_ABSTRACT, PAPER_ABSTRACT_MAX);
    return true;
}

static bool read_author(struct str *page, struct arena *arena,
                        struct source_entry *entry)
{
    CLEANUP(buf_done) struct buf name = buf_upto(TEXT_MAX);
    if (!list_text(page, LIT("a"), &name))
        return false;
    entry_add_author(arena, entry, buf_str(&name));
    return true;
}

/* Every name is a link. The page ends the list silently, or says that it has none. */
static bool read_authors(struct str *page, struct arena *arena,
                         struct source_entry *entry)
{
    struct html_token token;
    do {
        struct str before = *page;
        token = html_next(page);
        if (token.kind == HTML_END ||
            (html_is_open(&token, "a") && !read_author(page, arena, entry)))
            return false;
        if (token.kind == HTML_TEXT &&
            str_find(token.text, LIT("list is unavailable")) < token.text.len)
            entry->authors_cut = true;
        if (is_boundary(&token)) {
            *page = before;
            break;
        }
    } while (!html_is_close(&token, "div"));
    if (entry->paper.authors.count >= LIST_AUTHORS_SHOWN)
        entry->authors_cut = true;
    return true;
}

/* "Artificial Intelligence (cs.AI); Biological Physics (physics.bio-ph)" */
static void add_codes(struct arena *arena, struct source_entry *entry, struct str text)
{
    while (text.len > 0) {
        str_cut(&text, '(');
        struct str code = str_upto(text, str_find_char(text, ')'));
        entry_add_category(arena, entry, code);
    }
}

static void add_primary(struct arena *arena, struct source_entry *entry,
                        struct str subjects)
{
    CLEANUP(buf_done) struct buf text = buf_upto(TEXT_MAX);
    struct html_token token;
    do {
        token = html_next(&subjects);
        if (html_is_open(&token, "span") && html_has_class(&token, "primary-subject") &&
            list_text(&subjects, LIT("span"), &text))
            add_codes(arena, entry, buf_str(&text));
    } while (token.kind != HTML_END && text.len == 0);
}

static bool read_subjects(struct str *page, struct arena *arena,
                          struct source_entry *entry)
{
    CLEANUP(buf_done) struct buf text = buf_upto(TEXT_MAX);
    struct str before = *page;
    if (!list_text(page, LIT("div"), &text))
        return false;
    add_primary(arena, entry, str_upto(before, before.len - page->len));
    add_codes(arena, entry, buf_str(&text));
    return true;
}

static bool read_part(const struct html_token *tag, struct str *page,
                      struct arena *arena, struct source_entry *entry)
{
    struct paper *paper = &entry->paper;
    if (html_is_open(tag, "p") && paper->abstract == NULL)
        return read_abstract(page, arena, paper);
    if (!html_is_open(tag, "div"))
        return true;
    if (html_has_class(tag, "list-title"))
        return read_line(page, arena, tag->name, PAPER_TITLE_MAX, &paper->title);
    if (html_has_class(tag, "list-authors"))
        return read_authors(page, arena, entry);
    if (html_has_class(tag, "list-comments"))
        return read_line(page, arena, tag->name, PAPER_FIELD_MAX, &paper->comment);
    if (html_has_class(tag, "list-journal-ref"))
        return read_line(page, arena, tag->name, PAPER_FIELD_MAX, &paper->journal_ref);
    if (html_has_class(tag, "list-subjects"))
        return read_subjects(page, arena, entry);
    return true;
}

bool list_entry_read_dd(struct str *page, struct arena *arena,
                        struct source_entry *entry)
{
    struct html_token token;
    do {
        struct str before = *page;
        token = html_next(page);
        if (token.kind == HTML_END || !read_part(&token, page, arena, entry))
            return false;
        if (is_boundary(&token) && !html_is_close(&token, "dd"))
            *page = before;
    } while (!is_boundary(&token));
    entry_finish(arena, entry);
    return true;
}
