/* Typed reads, short setters and our own printer over cJSON; see json.h. What cJSON
 * reads too kindly (trailing bytes, deep nesting, an escaped NUL, ill-formed UTF-8) is
 * refused here before it sees it. */
#include "text/json.h"

#include "base/utf8.h"

#include <inttypes.h>

enum { JSON_DEPTH_MAX = 64, JSON_NEAR = 24 };

void json_done(cJSON **tree)
{
    cJSON_Delete(*tree);
    *tree = NULL;
}

static bool broken_at(struct str bytes, size_t at, const char *why, struct err *err)
{
    size_t line = 1, column = 1;
    for (size_t i = 0; i < at && i < bytes.len; i++) {
        column = bytes.ptr[i] == '\n' ? 1 : column + 1;
        line += bytes.ptr[i] == '\n';
    }
    struct str near = str_from(bytes, at);
    size_t len = near.len > JSON_NEAR ? utf8_floor(near.ptr, JSON_NEAR) : near.len;
    if (len == 0 || !utf8_valid(str_upto(near, len)))
        return err_set(err, ERR_INVALID, "JSON is broken at line %zu, byte %zu: %s",
                       line, column, why);
    return err_set(err, ERR_INVALID,
                   "JSON is broken at line %zu, byte %zu, near “%.*s”: %s", line,
                   column, (int)len, near.ptr, why);
}

/* Passes the string whose first quote is at `start`: where it ends, or bytes.len. A
 * \u0000 sets *ret_nul, since a C string would end there. */
static size_t string_end(struct str bytes, size_t start, bool *ret_nul)
{
    size_t i = start + 1;
    while (i < bytes.len && bytes.ptr[i] != '"') {
        if (bytes.ptr[i] == '\\') {
            *ret_nul |= str_starts(str_from(bytes, i), LIT("\\u0000"));
            i++;
        }
        i++;
    }
    return i < bytes.len ? i : bytes.len;
}

static bool check_shape(struct str bytes, struct err *err)
{
    int depth = 0;
    bool nul = false;
    for (size_t i = 0; i < bytes.len; i++) {
        char c = bytes.ptr[i];
        size_t at = i;
        if (c == '"')
            i = string_end(bytes, i, &nul);
        depth += (c == '[' || c == '{') - (c == ']' || c == '}');
        if (depth > JSON_DEPTH_MAX)
            return broken_at(bytes, at, "nested deeper than 64 levels", err);
        if (nul || c == '\0')
            return broken_at(bytes, at, "a NUL character", err);
    }
    return utf8_valid(bytes) || err_set(err, ERR_INVALID, "JSON is not UTF-8");
}

bool json_read(struct str bytes, cJSON **ret_tree, struct err *err)
{
    if (str_trim(bytes).len == 0)
        return err_set(err, ERR_INVALID, "expected JSON, found nothing");
    if (!check_shape(bytes, err))
        return false;
    const char *end = NULL;
    cJSON *tree = cJSON_ParseWithLengthOpts(bytes.ptr, bytes.len, &end, false);
    size_t at = end ? (size_t)(end - bytes.ptr) : 0;
    if (tree == NULL)
        return broken_at(bytes, at, "expected another value or sign here", err);
    if (str_trim(str_from(bytes, at)).len > 0) {
        cJSON_Delete(tree);
        return broken_at(bytes, at, "expected the end", err);
    }
    *ret_tree = tree;
    return true;
}

static const char *type_name(const cJSON *item)
{
    if (item == NULL)
        return "nothing";
    if (cJSON_IsString(item))
        return "a string";
    if (cJSON_IsNumber(item) || cJSON_IsRaw(item))
        return "a number";
    if (cJSON_IsArray(item))
        return "a list";
    if (cJSON_IsObject(item))
        return "an object";
    return cJSON_IsBool(item) ? "true or false" : "null";
}

static bool expected(const char *what, const char *name, const cJSON *found,
                     struct err *err)
{
    return err_set(err, ERR_INVALID, "expected %s as “%.60s”, found %s", what, name,
                   type_name(found));
}

static const cJSON *member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static bool is_absent(const cJSON *item)
{
    return item == NULL || cJSON_IsNull(item);
}

bool json_get_text(const cJSON *object, const char *name, size_t max,
                   struct arena *arena, const char **ret_text, struct err *err)
{
    const cJSON *item = member(object, name);
    if (!cJSON_IsString(item))
        return expected("a string", name, item, err);
    struct str text = str_of(item->valuestring);
    if (text.len > max)
        return err_set(err, ERR_INVALID,
                       "“%.60s” is %zu bytes long, at most %zu are allowed", name,
                       text.len, max);
    *ret_text = arena_text(arena, text);
    return true;
}

bool json_get_text_or_null(const cJSON *object, const char *name, size_t max,
                           struct arena *arena, const char **ret_text, struct err *err)
{
    if (!is_absent(member(object, name)))
        return json_get_text(object, name, max, arena, ret_text, err);
    *ret_text = NULL;
    return true;
}

/* A whole number that a double holds exactly. */
static bool exact_int(const cJSON *item, int64_t *ret_number)
{
    struct err ignored;
    if (cJSON_IsRaw(item))
        return str_to_int(str_of(item->valuestring), INT64_MIN, INT64_MAX, ret_number,
                          &ignored);
    double number = item->valuedouble;
    if (!(number >= -(double)JSON_INT_EXACT && number <= (double)JSON_INT_EXACT) ||
        number != (double)(int64_t)number)
        return false;
    *ret_number = (int64_t)number;
    return true;
}

bool json_get_int(const cJSON *object, const char *name, int64_t min, int64_t max,
                  int64_t *ret_number, struct err *err)
{
    const cJSON *item = member(object, name);
    if (!cJSON_IsNumber(item) && !cJSON_IsRaw(item))
        return expected("a whole number", name, item, err);
    int64_t number = 0;
    if (!exact_int(item, &number) || number < min || number > max)
        return err_set(err, ERR_INVALID,
                       "“%.60s” must be a whole number from %" PRId64 " to %" PRId64,
                       name, min, max);
    *ret_number = number;
    return true;
}

bool json_get_int_or(const cJSON *object, const char *name, int64_t min, int64_t max,
                     int64_t otherwise, int64_t *ret_number, struct err *err)
{
    if (!is_absent(member(object, name)))
        return json_get_int(object, name, min, max, ret_number, err);
    *ret_number = otherwise;
    return true;
}

bool json_get_bool_or(const cJSON *object, const char *name, bool otherwise,
                      bool *ret_flag, struct err *err)
{
    const cJSON *item = member(object, name);
    if (!is_absent(item) && !cJSON_IsBool(item))
        return expected("true or false", name, item, err);
    *ret_flag = is_absent(item) ? otherwise : cJSON_IsTrue(item);
    return true;
}

bool json_get_list_or_empty(const cJSON *object, const char *name, size_t max,
                            const cJSON **ret_list, struct err *err)
{
    static const cJSON empty = { .type = cJSON_Array };
    const cJSON *item = member(object, name);
    if (!is_absent(item) && !cJSON_IsArray(item))
        return expected("a list", name, item, err);
    size_t count = is_absent(item) ? 0 : (size_t)cJSON_GetArraySize(item);
    if (count > max)
        return err_set(err, ERR_INVALID,
                       "“%.60s” has %zu items, at most %zu are allowed", name, count,
                       max);
    *ret_list = is_absent(item) ? &empty : item;
    return true;
}
