/* A look at the first bytes; see sniff.h. */
#include "source/sniff.h"

#include "base/utf8.h"
#include "text/tex.h"

enum { LOOK = 4096, QUOTE = 120 };

static bool starts_nocase(struct str s, struct str prefix)
{
    return str_eq_nocase(str_upto(s, prefix.len), prefix);
}

struct str sniff_quote(struct str text)
{
    return text.len <= QUOTE ? text : str_upto(text, utf8_floor(text.ptr, QUOTE));
}

static const char *quote(struct arena *arena, struct str text)
{
    struct str readable = str_of(tex_to_text(arena, str_upto(text, LOOK), TEX_TITLE));
    return arena_text(arena, sniff_quote(readable));
}

static struct str html_title(struct str page)
{
    page = str_upto(page, LOOK);
    while (page.len > 0 && !starts_nocase(page, LIT("<title>")))
        page = str_from(page, 1);
    page = str_from(page, sizeof "<title>" - 1);
    return str_trim(str_upto(page, str_find_char(page, '<')));
}

static const char *sniff_html(struct arena *arena, struct str page)
{
    struct str title = html_title(page);
    if (title.len == 0)
        return "an HTML page";
    return arena_printf(arena, "an HTML page titled “%s”", quote(arena, title));
}

static const struct {
    const char *begins, *packer;
} packers[] = {
    { "\x1f\x8b", "gzip" },
    { "PK\x03\x04", "zip" },
    { "BZh", "bzip2" },
    { "\xfd"
      "7zXZ",
      "xz" },
    { "\x28\xb5\x2f\xfd", "zstd" },
    { "7z\xbc\xaf", "7z" },
};

const char *sniff_packer(struct str bytes)
{
    for (size_t i = 0; i < COUNT_OF(packers); i++)
        if (str_starts(bytes, str_of(packers[i].begins)))
            return packers[i].packer;
    return NULL;
}

const char *sniff(struct arena *arena, struct str bytes)
{
    const char *packer = sniff_packer(bytes);
    if (packer != NULL)
        return arena_printf(arena, "a file packed by %s", packer);
    str_skip(&bytes, LIT("\xef\xbb\xbf"));
    struct str text = str_trim(bytes);
    if (text.len == 0)
        return "an empty body";
    if (starts_nocase(text, LIT("<!doctype html")) || starts_nocase(text, LIT("<html")))
        return sniff_html(arena, text);
    if (text.ptr[0] == '<')
        return "other markup";
    return arena_printf(arena, "the text “%s”", quote(arena, text));
}
