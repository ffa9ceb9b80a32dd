/* See html_role.h. */
#include "source/html_role.h"

enum { CLASSES_MAX = 24, SIZE_LEAST_PERCENT = 20, SIZE_LEAST_POINTS = 3 };

struct role {
    const char *name;
    enum html_role role;
    int level;
};

static const struct role of_tags[] = {
    { "p", ROLE_BLOCK, 0 },
    { "div", ROLE_BLOCK, 0 },
    { "article", ROLE_BLOCK, 0 },
    { "figure", ROLE_BLOCK, 0 },
    { "blockquote", ROLE_BLOCK, 0 },
    { "dd", ROLE_BLOCK, 0 },
    { "section", ROLE_SECTION, 0 },
    { "figcaption", ROLE_CAPTION, 0 },
    { "caption", ROLE_CAPTION, 0 },
    { "ul", ROLE_LIST, 0 },
    { "ol", ROLE_LIST, 0 },
    { "dl", ROLE_LIST, 0 },
    { "li", ROLE_ITEM, 0 },
    { "dt", ROLE_ITEM, 0 },
    { "table", ROLE_TABLE, 0 },
    { "tr", ROLE_ROW, 0 },
    { "td", ROLE_CELL, 0 },
    { "th", ROLE_CELL, 0 },
    { "pre", ROLE_PRE, 0 },
    { "math", ROLE_MATH, 0 },
    { "sup", ROLE_SUPER, 0 },
    { "sub", ROLE_SUB, 0 },
    { "h1", ROLE_HEADING, 1 },
    { "h2", ROLE_HEADING, 1 },
    { "h3", ROLE_HEADING, 2 },
    { "h4", ROLE_HEADING, 3 },
    { "h5", ROLE_HEADING, 4 },
    { "h6", ROLE_HEADING, 5 },
    { "nav", ROLE_SKIP, 0 },
    { "footer", ROLE_SKIP, 0 },
    { "svg", ROLE_SKIP, 0 },
    { "button", ROLE_SKIP, 0 },
    { "form", ROLE_SKIP, 0 },
    { "select", ROLE_SKIP, 0 },
    { "textarea", ROLE_SKIP, 0 },
    { "iframe", ROLE_SKIP, 0 },
    { "object", ROLE_SKIP, 0 },
    { "video", ROLE_SKIP, 0 },
    { "audio", ROLE_SKIP, 0 },
    { "noscript", ROLE_SKIP, 0 },
    { "template", ROLE_SKIP, 0 },
    { "annotation", ROLE_SKIP, 0 },
    { "annotation-xml", ROLE_SKIP, 0 },
    { "br", ROLE_BREAK, 0 },
    { "hr", ROLE_BREAK, 0 },
    { "img", ROLE_VOID, 0 },
    { "input", ROLE_VOID, 0 },
    { "meta", ROLE_VOID, 0 },
    { "link", ROLE_VOID, 0 },
    { "base", ROLE_VOID, 0 },
    { "wbr", ROLE_VOID, 0 },
    { "col", ROLE_VOID, 0 },
    { "embed", ROLE_VOID, 0 },
    { "area", ROLE_VOID, 0 },
    { "source", ROLE_VOID, 0 },
    { "track", ROLE_VOID, 0 },
    { "param", ROLE_VOID, 0 },
};

/* An element of several classes is what the first of them here says. */
static const struct role of_classes[] = {
    { "ltx_ERROR", ROLE_FAILED, 0 },
    { "ltx_missing", ROLE_FAILED, 0 },
    { "ltx_TOC", ROLE_SKIP, 0 },
    { "ltx_page_navbar", ROLE_SKIP, 0 },
    { "ltx_page_header", ROLE_SKIP, 0 },
    { "ltx_page_footer", ROLE_SKIP, 0 },
    { "ltx_bibliography", ROLE_SKIP, 0 },
    { "ltx_biblist", ROLE_SKIP, 0 },
    { "ltx_acknowledgements", ROLE_SKIP, 0 },
    { "ltx_index", ROLE_SKIP, 0 },
    { "ltx_authors", ROLE_SKIP, 0 },
    { "ltx_author_notes", ROLE_SKIP, 0 },
    { "ltx_role_author", ROLE_SKIP, 0 },
    { "ltx_contact", ROLE_SKIP, 0 },
    { "ltx_dates", ROLE_SKIP, 0 },
    { "ltx_pagination", ROLE_SKIP, 0 },
    { "ltx_rdf", ROLE_SKIP, 0 },
    { "ltx_picture", ROLE_SKIP, 0 },
    { "ltx_listing_data", ROLE_SKIP, 0 },
    { "ltx_tag_listingline", ROLE_SKIP, 0 },
    { "ltx_note_mark", ROLE_SKIP, 0 },
    { "ltx_note_type", ROLE_SKIP, 0 },
    { "ltx_tag_note", ROLE_SKIP, 0 },
    { "ltx_role_footnote", ROLE_NOTE, 0 },
    { "ltx_role_footnotetext", ROLE_NOTE, 0 },
    { "ltx_role_endnote", ROLE_NOTE, 0 },
    { "ltx_note", ROLE_SKIP, 0 },
    { "package-alerts", ROLE_SKIP, 0 },
    { "ltx_title_document", ROLE_TITLE, 0 },
    { "ltx_title_abstract", ROLE_HEADING, 1 },
    { "ltx_title_part", ROLE_HEADING, 1 },
    { "ltx_title_chapter", ROLE_HEADING, 1 },
    { "ltx_title_section", ROLE_HEADING, 1 },
    { "ltx_title_appendix", ROLE_HEADING, 1 },
    { "ltx_title_subsection", ROLE_HEADING, 2 },
    { "ltx_title_subsubsection", ROLE_HEADING, 3 },
    { "ltx_title_paragraph", ROLE_HEADING, 4 },
    { "ltx_title_subparagraph", ROLE_HEADING, 5 },
    { "ltx_runin", ROLE_RUN_IN, 0 },
    { "ltx_title_theorem", ROLE_RUN_IN, 0 },
    { "ltx_title_proof", ROLE_RUN_IN, 0 },
    { "ltx_tag_item", ROLE_ITEM_TAG, 0 },
    { "ltx_item", ROLE_ITEM, 0 },
    { "ltx_eqn_row", ROLE_EQUATION_ROW, 0 },
    { "ltx_eqn_cell", ROLE_INLINE, 0 },
    { "ltx_equationgroup", ROLE_EQUATION, 0 },
    { "ltx_eqn_table", ROLE_EQUATION, 0 },
    { "ltx_equation", ROLE_EQUATION, 0 },
    { "ltx_listingline", ROLE_LINE, 0 },
    { "ltx_lstlisting", ROLE_LISTING, 0 },
    { "ltx_listing", ROLE_LISTING, 0 },
    { "ltx_tabular", ROLE_TABLE, 0 },
    { "ltx_tr", ROLE_ROW, 0 },
    { "ltx_td", ROLE_CELL, 0 },
    { "ltx_th", ROLE_CELL, 0 },
    { "ltx_caption", ROLE_CAPTION, 0 },
    { "ltx_para", ROLE_BLOCK, 0 },
    { "ltx_p", ROLE_BLOCK, 0 },
};

/* The rank of the best class: its place in the table; the table's length if none is. */
static size_t rank_of(const struct html_token *tag)
{
    struct str classes = html_attribute(tag, "class");
    size_t best = COUNT_OF(of_classes);
    for (int left = CLASSES_MAX; left > 0; left--) {
        struct str word = str_cut_word(&classes);
        if (word.len == 0)
            break;
        for (size_t i = 0; i < best; i++)
            if (str_eq(word, str_of(of_classes[i].name)))
                best = i;
    }
    return best;
}

static enum html_role tag_role(struct str name, int *ret_level)
{
    for (size_t i = 0; i < COUNT_OF(of_tags); i++)
        if (str_eq_nocase(name, str_of(of_tags[i].name))) {
            *ret_level = of_tags[i].level;
            return of_tags[i].role;
        }
    return ROLE_INLINE;
}

/* Whatever the class says, math is math, what has no inside has none, and what a term
 * means is no item of its own. */
static bool is_fixed(const struct html_token *tag, enum html_role role)
{
    return role == ROLE_MATH || role == ROLE_BREAK || role == ROLE_VOID ||
           html_is_open(tag, "dd");
}

enum html_role html_role(const struct html_token *tag, int *ret_level)
{
    *ret_level = 0;
    enum html_role role = tag_role(tag->name, ret_level);
    size_t rank = is_fixed(tag, role) ? COUNT_OF(of_classes) : rank_of(tag);
    if (rank == COUNT_OF(of_classes))
        return role;
    *ret_level = of_classes[rank].level;
    return of_classes[rank].role;
}

bool html_is_article(const struct html_token *tag)
{
    return tag->kind == HTML_OPEN && html_has_class(tag, "ltx_document");
}

/* The value of a property of a style attribute, without spaces around it; custom
 * properties that end like it (--ltx-fg-color) are taken too, backgrounds are not. */
static struct str property(struct str style, struct str name)
{
    while (style.len > 0) {
        struct str value = str_cut(&style, ';');
        struct str key = str_trim(str_cut(&value, ':'));
        if (str_ends(key, name) && !str_ends(key, LIT("background-color")) &&
            !str_ends(key, LIT("bg-color")))
            return str_trim(value);
    }
    return LIT("");
}

static bool is_white(struct str color)
{
    static const struct str whites[] = { { "white", 5 },
                                         { "#fff", 4 },
                                         { "#ffffff", 7 },
                                         { "rgb(255,255,255)", 16 },
                                         { "rgb(255, 255, 255)", 18 },
                                         { "transparent", 11 } };
    for (size_t i = 0; i < COUNT_OF(whites); i++)
        if (str_eq_nocase(color, whites[i]))
            return true;
    return false;
}

/* "0", "1px", "0.5pt", "4%" */
static bool is_tiny(struct str size)
{
    size_t digits = 0;
    int64_t whole = 0;
    struct err ignored;
    while (digits < size.len && char_is_digit(size.ptr[digits]))
        digits++;
    if (!str_to_int(str_upto(size, digits), 0, INT32_MAX, &whole, &ignored))
        return false;
    bool is_points = str_ends(size, LIT("pt")) || str_ends(size, LIT("px"));
    if (str_ends(size, LIT("%")))
        return whole < SIZE_LEAST_PERCENT;
    return is_points ? whole < SIZE_LEAST_POINTS : whole == 0 && digits == size.len;
}

bool html_is_hidden(const struct html_token *tag)
{
    struct str style = html_attribute(tag, "style");
    if (style.len == 0)
        return false;
    return str_eq_nocase(property(style, LIT("display")), LIT("none")) ||
           str_eq_nocase(property(style, LIT("visibility")), LIT("hidden")) ||
           is_white(property(style, LIT("color"))) ||
           str_eq(property(style, LIT("opacity")), LIT("0")) ||
           is_tiny(property(style, LIT("font-size")));
}
