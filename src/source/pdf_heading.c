/* See pdf_heading.h. */
#include "source/pdf_heading.h"

#include <stdio.h>

enum { NUMBER_MAX = 12, TITLE_MAX = 80, TITLE_LEAST = 3, LEVEL_MAX = 4 };

static const struct {
    const char *name;
    enum pdf_heading_kind kind;
} plain[] = {
    { "abstract", PDF_HEADING_SECTION },
    { "introduction", PDF_HEADING_SECTION },
    { "related work", PDF_HEADING_SECTION },
    { "conclusion", PDF_HEADING_SECTION },
    { "conclusions", PDF_HEADING_SECTION },
    { "discussion", PDF_HEADING_SECTION },
    { "limitations", PDF_HEADING_SECTION },
    { "references", PDF_HEADING_REFERENCES },
    { "bibliography", PDF_HEADING_REFERENCES },
    { "literature cited", PDF_HEADING_REFERENCES },
    { "appendix", PDF_HEADING_APPENDIX },
    { "appendices", PDF_HEADING_APPENDIX },
    { "supplementary material", PDF_HEADING_APPENDIX },
    { "supplementary materials", PDF_HEADING_APPENDIX },
};

/* Small capitals are printed with gaps, "R ELATED W ORK"; an A may be a word. */
static bool is_gap(struct str text, size_t at)
{
    return at > 0 && at + 2 < text.len && text.ptr[at] == ' ' &&
           char_is_upper(text.ptr[at - 1]) && text.ptr[at - 1] != 'A' &&
           (at == 1 || text.ptr[at - 2] == ' ') && char_is_upper(text.ptr[at + 1]) &&
           char_is_upper(text.ptr[at + 2]);
}

static struct str close_gaps(struct str text, char room[PDF_HEADING_MAX])
{
    size_t len = 0;
    for (size_t i = 0; i < text.len && len < PDF_HEADING_MAX; i++)
        if (!is_gap(text, i))
            room[len++] = text.ptr[i];
    return (struct str){ room, len };
}

static enum pdf_heading_kind plain_kind(struct str text)
{
    if (str_ends(text, LIT(":")) || str_ends(text, LIT(".")))
        text.len--;
    for (size_t i = 0; i < COUNT_OF(plain); i++)
        if (str_eq_nocase(text, str_of(plain[i].name)))
            return plain[i].kind;
    return PDF_HEADING_NONE;
}

/* "3", "3.1", "A", "B.2": how many parts; 0 if it is no number. */
static int number_parts(struct str number)
{
    int parts = 0;
    if (number.len == 0 || number.len > NUMBER_MAX)
        return 0;
    if (char_is_upper(number.ptr[0])) {
        parts = 1;
        number = str_from(number, 1);
        if (number.len > 0 && !str_skip(&number, LIT(".")))
            return 0;
    }
    while (number.len > 0) {
        struct str part = str_cut(&number, '.');
        if (part.len > 2 || !str_has_only(part, STR_DIGITS))
            return 0;
        parts++;
    }
    return parts;
}

/* What the number leads to: numbers go up by one, parts stay where they are. */
static bool follows(struct str number, int parts, struct pdf_numbering *numbering)
{
    struct pdf_numbering next = *numbering;
    struct str first = str_upto(number, str_find_char(number, '.'));
    int64_t value = 0;
    struct err ignored;
    bool is_letter = char_is_upper(number.ptr[0]);
    if (is_letter)
        value = number.ptr[0] - 'A' + 1;
    else if (!str_to_int(first, 1, 99, &value, &ignored))
        return false;
    int *last = is_letter ? &next.appendix : &next.section;
    if (value != *last + 1 && !(parts > 1 && value == *last))
        return false;
    *last = (int)value;
    *numbering = next;
    return true;
}

/* A title is short, begins large, and is no sentence. */
static bool is_title(struct str title)
{
    if (title.len < TITLE_LEAST || title.len > TITLE_MAX)
        return false;
    unsigned char first = (unsigned char)title.ptr[0];
    char last = title.ptr[title.len - 1];
    return (char_is_upper((char)first) || first >= 0xC3) && last != '.' &&
           last != ',' && last != ';' && str_find_char(title, '=') == title.len;
}

static struct pdf_heading numbered(struct str number, struct str title, size_t lines,
                                   struct pdf_numbering *numbering)
{
    char room[PDF_HEADING_MAX];
    struct pdf_heading heading = { .kind = PDF_HEADING_NONE };
    title = close_gaps(title, room);
    if (str_ends(number, LIT(".")))
        number.len--;
    int parts = number_parts(number);
    if (parts == 0 || parts > LEVEL_MAX || !is_title(title))
        return heading;
    enum pdf_heading_kind kind = plain_kind(title);
    if (kind == PDF_HEADING_NONE || kind == PDF_HEADING_APPENDIX)
        kind =
            char_is_upper(number.ptr[0]) ? PDF_HEADING_APPENDIX : PDF_HEADING_SECTION;
    if (!follows(number, parts, numbering))
        return heading;
    heading.kind = kind;
    heading.level = parts;
    heading.lines = lines;
    snprintf(heading.title, sizeof heading.title, "%.*s %.*s", STR_ARG(number),
             STR_ARG(title));
    return heading;
}

static size_t next_line(const struct pdf_lines *lines, size_t at)
{
    do
        at++;
    while (at < lines->count && lines->items[at].is_margin);
    return at;
}

static struct pdf_heading unnumbered(struct str text)
{
    struct pdf_heading heading = { .kind = plain_kind(text), .level = 1, .lines = 1 };
    struct str rest = text;
    bool lettered =
        str_skip(&rest, LIT("Appendix ")) || str_skip(&rest, LIT("APPENDIX "));
    if (lettered && is_title(text) && rest.len > 0 && char_is_upper(rest.ptr[0]))
        heading.kind = PDF_HEADING_APPENDIX;
    if (heading.kind != PDF_HEADING_NONE)
        snprintf(heading.title, sizeof heading.title, "%.*s", STR_ARG(text));
    return heading;
}

struct pdf_heading pdf_heading_at(const struct pdf_lines *lines, size_t at,
                                  struct pdf_numbering *numbering)
{
    char room[PDF_HEADING_MAX];
    struct pdf_heading none = { .kind = PDF_HEADING_NONE };
    if (lines->items[at].text.len > PDF_HEADING_MAX)
        return none;
    struct str text = close_gaps(lines->items[at].text, room), title = text;
    struct str number = str_cut_word(&title);
    title = str_trim(title);
    if (title.len > 0) {
        struct pdf_heading heading = numbered(number, title, 1, numbering);
        return heading.kind != PDF_HEADING_NONE ? heading : unnumbered(text);
    }
    size_t next = next_line(lines, at);
    if (next < lines->count && lines->items[at].apart) {
        struct pdf_heading heading =
            numbered(number, lines->items[next].text, next - at + 1, numbering);
        if (heading.kind != PDF_HEADING_NONE)
            return heading;
    }
    return unnumbered(text);
}
