/* Names of volumes; see acl_edition.h. The phrases are those of the titles in the whole
 * Anthology. */
#include "proceedings/acl/acl_edition.h"

#include "base/utf8.h"

#include <string.h>

enum { LABEL_MAX = 40 };

static const char demos[] = "System Demonstrations", tutorials[] = "Tutorials",
                  students[] = "Student Research Workshop", posters[] = "Posters",
                  shared[] = "Shared Task";

static const struct {
    const char *id, *name;
} ids[] = {
    { "long", "Long" },        { "short", "Short" },
    { "main", "Main" },        { "demo", demos },
    { "demos", demos },        { "demonstration", demos },
    { "srw", students },       { "stud", students },
    { "tutorial", tutorials }, { "tutorials", tutorials },
    { "tutoriel", tutorials }, { "industry", "Industry" },
    { "shared", shared },      { "sharedtask", shared },
    { "poster", posters },     { "posters", posters },
    { "keynote", "Keynotes" }, { "evaluation", "Evaluation Campaign" },
    { "invite", "Invited" },   { "genchal", "Generation Challenges" },
};

/* In any case; the first that a title has counts. */
static const struct {
    const char *words, *name;
} phrases[] = {
    { "student research workshop", students },
    { "student session", students },
    { "student workshop", students },
    { "doctoral consortium", "Doctoral Consortium" },
    { "demonstration", demos },
    { "demo session", demos },
    { "interactive presentation", demos },
    { "tutorial", tutorials },
    { "industry", "Industry" },
    { "long papers", "Long" },
    { "short papers", "Short" },
    { "shared task", shared },
    { "poster", posters },
};

static size_t find_nocase(struct str text, struct str words)
{
    for (size_t at = 0; at + words.len <= text.len; at++)
        if (str_eq_nocase(str_upto(str_from(text, at), words.len), words))
            return at;
    return text.len;
}

static bool has_nocase(struct str text, struct str words)
{
    return find_nocase(text, words) < text.len;
}

const char *acl_group_by_id(struct str id)
{
    for (size_t i = 0; i < COUNT_OF(ids); i++)
        if (str_eq_nocase(id, str_of(ids[i].id)))
            return ids[i].name;
    return NULL;
}

static const char *by_phrase(struct str title)
{
    bool is_workshop = has_nocase(title, LIT("workshop"));
    bool is_students = has_nocase(title, LIT("student"));
    for (size_t i = 0; i < COUNT_OF(phrases) && (!is_workshop || is_students); i++)
        if (has_nocase(title, str_of(phrases[i].words)))
            return phrases[i].name;
    return NULL;
}

static struct str leading_number(struct str text)
{
    size_t end = 0;
    while (end < text.len && (char_is_digit(text.ptr[end]) || text.ptr[end] == '-'))
        end++;
    return str_upto(text, end);
}

/* "Computational Linguistics, Volume 26, Number 3-4" */
static const char *issue_of(struct arena *arena, const struct acl_volume *volume)
{
    static const char *const words[] = { "Issue ", "Number ", "Numbers ", "Numéro " };
    struct str title = str_of(volume->title);
    if (volume->issue != NULL)
        return arena_printf(arena, "Issue %.*s",
                            STR_ARG(str_upto(str_of(volume->issue), LABEL_MAX / 2)));
    for (size_t i = 0; i < COUNT_OF(words) && has_nocase(title, LIT("volume")); i++) {
        size_t at = find_nocase(title, str_of(words[i]));
        struct str number = leading_number(str_from(title, at + strlen(words[i])));
        if (at < title.len && number.len > 0)
            return arena_printf(arena, "Issue %.*s",
                                STR_ARG(str_upto(number, LABEL_MAX / 2)));
    }
    return NULL;
}

/* "(Volume 1: Research Track)" is Research Track, "Volume 2: The 14th International …"
 * too much and so Volume 2. */
static const char *by_volume(struct arena *arena, struct str title)
{
    size_t at = find_nocase(title, LIT("volume "));
    struct str rest = str_from(title, at + LIT("volume ").len);
    struct str number = leading_number(rest);
    if (at == title.len || number.len == 0)
        return NULL;
    rest = str_from(rest, number.len);
    struct str label = str_trim(str_from(rest, 1));
    label = str_trim(str_upto(label, str_find_char(label, ')')));
    bool is_label = rest.len > 0 && strchr(":,", rest.ptr[0]) != NULL &&
                    label.len > 0 && label.len <= LABEL_MAX;
    return is_label ? arena_text(arena, label)
                    : arena_printf(arena, "Volume %.*s",
                                   STR_ARG(str_upto(number, LABEL_MAX / 2)));
}

const char *acl_group_by_title(struct arena *arena, const struct acl_volume *volume)
{
    struct str title = str_of(volume->title);
    const char *name = by_phrase(title);
    if (name == NULL)
        name = issue_of(arena, volume);
    return name != NULL ? name : by_volume(arena, title);
}

const char *acl_group_of_words(struct arena *arena, const char *title, size_t max)
{
    struct str words = str_of(title);
    if (str_skip(&words, LIT("Proceedings of ")))
        (void)(str_skip(&words, LIT("the ")) || str_skip(&words, LIT("The ")));
    if (words.len > max) {
        words = str_upto(words, utf8_floor(words.ptr, max));
        while (words.len > 1 && words.ptr[words.len - 1] != ' ')
            words.len--;
    }
    words = str_trim(words);
    return words.len > 0 ? arena_text(arena, words) : NULL;
}
