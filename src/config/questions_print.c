/* Question sets as INI and as JSON; see questions_file.h. */
#include "config/questions_file.h"

enum { WIDTH = 88 };

/* Broken between words, since a file's lines are short. A word that would begin a
 * comment stays behind the one before it. */
static void print_text(const char *key, const char *text, struct buf *out)
{
    struct str rest = str_of(text), word;
    size_t width = str_of(key).len + 2;
    buf_printf(out, "%s =", key);
    while ((word = str_cut_word(&rest)).len > 0) {
        bool fits = width + word.len < WIDTH || word.ptr[0] == '#';
        width = (fits ? width : 0) + word.len + 1;
        buf_text(out, fits ? " " : "\n ");
        buf_add(out, word);
    }
    buf_char(out, '\n');
}

static void print_categories(const struct text_list *categories, struct buf *out)
{
    buf_text(out, "categories =");
    for (size_t i = 0; i < categories->count; i++)
        buf_printf(out, "%s%s", i % 8 == 7 ? "\n " : " ", categories->items[i]);
    buf_char(out, '\n');
}

void questions_print(const struct question_sets *sets, struct buf *out)
{
    for (size_t i = 0; i < sets->count; i++) {
        const struct question_set *set = &sets->items[i];
        buf_printf(out, "%s[%s.%s]\n", i > 0 ? "\n" : "", set->name, set->language);
        print_text("language", set->language_name, out);
        if (set->categories.count > 0)
            print_categories(&set->categories, out);
        print_text("system", set->system_prompt, out);
        for (size_t k = 0; k < set->questions.count; k++)
            print_text("question", set->questions.items[k], out);
    }
}

static void put_list(cJSON *object, const char *name, const struct text_list *texts)
{
    cJSON *list = json_set_list(object, name);
    for (size_t i = 0; i < texts->count; i++)
        json_add_text(list, texts->items[i]);
}

cJSON *questions_json(const struct question_sets *sets)
{
    cJSON *tree = cJSON_CreateObject();
    cJSON *list = json_set_list(tree, "sets");
    for (size_t i = 0; i < sets->count; i++) {
        const struct question_set *set = &sets->items[i];
        cJSON *object = json_add_object(list);
        json_set_text(object, "name", set->name);
        json_set_text(object, "language", set->language);
        json_set_text(object, "language_name", set->language_name);
        put_list(object, "categories", &set->categories);
        json_set_text(object, "system", set->system_prompt);
        put_list(object, "questions", &set->questions);
    }
    return tree;
}
