/* See faq_excerpt.h. The piece is chosen first, then cleaned: marks are few, so it
 * stays about as long. */
#include "store/faq/faq_excerpt.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

enum { BEFORE = 80 };

static const char ellipsis[] = "\xe2\x80\xa6";

static bool is_wanted(const struct query_node *node, const struct word *word)
{
    if (node == NULL || node->kind == QUERY_NOT)
        return false;
    for (size_t i = 0; i < node->term_count; i++) {
        struct str term = str_of(node->terms[i]);
        if (node->kind == QUERY_PREFIX ? str_starts(word->form, term)
                                       : str_eq(word->term, term))
            return !term_is_common(word->term);
    }
    for (size_t i = 0; i < node->child_count; i++)
        if (is_wanted(node->children[i], word))
            return true;
    return false;
}

/* Where the piece begins that holds most of the words: two fingers run over those that
 * are wanted. */
enum { HITS_MAX = 64 };
struct hits {
    size_t at[HITS_MAX];
    size_t count;
};

static void find_hits(struct analyser *analyser, struct str text,
                      const struct query_node *root, struct hits *hits)
{
    struct word word;
    hits->count = 0;
    analyser_start(analyser, text);
    while (hits->count < HITS_MAX && analyser_next(analyser, &word))
        if (is_wanted(root, &word))
            hits->at[hits->count++] = word.start;
}

static size_t best_hit(const struct hits *hits)
{
    size_t best = 0, most = 0;
    for (size_t i = 0; i < hits->count; i++) {
        size_t held = i;
        while (held < hits->count &&
               hits->at[held] < hits->at[i] + EXCERPT_BYTES - BEFORE)
            held++;
        if (held - i > most) {
            most = held - i;
            best = hits->at[i];
        }
    }
    return best;
}

/* Back to the beginning of a line or word. */
static size_t begin_at(struct str text, size_t hit)
{
    if (hit <= BEFORE)
        return 0;
    size_t at = hit - BEFORE;
    for (size_t i = at; i < hit; i++)
        if (text.ptr[i] == '\n')
            return i + 1;
    while (at < hit && !char_is_space(text.ptr[at]))
        at++;
    return at < hit ? at + 1 : utf8_floor(text.ptr, hit);
}

static size_t end_at(struct str text, size_t start)
{
    size_t end = start + EXCERPT_BYTES;
    if (end >= text.len)
        return text.len;
    size_t edge = end;
    while (edge > start + EXCERPT_BYTES / 2 && !char_is_space(text.ptr[edge]))
        edge--;
    return edge > start + EXCERPT_BYTES / 2 ? edge : utf8_floor(text.ptr, end);
}

/* Marks that stand before a line's text: "## ", "> ", "- ". A line of nothing else is
 * a rule, or stands below a table's head. */
static struct str without_line_marks(struct str line)
{
    line = str_trim(line);
    size_t at = 0, end = 0;
    while (at < line.len && strchr("#>-+*=|:_ ", line.ptr[at]) != NULL)
        end = line.ptr[at++] == ' ' ? at : end;
    return str_from(line, at == line.len ? at : end);
}

/* The address behind the text of a link or an image: it is left out. */
static size_t link_address(struct str rest)
{
    if (!str_starts(rest, LIT("](")))
        return 0;
    size_t close = str_find_char(rest, ')');
    return close < rest.len ? close + 1 : 0;
}

static bool is_mark(char c)
{
    return c == '*' || c == '`' || c == '[' || c == ']';
}

static void put_blank(struct buf *out)
{
    if (out->len > 0 && out->ptr[out->len - 1] != ' ')
        buf_char(out, ' ');
}

static void put_character(struct buf *out, struct str character)
{
    char first = character.ptr[0];
    struct str rest = character;
    if (char_is_space(first) || first == '|')
        put_blank(out);
    else if (!is_mark(first) && !utf8_is_invisible(utf8_next(&rest)))
        buf_add(out, character);
}

static void put_line(struct buf *out, struct str line)
{
    line = without_line_marks(line);
    if (line.len > 0)
        put_blank(out);
    while (line.len > 0) {
        size_t skipped = link_address(line);
        struct str rest = line;
        utf8_next(&rest);
        if (skipped == 0)
            put_character(out, str_upto(line, line.len - rest.len));
        line = skipped > 0 ? str_from(line, skipped) : rest;
    }
}

static void put_piece(struct buf *out, struct str piece)
{
    while (piece.len > 0)
        put_line(out, str_cut(&piece, '\n'));
    while (out->len > 0 && out->ptr[out->len - 1] == ' ')
        buf_cut(out, out->len - 1);
}

const char *faq_excerpt(struct arena *arena, struct analyser *analyser,
                        struct str markdown, const struct query_node *root)
{
    CLEANUP(buf_done) struct buf out = buf_upto(2 * EXCERPT_BYTES);
    struct hits hits;
    find_hits(analyser, markdown, root, &hits);
    size_t start = begin_at(markdown, best_hit(&hits));
    size_t end = end_at(markdown, start);
    struct str piece = str_from(str_upto(markdown, end), start);
    put_piece(&out, piece);
    return arena_printf(arena, "%s%s%s", start > 0 ? ellipsis : "",
                        out.ptr != NULL ? out.ptr : "",
                        end < markdown.len ? ellipsis : "");
}
