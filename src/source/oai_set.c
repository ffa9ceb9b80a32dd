/* See oai_set.h. */
#include "source/oai_set.h"

#include "base/buf.h"

#include <string.h>

/* Groups are sets too; those of one archive have its name. */
static const char *group_of(const struct category *category)
{
    static const char *const own[] = { "math", "cs",   "q-bio", "q-fin",
                                       "stat", "eess", "econ" };
    for (size_t i = 0; i < COUNT_OF(own); i++)
        if (strcmp(own[i], category->archive) == 0)
            return own[i];
    return "physics";
}

void oai_set_of_archive(const struct category *category, char ret_set[OAI_SET_SIZE])
{
    const char *group = group_of(category);
    if (strcmp(group, "physics") != 0)
        snprintf(ret_set, OAI_SET_SIZE, "%s", category->archive);
    else
        snprintf(ret_set, OAI_SET_SIZE, "%s:%s", group, category->archive);
}

void oai_set_of_category(const struct category *category, char ret_set[OAI_SET_SIZE])
{
    const char *dot = strchr(category->code, '.');
    if (dot == NULL)
        snprintf(ret_set, OAI_SET_SIZE, "%s:%s", group_of(category), category->archive);
    else
        snprintf(ret_set, OAI_SET_SIZE, "%s:%s:%s", group_of(category),
                 category->archive, dot + 1);
}

static bool is_set(struct str text, const char *set)
{
    return str_eq_nocase(text, str_of(set));
}

/* Is `text` the set of this category, of its archive (also as the category that an old
 * archive is), or of its group? */
static bool try_category(struct str text, const struct category *category,
                         char ret_set[OAI_SET_SIZE])
{
    char set[OAI_SET_SIZE], archive[OAI_SET_SIZE], twice[OAI_SET_SIZE];
    const char *group = group_of(category);
    oai_set_of_category(category, set);
    oai_set_of_archive(category, archive);
    snprintf(twice, sizeof twice, "%s:%s", group, category->archive);
    if (is_set(text, set))
        snprintf(ret_set, OAI_SET_SIZE, "%s", set);
    else if (is_set(text, group))
        snprintf(ret_set, OAI_SET_SIZE, "%s", group);
    else if (is_set(text, twice) || is_set(text, category->archive))
        snprintf(ret_set, OAI_SET_SIZE, "%s", archive);
    else
        return false;
    return true;
}

bool oai_set_read(struct str text, char ret_set[OAI_SET_SIZE], struct err *err)
{
    size_t count = 0;
    const struct category *all = category_all(&count);
    for (size_t i = 0; i < count; i++)
        if (try_category(text, &all[i], ret_set))
            return true;
    const struct category *category = category_find(text);
    if (category == NULL)
        return err_set(err, ERR_INVALID,
                       "arXiv has no set “%.*s”; sets are like cs, cs.CL, "
                       "math:math:NA, physics:hep-th",
                       STR_ARG(str_upto(text, 60)));
    oai_set_of_category(category, ret_set);
    return true;
}

bool oai_set_holds(const char *set, const char *other)
{
    struct str rest = str_of(other);
    return set[0] == '\0' || (str_skip(&rest, str_of(set)) &&
                              (rest.len == 0 || str_starts(rest, LIT(":"))));
}
