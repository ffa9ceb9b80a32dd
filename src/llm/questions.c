/* Which set, whether it is sound, and its hash; see questions.h. */
#include "llm/questions.h"

#include "base/hash.h"
#include "base/utf8.h"

enum { SYSTEM_MAX = 16000, LABEL_MAX = 64 };

/* "cs.CV" is in "cs.CV" and in "cs". */
static bool holds(const struct text_list *categories, const char *category)
{
    struct str code = str_of(category);
    struct str rest = code;
    struct str archive = str_cut(&rest, '.');
    for (size_t i = 0; i < categories->count; i++) {
        struct str item = str_of(categories->items[i]);
        if (str_eq(item, code) || str_eq(item, archive))
            return code.len > 0;
    }
    return false;
}

const struct question_set *questions_for(const struct question_sets *sets,
                                         const char *language,
                                         const char *primary_category)
{
    const struct question_set *general = NULL;
    for (size_t i = 0; i < sets->count; i++) {
        const struct question_set *set = &sets->items[i];
        if (!str_eq(str_of(set->language), str_of(language)))
            continue;
        if (holds(&set->categories, primary_category))
            return set;
        if (set->categories.count == 0 && general == NULL)
            general = set;
    }
    return general;
}

/* The length of a heading that ends with the character before `rest`, or 0. A full stop
 * within a word or an abbreviation ("e.g. this") ends nothing. */
static size_t heading_end(struct str text, uint32_t character, struct str rest)
{
    size_t through = text.len - rest.len;
    bool before_upper =
        rest.len > 1 && rest.ptr[0] == ' ' && char_is_upper(rest.ptr[1]);
    switch (character) {
    case '?':
    case 0xff1f: /* ？ */
    case 0x3002: /* 。 */
        return through;
    case '.':
        return before_upper ? through : 0;
    case ':':
        return rest.len > 0 && rest.ptr[0] == ' ' ? through - 1 : 0;
    case 0xff1a: /* ： */
        return through - 3;
    default:
        return 0;
    }
}

struct str question_heading(const char *question)
{
    struct str text = str_of(question), rest = text;
    while (rest.len > 0) {
        uint32_t character = utf8_next(&rest);
        size_t end = heading_end(text, character, rest);
        if (end > 0)
            return str_upto(text, end);
    }
    return text;
}

/* With its length, so that no two lists run into one. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
    struct str view = str_of(text);
    return hash_add(hash_add_int(hash, view.len), view);
}

uint64_t questions_hash(const struct question_set *set)
{
    uint64_t hash = hash_text(HASH_START, set->system_prompt);
    for (size_t i = 0; i < set->questions.count; i++)
        hash = hash_text(hash, set->questions.items[i]);
    return hash;
}

static bool check_text(const struct question_set *set, const char *key,
                       const char *text, size_t max, struct err *err)
{
    struct str view = str_of(text);
    if (str_trim(view).len == 0)
        return err_set(err, ERR_INVALID, "question set %.60s: %s is empty", set->name,
                       key);
    if (view.len > max)
        return err_set(err, ERR_INVALID,
                       "question set %.60s: %s is %zu bytes long, at most %zu are "
                       "allowed",
                       set->name, key, view.len, max);
    return utf8_valid(view) ||
           err_set(err, ERR_INVALID, "question set %.60s: %s is not UTF-8", set->name,
                   key);
}

static bool check_questions(const struct question_set *set, struct err *err)
{
    if (set->questions.count < 1 || set->questions.count > FAQ_QUESTIONS_MAX)
        return err_set(err, ERR_INVALID,
                       "question set %.60s has %zu questions, 1 to %d are allowed",
                       set->name, set->questions.count, (int)FAQ_QUESTIONS_MAX);
    for (size_t i = 0; i < set->questions.count; i++) {
        char key[40];
        snprintf(key, sizeof key, "question %zu", i + 1);
        if (!check_text(set, key, set->questions.items[i], FAQ_QUESTION_MAX, err))
            return false;
    }
    return true;
}

bool questions_check(const struct question_set *set, struct err *err)
{
    if (str_trim(str_of(set->name)).len == 0 || str_of(set->name).len > LABEL_MAX)
        return err_set(err, ERR_INVALID,
                       "a question set has no name, or one over %d "
                       "bytes",
                       (int)LABEL_MAX);
    if (!faq_language_is_valid(str_of(set->language)))
        return err_set(err, ERR_INVALID,
                       "question set %.60s: language “%.20s” is no code such as en",
                       set->name, set->language != NULL ? set->language : "");
    return check_text(set, "language_name", set->language_name, LABEL_MAX, err) &&
           check_text(set, "system", set->system_prompt, SYSTEM_MAX, err) &&
           check_questions(set, err);
}
