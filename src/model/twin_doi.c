/* DOIs of two papers. An arXiv paper may name several, or none but arXiv's own, which
 * every paper there has: 10.48550/arXiv.<id>. See twin_parts.h. */
#include "model/twin_parts.h"

#include "model/arxiv_id.h"

#include <string.h>

static const struct str own_prefix = LIT("10.48550/arxiv.");

static bool is_separator(char c)
{
    return char_is_space(c) || c == ',' || c == ';';
}

struct str twin_next_doi(struct str *text)
{
    struct str rest = *text;
    while (rest.len > 0 && is_separator(rest.ptr[0]))
        rest = str_from(rest, 1);
    size_t len = 0;
    while (len < rest.len && !is_separator(rest.ptr[len]))
        len++;
    struct str doi = str_upto(rest, len);
    *text = str_from(rest, len);
    size_t start = str_find(doi, LIT("10."));
    return start < doi.len ? str_from(doi, start) : doi;
}

static bool names_doi(const char *dois, struct str doi)
{
    struct str rest = str_of(dois);
    for (struct str one = twin_next_doi(&rest); one.len > 0; one = twin_next_doi(&rest))
        if (str_eq_nocase(one, doi))
            return true;
    return false;
}

static bool is_own_doi(struct str doi, const char *key)
{
    struct arxiv_id id;
    struct err ignored;
    return doi.len > own_prefix.len &&
           str_eq_nocase(str_upto(doi, own_prefix.len), own_prefix) &&
           arxiv_id_read(str_from(doi, own_prefix.len), &id, &ignored) &&
           strcmp(id.key, key) == 0;
}

bool twin_dois(const struct paper *arxiv, const struct paper *venue)
{
    struct str rest = str_of(venue->doi);
    for (struct str doi = twin_next_doi(&rest); doi.len > 0; doi = twin_next_doi(&rest))
        if (is_own_doi(doi, arxiv->key) || names_doi(arxiv->doi, doi))
            return true;
    return false;
}
