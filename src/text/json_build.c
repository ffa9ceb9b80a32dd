/* The building half of json.h: setters that end the program where memory ends, as all
 * allocation of ours does. */
#include "base/clock.h"
#include "text/json.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

static cJSON *put(cJSON *object, const char *name, cJSON *item)
{
    bool added = item != NULL && cJSON_AddItemToObjectCS(object, name, item);
    assert(added);
    return item;
}

static cJSON *text_or_null(const char *text)
{
    return text ? cJSON_CreateString(text) : cJSON_CreateNull();
}

void json_set_text(cJSON *object, const char *name, const char *text)
{
    put(object, name, text_or_null(text));
}

void json_set_int(cJSON *object, const char *name, int64_t number)
{
    if (number >= -JSON_INT_EXACT && number <= JSON_INT_EXACT) {
        put(object, name, cJSON_CreateNumber((double)number));
        return;
    }
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRId64, number);
    put(object, name, cJSON_CreateRaw(digits));
}

void json_set_number(cJSON *object, const char *name, double number)
{
    put(object, name, cJSON_CreateNumber(number));
}

void json_set_bool(cJSON *object, const char *name, bool flag)
{
    put(object, name, cJSON_CreateBool(flag));
}

void json_set_null(cJSON *object, const char *name)
{
    put(object, name, cJSON_CreateNull());
}

void json_set_time(cJSON *object, const char *name, int64_t time)
{
    char text[TIME_TEXT_SIZE];
    if (time != 0)
        time_to_text(time, text);
    json_set_text(object, name, time != 0 ? text : NULL);
}

void json_set_day(cJSON *object, const char *name, int32_t day)
{
    char text[DAY_TEXT_SIZE];
    if (day != DAY_NONE)
        day_to_text(day, text);
    json_set_text(object, name, day != DAY_NONE ? text : NULL);
}

cJSON *json_set_object(cJSON *object, const char *name)
{
    return put(object, name, cJSON_CreateObject());
}

cJSON *json_set_list(cJSON *object, const char *name)
{
    return put(object, name, cJSON_CreateArray());
}

static cJSON *append(cJSON *list, cJSON *item)
{
    bool added = item != NULL && cJSON_AddItemToArray(list, item);
    assert(added);
    return item;
}

void json_add_text(cJSON *list, const char *text)
{
    append(list, text_or_null(text));
}

cJSON *json_add_object(cJSON *list)
{
    return append(list, cJSON_CreateObject());
}
