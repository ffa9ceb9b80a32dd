/* The ACL Anthology's XML, PMLR's BibTeX. See render.h. */
#include "render.h"

#include <inttypes.h>
#include <string.h>

size_t play_count(const struct venue_play *play, const struct venue_edition *edition)
{
    size_t all = edition->papers.count;
    return play->shown > 0 && (size_t)play->shown < all ? (size_t)play->shown : all;
}

void xml_text(struct buf *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '&')
            buf_text(out, "&amp;");
        else if (*c == '<')
            buf_text(out, "&lt;");
        else if (*c == '>')
            buf_text(out, "&gt;");
        else
            buf_char(out, *c);
    }
}

void family_first(struct buf *out, const char *name)
{
    const char *space = strrchr(name, ' ');
    if (space == NULL)
        buf_text(out, name);
    else
        buf_printf(out, "%s, %.*s", space + 1, (int)(space - name), name);
}

/* ---- ACL Anthology ---- */

static void lower_text(struct buf *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++)
        buf_char(out, char_lower(*c));
}

static void acl_author(struct buf *out, const char *name)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *space = strrchr(name, ' ');
    size_t given = space ? (size_t)(space - name) : 0;
    buf_text(out, "      <author>");
    if (given > 0) {
        buf_text(out, "<first>");
        xml_text(out, arena_text(&arena, (struct str){ name, given }));
        buf_text(out, "</first>");
    }
    buf_text(out, "<last>");
    xml_text(out, space ? space + 1 : name);
    buf_text(out, "</last></author>\n");
}

static void acl_paper(struct buf *out, const struct venue_edition *edition,
                      const struct venue_paper *paper, size_t number)
{
    buf_printf(out, "    <paper id=\"%zu\">\n      <title>", number);
    xml_text(out, paper->title);
    buf_text(out, "</title>\n");
    for (size_t i = 0; i < paper->authors.count; i++)
        acl_author(out, paper->authors.items[i]);
    buf_printf(out, "      <pages>%zu-%zu</pages>\n      <abstract>", number * 10,
               number * 10 + 8);
    xml_text(out, paper->abstract);
    buf_text(out, "</abstract>\n");
    buf_printf(out, "      <url hash=\"00000000\">%d.", edition->year);
    lower_text(out, edition->series);
    buf_printf(out, "-%s.%zu</url>\n", edition->groups[paper->group].native, number);
    if (paper->award != NULL)
        buf_printf(out, "      <award>%s</award>\n", paper->award);
    buf_printf(out, "      <bibkey>%s</bibkey>\n    </paper>\n", paper->key);
}

static void acl_volume(struct buf *out, const struct venue_edition *edition,
                       const struct venue_play *play, size_t group)
{
    size_t number = 0;
    buf_printf(out,
               "  <volume id=\"%s\" type=\"proceedings\">\n    <meta>\n"
               "      <booktitle>Proceedings of %s %d (%s)</booktitle>\n"
               "      <year>%d</year>\n      <venue>",
               edition->groups[group].native, edition->series, edition->year,
               edition->groups[group].shown, edition->year);
    lower_text(out, edition->series);
    buf_text(out, "</venue>\n    </meta>\n");
    for (size_t i = 0; i < play_count(play, edition); i++)
        if (edition->papers.items[i].group == group)
            acl_paper(out, edition, &edition->papers.items[i], ++number);
    buf_text(out, "  </volume>\n");
}

void render_acl(const struct venue_edition *edition, const struct venue_play *play,
                struct answer *answer)
{
    struct buf *out = &answer->body;
    answer->content_type = "text/plain; charset=utf-8";
    buf_printf(out, "<?xml version='1.0' encoding='UTF-8'?>\n<collection id=\"%d.",
               edition->year);
    lower_text(out, edition->series);
    buf_text(out, "\">\n");
    for (size_t i = 0; i < edition->group_count; i++)
        acl_volume(out, edition, play, i);
    buf_text(out, "</collection>\n");
}

/* ---- PMLR ---- */

/* TeX's signs are text outside of formulas. */
static void tex_text(struct buf *out, const char *text)
{
    bool math = false;
    for (const char *c = text; *c != '\0'; c++) {
        math = math != (*c == '$');
        if (!math && strchr("&%#_", *c) != NULL)
            buf_char(out, '\\');
        buf_char(out, *c);
    }
}

static void bib_field(struct buf *out, const char *name, const char *text)
{
    buf_printf(out, "  %s = {", name);
    tex_text(out, text);
    buf_text(out, "},\n");
}

static void bib_entry(struct buf *out, const struct venue_edition *edition,
                      const struct venue_paper *paper, bool is_editors)
{
    buf_printf(out, "@InProceedings{%s,\n", paper->key);
    bib_field(out, "title", paper->title);
    buf_text(out, "  author = {");
    for (size_t i = 0; i < paper->authors.count; i++) {
        buf_text(out, i > 0 ? " and " : "");
        family_first(out, paper->authors.items[i]);
    }
    buf_text(out, "},\n");
    bib_field(out, "abstract", paper->abstract);
    buf_printf(out, "  pages = {%zu--%zu},\n  year = {%d},\n", paper->number * 10,
               paper->number * 10 + 8, edition->year);
    if (is_editors) {
        bib_field(out, "section", edition->groups[paper->group].shown);
        buf_printf(out, "  openreview = {%s},\n", paper->id);
    }
    buf_printf(out,
               "  volume = {%d},\n"
               "  url = {https://proceedings.mlr.press/v%d/%s.html},\n"
               "  pdf = {https://raw.githubusercontent.com/mlresearch/v%d/main/assets/"
               "%s/%s.pdf}\n}\n\n",
               edition->volume, edition->volume, paper->key, edition->volume,
               paper->key, paper->key);
}

void render_bib(const struct venue_edition *edition, const struct venue_play *play,
                bool is_editors, struct answer *answer)
{
    struct buf *out = &answer->body;
    answer->content_type = "application/x-bibtex";
    buf_printf(out,
               "@Proceedings{%s-%d,\n  booktitle = {Proceedings of %s},\n"
               "  name = {%s %d},\n  shortname = {%s},\n  year = {%d},\n"
               "  volume = {%d}\n}\n\n",
               edition->series, edition->year, edition->series, edition->series,
               edition->year, edition->series, edition->year, edition->volume);
    for (size_t i = 0; i < play_count(play, edition); i++)
        for (int times = play->doubled ? 2 : 1; times > 0; times--)
            bib_entry(out, edition, &edition->papers.items[i], is_editors);
}
