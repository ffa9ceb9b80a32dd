/* See paper_address.h. */
#include "model/paper_address.h"

#include "model/arxiv_id.h"
#include "model/paper_address_parts.h"
#include "model/venue.h"
#include "text/escape.h"

#include <string.h>

enum { IDS_MAX = 100 };

struct str address_part(const struct address *address, size_t index)
{
    return index < address->part_count ? address->parts[index] : LIT("");
}

static const char *arxiv_key(struct arena *arena, struct str text)
{
    struct arxiv_id id;
    struct err ignored;
    if (!arxiv_id_read(text, &id, &ignored))
        return NULL;
    return arena_text(arena, str_of(id.key));
}

static const char *venue_key(struct arena *arena, struct str text)
{
    return venue_key_is_valid(text) ? arena_text(arena, text) : NULL;
}

static struct str joined(struct arena *arena, struct str a, struct str b)
{
    return str_of(arena_printf(arena, "%.*s/%.*s", STR_ARG(a), STR_ARG(b)));
}

/* Pages of ours and of papers.cool on any host: /arxiv/ID, /venue/ID. */
static const char *page_key(const struct address *address)
{
    size_t count = address->part_count;
    for (size_t i = 0; i + 1 < count; i++) {
        struct str last = address->parts[i + 1];
        if (str_eq(address->parts[i], LIT("venue")))
            return venue_key(address->arena, last);
        if (!str_eq(address->parts[i], LIT("arxiv")))
            continue;
        if (i + 2 < count)
            last = joined(address->arena, last, address->parts[i + 2]);
        return arxiv_key(address->arena, last);
    }
    /* huggingface.co/papers/ID, alphaxiv.org/abs/ID and their like */
    return count >= 2 ? arxiv_key(address->arena, address_part(address, count - 1))
                      : NULL;
}

/* %40 is @. */
static struct str decoded(struct arena *arena, struct str text)
{
    if (str_find_char(text, '%') == text.len)
        return text;
    CLEANUP(buf_done) struct buf plain = buf_upto(text.len);
    unescape_loosely(&plain, text);
    return (struct str){ arena_text(arena, buf_str(&plain)), plain.len };
}

static bool read_address(struct arena *arena, struct str text,
                         struct address *ret_address)
{
    struct address address = { .arena = arena };
    if (!str_skip(&text, LIT("https://")))
        str_skip(&text, LIT("http://"));
    str_skip(&text, LIT("www."));
    text = str_upto(text, str_find_char(text, '#'));
    struct str path = str_cut(&text, '?');
    address.query = text;
    address.host = str_cut(&path, '/');
    while (path.len > 0 && address.part_count < ADDRESS_PARTS_MAX) {
        struct str piece = str_cut(&path, '/');
        if (piece.len > 0)
            address.parts[address.part_count++] = decoded(arena, piece);
    }
    *ret_address = address;
    return address.part_count > 0;
}

const char *paper_address_key(struct arena *arena, struct str text)
{
    struct address address;
    const char *key = arxiv_key(arena, text);
    if (key == NULL)
        key = venue_key(arena, text);
    if (key != NULL)
        return key;
    if (str_eq_nocase(str_upto(text, 4), LIT("doi:")))
        text = str_trim(str_from(text, 4));
    if (str_starts(text, LIT("10.")))
        text = joined(arena, LIT("doi.org"), text);
    if (!read_address(arena, text, &address) || address_of_site(&address, &key))
        return key;
    return page_key(&address);
}

/* What stands around an id in running text. */
static struct str bare(struct str piece)
{
    while (piece.len > 0 && strchr("<(\"'[", piece.ptr[0]) != NULL)
        piece = str_from(piece, 1);
    while (piece.len > 0 && strchr(">)\"'].;", piece.ptr[piece.len - 1]) != NULL)
        piece.len--;
    return piece;
}

size_t paper_address_list(struct arena *arena, struct str text, const char ***ret_ids)
{
    const char **ids = ARENA_ARRAY(arena, const char *, IDS_MAX);
    size_t count = 0;
    const char *whole = arxiv_key(arena, text); /* "arXiv:2401.01234v2 [cs.CL]" */
    *ret_ids = ids;
    if (whole != NULL) {
        ids[0] = whole;
        return 1;
    }
    while (text.len > 0) {
        size_t end = 0;
        while (end < text.len && memchr(" ,", text.ptr[end], 2) == NULL)
            end++;
        struct str piece = bare(str_upto(text, end));
        text = str_from(text, end + 1);
        const char *key = piece.len == 0 ? "" : paper_address_key(arena, piece);
        if (key == NULL)
            return 0;
        if (*key == '\0' || str_is_one_of(str_of(key), ids, count))
            continue;
        if (count == IDS_MAX)
            return 0;
        ids[count++] = key;
    }
    return count;
}
