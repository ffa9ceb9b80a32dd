/* Forgiving reads; see json_member.h. */
#include "proceedings/json/json_member.h"

#include <inttypes.h>

const cJSON *json_member(const cJSON *object, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
    if (cJSON_IsObject(member)) {
        const cJSON *value = cJSON_GetObjectItemCaseSensitive(member, "value");
        member = value ? value : member;
    }
    return cJSON_IsNull(member) ? NULL : member;
}

struct str json_member_text(const cJSON *object, const char *name)
{
    const cJSON *member = json_member(object, name);
    if (cJSON_IsArray(member))
        member = member->child;
    return cJSON_IsString(member) ? str_trim(str_of(member->valuestring)) : LIT("");
}

bool json_member_is_text(const cJSON *object, const char *name)
{
    return cJSON_IsString(json_member(object, name));
}

struct str json_member_first(const cJSON *object, const char *const *names)
{
    struct str text = LIT("");
    for (; *names != NULL && text.len == 0; names++)
        text = json_member_text(object, *names);
    return text;
}

static bool whole_number(const cJSON *member, int64_t *ret_number)
{
    struct err ignored;
    if (cJSON_IsString(member))
        return str_to_int(str_trim(str_of(member->valuestring)), INT64_MIN, INT64_MAX,
                          ret_number, &ignored);
    if (!cJSON_IsNumber(member))
        return false;
    double number = member->valuedouble;
    if (!(number >= -(double)JSON_INT_EXACT && number <= (double)JSON_INT_EXACT))
        return false;
    *ret_number = (int64_t)number;
    return number == (double)*ret_number;
}

struct str json_member_id(struct arena *arena, const cJSON *object, const char *name)
{
    const cJSON *member = json_member(object, name);
    int64_t number = 0;
    if (cJSON_IsNumber(member) && whole_number(member, &number))
        return str_of(arena_printf(arena, "%" PRId64, number));
    return json_member_text(object, name);
}

int64_t json_member_number(const cJSON *object, const char *name, int64_t min,
                           int64_t max, int64_t otherwise)
{
    int64_t number = 0;
    bool is_number = whole_number(json_member(object, name), &number);
    return is_number && number >= min && number <= max ? number : otherwise;
}
