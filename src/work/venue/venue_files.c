/* Sources whose editions are files: the ACL Anthology's XML and PMLR's volumes. */
#include "work/venue/venue_visit.h"

bool venue_refresh_acl(struct venue_visit *visit, struct err *err)
{
    struct http_answer answer;
    struct venue_file file = { .format = "acl" };
    if (!venue_visit_get(visit, &visit->source, visit->url, &answer, err))
        return false;
    visit->unchanged = answer.status == 304;
    return visit->unchanged || venue_visit_import(visit, &file, answer.body, err);
}

/* A volume's address means its bibliography. */
static const char *pmlr_file(const struct venue_visit *visit)
{
    struct str url = str_of(visit->url);
    if (str_ends(url, LIT(".bib")))
        return visit->url;
    while (str_ends(url, LIT("/")))
        url.len--;
    return arena_printf(visit->arena, "%.*s/assets/bib/bibliography.bib", STR_ARG(url));
}

bool venue_refresh_pmlr(struct venue_visit *visit, struct err *err)
{
    struct http_answer answer;
    struct venue_file file = { .format = "bibtex" };
    if (!venue_visit_get(visit, &visit->source, pmlr_file(visit), &answer, err))
        return false;
    visit->unchanged = answer.status == 304;
    return visit->unchanged || venue_visit_import(visit, &file, answer.body, err);
}
