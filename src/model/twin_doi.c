/* DOIs of two papers. An arXiv paper may name several, or none but arXiv's own, which
 * every paper there has: 10.48550/arXiv.<id>. See twin_parts.h. */
#include "base/hash.h"
#include "model/arxiv_id.h"
#include "model/doi.h"
#include "model/twin_parts.h"

#include <string.h>

static bool names_doi(const char *dois, struct str doi)
{
    struct str rest = str_of(dois);
    for (struct str one = doi_next(&rest); one.len > 0; one = doi_next(&rest))
        if (str_eq_nocase(one, doi))
            return true;
    return false;
}

static bool is_own_doi(struct str doi, const char *key)
{
    struct arxiv_id id;
    struct err ignored;
    return doi_is_arxiv(doi) && arxiv_id_read(doi, &id, &ignored) &&
           strcmp(id.key, key) == 0;
}

bool twin_dois(const struct paper *arxiv, const struct paper *venue)
{
    struct str rest = str_of(venue->doi);
    for (struct str doi = doi_next(&rest); doi.len > 0; doi = doi_next(&rest))
        if (is_own_doi(doi, arxiv->key) || names_doi(arxiv->doi, doi))
            return true;
    return false;
}

static uint64_t own_key(const char *key)
{
    return hash_add(hash_add(HASH_START, LIT("arXiv ")), str_of(key));
}

static uint64_t doi_key(struct str doi)
{
    uint64_t key = HASH_START;
    for (size_t i = 0; i < doi.len; i++) {
        char small = char_lower(doi.ptr[i]);
        key = hash_add(key, (struct str){ &small, 1 });
    }
    return key;
}

void twin_doi_keys(struct arena *arena, const struct paper *paper,
                   struct twin_keys *keys)
{
    struct arxiv_id id;
    struct err ignored;
    struct str rest = str_of(paper->doi);
    for (struct str doi = doi_next(&rest); doi.len > 0; doi = doi_next(&rest)) {
        ARENA_PUSH(arena, keys, doi_key(doi));
        if (doi_is_arxiv(doi) && arxiv_id_read(doi, &id, &ignored))
            ARENA_PUSH(arena, keys, own_key(id.key));
    }
    if (paper->branch == BRANCH_ARXIV)
        ARENA_PUSH(arena, keys, own_key(paper->key));
}
