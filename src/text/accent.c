/* The tables behind accent.h. Letters: The TeXbook, chapter 9; T1 encoding for the
 * rest. */
#include "text/accent.h"

#include "base/utf8.h"

#include <stdio.h>

struct accent {
    const char *name;
    uint32_t mark;
    const char *pairs;
};

static const struct accent accents[] = {
#define ACCENT(name, mark, pairs) { name, mark, pairs },
#include "text/accent.def"
#undef ACCENT
};

struct letter {
    const char *name;
    uint32_t character;
};

static const struct letter letters[] = {
    { "ss", 0xDF },  { "SS", 0x1E9E }, { "i", 0x131 },  { "j", 0x237 },
    { "l", 0x142 },  { "L", 0x141 },   { "o", 0xF8 },   { "O", 0xD8 },
    { "ae", 0xE6 },  { "AE", 0xC6 },   { "oe", 0x153 }, { "OE", 0x152 },
    { "aa", 0xE5 },  { "AA", 0xC5 },   { "dh", 0xF0 },  { "DH", 0xD0 },
    { "th", 0xFE },  { "TH", 0xDE },   { "ng", 0x14B }, { "NG", 0x14A },
    { "dj", 0x111 }, { "DJ", 0x110 },  { "ij", 0x133 }, { "IJ", 0x132 },
};

static const struct letter symbols[] = {
    { "alpha", 0x3B1 },  { "beta", 0x3B2 },    { "gamma", 0x3B3 },
    { "delta", 0x3B4 },  { "epsilon", 0x3B5 }, { "varepsilon", 0x3B5 },
    { "zeta", 0x3B6 },   { "eta", 0x3B7 },     { "theta", 0x3B8 },
    { "iota", 0x3B9 },   { "kappa", 0x3BA },   { "lambda", 0x3BB },
    { "mu", 0x3BC },     { "nu", 0x3BD },      { "xi", 0x3BE },
    { "pi", 0x3C0 },     { "rho", 0x3C1 },     { "sigma", 0x3C3 },
    { "tau", 0x3C4 },    { "upsilon", 0x3C5 }, { "phi", 0x3C6 },
    { "varphi", 0x3C6 }, { "chi", 0x3C7 },     { "psi", 0x3C8 },
    { "omega", 0x3C9 },  { "Gamma", 0x393 },   { "Delta", 0x394 },
    { "Theta", 0x398 },  { "Lambda", 0x39B },  { "Xi", 0x39E },
    { "Pi", 0x3A0 },     { "Sigma", 0x3A3 },   { "Phi", 0x3A6 },
    { "Psi", 0x3A8 },    { "Omega", 0x3A9 },   { "deg", 0xB0 },
    { "degree", 0xB0 },  { "pm", 0xB1 },       { "times", 0xD7 },
    { "le", 0x2264 },    { "ge", 0x2265 },     { "leq", 0x2264 },
    { "geq", 0x2265 },   { "sim", 0x223C },    { "approx", 0x2248 },
    { "infty", 0x221E }, { "to", 0x2192 },     { "rightarrow", 0x2192 },
};

uint32_t accent_mark(struct str name)
{
    if (name.len != 1)
        return 0;
    for (size_t i = 0; i < COUNT_OF(accents); i++)
        if (accents[i].name[0] == name.ptr[0])
            return accents[i].mark;
    return name.ptr[0] == 't' ? 0x361 : 0;
}

uint32_t accent_compose(uint32_t base, uint32_t mark)
{
    if (mark < 0x300 || mark > 0x331)
        return 0;
    for (size_t i = 0; i < COUNT_OF(accents); i++) {
        struct str pairs = str_of(accents[i].mark == mark ? accents[i].pairs : "");
        while (pairs.len > 0) {
            uint32_t from = utf8_next(&pairs), made = utf8_next(&pairs);
            if (from == base)
                return made;
        }
    }
    return 0;
}

static uint32_t find_letter(const struct letter *list, size_t count, struct str name)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(name, str_of(list[i].name)))
            return list[i].character;
    return 0;
}

uint32_t accent_letter(struct str name)
{
    if (name.len == 0 || name.len > 2 || !char_is_letter(name.ptr[0]))
        return 0;
    return find_letter(letters, COUNT_OF(letters), name);
}

uint32_t accent_symbol(struct str name)
{
    return find_letter(symbols, COUNT_OF(symbols), name);
}

uint32_t accent_torn(struct str accent, struct str argument)
{
    char name[12];
    if (accent.len != 1 || argument.len < 2 || argument.len + 2 > sizeof name)
        return 0;
    snprintf(name, sizeof name, "%c%.*s", accent.ptr[0], STR_ARG(argument));
    return accent_symbol(str_of(name));
}
