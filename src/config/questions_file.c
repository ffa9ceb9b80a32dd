/* INI lines to question sets. See questions_file.h. */
#include "config/questions_file.h"

#include "config/ini_file.h"
#include "model/category.h"

#include <string.h>

enum { SETS_MAX = 64, SYSTEM_ROOM = 64 << 10 /* more is refused by questions_check */ };

/* The built-in file, config/questions.ini. */
#define EMBED(stem, path, size, ...)                                                   \
    (const char[])                                                                     \
    {                                                                                  \
        __VA_ARGS__ 0                                                                  \
    }
static const char *const builtin =
#include "questions.def"
    ;
#undef EMBED

struct reading {
    struct question_sets sets;
    struct arena *arena;
};

static struct question_set *find_set(struct question_sets *sets, struct str name,
                                     struct str language)
{
    for (size_t i = 0; i < sets->count; i++)
        if (str_eq(str_of(sets->items[i].name), name) &&
            str_eq(str_of(sets->items[i].language), language))
            return &sets->items[i];
    return NULL;
}

static bool is_name(struct str name)
{
    return str_has_only(name, "abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
}

/* [NAME.LANG]: the set that a line belongs to. */
static bool open_set(struct reading *reading, const char *section,
                     struct question_set **ret_set, struct err *err)
{
    struct str language = str_of(section);
    struct str name = str_cut(&language, '.');
    if (!is_name(name) || !faq_language_is_valid(language))
        return err_set(err, ERR_INVALID,
                       "“[%.60s]” should be [NAME.LANG], as in [default.en]", section);
    struct question_set *set = find_set(&reading->sets, name, language);
    if (set == NULL) {
        if (reading->sets.count >= SETS_MAX)
            return err_set(err, ERR_INVALID, "there are more than %d sets", SETS_MAX);
        struct question_set fresh = { .name = arena_text(reading->arena, name),
                                      .language =
                                          arena_text(reading->arena, language) };
        ARENA_PUSH(reading->arena, &reading->sets, fresh);
        set = &reading->sets.items[reading->sets.count - 1];
    }
    *ret_set = set;
    return true;
}

/* What comes on several lines is joined by spaces. */
static bool set_text(const char **text, const struct ini_line *line,
                     struct arena *arena, struct err *err)
{
    if (*text != NULL && !line->continues)
        return err_set(err, ERR_INVALID, "[%s] %s is given twice", line->section,
                       line->key);
    if (*text == NULL || **text == '\0')
        *text = arena_text(arena, str_of(line->value));
    else if (strlen(*text) + strlen(line->value) < SYSTEM_ROOM)
        *text = arena_printf(arena, "%s %s", *text, line->value);
    else
        return err_set(err, ERR_INVALID, "[%s] %s is too long", line->section,
                       line->key);
    return true;
}

static bool add_question(struct text_list *questions, const struct ini_line *line,
                         struct arena *arena, struct err *err)
{
    if (!line->continues)
        ARENA_PUSH(arena, questions, NULL);
    if (questions->count > FAQ_QUESTIONS_MAX)
        return err_set(err, ERR_INVALID, "[%s] has more than %d questions",
                       line->section, FAQ_QUESTIONS_MAX);
    return set_text(&questions->items[questions->count - 1], line, arena, err);
}

/* "cs.CV" or a whole archive such as "math". */
static bool add_categories(struct text_list *categories, const struct ini_line *line,
                           struct arena *arena, struct err *err)
{
    struct str rest = str_of(line->value), word;
    while ((word = str_cut_word(&rest)).len > 0) {
        const struct category *category = category_find(word);
        const char *archive = category_archive(word);
        if (category == NULL && archive == NULL)
            return err_set(err, ERR_INVALID,
                           "[%s] categories: “%.*s” is neither a category of arXiv "
                           "(cs.CV) nor an archive (math)",
                           line->section, STR_ARG(str_upto(word, 40)));
        ARENA_PUSH(arena, categories, category ? category->code : archive);
    }
    return true;
}

static bool take_line(void *context, const struct ini_line *line, struct err *err)
{
    struct reading *reading = context;
    struct question_set *set = NULL;
    struct str key = str_of(line->key);
    if (!open_set(reading, line->section, &set, err))
        return false;
    if (str_eq(key, LIT("language")))
        return set_text(&set->language_name, line, reading->arena, err);
    if (str_eq(key, LIT("system")))
        return set_text(&set->system_prompt, line, reading->arena, err);
    if (str_eq(key, LIT("question")))
        return add_question(&set->questions, line, reading->arena, err);
    if (str_eq(key, LIT("categories")))
        return add_categories(&set->categories, line, reading->arena, err);
    return err_set(err, ERR_INVALID,
                   "[%s] has no key “%.40s”; it has language, categories, system, "
                   "question",
                   line->section, line->key);
}

static bool finish(const char *name, struct question_sets *sets, struct err *err)
{
    if (sets->count == 0)
        return err_set(err, ERR_INVALID, "%s holds no question set", name);
    for (size_t i = 0; i < sets->count; i++) {
        struct question_set *set = &sets->items[i];
        if (set->language_name == NULL)
            set->language_name = set->language;
        if (!questions_check(set, err))
            return err_add(err, "%s: [%s.%s]", name, set->name, set->language);
    }
    return true;
}

bool questions_file_read(const char *file, struct arena *arena,
                         struct question_sets *ret_sets, struct err *err)
{
    struct reading reading = { .arena = arena };
    struct ini_reader reader = { take_line, &reading };
    if (!ini_file_read(file, &reader, err) || !finish(file, &reading.sets, err))
        return false;
    *ret_sets = reading.sets;
    return true;
}

bool questions_text_read(const char *name, struct str text, struct arena *arena,
                         struct question_sets *ret_sets, struct err *err)
{
    struct reading reading = { .arena = arena };
    struct ini_reader reader = { take_line, &reading };
    if (!ini_text_read(name, text, &reader, err) || !finish(name, &reading.sets, err))
        return false;
    *ret_sets = reading.sets;
    return true;
}

bool questions_builtin(struct arena *arena, struct question_sets *ret_sets,
                       struct err *err)
{
    return questions_text_read("config/questions.ini", str_of(builtin), arena, ret_sets,
                               err);
}
