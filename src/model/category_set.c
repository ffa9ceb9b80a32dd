/* Set algebra over categories, as it stands in a path; see category.h. */
#include "base/buf.h"
#include "model/category.h"

#include <string.h>

enum { CODE_MAX = 24 }; /* bytes; longer than any code */

/* Up to the next sign that no code holds. */
static size_t hard_length(struct str text)
{
    size_t len = 0;
    while (len < text.len && memchr(",+ ", text.ptr[len], 3) == NULL)
        len++;
    return len;
}

/* The longest known code or archive that `text` starts with and that ends at a sign; 0
 * if there is none. Codes hold '-' themselves. */
static size_t known_length(struct str text)
{
    size_t hard = hard_length(text);
    for (size_t end = hard < CODE_MAX ? hard : CODE_MAX; end > 0; end--) {
        bool at_edge = end == hard || text.ptr[end] == '-';
        if (at_edge && (category_find(str_upto(text, end)) != NULL ||
                        category_archive(str_upto(text, end)) != NULL))
            return end;
    }
    return 0;
}

/* Where a part that is not known ends: at a '-' that a known one follows. */
static size_t unknown_length(struct str text)
{
    size_t hard = hard_length(text);
    for (size_t i = 0; i < hard && i <= CODE_MAX; i++)
        if (text.ptr[i] == '-' && (i == 0 || known_length(str_from(text, i + 1)) > 0))
            return i;
    return hard;
}

static bool is_no_category(struct str part, struct err *err)
{
    const char *archive = category_archive(part);
    size_t count = 0;
    const struct category *all = category_all(&count);
    for (size_t i = 0; archive != NULL && i < count; i++)
        if (strcmp(all[i].archive, archive) == 0)
            return err_set(err, ERR_INVALID,
                           "%s is an archive; name its categories, such as %s", archive,
                           all[i].code);
    return err_set(err, ERR_INVALID, "“%.*s” is not an arXiv category",
                   STR_ARG(str_upto(part, 40)));
}

static bool is_member(const struct category *const *list, size_t count,
                      const struct category *category)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == category)
            return true;
    return false;
}

/* Puts the category where code order wants it, once. */
static bool insert(const struct category **list, size_t *count,
                   const struct category *category, struct err *err)
{
    if (is_member(list, *count, category))
        return true;
    if (*count == CATEGORY_SET_MAX)
        return err_set(err, ERR_INVALID, "more than %d categories", CATEGORY_SET_MAX);
    size_t at = *count;
    for (; at > 0 && strcmp(list[at - 1]->code, category->code) > 0; at--)
        list[at] = list[at - 1];
    list[at] = category;
    (*count)++;
    return true;
}

static bool take_part(struct category_set *set, struct str *text, bool exclude,
                      struct err *err)
{
    size_t known = known_length(*text);
    size_t len = known > 0 ? known : unknown_length(*text);
    struct str part = str_upto(*text, len);
    const struct category *category = category_find(part);
    *text = str_from(*text, len);
    if (category == NULL)
        return part.len > 0 ? is_no_category(part, err)
                            : err_set(err, ERR_INVALID,
                                      "a category is missing beside a "
                                      "sign");
    return exclude ? insert(set->exclude, &set->exclude_count, category, err)
                   : insert(set->include, &set->include_count, category, err);
}

static bool check_overlap(const struct category_set *set, struct err *err)
{
    for (size_t i = 0; i < set->exclude_count; i++)
        if (is_member(set->include, set->include_count, set->exclude[i]))
            return err_set(err, ERR_INVALID, "%s is both included and excluded",
                           set->exclude[i]->code);
    return true;
}

static const char *write_set(const struct category_set *set, struct arena *arena)
{
    CLEANUP(buf_done) struct buf out = buf_upto(2 * CATEGORY_SET_MAX * 24);
    for (size_t i = 0; i < set->include_count; i++) {
        if (i > 0)
            buf_char(&out, set->exclude_count > 0 ? '+' : ',');
        buf_text(&out, set->include[i]->code);
    }
    for (size_t i = 0; i < set->exclude_count; i++)
        buf_printf(&out, "-%s", set->exclude[i]->code);
    return arena_text(arena, buf_str(&out));
}

bool category_set_read(struct str text, struct arena *arena,
                       struct category_set *ret_set, struct err *err)
{
    struct category_set set = {
        .include = ARENA_ARRAY(arena, const struct category *, CATEGORY_SET_MAX),
        .exclude = ARENA_ARRAY(arena, const struct category *, CATEGORY_SET_MAX),
    };
    if (!take_part(&set, &text, false, err))
        return false;
    while (text.len > 0) {
        bool exclude = text.ptr[0] == '-';
        text = str_from(text, 1);
        if (!take_part(&set, &text, exclude, err))
            return false;
    }
    if (!check_overlap(&set, err))
        return false;
    set.text = write_set(&set, arena);
    *ret_set = set;
    return true;
}
