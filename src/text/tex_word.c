/* Which of TeX's signs part words and which join them; see tex_word.h. */
#include "text/tex_word.h"

#include "text/letter.h"

#include <stdlib.h>
#include <string.h>

enum {
    JOIN_BYTES_MAX = 64,  /* of signs between two parts of a word */
    INDEX_DIGITS_MAX = 4, /* "C_{60}" is a name, "x_{123456}" a number */
    BASE_MAX = 3,         /* "SL_n" is a name, "train_x" two words */
};

/* Sorted by byte for a binary search. */
static const char *const styles[] = {
    "Bbb",
    "H",
    "acute",
    "b",
    "bar",
    "bf",
    "big",
    "bm",
    "bmod",
    "boldsymbol",
    "breve",
    "c",
    "cal",
    "check",
    "ddot",
    "displaystyle",
    "dot",
    "em",
    "emph",
    "ensuremath",
    "frak",
    "grave",
    "hat",
    "hbox",
    "it",
    "k",
    "mathbb",
    "mathbf",
    "mathbin",
    "mathcal",
    "mathfrak",
    "mathit",
    "mathop",
    "mathrm",
    "mathscr",
    "mathsf",
    "mathtt",
    "mbox",
    "operatorname",
    "overline",
    "overrightarrow",
    "r",
    "rm",
    "sc",
    "scriptsize",
    "sf",
    "sl",
    "text",
    "textbf",
    "textit",
    "textnormal",
    "textrm",
    "textsc",
    "textsf",
    "textstyle",
    "textsubscript",
    "textsuperscript",
    "texttt",
    "tilde",
    "tt",
    "u",
    "underline",
    "v",
    "vec",
    "widehat",
    "widetilde",
};
static const char *const signs[] = {
    "Big",
    "Bigg",
    "Leftrightarrow",
    "Rightarrow",
    "approx",
    "ast",
    "begin",
    "bigg",
    "bullet",
    "cap",
    "cdot",
    "cdots",
    "circ",
    "cite",
    "colon",
    "cong",
    "cup",
    "dagger",
    "dfrac",
    "dots",
    "end",
    "equiv",
    "exists",
    "footnote",
    "forall",
    "frac",
    "ge",
    "geq",
    "geqslant",
    "gg",
    "gtrsim",
    "in",
    "int",
    "label",
    "langle",
    "lbrace",
    "ldots",
    "le",
    "left",
    "leftarrow",
    "leftrightarrow",
    "leq",
    "leqslant",
    "lesssim",
    "lfloor",
    "ll",
    "mapsto",
    "mid",
    "mp",
    "ne",
    "neq",
    "oplus",
    "otimes",
    "perp",
    "pm",
    "prime",
    "prod",
    "propto",
    "qquad",
    "quad",
    "rangle",
    "rbrace",
    "ref",
    "rfloor",
    "right",
    "rightarrow",
    "setminus",
    "sim",
    "simeq",
    "sqrt",
    "star",
    "subset",
    "subseteq",
    "sum",
    "textasciitilde",
    "textasteriskcentered",
    "tfrac",
    "times",
    "to",
    "url",
    "vert",
    "wedge",
};
static const struct {
    const char *name, *letters;
} letters[] = {
    { "AA", "a" },  { "AE", "ae" },   { "L", "l" },   { "O", "o" },
    { "OE", "oe" }, { "aa", "a" },    { "ae", "ae" }, { "ell", "l" },
    { "i", "i" },   { "imath", "i" }, { "j", "j" },   { "jmath", "j" },
    { "l", "l" },   { "o", "o" },     { "oe", "oe" }, { "ss", "ss" },
};

static int name_order(const void *key, const void *item)
{
    const struct str *name = key;
    return str_order(*name, str_of(*(const char *const *)item));
}

static bool is_listed(struct str name, const char *const *names, size_t count)
{
    return bsearch(&name, names, count, sizeof *names, name_order) != NULL;
}

/* \varepsilon is epsilon, \infty is infinity, any other word itself. */
static struct str symbol_word(struct str name)
{
    struct str greek = name;
    if (str_eq(name, LIT("infty")))
        return LIT("infinity");
    if (str_skip(&greek, LIT("var")) && letter_names_greek(greek))
        return greek;
    return name;
}

static size_t name_length(struct str name)
{
    size_t len = 0;
    while (len < name.len && char_is_letter(name.ptr[len]))
        len++;
    return len;
}

static size_t blanks_length(struct str text)
{
    size_t len = 0;
    while (len < text.len && text.ptr[len] == ' ')
        len++;
    return len;
}

struct tex_command tex_command_read(struct str text)
{
    struct str name = str_from(text, 1);
    name.len = name_length(name);
    struct tex_command command = { TEX_COMMAND_WORD, 1 + name.len, symbol_word(name) };
    if (name.len == 0) {
        bool accent = text.len > 1 && memchr("\"'`^~=.-", text.ptr[1], 8) != NULL;
        command.kind = accent ? TEX_COMMAND_STYLE : TEX_COMMAND_NONE;
        command.len = accent ? 2 : 1;
    } else if (is_listed(name, styles, COUNT_OF(styles))) {
        command.kind = TEX_COMMAND_STYLE;
        command.len += blanks_length(str_from(text, command.len));
    } else if (is_listed(name, signs, COUNT_OF(signs))) {
        command.kind = TEX_COMMAND_SIGN;
    }
    for (size_t i = 0; i < COUNT_OF(letters); i++) {
        if (str_eq(name, str_of(letters[i].name))) {
            command.kind = TEX_COMMAND_LETTERS;
            command.text = str_of(letters[i].letters);
        }
    }
    return command;
}

/* What stands between two parts, read so far. */
struct signs_read {
    size_t len;
    bool script;       /* a _ or ^ */
    bool closed;       /* a } was the last sign */
    bool other_braces; /* }{ : two arguments */
    struct str letters;
};

/* Takes one sign; false at what is none. */
static bool take_sign(struct str text, struct signs_read *read)
{
    struct str rest = str_from(text, read->len);
    char c = rest.len == 0 ? '\0' : rest.ptr[0];
    if (c == '\0' || memchr("$_^{}\\", c, 6) == NULL)
        return false;
    if (c == '\\') {
        struct tex_command command = tex_command_read(rest);
        if (command.kind == TEX_COMMAND_LETTERS)
            read->letters = command.text;
        if (command.kind != TEX_COMMAND_STYLE && command.kind != TEX_COMMAND_LETTERS)
            return false;
        read->len += command.len;
        read->closed = false;
        return command.kind == TEX_COMMAND_STYLE;
    }
    read->other_braces |= c == '{' && read->closed;
    read->closed = c == '}';
    read->script |= c == '_' || c == '^';
    read->len++;
    return true;
}

/* Does the index (or power) that `text` starts with belong to the word's name? */
static bool is_name_index(struct str text, struct str word)
{
    size_t digits = 0, letters_count = name_length(text);
    while (digits < text.len && char_is_digit(text.ptr[digits]))
        digits++;
    if (digits > 0)
        return digits <= INDEX_DIGITS_MAX && !char_is_digit(word.ptr[word.len - 1]);
    return letters_count == 1 && word.len <= BASE_MAX && !letter_names_greek(word);
}

struct tex_join tex_join_read(struct str text, struct str word, bool after_symbol)
{
    struct signs_read read = { .len = 0 };
    struct tex_join none = { .len = 0 };
    while (read.len < JOIN_BYTES_MAX && take_sign(text, &read))
        ;
    struct str next = str_from(text, read.len);
    if (read.len == 0 || read.other_braces || word.len == 0)
        return none;
    if (read.letters.len > 0)
        return after_symbol ? none : (struct tex_join){ read.len, read.letters };
    if (next.len == 0 || (after_symbol && !char_is_digit(next.ptr[0])))
        return none;
    if (read.script && !is_name_index(next, word))
        return none;
    return (struct tex_join){ .len = read.len };
}
