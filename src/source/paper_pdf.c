/* Printed lines to paragraphs. See paper_pdf.h. */
#include "source/paper_pdf.h"

#include "base/utf8.h"
#include "source/pdf_heading.h"

enum { LETTERS_LEAST = 200, FIRST_CJK = 0x2E80 };

struct join {
    struct arena *arena;
    struct paper_text *text;
    struct buf out;
    struct pdf_numbering numbering;
    bool seen_references, in_references;
    bool heading_before, bullet_before;
};

static bool ends_open(struct str before)
{
    char last = before.ptr[before.len - 1];
    return char_is_lower(last) || last == ',' || last == '-' || last == '(';
}

/* Whether the line goes on where the text so far stopped. */
static bool goes_on(const struct join *join, const struct pdf_line *line)
{
    struct str before = buf_str(&join->out);
    if (before.len == 0 || join->heading_before || join->bullet_before)
        return false;
    return !line->apart || (ends_open(before) && char_is_lower(line->text.ptr[0]));
}

/* "exam-" "ple" is one word, "GPT-" "4" keeps its hyphen. */
static bool is_cut_word(struct str before, struct str after)
{
    return before.len > 1 && str_ends(before, LIT("-")) &&
           char_is_letter(before.ptr[before.len - 2]) && char_is_lower(after.ptr[0]);
}

static bool is_cjk(struct str text)
{
    return text.len > 0 && utf8_next(&text) >= FIRST_CJK;
}

static struct str last_character(struct str text)
{
    size_t start = text.len > 0 ? text.len - 1 : 0;
    while (start > 0 && ((unsigned char)text.ptr[start] & 0xC0) == 0x80)
        start--;
    return str_from(text, start);
}

static bool skip_bullet(struct str *text)
{
    static const struct str bullets[] = {
        { "•", 3 }, { "◦", 3 }, { "▪", 3 }, { "‣", 3 }
    };
    for (size_t i = 0; i < COUNT_OF(bullets); i++)
        if (str_skip(text, bullets[i]))
            return true;
    return false;
}

/* An item: its bullet may stand on a line of its own. */
static bool take_bullet(struct join *join, const struct pdf_line *line)
{
    struct str text = line->text;
    if (!skip_bullet(&text))
        return false;
    buf_text(&join->out, join->out.len > 0 ? "\n\n- " : "- ");
    text = str_trim(text);
    buf_add(&join->out, text);
    join->bullet_before = text.len == 0;
    join->heading_before = false;
    return true;
}

static void put_line(struct join *join, const struct pdf_line *line)
{
    struct str before = buf_str(&join->out);
    if (take_bullet(join, line))
        return;
    if (join->bullet_before)
        join->bullet_before = false;
    else if (!goes_on(join, line))
        buf_text(&join->out, before.len > 0 ? "\n\n" : "");
    else if (is_cut_word(before, line->text))
        buf_cut(&join->out, before.len - 1);
    else if (!str_ends(before, LIT("-")) &&
             !(is_cjk(last_character(before)) && is_cjk(line->text)))
        buf_char(&join->out, ' ');
    buf_add(&join->out, line->text);
    join->heading_before = false;
}

static void put_heading(struct join *join, const struct pdf_heading *heading)
{
    static const char *const marks[] = { "", "## ", "### ", "#### ", "##### " };
    struct paper_section section = { heading->level,
                                     arena_text(join->arena, str_of(heading->title)) };
    buf_text(&join->out, join->out.len > 0 ? "\n\n" : "");
    buf_text(&join->out, marks[heading->level]);
    buf_text(&join->out, heading->title);
    join->heading_before = true;
    if (join->text->sections.count < PAPER_SECTIONS_MAX)
        ARENA_PUSH(join->arena, &join->text->sections, section);
}

/* The number of lines taken as a heading; 0: it is none. */
static size_t take_heading(struct join *join, const struct pdf_lines *lines, size_t at)
{
    struct pdf_numbering numbering = join->numbering;
    struct pdf_heading heading = pdf_heading_at(lines, at, &numbering);
    if (heading.kind == PDF_HEADING_NONE)
        return 0;
    if (heading.kind == PDF_HEADING_REFERENCES) {
        join->seen_references = join->in_references = true;
        return heading.lines;
    }
    bool appendix = heading.kind == PDF_HEADING_APPENDIX;
    bool apart = lines->items[at].apart || join->heading_before;
    /* "A Title" in running text is a sentence's beginning; behind the references it is
     * a heading. */
    if (appendix ? !join->seen_references : join->in_references || !apart)
        return 0;
    join->in_references = false;
    join->numbering = numbering;
    put_heading(join, &heading);
    return heading.lines;
}

static void join_lines(struct join *join, const struct pdf_lines *lines)
{
    for (size_t at = 0; at < lines->count;) {
        const struct pdf_line *line = &lines->items[at];
        size_t taken = line->is_margin ? 1 : take_heading(join, lines, at);
        if (taken == 0 && !join->in_references)
            put_line(join, line);
        at += taken > 0 ? taken : 1;
    }
}

static size_t count_letters(struct str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += char_is_letter(text.ptr[i]) || (unsigned char)text.ptr[i] >= 0xC0;
    return count;
}

bool paper_pdf_read(struct str printed, struct arena *arena,
                    struct paper_text *ret_text, struct err *err)
{
    CLEANUP(arena_done) struct arena of_lines = { 0 };
    struct paper_text text = { 0 };
    struct join join = { .arena = arena, .text = &text };
    struct pdf_lines lines = pdf_lines_read(&of_lines, printed);
    join.out = buf_upto(PAPER_TEXT_MAX);
    join_lines(&join, &lines);
    size_t letters = count_letters(buf_str(&join.out));
    text.text = arena_text(arena, buf_str(&join.out));
    text.invisible = lines.invisible;
    text.cut = lines.cut || join.out.full;
    buf_done(&join.out);
    if (letters < LETTERS_LEAST)
        return err_set(err, ERR_INVALID,
                       "the PDF has next to no text (%zu letters): most likely a scan",
                       letters);
    *ret_text = text;
    return true;
}
