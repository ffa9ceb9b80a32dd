/* Papers to documents of the index; see paper_index.h. */
#include "store/paper/paper_index.h"

#include "store/paper/paper_merge.h"
#include "store/paper/paper_record.h"

/* Days of the index are counted from 1970 in 16 bits. */
enum { INDEX_DAY_MAX = UINT16_MAX };

struct facets {
    struct arena *arena;
    struct analyser *analyser;
    const char **items;
    size_t count, capacity;
};

static void add(struct facets *facets, const char *kind, const char *value)
{
    const char *facet = query_facet(facets->arena, facets->analyser, kind, value);
    if (!str_ends(str_of(facet), LIT(":")))
        ARENA_PUSH(facets->arena, facets, facet);
}

static void add_category(struct facets *facets, const char *category)
{
    struct str code = str_of(category), archive = str_cut(&code, '.');
    add(facets, "cat", category);
    if (category[archive.len] != '\0')
        add(facets, "cat", arena_text(facets->arena, archive));
}

static void add_venue(struct facets *facets, const struct paper *paper)
{
    struct str series;
    int year;
    if (paper_edition(paper->venue, &series, &year)) {
        add(facets, "venue", arena_text(facets->arena, series));
        add(facets, "edition", paper->venue);
    } else if (paper->venue != NULL) {
        add(facets, "venue", paper->venue);
    }
    if (paper->group != NULL)
        add(facets, "group", paper->group);
}

static struct facets facets_of(struct arena *arena, struct analyser *analyser,
                               const struct paper *paper)
{
    struct facets facets = { .arena = arena, .analyser = analyser };
    add(&facets, "branch", branch_name(paper->branch));
    for (size_t i = 0; i < paper->categories.count; i++)
        add_category(&facets, paper->categories.items[i]);
    add_venue(&facets, paper);
    if (paper->code_url != NULL && paper->code_url[0] != '\0')
        add(&facets, "has", "code");
    for (size_t i = 0; i < paper->authors.count; i++)
        add(&facets, "name", paper->authors.items[i]);
    return facets;
}

/* Without any date the row tells: the month of the id. */
static int32_t day_of(const struct paper *paper)
{
    int32_t day = paper_day(paper);
    if (day == DAY_NONE)
        day = (int32_t)(paper->row >> PAPER_DAY_SHIFT);
    if (day < 0)
        return 0;
    return day < INDEX_DAY_MAX ? day : INDEX_DAY_MAX;
}

struct index_doc paper_index_doc(struct arena *arena, struct analyser *analyser,
                                 const struct paper *paper)
{
    struct facets facets = facets_of(arena, analyser, paper);
    return (struct index_doc){ .row = paper->row,
                               .day = day_of(paper),
                               .title = paper->title,
                               .abstract = paper->abstract,
                               .authors = paper->authors.items,
                               .author_count = paper->authors.count,
                               .facets = facets.items,
                               .facet_count = facets.count,
                               .edition = paper->venue };
}

static bool has_code(const struct paper *paper)
{
    return paper->code_url != NULL && paper->code_url[0] != '\0';
}

bool paper_index_same(const struct paper *a, const struct paper *b)
{
    return paper_same_text(a->title, b->title) &&
           paper_same_text(a->abstract, b->abstract) &&
           paper_same_text(a->venue, b->venue) && paper_same_text(a->group, b->group) &&
           paper_same_list(&a->authors, &b->authors) &&
           paper_same_list(&a->categories, &b->categories) &&
           has_code(a) == has_code(b) && day_of(a) == day_of(b) &&
           a->branch == b->branch;
}
