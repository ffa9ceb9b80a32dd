/* Answers of servers that are no papers; see json_error.h. */
#include "proceedings/json/json_error.h"

#include "proceedings/json/json_member.h"
#include "source/entry.h"

enum { WORDS_MAX = 200 };

static const char *words_of(const cJSON *member)
{
    if (cJSON_IsArray(member))
        member = member->child;
    if (cJSON_IsObject(member))
        member = cJSON_GetObjectItemCaseSensitive(member, "message");
    return cJSON_IsString(member) ? member->valuestring : NULL;
}

/* "ForbiddenError", "RateLimitError": no title of a paper is one such word. */
static bool is_error_name(struct str name)
{
    return str_ends(name, LIT("Error")) && str_find_char(name, ' ') == name.len;
}

bool json_error_recognises(const cJSON *object)
{
    static const char *const lists[] = { "errors", "error", "detail" };
    static const char *const of_ours[] = { "title", "authors", "where" };
    for (size_t i = 0; i < COUNT_OF(of_ours); i++)
        if (json_member(object, of_ours[i]) != NULL)
            return false;
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        if (words_of(json_member(object, lists[i])) != NULL)
            return true;
    bool has_status = cJSON_IsNumber(json_member(object, "status")) &&
                      json_member_is_text(object, "message");
    return has_status || is_error_name(json_member_text(object, "name"));
}

bool json_error_set(struct arena *arena, const cJSON *object, struct err *err)
{
    static const char *const members[] = { "message", "error", "errors", "detail" };
    struct str name = json_member_text(object, "name");
    const char *words = NULL;
    for (size_t i = 0; i < COUNT_OF(members) && words == NULL; i++)
        words = words_of(json_member(object, members[i]));
    const char *plain = entry_plain(arena, str_of(words), WORDS_MAX);
    const char *named = entry_plain(arena, name, WORDS_MAX);
    return err_set(err, ERR_UPSTREAM,
                   "instead of proceedings there is an error: %s%s%s",
                   named ? named : "", named && plain ? ": " : "",
                   plain ? plain : (named ? "" : "it does not say which"));
}
