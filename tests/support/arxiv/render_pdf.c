/* A paper as PDF, /pdf/<id>vN: small, but real, with text that pdftotext finds. */
#include "paper_body.h"
#include "render.h"

#include "base/utf8.h"

enum { LINE_CHARACTERS = 88, PAGE_LINES = 52, OBJECTS_MAX = 200, FIRST_PAGE = 4 };

struct pdf {
    struct buf *out;
    size_t offsets[OBJECTS_MAX]; /* of object i + 1 */
    size_t objects;
    struct buf page; /* the content stream under way */
    size_t lines, pages;
};

static void begin_object(struct pdf *pdf, size_t number)
{
    if (number <= OBJECTS_MAX)
        pdf->offsets[number - 1] = pdf->out->len;
    if (number > pdf->objects)
        pdf->objects = number;
    buf_printf(pdf->out, "%zu 0 obj\n", number);
}

/* Latin-1 stays, in octal; what lies beyond becomes a question mark. */
static void put_string(struct buf *out, struct str text)
{
    while (text.len > 0) {
        uint32_t character = utf8_next(&text);
        if (character > 0xff)
            character = '?';
        if (character < ' ' || character > '~' || character == '(' ||
            character == ')' || character == '\\')
            buf_printf(out, "\\%03o", character);
        else
            buf_char(out, (char)character);
    }
}

static void end_page(struct pdf *pdf)
{
    size_t page = FIRST_PAGE + pdf->pages * 2;
    if (pdf->lines == 0 || page + 1 > OBJECTS_MAX)
        return;
    buf_text(&pdf->page, "ET\n");
    begin_object(pdf, page);
    buf_printf(pdf->out,
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %zu 0 R"
               " /Resources << /Font << /F1 3 0 R >> >> >>\nendobj\n",
               page + 1);
    begin_object(pdf, page + 1);
    buf_printf(pdf->out, "<< /Length %zu >>\nstream\n", pdf->page.len);
    buf_add(pdf->out, buf_str(&pdf->page));
    buf_text(pdf->out, "endstream\nendobj\n");
    buf_clear(&pdf->page);
    pdf->lines = 0;
    pdf->pages++;
}

static void put_line(struct pdf *pdf, struct str line)
{
    if (pdf->lines == 0)
        buf_text(&pdf->page, "BT\n/F1 10 Tf\n14 TL\n50 750 Td\n");
    buf_char(&pdf->page, '(');
    put_string(&pdf->page, line);
    buf_text(&pdf->page, ") Tj T*\n");
    if (++pdf->lines == PAGE_LINES)
        end_page(pdf);
}

static void put_wrapped(struct pdf *pdf, const char *text)
{
    CLEANUP(buf_done) struct buf line = buf_upto(1000);
    struct str rest = str_of(text), word;
    while ((word = str_cut_word(&rest)).len > 0) {
        if (line.len + word.len + 1 > LINE_CHARACTERS && line.len > 0) {
            put_line(pdf, buf_str(&line));
            buf_clear(&line);
        }
        buf_text(&line, line.len > 0 ? " " : "");
        buf_add(&line, word);
    }
    put_line(pdf, buf_str(&line));
    put_line(pdf, LIT(" "));
}

static void put_block(struct pdf *pdf, const struct block *block, int *section,
                      struct arena *arena)
{
    const char *text = block->text;
    if (block->kind == BLOCK_SECTION)
        text = arena_printf(arena, "%d %s", ++*section, text);
    if (block->kind == BLOCK_TABLE) {
        struct str rows = str_of(text);
        while (rows.len > 0)
            put_line(pdf, str_cut(&rows, ';'));
        return;
    }
    put_wrapped(pdf, text);
}

static void put_text(struct pdf *pdf, const struct fake_paper *paper)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct blocks blocks = paper_body(paper, &arena);
    bool references = false;
    int section = 0;
    put_wrapped(pdf, paper->title);
    put_wrapped(pdf, "Abstract");
    put_wrapped(pdf, paper->abstract);
    for (size_t i = 0; i < blocks.count; i++) {
        if (blocks.items[i].kind == BLOCK_REFERENCE && !references)
            put_wrapped(pdf, "References");
        references = references || blocks.items[i].kind == BLOCK_REFERENCE;
        put_block(pdf, &blocks.items[i], &section, &arena);
    }
    end_page(pdf);
}

static void put_frame(struct pdf *pdf)
{
    begin_object(pdf, 1);
    buf_text(pdf->out, "<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
    begin_object(pdf, 2);
    buf_text(pdf->out, "<< /Type /Pages /Kids [");
    for (size_t i = 0; i < pdf->pages; i++)
        buf_printf(pdf->out, " %zu 0 R", FIRST_PAGE + i * 2);
    buf_printf(pdf->out, " ] /Count %zu >>\nendobj\n", pdf->pages);
    begin_object(pdf, 3);
    buf_text(pdf->out, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding "
                       "/WinAnsiEncoding >>\nendobj\n");
}

static void put_index(struct pdf *pdf)
{
    size_t start = pdf->out->len;
    buf_printf(pdf->out, "xref\n0 %zu\n0000000000 65535 f \n", pdf->objects + 1);
    for (size_t i = 0; i < pdf->objects; i++)
        buf_printf(pdf->out, "%010zu 00000 n \n", pdf->offsets[i]);
    buf_printf(pdf->out,
               "trailer\n<< /Size %zu /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
               pdf->objects + 1, start);
}

void render_pdf(const struct scene *scene, const char *name, struct answer *answer)
{
    const struct fake_paper *paper = scene_paper(scene, name);
    if (paper == NULL) {
        render_missing(answer);
        return;
    }
    struct pdf pdf = { .out = &answer->body, .page = buf_upto(1 << 20) };
    answer->content_type = "application/pdf";
    buf_text(pdf.out, "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n");
    put_text(&pdf, paper);
    put_frame(&pdf);
    put_index(&pdf);
    buf_done(&pdf.page);
}
