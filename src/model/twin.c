/* The judgement; see twin.h. Each rule was tried on 95,000 entries of proceedings
 * against 120,000 arXiv papers: what the same authors wrote besides is the danger. */
#include "model/twin.h"

#include "model/twin_parts.h"

/* Of the abstracts' vocabulary: papers of the same authors on the same subject share
 * up to two thirds of it, versions of one paper rarely less than four fifths. */
static const float ABSTRACT_EQUAL = 0.9f, ABSTRACT_SAME = 0.75f, ABSTRACT_LIKE = 0.5f,
                   ABSTRACT_OTHER = 0.3f;
enum { YEARS_UNKNOWN = 0 };

/* What the rules weigh, all read once. */
struct evidence {
    struct name_match names;
    float abstracts; /* below 0: they cannot tell */
    int years;       /* between them */
};

static bool half_agree(const struct name_match *names)
{
    return names->leads && names->shared * 2 >= names->shorter &&
           names->shared * 4 >= names->longer;
}

static bool nearly_all_agree(const struct name_match *names)
{
    return names->leads && names->shared * 4 >= names->shorter * 3 &&
           names->shared * 2 >= names->longer;
}

static bool all_agree(const struct name_match *names)
{
    return names->shared > 0 && names->shared == names->longer;
}

static bool other_agrees(const struct evidence *seen)
{
    return all_agree(&seen->names) && seen->years <= TWIN_YEARS_NEAR &&
           seen->abstracts >= ABSTRACT_EQUAL;
}

/* Two names and no abstract: the years must be near. */
static bool spelling_agrees(const struct evidence *seen)
{
    if (seen->abstracts < 0)
        return all_agree(&seen->names) && seen->years <= TWIN_YEARS_NEAR;
    return nearly_all_agree(&seen->names) && seen->abstracts >= ABSTRACT_LIKE;
}

static bool short_agrees(const struct evidence *seen)
{
    if (seen->abstracts < 0)
        return nearly_all_agree(&seen->names) && seen->years <= TWIN_YEARS_NEAR &&
               seen->names.shared >= 2;
    return half_agree(&seen->names) && seen->abstracts >= ABSTRACT_LIKE;
}

/* A group that gives each year's work one title writes another abstract each year. */
static bool same_agrees(const struct evidence *seen)
{
    return half_agree(&seen->names) &&
           (seen->abstracts < 0 || seen->abstracts >= ABSTRACT_OTHER ||
            (nearly_all_agree(&seen->names) && seen->years <= TWIN_YEARS_NEAR));
}

static bool agree(enum title_likeness titles, const struct evidence *seen)
{
    switch (titles) {
    case TITLE_OTHER:
        return other_agrees(seen);
    case TITLE_NEAR:
        return nearly_all_agree(&seen->names) && seen->abstracts >= ABSTRACT_EQUAL;
    case TITLE_SPELLING:
        return spelling_agrees(seen);
    case TITLE_HEADING:
        return half_agree(&seen->names) && seen->abstracts >= ABSTRACT_SAME;
    case TITLE_SHORT:
        return short_agrees(seen);
    case TITLE_SAME:
        return same_agrees(seen);
    }
    return false;
}

int twin_year(const struct paper *paper)
{
    int year = YEARS_UNKNOWN, month = 0, day = 0;
    struct str series;
    if (paper_edition(paper->venue, &series, &year))
        return year;
    int32_t known = paper_day(paper);
    if (known != DAY_NONE)
        day_to_parts(known, &year, &month, &day);
    return year;
}

static int years_between(const struct paper *a, const struct paper *b)
{
    int first = twin_year(a), second = twin_year(b);
    if (first == YEARS_UNKNOWN || second == YEARS_UNKNOWN)
        return 0;
    return first < second ? second - first : first - second;
}

enum twin_verdict twin_judge(struct analyser *analyser, const struct paper *arxiv,
                             const struct paper *venue)
{
    struct evidence seen = { .names = twin_names(analyser, &arxiv->authors,
                                                 &venue->authors) };
    if (seen.names.shared == 0)
        return TWIN_NO;
    if (twin_dois(arxiv, venue))
        return TWIN_BY_DOI;
    seen.abstracts = twin_abstracts(analyser, arxiv->abstract, venue->abstract);
    seen.years = years_between(arxiv, venue);
    return agree(twin_titles(analyser, arxiv->title, venue->title), &seen)
               ? TWIN_BY_TITLE_AUTHORS
               : TWIN_NO;
}
