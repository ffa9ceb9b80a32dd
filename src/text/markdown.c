/* md4c's events to the few elements that may come out; see markdown.h.
 *
 * Raw HTML is off, so all text passes through escape_html; an element is written only
 * by its name in a table here, and the one address that comes out is checked. What can
 * grow (link definitions that are used a thousand times, tables of empty cells) ends at
 * a ceiling that follows from the input's length. */
#include "text/markdown.h"

#include "base/utf8.h"
#include "text/escape.h"
#include "text/math_shield.h"

#include <assert.h>
#include <md4c.h>

/* The densest honest text is math of one letter: 10 bytes out for each byte in. */
enum { GROWTH_MAX = 16, OUTPUT_LEAST = 64 << 10, ADDRESS_MAX = 2000 };
/* For each closing bracket md4c may walk all lines and copy a whole link definition. */
static const size_t BRACKET_WORK_MAX = 500000000;

static const char *const blocks[] = {
    [MD_BLOCK_QUOTE] = "blockquote",
    [MD_BLOCK_UL] = "ul",
    [MD_BLOCK_OL] = "ol",
    [MD_BLOCK_LI] = "li",
    [MD_BLOCK_CODE] = "pre",
    [MD_BLOCK_P] = "p",
    [MD_BLOCK_TABLE] = "table",
    [MD_BLOCK_THEAD] = "thead",
    [MD_BLOCK_TBODY] = "tbody",
    [MD_BLOCK_TR] = "tr",
    [MD_BLOCK_TH] = "th",
    [MD_BLOCK_TD] = "td",
};

static const char *const spans[] = {
    [MD_SPAN_EM] = "em",
    [MD_SPAN_STRONG] = "strong",
    [MD_SPAN_CODE] = "code",
    [MD_SPAN_DEL] = "del",
};

/* Quotes and lists stop here, so that what they hold keeps its form: a table is four
 * levels, and the rest is for what stands within a line. */
enum { CONTAINER_DEPTH_MAX = MARKDOWN_DEPTH_MAX - 8 };

/* An element that was opened and must be closed; NULL is nothing on the page. */
struct element {
    const char *name;
    bool is_block;
};

struct writer {
    struct buf *out;
    const struct math_pieces *pieces;
    struct element open[MARKDOWN_DEPTH_MAX];
    size_t depth;
    /* What is nested deeper than that and left out, its text excepted. */
    size_t containers_left_out, spans_left_out;
};

static const char *name_in(const char *const *names, size_t count, size_t type)
{
    return type < count ? names[type] : NULL;
}

static int verdict(const struct writer *writer)
{
    return writer->out->full ? -1 : 0;
}

/* False where there is no room for it; of blocks only containers can be so deep. */
static bool push(struct writer *writer, const char *name, bool is_block)
{
    if (writer->depth == MARKDOWN_DEPTH_MAX) {
        assert(!is_block);
        writer->spans_left_out++;
        return false;
    }
    writer->open[writer->depth++] = (struct element){ name, is_block };
    return true;
}

static bool is_container(MD_BLOCKTYPE type)
{
    return type == MD_BLOCK_QUOTE || type == MD_BLOCK_UL || type == MD_BLOCK_OL ||
           type == MD_BLOCK_LI;
}

/* A list needs room for its items as well. */
static bool leave_out(struct writer *writer, MD_BLOCKTYPE type)
{
    size_t needed = type == MD_BLOCK_UL || type == MD_BLOCK_OL ? 2 : 1;
    if (!is_container(type) || (writer->containers_left_out == 0 &&
                                writer->depth + needed <= CONTAINER_DEPTH_MAX))
        return false;
    writer->containers_left_out++;
    return true;
}

static void open_element(struct writer *writer, const char *name, bool is_block)
{
    if (push(writer, name, is_block) && name != NULL)
        buf_printf(writer->out, "<%s>", name);
}

static struct element close_element(struct writer *writer)
{
    struct element element = writer->open[--writer->depth];
    if (element.name != NULL)
        buf_printf(writer->out, "</%s>%s", element.name, element.is_block ? "\n" : "");
    return element;
}

static const char *heading_name(const void *detail)
{
    static const char *const names[] = { "h3", "h3", "h4", "h5", "h6" };
    unsigned level = ((const MD_BLOCK_H_DETAIL *)detail)->level;
    return level < COUNT_OF(names) ? names[level] : "h6";
}

static void open_list(struct writer *writer, const MD_BLOCK_OL_DETAIL *list)
{
    if (push(writer, "ol", true) && list->start != 1)
        buf_printf(writer->out, "<ol start=\"%u\">\n", list->start);
    else
        buf_add(writer->out, LIT("<ol>\n"));
}

static int on_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct writer *writer = context;
    if (leave_out(writer, type))
        return 0;
    if (type == MD_BLOCK_HR)
        buf_add(writer->out, LIT("<hr/>\n"));
    if (type == MD_BLOCK_H)
        open_element(writer, heading_name(detail), true);
    else if (type == MD_BLOCK_OL)
        open_list(writer, detail);
    else
        open_element(writer, name_in(blocks, COUNT_OF(blocks), type), true);
    if (type == MD_BLOCK_CODE)
        open_element(writer, "code", false);
    return verdict(writer);
}

/* With what it left open itself: md4c's spans may overlap. */
static int on_block_end(MD_BLOCKTYPE type, void *detail, void *context)
{
    (void)detail;
    struct writer *writer = context;
    if (is_container(type) && writer->containers_left_out > 0) {
        writer->containers_left_out--;
        buf_char(writer->out, '\n');
        return verdict(writer);
    }
    writer->spans_left_out = 0;
    while (writer->depth > 0 && !close_element(writer).is_block)
        continue;
    return verdict(writer);
}

/* Text where math cannot be: code and addresses. */
static void put_source(const struct writer *writer, struct buf *out, struct str text)
{
    while (text.len > 0) {
        struct str plain;
        const struct math_piece *math = math_shield_next(writer->pieces, &text, &plain);
        buf_add(out, math ? math->tex : plain);
    }
}

static void put_code(struct writer *writer, struct str text)
{
    CLEANUP(buf_done) struct buf source = buf_upto(writer->out->max);
    put_source(writer, &source, text);
    escape_html(writer->out, buf_str(&source));
    writer->out->full |= source.full;
}

static void put_math(struct buf *out, const struct math_piece *math)
{
    buf_text(out,
             math->display ? "<span class=\"math display\">" : "<span class=\"math\">");
    escape_html(out, math->tex);
    buf_add(out, LIT("</span>"));
}

static void put_text(struct writer *writer, struct str text)
{
    while (text.len > 0) {
        struct str plain;
        const struct math_piece *math = math_shield_next(writer->pieces, &text, &plain);
        if (math != NULL)
            put_math(writer->out, math);
        else
            escape_html(writer->out, plain);
    }
}

/* As text; an entity that is none stays as it was written. */
static void decode_entity(struct buf *out, struct str entity)
{
    uint32_t character = 0;
    size_t len = entity_read(entity, &character);
    if (len == 0)
        buf_add(out, entity);
    else if (!utf8_is_invisible(character))
        utf8_put(out, character);
}

static void put_entity(struct writer *writer, struct str entity)
{
    char room[16];
    CLEANUP(buf_done) struct buf text = buf_upto(sizeof room + entity.len);
    decode_entity(&text, entity);
    escape_html(writer->out, buf_str(&text));
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *ptr, MD_SIZE len, void *context)
{
    struct writer *writer = context;
    struct str text = { ptr, len };
    if (type == MD_TEXT_BR)
        buf_add(writer->out, LIT("<br/>\n"));
    else if (type == MD_TEXT_SOFTBR)
        buf_char(writer->out, '\n');
    else if (type == MD_TEXT_ENTITY)
        put_entity(writer, text);
    else if (type == MD_TEXT_CODE)
        put_code(writer, text);
    else if (type != MD_TEXT_NULLCHAR)
        put_text(writer, text);
    return verdict(writer);
}

static void read_address(const struct writer *writer, const MD_ATTRIBUTE *attribute,
                         struct buf *address)
{
    for (size_t i = 0; attribute->substr_offsets[i] < attribute->size; i++) {
        size_t start = attribute->substr_offsets[i];
        struct str part = { attribute->text + start,
                            attribute->substr_offsets[i + 1] - start };
        if (attribute->substr_types[i] == MD_TEXT_ENTITY)
            decode_entity(address, part);
        else
            put_source(writer, address, part);
    }
}

/* What follows "http://" or "https://"; empty where the address is no such one. */
static struct str web_place(struct str address, struct str *ret_scheme)
{
    static const struct str schemes[] = { { "https://", 8 }, { "http://", 7 } };
    for (size_t i = 0; i < address.len; i++)
        if ((unsigned char)address.ptr[i] <= ' ' || address.ptr[i] == '\\')
            return LIT("");
    for (size_t i = 0; i < COUNT_OF(schemes); i++)
        if (str_eq_nocase(str_upto(address, schemes[i].len), schemes[i])) {
            *ret_scheme = schemes[i];
            return str_from(address, schemes[i].len);
        }
    return LIT("");
}

static bool is_in_link(const struct writer *writer)
{
    for (size_t i = 0; i < writer->depth; i++)
        if (writer->open[i].name != NULL && strcmp(writer->open[i].name, "a") == 0)
            return true;
    return false;
}

static void open_link(struct writer *writer, const MD_ATTRIBUTE *href)
{
    CLEANUP(buf_done) struct buf address = buf_upto(ADDRESS_MAX);
    struct str scheme = LIT("");
    if (href->size > 0 && href->size <= ADDRESS_MAX)
        read_address(writer, href, &address);
    struct str place = web_place(buf_str(&address), &scheme);
    bool is_link =
        !address.full && place.len > 0 && place.ptr[0] != '/' && !is_in_link(writer);
    if (!push(writer, is_link ? "a" : NULL, false) || !is_link)
        return;
    buf_add(writer->out, LIT("<a href=\""));
    buf_add(writer->out, scheme);
    escape_html(writer->out, place);
    buf_add(writer->out, LIT("\" rel=\"nofollow noopener noreferrer\">"));
}

static void show_address(struct writer *writer, const MD_ATTRIBUTE *src)
{
    CLEANUP(buf_done) struct buf address = buf_upto(ADDRESS_MAX);
    if (src->size > 0 && src->size <= ADDRESS_MAX)
        read_address(writer, src, &address);
    if (address.len == 0)
        return;
    buf_add(writer->out, LIT(" ("));
    escape_html(writer->out, buf_str(&address));
    buf_char(writer->out, ')');
}

static int on_span(MD_SPANTYPE type, void *detail, void *context)
{
    struct writer *writer = context;
    if (type == MD_SPAN_A)
        open_link(writer, &((const MD_SPAN_A_DETAIL *)detail)->href);
    else
        open_element(writer, name_in(spans, COUNT_OF(spans), type), false);
    return verdict(writer);
}

/* The innermost span ends, whichever was meant. */
static int on_span_end(MD_SPANTYPE type, void *detail, void *context)
{
    struct writer *writer = context;
    if (type == MD_SPAN_IMG)
        show_address(writer, &((const MD_SPAN_IMG_DETAIL *)detail)->src);
    if (writer->spans_left_out > 0)
        writer->spans_left_out--;
    else if (writer->depth > 0 && !writer->open[writer->depth - 1].is_block)
        close_element(writer);
    return verdict(writer);
}

static bool render(struct writer *writer, struct str markdown, struct err *err)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOHTML,
        .enter_block = on_block,
        .leave_block = on_block_end,
        .enter_span = on_span,
        .leave_span = on_span_end,
        .text = on_text,
    };
    int failed = md_parse(markdown.ptr, (MD_SIZE)markdown.len, &parser, writer);
    if (failed != 0 || writer->out->full)
        return err_set(err, ERR_LIMIT, "the Markdown becomes over %zu bytes of HTML",
                       writer->out->max);
    return true;
}

static size_t count_char(struct str text, char c)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == c;
    return count;
}

static bool check_input(struct str markdown, struct err *err)
{
    if (markdown.len > MARKDOWN_MAX)
        return err_set(err, ERR_LIMIT, "the Markdown is over %d KiB",
                       MARKDOWN_MAX >> 10);
    if (!utf8_valid(markdown))
        return err_set(err, ERR_INVALID, "the Markdown is not UTF-8");
    if (count_char(markdown, ']') * markdown.len > BRACKET_WORK_MAX)
        return err_set(err, ERR_LIMIT, "the Markdown has too many brackets");
    return true;
}

bool markdown_to_html(struct str markdown, struct buf *out, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    size_t growth = GROWTH_MAX * markdown.len + OUTPUT_LEAST;
    size_t room = out->max - out->len;
    CLEANUP(buf_done) struct buf ready = buf_upto(3 * markdown.len + OUTPUT_LEAST);
    CLEANUP(buf_done) struct buf html = buf_upto(room < growth ? room : growth);
    struct math_pieces pieces = { 0 };
    if (!check_input(markdown, err))
        return false;
    math_shield(markdown, &arena, &ready, &pieces);
    assert(!ready.full); /* a mark and a delimiter row are at most three times longer */
    struct writer writer = { .out = &html, .pieces = &pieces };
    if (!render(&writer, buf_str(&ready), err))
        return false;
    buf_add(out, buf_str(&html));
    return true;
}
