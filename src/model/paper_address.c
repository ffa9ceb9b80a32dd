/* See paper_address.h. */
#include "model/paper_address.h"

#include "base/buf.h"
#include "model/arxiv_id.h"
#include "model/paper.h"

#include <string.h>

enum { IDS_MAX = 100, PATH_PARTS_MAX = 8, SOURCE_MAX = 20 };

/* A pasted address in pieces, its host without "www.". */
struct address {
    struct arena *arena;
    struct str host, query;
    struct str parts[PATH_PARTS_MAX]; /* of the path */
    size_t part_count;
};

static const char native_signs[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "0123456789._-";

static bool is_native(struct str id)
{
    return id.len <= PAPER_KEY_MAX / 2 && str_has_only(id, native_signs);
}

/* "paper.pdf", "paper.html", "paper.bib" without the ending. */
static struct str stem_of(struct str name)
{
    static const char *const endings[] = { ".pdf", ".html", ".bib", ".xml", ".md" };
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (str_ends(name, str_of(endings[i])))
            return str_upto(name, name.len - strlen(endings[i]));
    return name;
}

static struct str part(const struct address *address, size_t index)
{
    return index < address->part_count ? address->parts[index] : LIT("");
}

static const char *key_at(struct arena *arena, struct str id, const char *source)
{
    return is_native(id) ? arena_printf(arena, "%.*s@%s", STR_ARG(id), source) : NULL;
}

/* openreview.net/forum?id=X, /pdf?id=X */
static const char *openreview_key(const struct address *address)
{
    struct str rest = address->query;
    while (rest.len > 0) {
        struct str field = str_cut(&rest, '&');
        if (str_skip(&field, LIT("id=")))
            return key_at(address->arena, field, "OpenReview");
    }
    return NULL;
}

/* aclanthology.org/2024.acl-long.1/, …/2024.acl-long.1.pdf;
 * aclweb.org/anthology/P18-1023
 */
static const char *acl_key(const struct address *address)
{
    struct str id = stem_of(part(address, address->part_count - 1));
    static const char *const others[] = { "volumes", "events", "people", "venues" };
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (str_eq(part(address, 0), str_of(others[i])))
            return NULL;
    return key_at(address->arena, id, "ACL");
}

/* proceedings.mlr.press/v235/name24a.html, /v235/name24a/name24a.pdf */
static const char *pmlr_key(const struct address *address)
{
    struct str volume = part(address, 0), id = stem_of(part(address, 1));
    if (volume.len < 2 || volume.ptr[0] != 'v' || !is_native(id) || !is_native(volume))
        return NULL;
    return arena_printf(address->arena, "%.*s@%.*s@PMLR", STR_ARG(id), STR_ARG(volume));
}

/* ijcai.org/proceedings/2024/0189 */
static const char *ijcai_key(const struct address *address)
{
    struct str year = part(address, 1), number = stem_of(part(address, 2));
    while (number.len > 1 && number.ptr[0] == '0')
        number = str_from(number, 1);
    if (!str_has_only(year, "0123456789") || !str_has_only(number, "0123456789") ||
        number.len > SOURCE_MAX || year.len > SOURCE_MAX)
        return NULL;
    return arena_printf(address->arena, "%.*s@%.*s@IJCAI", STR_ARG(number),
                        STR_ARG(year));
}

/* ojs.aaai.org/index.php/AAAI/article/view/36958/40920 */
static const char *aaai_key(const struct address *address)
{
    struct str number = part(address, 4);
    if (!str_eq(part(address, 2), LIT("article")) ||
        !str_has_only(number, "0123456789"))
        return NULL;
    return key_at(address->arena, number, "AAAI");
}

/* usenix.org/conference/usenixsecurity24/presentation/xu-haichuan */
static const char *usenix_key(const struct address *address)
{
    struct str event = part(address, 1), id = part(address, 3);
    if (!str_eq(part(address, 2), LIT("presentation")) || !is_native(event) ||
        !is_native(id))
        return NULL;
    return arena_printf(address->arena, "%.*s@%.*s@USENIX", STR_ARG(id),
                        STR_ARG(event));
}

/* openaccess.thecvf.com/content/CVPR2025/html/Park_…_CVPR_2025_paper.html */
static const char *cvf_key(const struct address *address)
{
    struct str event = part(address, 1);
    struct str id = stem_of(part(address, address->part_count - 1));
    if (!str_ends(id, LIT("_paper")) || !is_native(id) || !is_native(event) ||
        event.len < 4)
        return NULL;
    id.len -= LIT("_paper").len;
    const char *tail = arena_printf(address->arena, "_%.*s_%.*s", (int)event.len - 4,
                                    event.ptr, STR_ARG(str_from(event, event.len - 4)));
    if (str_ends(id, str_of(tail)))
        id.len -= strlen(tail);
    return arena_printf(address->arena, "%.*s@%.*s@CVF", STR_ARG(id), STR_ARG(event));
}

/* doi.org/10.18653/v1/2024.acl-long.1; arXiv's own are read with its ids */
static const char *doi_key(const struct address *address)
{
    if (!str_eq(part(address, 0), LIT("10.18653")) ||
        !str_eq(part(address, 1), LIT("v1")))
        return NULL;
    return key_at(address->arena, part(address, 2), "ACL");
}

static const struct {
    const char *host;
    const char *(*key)(const struct address *address);
} sites[] = {
    { "openreview.net", openreview_key },
    { "aclanthology.org", acl_key },
    { "aclweb.org", acl_key },
    { "proceedings.mlr.press", pmlr_key },
    { "ijcai.org", ijcai_key },
    { "ojs.aaai.org", aaai_key },
    { "usenix.org", usenix_key },
    { "openaccess.thecvf.com", cvf_key },
    { "doi.org", doi_key },
    { "dx.doi.org", doi_key },
};

static const char *arxiv_key(struct arena *arena, struct str text)
{
    struct arxiv_id id;
    struct err ignored;
    if (!arxiv_id_read(text, &id, &ignored))
        return NULL;
    return arena_text(arena, str_of(id.key));
}

/* "2024.acl-long.1@ACL": the source is one word, so that no mail address is a key. */
static const char *venue_key(struct arena *arena, struct str text)
{
    struct str rest = text, source = { NULL, 0 };
    size_t parts = 0;
    while (rest.len > 0) {
        source = str_cut(&rest, '@');
        parts++;
        if (!is_native(source))
            return NULL;
    }
    for (size_t i = 0; i < source.len; i++)
        if (!char_is_letter(source.ptr[i]))
            return NULL;
    bool is_key = parts >= 2 && source.len >= 2 && source.len <= SOURCE_MAX &&
                  text.len <= PAPER_KEY_MAX && !str_ends(text, LIT("@"));
    return is_key ? arena_text(arena, text) : NULL;
}

/* Pages of ours and of papers.cool on any host: /arxiv/ID, /venue/ID. */
static const char *page_key(const struct address *address)
{
    size_t count = address->part_count;
    for (size_t i = 0; i + 1 < count; i++) {
        struct str last = address->parts[i + 1];
        const char *ending = "@";
        size_t sign = str_find(last, LIT("%40"));
        if (sign < last.len)
            last = str_of(arena_printf(address->arena, "%.*s%s%.*s",
                                       STR_ARG(str_upto(last, sign)), ending,
                                       STR_ARG(str_from(last, sign + 3))));
        if (str_eq(address->parts[i], LIT("venue")))
            return venue_key(address->arena, last);
        if (str_eq(address->parts[i], LIT("arxiv")) && i + 2 < count)
            last = str_of(arena_printf(address->arena, "%.*s/%.*s", STR_ARG(last),
                                       STR_ARG(address->parts[i + 2])));
        if (str_eq(address->parts[i], LIT("arxiv")))
            return arxiv_key(address->arena, last);
    }
    /* huggingface.co/papers/ID, alphaxiv.org/abs/ID and their like */
    return count >= 2 ? arxiv_key(address->arena, part(address, count - 1)) : NULL;
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
    while (path.len > 0 && address.part_count < PATH_PARTS_MAX) {
        struct str piece = str_cut(&path, '/');
        if (piece.len > 0)
            address.parts[address.part_count++] = piece;
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
    if (key != NULL || !read_address(arena, text, &address))
        return key;
    for (size_t i = 0; i < COUNT_OF(sites); i++)
        if (str_eq_nocase(address.host, str_of(sites[i].host)))
            return sites[i].key(&address);
    return page_key(&address);
}

static bool is_listed(const char *const *ids, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(ids[i], id) == 0)
            return true;
    return false;
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
        if (*key == '\0' || is_listed(ids, count, key))
            continue;
        if (count == IDS_MAX)
            return 0;
        ids[count++] = key;
    }
    return count;
}
