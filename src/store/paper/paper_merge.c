/* The merge rules; see paper_merge.h and paper_store.h. */
#include "store/paper/paper_merge.h"

#define TEXT_FIELDS(X)                                                                 \
    X(title)                                                                           \
    X(abstract)                                                                        \
    X(primary_category)                                                                \
    X(comment)                                                                         \
    X(journal_ref)                                                                     \
    X(doi)                                                                             \
    X(license)                                                                         \
    X(pdf_url)                                                                         \
    X(page_url)                                                                        \
    X(code_url)                                                                        \
    X(venue)                                                                           \
    X(group)                                                                           \
    X(award)

/* Listing pages show so many names and no more. */
enum { LISTING_AUTHORS = 100 };

static bool is_absent(const char *text)
{
    return text == NULL || text[0] == '\0';
}

bool paper_same_text(const char *a, const char *b)
{
    if (is_absent(a) || is_absent(b))
        return is_absent(a) && is_absent(b);
    return a == b || strcmp(a, b) == 0;
}

static bool starts_with(const struct text_list *list, const struct text_list *start)
{
    for (size_t i = 0; i < start->count; i++)
        if (i >= list->count || strcmp(list->items[i], start->items[i]) != 0)
            return false;
    return true;
}

bool paper_same_list(const struct text_list *a, const struct text_list *b)
{
    return a->count == b->count && starts_with(a, b);
}

static const char *pick_text(const char *stored, const char *told, bool told_wins)
{
    const char *picked =
        is_absent(stored) || (told_wins && !is_absent(told)) ? told : stored;
    return is_absent(picked) ? NULL : picked;
}

/* A day without a time, which is all that some sources have, tells nothing new of a
 * moment of that day. */
static bool is_day_of(int64_t day, int64_t moment)
{
    return day % SECONDS_A_DAY == 0 && day <= moment && moment - day < SECONDS_A_DAY;
}

static int64_t pick_time(int64_t stored, int64_t told, bool told_wins)
{
    if (stored != 0 && is_day_of(told, stored))
        return stored;
    return stored == 0 || (told_wins && told != 0) ? told : stored;
}

static struct text_list pick_list(const struct text_list *stored,
                                  const struct text_list *told, bool told_wins)
{
    return stored->count == 0 || (told_wins && told->count > 0) ? *told : *stored;
}

static int32_t earlier(int32_t a, int32_t b)
{
    if (a == DAY_NONE || b == DAY_NONE)
        return a == DAY_NONE ? b : a;
    return a < b ? a : b;
}

/* A list cut short tells nothing new; only a newer version may really have lost names.
 */
static bool is_cut(const struct paper *stored, const struct paper *told, bool rose)
{
    return starts_with(&stored->authors, &told->authors) &&
           (!rose || told->authors.count >= LISTING_AUTHORS);
}

static bool same_record(const struct paper *a, const struct paper *b)
{
#define X(field)                                                                       \
    if (!paper_same_text(a->field, b->field))                                          \
        return false;
    TEXT_FIELDS(X)
#undef X
    return a->version == b->version && a->published == b->published &&
           a->updated == b->updated && a->announced == b->announced &&
           a->withdrawn == b->withdrawn && a->provisional == b->provisional &&
           paper_same_list(&a->authors, &b->authors) &&
           paper_same_list(&a->categories, &b->categories) &&
           paper_same_list(&a->subjects, &b->subjects);
}

static struct paper combine(const struct paper *stored, const struct paper *told,
                            int version, bool told_wins)
{
    bool rose = told_wins && version > stored->version;
    struct paper paper = *stored;
#define X(field) paper.field = pick_text(stored->field, told->field, told_wins);
    TEXT_FIELDS(X)
#undef X
    paper.version = told_wins || stored->version == 0 ? version : stored->version;
    paper.published = pick_time(stored->published, told->published, told_wins);
    paper.updated = pick_time(stored->updated, told->updated, told_wins);
    paper.announced = earlier(stored->announced, told->announced);
    paper.authors = pick_list(&stored->authors, &told->authors,
                              told_wins && !is_cut(stored, told, rose));
    paper.categories = pick_list(&stored->categories, &told->categories, told_wins);
    paper.subjects = pick_list(&stored->subjects, &told->subjects, told_wins);
    paper.provisional = stored->provisional && told->provisional;
    if (told_wins)
        paper.withdrawn = told->withdrawn || (stored->withdrawn && !rose);
    return paper;
}

struct paper_merge paper_merge(const struct paper *stored, const struct paper *told)
{
    int version = told->version != 0 ? told->version : stored->version;
    bool told_wins =
        version >= stored->version && (stored->provisional || !told->provisional);
    struct paper_merge merge = { .paper = combine(stored, told, version, told_wins) };
    merge.changed = !same_record(stored, &merge.paper);
    merge.version_rose = stored->version > 0 && merge.paper.version > stored->version;
    return merge;
}

struct paper_merge paper_merge_new(const struct paper *told)
{
    const struct paper nothing = { .row = told->row,
                                   .branch = told->branch,
                                   .key = told->key,
                                   .announced = DAY_NONE,
                                   .provisional = true };
    struct paper_merge merge = paper_merge(&nothing, told);
    merge.changed = true;
    return merge;
}
