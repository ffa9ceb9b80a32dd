/* Configuration values that are lists of words, each word checked and taken once. See
 * config_option.h. */
#include "config/config_option.h"

#include "model/category.h"

#include <string.h>

/* Words between spaces, tabs and commas; empty at the end. */
static struct str cut_word(struct str *text)
{
    size_t start = 0;
    while (start < text->len && strchr(" \t,", text->ptr[start]) != NULL)
        start++;
    size_t end = start;
    while (end < text->len && strchr(" \t,", text->ptr[end]) == NULL)
        end++;
    struct str word = str_from(str_upto(*text, end), start);
    *text = str_from(*text, end);
    return word;
}

static const char *category(struct str word, struct err *err)
{
    const struct category *found = category_find(word);
    if (found != NULL)
        return found->code;
    err_set(err, ERR_INVALID,
            "“%.*s” is not a category of arXiv; write them like cs.CL hep-th",
            STR_ARG(str_upto(word, 40)));
    return NULL;
}

static const char *language(struct str word, struct arena *arena, struct err *err)
{
    if (faq_language_is_valid(word))
        return arena_text(arena, word);
    err_set(err, ERR_INVALID, "“%.*s” is not a language; write them like en zh pt-BR",
            STR_ARG(str_upto(word, 40)));
    return NULL;
}

bool model_name_is_valid(struct str name)
{
    return name.len <= MODEL_NAME_MAX &&
           str_has_only(name, "abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
}

static const char *model_name(struct str word, struct arena *arena, struct err *err)
{
    if (model_name_is_valid(word))
        return arena_text(arena, word);
    err_set(err, ERR_INVALID,
            "“%.*s” is no name of a model's section: letters, digits, - and _, %d at "
            "most",
            STR_ARG(str_upto(word, 40)), MODEL_NAME_MAX);
    return NULL;
}

/* The word as it is stored, or NULL. */
static const char *check_word(const struct option *option, struct arena *arena,
                              struct str word, struct err *err)
{
    if (option->type == OPTION_LANGUAGES)
        return language(word, arena, err);
    if (option->type == OPTION_NAMES)
        return model_name(word, arena, err);
    return category(word, err);
}

bool option_list_add(const struct option *option, struct text_list *list,
                     struct arena *arena, struct str value, struct err *err)
{
    struct str word;
    while ((word = cut_word(&value)).len > 0) {
        const char *text = check_word(option, arena, word, err);
        if (text == NULL)
            return false;
        if (!text_list_has(list, text))
            ARENA_PUSH(arena, list, text);
    }
    if (option->type == OPTION_CATEGORIES && list->count == 0)
        return err_set(err, ERR_INVALID, "needs at least one category of arXiv");
    if (option->type == OPTION_LANGUAGES && list->count == 0)
        return err_set(err, ERR_INVALID, "needs at least one language, such as en");
    if (option->max > 0 && (int64_t)list->count > option->max)
        return err_set(err, ERR_INVALID, "holds more than %d words", (int)option->max);
    return true;
}
