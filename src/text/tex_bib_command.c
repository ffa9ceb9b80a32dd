/* See tex_bib_command.h. Names: LaTeX's text symbols (The LaTeX Companion, ch. 7), what
 * Zotero and JabRef write for characters outside ASCII, and font commands old and new.
 */
#include "text/tex_bib_command.h"

#include "text/accent.h"

#include <stdlib.h>

/* The three lists are sorted by byte for a binary search. */
static const char *const styles[] = {
    "MakeLowercase",
    "MakeUppercase",
    "bf",
    "bfseries",
    "em",
    "emph",
    "enquote",
    "ensuremath",
    "footnotesize",
    "hbox",
    "it",
    "itshape",
    "large",
    "lowercase",
    "mathrm",
    "mbox",
    "mdseries",
    "mkbibquote",
    "nolinkurl",
    "normalfont",
    "normalsize",
    "path",
    "protect",
    "relax",
    "rm",
    "rmfamily",
    "sc",
    "scshape",
    "sf",
    "sffamily",
    "sl",
    "slshape",
    "small",
    "text",
    "textbf",
    "textit",
    "textmd",
    "textnormal",
    "textrm",
    "textsc",
    "textsf",
    "textsl",
    "textsubscript",
    "textsuperscript",
    "texttt",
    "textup",
    "tt",
    "ttfamily",
    "uline",
    "underline",
    "uppercase",
    "upshape",
    "url",
    "xspace",
};

static const char *const arguments[] = {
    "begin", "color",    "end",    "footnote", "hspace",
    "label", "noopsort", "thanks", "vspace",
};

/* What goes through tex_to_text once more is spelt for it: \~{} is a tilde. */
static const struct symbol {
    const char *name, *text;
} symbols[] = {
    { "BibTeX", "BibTeX" },
    { "LaTeX", "LaTeX" },
    { "P", "\u00B6" },
    { "S", "\u00A7" },
    { "TeX", "TeX" },
    { "copyright", "\u00A9" },
    { "dag", "\u2020" },
    { "ddag", "\u2021" },
    { "dots", "\u2026" },
    { "euro", "\u20AC" },
    { "glqq", "\u201E" },
    { "grqq", "\u201C" },
    { "guillemotleft", "\u00AB" },
    { "guillemotright", "\u00BB" },
    { "item", " " },
    { "ldots", "\u2026" },
    { "linebreak", " " },
    { "newline", " " },
    { "nobreakspace", " " },
    { "noindent", " " },
    { "par", "\n\n" },
    { "pounds", "\u00A3" },
    { "qquad", " " },
    { "quad", " " },
    { "quotedblbase", "\u201E" },
    { "quotesinglbase", "\u201A" },
    { "slash", "/" },
    { "space", " " },
    { "textasciicircum", "\\^{}" },
    { "textasciigrave", "\\`{}" },
    { "textasciitilde", "\\~{}" },
    { "textbackslash", "\\" },
    { "textbar", "|" },
    { "textbraceleft", "\\{" },
    { "textbraceright", "\\}" },
    { "textbullet", "\u2022" },
    { "textcopyright", "\u00A9" },
    { "textdegree", "\u00B0" },
    { "textdollar", "\\$" },
    { "textdoublequotes", "\"" },
    { "textellipsis", "\u2026" },
    { "textemdash", "\u2014" },
    { "textendash", "\u2013" },
    { "texteuro", "\u20AC" },
    { "textexclamdown", "\u00A1" },
    { "textgreater", ">" },
    { "texthyphen", "\u2010" },
    { "textless", "<" },
    { "textmu", "\u00B5" },
    { "textquestiondown", "\u00BF" },
    { "textquotedbl", "\"" },
    { "textquotedblleft", "\u201C" },
    { "textquotedblright", "\u201D" },
    { "textquoteleft", "\u2018" },
    { "textquoteright", "\u2019" },
    { "textquotesingle", "'" },
    { "textregistered", "\u00AE" },
    { "textsection", "\u00A7" },
    { "textsterling", "\u00A3" },
    { "texttimes", "\u00D7" },
    { "texttrademark", "\u2122" },
    { "textunderscore", "\\_" },
    { "textvisiblespace", " " },
};

static int name_order(const void *key, const void *item)
{
    return str_order(*(const struct str *)key, str_of(*(const char *const *)item));
}

static int symbol_order(const void *key, const void *item)
{
    return str_order(*(const struct str *)key,
                     str_of(((const struct symbol *)item)->name));
}

static bool is_listed(struct str name, const char *const *names, size_t count)
{
    return bsearch(&name, names, count, sizeof *names, name_order) != NULL;
}

struct tex_bib_command tex_bib_command_read(struct str name)
{
    const struct symbol *symbol =
        bsearch(&name, symbols, COUNT_OF(symbols), sizeof *symbols, symbol_order);
    if (symbol != NULL)
        return (struct tex_bib_command){ TEX_BIB_TEXT, str_of(symbol->text) };
    if (is_listed(name, styles, COUNT_OF(styles)))
        return (struct tex_bib_command){ .kind = TEX_BIB_STYLE };
    if (is_listed(name, arguments, COUNT_OF(arguments)))
        return (struct tex_bib_command){ .kind = TEX_BIB_ARGUMENT };
    return (struct tex_bib_command){ .kind = TEX_BIB_OTHER };
}
