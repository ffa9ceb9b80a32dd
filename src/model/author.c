/* One pass over an author string: pieces between separators, what stands in parentheses
 * left out. Follows parse_author_affil of arXiv/arxiv-base, with two differences: "for
 * the X Collaboration" is left out wherever it stands, and no piece is ever a lone
 * sign. See author.h. */
#include "model/author.h"

#include "base/utf8.h"
#include "text/escape.h"
#include "text/tex.h"

#include <string.h>

struct splitter {
    struct arena *arena;
    struct str rest;
    struct buf piece;
    struct text_list names;
    bool no_close; /* no ')' is left in the text */
    bool unpaired; /* parentheses do not balance: the next ')' ends any */
    bool behalf;   /* the last piece ended in "for the X" */
};

static bool is_suffix(struct str piece)
{
    static const char *const suffixes[] = { "Jr",  "Jr.", "Sr", "Sr.", "II",
                                            "III", "IV",  "V",  "VI" };
    return str_is_one_of(piece, suffixes, COUNT_OF(suffixes));
}

static size_t find_nocase(struct str s, struct str needle)
{
    for (size_t at = 0; at + needle.len <= s.len; at++)
        if (str_eq_nocase(str_upto(str_from(s, at), needle.len), needle))
            return at;
    return s.len;
}

static bool names_a_body(struct str s)
{
    return find_nocase(s, LIT("collaboration")) < s.len ||
           find_nocase(s, LIT("consortium")) < s.len ||
           find_nocase(s, LIT("team")) < s.len || find_nocase(s, LIT("group")) < s.len;
}

/* Where "for the X Collaboration" begins in a name, or its length. */
static size_t behalf_at(struct str name)
{
    size_t at = find_nocase(name, LIT("on behalf of "));
    if (at == name.len)
        at = find_nocase(name, LIT("for the "));
    if (at == name.len && names_a_body(name))
        at = find_nocase(name, LIT("for "));
    bool word = at == 0 || name.ptr[at - 1] == ' ';
    return word ? at : name.len;
}

static bool is_et_al(struct str s)
{
    return str_eq_nocase(s, LIT("et al")) || str_eq_nocase(s, LIT("et al.")) ||
           str_eq_nocase(s, LIT("et. al.")) || str_eq_nocase(s, LIT("et. al"));
}

static struct str without_et_al(struct str s)
{
    if (is_et_al(s))
        return str_upto(s, 0);
    for (size_t len = 6; len <= 8 && len < s.len; len++)
        if (s.ptr[s.len - len] == ' ' && is_et_al(str_from(s, s.len - len + 1)))
            return str_trim(str_upto(s, s.len - len));
    return s;
}

/* Without the footnote marks that some put beside names: "* Jinlong Yang", "2 A.
 * Segura". */
static struct str without_marks(struct str s)
{
    while (s.len > 0 && (s.ptr[0] == ' ' || s.ptr[0] == '*' || s.ptr[0] == ':' ||
                         char_is_digit(s.ptr[0])))
        s = str_from(s, 1);
    while (s.len > 0 && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '*'))
        s.len--;
    return s;
}

static bool has_letter(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (char_is_letter(s.ptr[i]) || (unsigned char)s.ptr[i] >= 0x80)
            return true;
    return false;
}

/* "V.M. Abazov" is "V. M. Abazov", as arXiv's API spells it. */
static const char *spread_initials(struct arena *arena, struct str name)
{
    CLEANUP(buf_done) struct buf out = buf_upto(2 * name.len);
    for (size_t i = 0; i < name.len; i++) {
        buf_char(&out, name.ptr[i]);
        char after = i + 1 < name.len ? name.ptr[i + 1] : ' ';
        if (name.ptr[i] == '.' &&
            (char_is_upper(after) || (unsigned char)after >= 0xC3) &&
            !names_a_body(name))
            buf_char(&out, ' ');
    }
    buf_cut(&out, utf8_floor(buf_str(&out).ptr,
                             out.len < PAPER_NAME_MAX ? out.len : PAPER_NAME_MAX));
    return arena_text(arena, buf_str(&out));
}

static void add_name(struct splitter *splitter, struct str name)
{
    struct text_list *names = &splitter->names;
    if (is_suffix(name) && names->count > 0) {
        const char **last = &names->items[names->count - 1];
        if (strlen(*last) + 1 + name.len > PAPER_NAME_MAX)
            return;
        *last = arena_printf(splitter->arena, "%s %.*s", *last, STR_ARG(name));
    } else if (has_letter(name) && names->count < PAPER_AUTHORS_MAX) {
        ARENA_PUSH(splitter->arena, names, spread_initials(splitter->arena, name));
    }
}

/* "with an appendix by A. One" names A. One. */
static struct str without_role(struct str s)
{
    size_t by = str_starts(s, LIT("with ")) ? str_find(s, LIT(" by ")) : s.len;
    return by < s.len ? str_from(s, by + 4) : s;
}

static void end_piece(struct splitter *splitter)
{
    CLEANUP(arena_done) struct arena scratch = { 0 };
    struct str text =
        str_of(tex_to_text(&scratch, buf_str(&splitter->piece), TEX_NAME));
    struct str name = str_upto(text, behalf_at(text));
    bool rest_of_behalf =
        splitter->behalf && names_a_body(text); /* "… and CMS teams" */
    if (!rest_of_behalf)
        add_name(splitter, without_role(without_et_al(without_marks(name))));
    splitter->behalf = name.len < text.len && !names_a_body(text);
    buf_clear(&splitter->piece);
}

/* The length of "(…)" at the start of `s`, parentheses inside it paired; 0 if the text
 * ends before it. */
static size_t paired_length(struct str s)
{
    size_t depth = 0;
    for (size_t i = 0; i < s.len; i++) {
        depth += s.ptr[i] == '(';
        if (s.ptr[i] == ')' && --depth == 0)
            return i + 1;
    }
    return 0;
}

/* To the next ')', and without one to the next comma. */
static size_t unpaired_length(struct splitter *splitter)
{
    size_t close =
        splitter->no_close ? splitter->rest.len : str_find_char(splitter->rest, ')');
    splitter->no_close = close == splitter->rest.len;
    return splitter->no_close ? str_find_char(splitter->rest, ',') : close + 1;
}

static void skip_affiliation(struct splitter *splitter)
{
    size_t len = splitter->unpaired ? 0 : paired_length(splitter->rest);
    if (len == 0) {
        splitter->unpaired = true;
        len = unpaired_length(splitter);
    }
    splitter->rest = str_from(splitter->rest, len);
    end_piece(splitter);
}

/* The length of "and" or "&" between white space at the start of `s`, the white space
 * behind it left; 0 if it is none. */
static size_t conjunction(struct str s)
{
    static const char *const words[] = { "and", "&", "\\&", "&amp;" };
    if (!char_is_space(s.ptr[0]))
        return 0;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        struct str after = str_from(s, 1), word = str_of(words[i]);
        if (str_skip(&after, word) && (after.len == 0 || char_is_space(after.ptr[0])))
            return 1 + word.len;
    }
    return 0;
}

static void take(struct splitter *splitter)
{
    struct str *rest = &splitter->rest;
    char c = rest->ptr[0];
    size_t word = conjunction(*rest);
    uint32_t character = 0;
    size_t entity = entity_read(*rest, &character); /* its ';' separates nothing */
    size_t whole = c == '\\' && rest->len > 1 ? 2 : entity > 0 ? entity : 1;
    if (c == '(') {
        skip_affiliation(splitter);
        return;
    }
    if (word > 0 || c == ',' || c == ';' || c == ':')
        end_piece(splitter);
    else if (c != ')')
        buf_add(&splitter->piece, str_upto(*rest, whole));
    *rest = str_from(*rest, word > 0 ? word : whole);
}

void author_split(struct arena *arena, struct str raw, struct text_list *ret_names)
{
    CLEANUP(buf_done) struct buf text = buf_upto(raw.len + 1);
    buf_char(&text, ' '); /* "and" may stand first */
    buf_add(&text, raw);
    struct splitter splitter = { .arena = arena,
                                 .rest = buf_str(&text),
                                 .piece = buf_upto(text.len) };
    while (splitter.rest.len > 0)
        take(&splitter);
    end_piece(&splitter);
    buf_done(&splitter.piece);
    *ret_names = splitter.names;
}
