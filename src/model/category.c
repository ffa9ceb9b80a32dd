/* The taxonomy as a const table; see category.h. */
#include "model/category.h"

#include <string.h>

#define CATEGORY(code, name, archive, group) { code, name, archive, group },
#define FORMER(code, name, archive, group)
#define MERGED(code, canonical)
#define SUBSUMED(code, canonical)
static const struct category categories[] = {
#include "model/category.def"
};
#undef CATEGORY
#undef FORMER

#define CATEGORY(code, name, archive, group)
#define FORMER(code, name, archive, group) { code, name, archive, group },
static const struct category former[] = {
#include "model/category.def"
};
#undef FORMER
#undef MERGED
#undef SUBSUMED

/* Other codes of a category: the six aliases, then the subsumed archives. */
#define FORMER(code, name, archive, group)
#define MERGED(code, canonical) { code, canonical },
#define SUBSUMED(code, canonical) { code, canonical },
static const struct {
    const char *code, *canonical;
} aliases[] = {
#include "model/category.def"
};

const struct category *category_all(size_t *ret_count)
{
    *ret_count = COUNT_OF(categories);
    return categories;
}

static const struct category *find_in(const struct category *list, size_t count,
                                      struct str code)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq_nocase(code, str_of(list[i].code)))
            return &list[i];
    return NULL;
}

static struct str canonical_code(struct str code)
{
    for (size_t i = 0; i < COUNT_OF(aliases); i++)
        if (str_eq_nocase(code, str_of(aliases[i].code)))
            return str_of(aliases[i].canonical);
    return code;
}

const struct category *category_find(struct str code)
{
    struct str canonical = canonical_code(code);
    const struct category *found = find_in(categories, COUNT_OF(categories), canonical);
    return found ? found : find_in(former, COUNT_OF(former), canonical);
}

const char *category_archive(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(categories); i++)
        if (str_eq_nocase(name, str_of(categories[i].archive)))
            return categories[i].archive;
    for (size_t i = 0; i < COUNT_OF(aliases); i++)
        if (str_eq_nocase(name, str_of(aliases[i].code)) &&
            str_find_char(name, '.') == name.len)
            return aliases[i].code;
    return NULL;
}
