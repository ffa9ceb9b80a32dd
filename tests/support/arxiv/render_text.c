/* Escaping for the two markups, and TeX for the feeds. */
#include "render.h"

#include "base/utf8.h"

bool scene_has(const struct name_list *names, const char *id)
{
    for (size_t i = 0; names != NULL && i < names->count; i++)
        if (strcmp(names->items[i], id) == 0)
            return true;
    return false;
}

bool paper_has_html(const struct fake_paper *paper)
{
    return strpbrk(paper->id + strlen(paper->id) - 1, "05") == NULL;
}

void render_missing(struct answer *answer)
{
    answer->status = 404;
    answer->content_type = "text/html; charset=utf-8";
    buf_text(&answer->body, "<!DOCTYPE html><html><head><title>404 Not Found</title>"
                            "</head><body><h1>404 Not Found</h1></body></html>\n");
}

void xml_text(struct buf *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++)
        if (*c == '&')
            buf_text(out, "&amp;");
        else if (*c == '<')
            buf_text(out, "&lt;");
        else if (*c == '>')
            buf_text(out, "&gt;");
        else
            buf_char(out, *c);
}

void html_text(struct buf *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++)
        if (*c == '"')
            buf_text(out, "&#34;");
        else if (*c == '\'')
            buf_text(out, "&#39;");
        else
            xml_text(out, (char[]){ *c, '\0' });
}

/* How submitters write them; both braced and bare forms are in real feeds. */
static const struct {
    const char *letter, *tex;
} tex_letters[] = {
    { "á", "\\'a" },     { "é", "\\'e" },    { "í", "\\'{\\i}" }, { "ó", "\\'o" },
    { "ú", "\\'{u}" },   { "ý", "\\'y" },    { "ä", "\\\"a" },    { "ë", "\\\"{e}" },
    { "ö", "\\\"o" },    { "ü", "\\\"{u}" }, { "Ö", "\\\"O" },    { "à", "\\`a" },
    { "è", "\\`e" },     { "ê", "\\^e" },    { "ô", "\\^{o}" },   { "ñ", "\\~n" },
    { "ã", "\\~{a}" },   { "ç", "\\c{c}" },  { "Ç", "\\c{C}" },   { "å", "{\\aa}" },
    { "ø", "{\\o}" },    { "ß", "{\\ss}" },  { "ł", "{\\l}" },    { "Ł", "{\\L}" },
    { "š", "\\v{s}" },   { "Š", "\\v{S}" },  { "ž", "\\v{z}" },   { "č", "\\v{c}" },
    { "ć", "\\'{c}" },   { "ő", "\\H{o}" },  { "ũ", "\\~{u}" },   { "ń", "\\'n" },
    { "É", "\\'E" },     { "Ó", "\\'{O}" },  { "Á", "\\'A" },     { "ı", "{\\i}" },
    { "ř", "\\v{r}" },   { "ě", "\\v{e}" },  { "ý", "\\'y" },     { "ï", "\\\"{\\i}" },
    { "î", "\\^{\\i}" }, { "ğ", "\\u{g}" },  { "ş", "\\c{s}" },   { "Ž", "\\v{Z}" },
};

static const char *tex_for(struct str letter)
{
    for (size_t i = 0; i < COUNT_OF(tex_letters); i++)
        if (str_eq(letter, str_of(tex_letters[i].letter)))
            return tex_letters[i].tex;
    return NULL;
}

void xml_tex_text(struct buf *out, const char *text)
{
    struct str rest = str_of(text);
    while (rest.len > 0) {
        struct str letter = rest;
        utf8_next(&rest);
        letter.len -= rest.len;
        const char *tex = letter.len > 1 ? tex_for(letter) : NULL;
        if (tex != NULL)
            xml_text(out, tex);
        else
            xml_text(out, (char[8]){ letter.ptr[0], letter.len > 1 ? letter.ptr[1] : 0,
                                     letter.len > 2 ? letter.ptr[2] : 0,
                                     letter.len > 3 ? letter.ptr[3] : 0 });
    }
}
