/* Keys of papers in proceedings; see venue.h. */
#include "model/venue.h"

#include "base/buf.h"
#include "base/hash.h"
#include "model/paper.h"

#include <inttypes.h>

enum {
    SOURCE_MAX = 20,
    NATIVE_MAX = 80, /* a longer or stranger native id is shortened by a hash */
    WORDS_MAX = 40,  /* bytes of a title that a key begins with */
};

bool venue_part_is_valid(struct str part)
{
    return part.len <= VENUE_PART_MAX && str_has_only(part, VENUE_PART_SIGNS);
}

/* The source is one word, so that no mail address is a key. */
static bool is_source(struct str source)
{
    for (size_t i = 0; i < source.len; i++)
        if (!char_is_letter(source.ptr[i]))
            return false;
    return source.len >= 2 && source.len <= SOURCE_MAX;
}

bool venue_key_is_valid(struct str key)
{
    struct str rest = key, part = { NULL, 0 };
    size_t count = 0;
    while (rest.len > 0) {
        part = str_cut(&rest, '@');
        count++;
        if (!venue_part_is_valid(part))
            return false;
    }
    return count >= 2 && key.len <= PAPER_KEY_MAX && !str_ends(key, LIT("@")) &&
           is_source(part);
}

struct str venue_key_source(const char *key)
{
    struct str rest = str_of(key), last = rest;
    while (rest.len > 0)
        last = str_cut(&rest, '@');
    return last;
}

static bool is_sign(char c)
{
    return char_is_letter(c) || char_is_digit(c);
}

/* "counting-mussels-in": what of a text may stand in a key, cut at a word. */
static void add_words(struct buf *out, struct str text)
{
    size_t at = 0;
    while (at < text.len && out->len < WORDS_MAX) {
        size_t start = at;
        while (at < text.len && is_sign(text.ptr[at]))
            at++;
        if (at - start > WORDS_MAX)
            at = start + WORDS_MAX;
        if (at > start && out->len + (at - start) > WORDS_MAX)
            break;
        for (size_t i = start; i < at; i++)
            buf_char(out, char_lower(text.ptr[i]));
        if (at > start)
            buf_char(out, '-');
        while (at < text.len && !is_sign(text.ptr[at]))
            at++;
    }
}

/* Of the letters and digits alone, so that another comma is not another paper. */
static uint64_t hash_of(struct str text)
{
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < text.len; i++) {
        char c = char_lower(text.ptr[i]);
        if (is_sign(c) || (unsigned char)c >= 0x80)
            hash = hash_add(hash, (struct str){ &c, 1 });
    }
    return hash;
}

const char *venue_list_key(struct arena *arena, const char *edition, struct str native,
                           const char *title)
{
    const char *list =
        edition != NULL ? arena_printf(arena, "%s@LIST", edition) : "LIST";
    native = str_trim(native);
    if (native.len <= NATIVE_MAX && str_has_only(native, VENUE_PART_SIGNS))
        return arena_printf(arena, "%.*s@%s", STR_ARG(native), list);
    struct str text = native.len > 0 ? native : str_of(title);
    CLEANUP(buf_done) struct buf words = buf_upto(PAPER_KEY_MAX);
    add_words(&words, text);
    return arena_printf(arena, "%.*s%016" PRIx64 "@%s", STR_ARG(buf_str(&words)),
                        hash_of(text), list);
}
