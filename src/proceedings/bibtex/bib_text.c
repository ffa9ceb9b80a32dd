/* Encodings, addresses and keywords; names are in bib_names.c. See bib_text.h. */
#include "proceedings/bibtex/bib_text.h"

#include "base/utf8.h"
#include "source/entry.h"
#include "text/tex_bib.h"

#include <string.h>

enum { TEX_SPENDS = 8 }; /* bytes on a character, at most, in texts that people write */

/* A byte of a file that is no UTF-8: Windows-1252, the rest of which is Latin-1. */
static uint32_t of_windows(unsigned char byte)
{
    uint32_t character = utf8_of_windows(byte);
    return character < 0xA0 ? 0xFFFD : character;
}

struct str bib_utf8(struct arena *arena, struct str bytes)
{
    if (utf8_valid(bytes))
        return bytes;
    CLEANUP(buf_done) struct buf out = buf_upto(3 * bytes.len);
    while (bytes.len > 0) {
        size_t before = bytes.len;
        unsigned char first = (unsigned char)bytes.ptr[0];
        uint32_t c = utf8_next(&bytes);
        if (c == 0xFFFD && before - bytes.len == 1)
            c = of_windows(first);
        utf8_put(&out, c);
    }
    return (struct str){ arena_text(arena, buf_str(&out)), out.len };
}

const char *bib_readable(struct arena *arena, struct str tex, bool paragraphs,
                         size_t max)
{
    enum tex_field field = paragraphs ? TEX_ABSTRACT : TEX_TITLE;
    if (tex.len > max * TEX_SPENDS)
        tex = str_upto(tex, utf8_floor(tex.ptr, max * TEX_SPENDS));
    struct str text = str_of(tex_bib_to_text(arena, tex, field));
    if (text.len > max)
        text = str_trim(str_upto(text, utf8_floor(text.ptr, max)));
    return text.len > 0 ? arena_text(arena, text) : NULL;
}

struct str bib_address(struct arena *arena, struct str tex)
{
    static const struct str tildes[] = { LIT("\\textasciitilde"), LIT("\\string~"),
                                         LIT("\\~") };
    CLEANUP(buf_done) struct buf out = buf_upto(tex.len);
    while (tex.len > 0) {
        size_t len = 1;
        bool tilde = false;
        for (size_t i = 0; i < COUNT_OF(tildes) && !tilde; i++)
            tilde = str_skip(&tex, tildes[i]);
        if (tilde) {
            buf_char(&out, '~');
            continue;
        }
        if (str_starts(tex, LIT("\\url")))
            len = LIT("\\url").len;
        else if (memchr("\\{}", tex.ptr[0], 3) == NULL)
            buf_char(&out, tex.ptr[0]);
        tex = str_from(tex, len);
    }
    return str_trim(str_of(arena_text(arena, buf_str(&out))));
}

/* Where they are parted by semicolons, commas belong to them. */
void bib_add_subjects(struct arena *arena, struct source_entry *entry, struct str tex)
{
    char sign = str_find_char(tex, ';') < tex.len ? ';' : ',';
    while (tex.len > 0) {
        size_t end = 0;
        int64_t depth = 0;
        for (; end < tex.len && (depth > 0 || tex.ptr[end] != sign); end++)
            depth += (tex.ptr[end] == '{') - (tex.ptr[end] == '}');
        entry_add_subject(
            arena, entry,
            bib_readable(arena, str_upto(tex, end), false, PAPER_SUBJECT_MAX));
        tex = str_from(tex, end + 1);
    }
}
