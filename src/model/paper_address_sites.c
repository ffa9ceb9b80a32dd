/* The sites that proceedings come from, and what their addresses say about the paper:
 * each paper has one key, from whichever of its pages, files or DOI.
 * See paper_address.h; forms and examples: docs/venues.md. */
#include "model/paper_address_parts.h"

#include "base/buf.h"
#include "base/hash.h"
#include "model/venue.h"

#include <inttypes.h>
#include <string.h>

enum {
    NUMBER_MAX = 20,
    HASH_DIGITS = 32,
};

static bool is_number(struct str text)
{
    return text.len <= NUMBER_MAX && str_has_only(text, STR_DIGITS);
}

static bool is_year(struct str text)
{
    return text.len == 4 && is_number(text);
}

/* "paper.pdf", "paper.html", "paper.bib" without the ending. */
static struct str stem_of(struct str name)
{
    static const char *const endings[] = { ".pdf", ".html", ".php",
                                           ".bib", ".xml",  ".md" };
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (str_ends(name, str_of(endings[i])))
            return str_upto(name, name.len - strlen(endings[i]));
    return name;
}

static struct str last_part(const struct address *address)
{
    return address_part(address, address->part_count - 1);
}

static const char *key_at(struct arena *arena, struct str id, const char *source)
{
    return venue_part_is_valid(id) ? arena_printf(arena, "%.*s@%s", STR_ARG(id), source)
                                   : NULL;
}

static const char *key_in(struct arena *arena, struct str id, struct str event,
                          const char *source)
{
    if (!venue_part_is_valid(id) || !venue_part_is_valid(event))
        return NULL;
    return arena_printf(arena, "%.*s@%.*s@%s", STR_ARG(id), STR_ARG(event), source);
}

/* A name of a file made of a title, as part of a key: what may not stand there is _, a
 * long one ends in a hash of the whole. */
static struct str stem_part(struct arena *arena, struct str stem)
{
    char *part = arena_text(arena, stem);
    size_t len = 0;
    for (size_t i = 0; i < stem.len; i++) {
        bool fits = str_has_only((struct str){ stem.ptr + i, 1 }, VENUE_PART_SIGNS);
        if (fits || len == 0 || part[len - 1] != '_')
            part[len++] = fits ? stem.ptr[i] : '_';
    }
    if (len <= VENUE_PART_MAX)
        return (struct str){ part, len };
    return str_of(arena_printf(arena, "%.*s-%016" PRIx64, VENUE_PART_MAX - 17, part,
                               hash_add(HASH_START, stem)));
}

/* openreview.net/forum?id=X, /pdf?id=X; a reference's id is another one */
static const char *openreview_key(const struct address *address)
{
    struct str rest = address->query, page = address_part(address, 0);
    if (!str_eq(page, LIT("forum")) && !str_eq(page, LIT("pdf")))
        return NULL;
    while (rest.len > 0) {
        struct str field = str_cut(&rest, '&');
        if (str_skip(&field, LIT("id=")))
            return key_at(address->arena, field, "OpenReview");
    }
    return NULL;
}

static bool is_digit_at(struct str text, size_t index)
{
    return index < text.len && char_is_digit(text.ptr[index]);
}

/* "2024.acl-long.1", "P18-1023" */
static bool is_anthology_id(struct str id)
{
    size_t dash = str_find_char(id, '-');
    struct str volume = str_upto(id, dash), number = str_from(id, dash + 1);
    if (volume.len == 3)
        return char_is_letter(id.ptr[0]) && is_number(str_from(volume, 1)) &&
               is_number(number);
    str_cut(&number, '.');
    return is_year(str_upto(id, 4)) && volume.len > 5 && id.ptr[4] == '.' &&
           is_number(number);
}

/* A corrected paper's file is "2020.acl-main.1v2.pdf". */
static struct str without_revision(struct str id)
{
    size_t end = id.len;
    while (end > 0 && char_is_digit(id.ptr[end - 1]))
        end--;
    bool is_revised =
        end > 1 && end < id.len && id.ptr[end - 1] == 'v' && is_digit_at(id, end - 2);
    return is_revised ? str_upto(id, end - 1) : id;
}

/* aclanthology.org/2024.acl-long.1/, …/2024.acl-long.1.pdf;
 * aclweb.org/anthology/P18-1023 */
static const char *acl_key(const struct address *address)
{
    struct str id = without_revision(stem_of(last_part(address)));
    return is_anthology_id(id) ? key_at(address->arena, id, "ACL") : NULL;
}

static const char *pmlr_paper(struct arena *arena, struct str volume, struct str id)
{
    bool is_volume = volume.len > 1 && (volume.ptr[0] == 'v' || volume.ptr[0] == 'r') &&
                     is_number(str_from(volume, 1));
    return is_volume ? key_in(arena, id, volume, "PMLR") : NULL;
}

/* proceedings.mlr.press/v235/name24a.html, /v235/name24a/name24a.pdf */
static const char *pmlr_key(const struct address *address)
{
    struct str id = address_part(address, 1), file = address_part(address, 2);
    if (file.len > 0 && !str_starts(file, id))
        return NULL;
    return pmlr_paper(address->arena, address_part(address, 0), stem_of(id));
}

/* raw.githubusercontent.com/mlresearch/v235/main/assets/name24a/name24a.pdf */
static const char *pmlr_file_key(const struct address *address)
{
    if (!str_eq(address_part(address, 0), LIT("mlresearch")) ||
        !str_eq(address_part(address, 3), LIT("assets")) || address->part_count < 6)
        return NULL;
    return pmlr_paper(address->arena, address_part(address, 1),
                      address_part(address, 4));
}

static const char *ijcai_paper(struct arena *arena, struct str year, struct str number)
{
    while (number.len > 1 && number.ptr[0] == '0')
        number = str_from(number, 1);
    return is_year(year) && is_number(number) ? key_in(arena, number, year, "IJCAI")
                                              : NULL;
}

/* ijcai.org/proceedings/2024/0189 */
static const char *ijcai_key(const struct address *address)
{
    return ijcai_paper(address->arena, address_part(address, 1),
                       stem_of(address_part(address, 2)));
}

/* ojs.aaai.org/index.php/AAAI/article/view/36958/40920; article numbers are the site's,
 * not the journal's */
static const char *aaai_key(const struct address *address)
{
    struct str number = address_part(address, 4);
    if (!str_eq(address_part(address, 2), LIT("article")) || !is_number(number))
        return NULL;
    return key_at(address->arena, number, "AAAI");
}

/* usenix.org/conference/usenixsecurity24/presentation/xu-haichuan */
static const char *usenix_key(const struct address *address)
{
    if (!str_eq(address_part(address, 2), LIT("presentation")))
        return NULL;
    return key_in(address->arena, address_part(address, 3), address_part(address, 1),
                  "USENIX");
}

/* The piece behind the last _ taken off. */
static struct str take_last(struct str *text)
{
    size_t at = text->len;
    while (at > 0 && text->ptr[at - 1] != '_')
        at--;
    struct str last = str_from(*text, at);
    *text = str_upto(*text, at > 0 ? at - 1 : 0);
    return last;
}

/* "Park_SplineGS" of "Park_SplineGS_CVPR_2025_paper", or of "…_2013_ICCV_paper". */
static bool cut_paper_stem(struct str *stem)
{
    if (!str_ends(*stem, LIT("_paper")))
        return false;
    stem->len -= LIT("_paper").len;
    struct str rest = *stem, second = take_last(&rest), first = take_last(&rest);
    if ((is_year(second) || is_year(first)) && rest.len > 0)
        *stem = rest;
    return true;
}

/* "CVPR2019" of the older folders "content_CVPR_2019", "content_cvpr_2018". */
static struct str cvf_event(const struct address *address)
{
    struct str folder = address_part(address, 0);
    if (!str_skip(&folder, LIT("content_")))
        return address_part(address, 1);
    struct str year = take_last(&folder);
    char *event =
        arena_printf(address->arena, "%.*s%.*s", STR_ARG(folder), STR_ARG(year));
    for (char *at = event; *at != '\0'; at++)
        *at = char_upper(*at);
    return str_of(event);
}

/* openaccess.thecvf.com/content/CVPR2025/html/Park_…_CVPR_2025_paper.html */
static const char *cvf_key(const struct address *address)
{
    struct str stem = stem_of(last_part(address));
    if (!str_starts(address_part(address, 0), LIT("content")) || !cut_paper_stem(&stem))
        return NULL;
    return key_in(address->arena, stem_part(address->arena, stem), cvf_event(address),
                  "CVF");
}

/* ecva.net/papers/eccv_2022/papers_ECCV/html/8094_ECCV_2022_paper.php; most of its
 * files have numbers that say nothing */
static const char *ecva_key(const struct address *address)
{
    struct str stem = stem_of(last_part(address));
    if (!str_eq(address_part(address, 0), LIT("papers")) || !cut_paper_stem(&stem))
        return NULL;
    return key_in(address->arena, stem_part(address->arena, stem),
                  address_part(address, 1), "ECVA");
}

/* isca-archive.org/interspeech_2024/lee24e_interspeech.html, and below /archive/ at
 * isca-speech.org */
static const char *isca_key(const struct address *address)
{
    size_t first = str_eq(address_part(address, 0), LIT("archive")) ? 1 : 0;
    struct str event = address_part(address, first), rest = event;
    struct str file = address_part(address, first + 1), stem = stem_of(file);
    if (address->part_count != first + 2 || !is_year(take_last(&rest)) ||
        stem.len == file.len || str_eq(stem, LIT("index")))
        return NULL;
    return key_in(address->arena, stem, event, "ISCA");
}

/* ndss-symposium.org/ndss-paper/name-of-the-paper/; the year is not said */
static const char *ndss_key(const struct address *address)
{
    struct str slug = address_part(address, 1);
    if (!str_eq(address_part(address, 0), LIT("ndss-paper")) || slug.len == 0)
        return NULL;
    return key_at(address->arena, stem_part(address->arena, slug), "NDSS");
}

static bool is_hash(struct str text)
{
    return text.len == HASH_DIGITS && str_has_only(text, STR_DIGITS "abcdef");
}

/* …/paper_files/paper/2024/hash/<hash>-Abstract-Conference.html,
 * …/file/<hash>-Paper-Conference.pdf. Of 2021's data sets, a site of its own: the part
 * is "2021-round1". */
static const char *hash_key(const struct address *address, const char *source)
{
    size_t at = str_eq(address_part(address, 0), LIT("paper_files")) ? 1 : 0;
    struct str year = address_part(address, at + 1);
    struct str stem = stem_of(address_part(address, at + 3));
    struct str hash = str_cut(&stem, '-');
    (void)str_cut(&stem, '-');
    if (!str_eq(address_part(address, at), LIT("paper")) || !is_year(year) ||
        !is_hash(hash))
        return NULL;
    if (str_starts(stem, LIT("round")))
        year = str_of(
            arena_printf(address->arena, "%.*s-%.*s", STR_ARG(year), STR_ARG(stem)));
    return key_in(address->arena, hash, year, source);
}

static const char *neurips_key(const struct address *address)
{
    return hash_key(address, "NeurIPS");
}

static const char *iclr_key(const struct address *address)
{
    return hash_key(address, "ICLR");
}

static const char *mlsys_key(const struct address *address)
{
    return hash_key(address, "MLSYS");
}

/* doi.org/10.18653/v1/2024.acl-long.1; arXiv's own are read with its ids */
static const char *doi_key(const struct address *address)
{
    struct str registrant = address_part(address, 0), name = address_part(address, 1);
    struct str last = address_part(address, 2);
    bool is_acl =
        (str_eq(registrant, LIT("10.18653")) || str_eq(registrant, LIT("10.3115"))) &&
        str_eq(name, LIT("v1")) && is_anthology_id(last);
    if (is_acl)
        return key_at(address->arena, last, "ACL");
    if (str_eq(registrant, LIT("10.24963")) && str_skip(&name, LIT("ijcai.")))
        return ijcai_paper(address->arena, name, last);
    return NULL;
}

static const struct {
    const char *host;
    const char *(*key)(const struct address *address);
} sites[] = {
    { "openreview.net", openreview_key },
    { "aclanthology.org", acl_key },
    { "aclweb.org", acl_key },
    { "proceedings.mlr.press", pmlr_key },
    { "raw.githubusercontent.com", pmlr_file_key },
    { "ijcai.org", ijcai_key },
    { "ojs.aaai.org", aaai_key },
    { "usenix.org", usenix_key },
    { "openaccess.thecvf.com", cvf_key },
    { "ecva.net", ecva_key },
    { "isca-archive.org", isca_key },
    { "isca-speech.org", isca_key },
    { "ndss-symposium.org", ndss_key },
    { "proceedings.neurips.cc", neurips_key },
    { "papers.neurips.cc", neurips_key },
    { "papers.nips.cc", neurips_key },
    { "datasets-benchmarks-proceedings.neurips.cc", neurips_key },
    { "proceedings.iclr.cc", iclr_key },
    { "proceedings.mlsys.org", mlsys_key },
    { "doi.org", doi_key },
    { "dx.doi.org", doi_key },
};

bool address_of_site(const struct address *address, const char **ret_key)
{
    for (size_t i = 0; i < COUNT_OF(sites); i++)
        if (str_eq_nocase(address->host, str_of(sites[i].host))) {
            *ret_key = sites[i].key(address);
            return true;
        }
    return false;
}
