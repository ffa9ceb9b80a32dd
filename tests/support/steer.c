/* See steer.h. */
#include "steer.h"

#include <stdio.h>

const char *steer_given(struct exchange *exchange, const char *name)
{
    const char *text = exchange_query(exchange, name);
    const cJSON *item = cJSON_GetObjectItem(exchange_json(exchange), name);
    if (text != NULL || item == NULL)
        return text;
    if (cJSON_IsString(item))
        return cJSON_GetStringValue(item);
    if (cJSON_IsBool(item))
        return cJSON_IsTrue(item) ? "1" : "0";
    snprintf(exchange->number, sizeof exchange->number, "%d", item->valueint);
    return cJSON_IsNumber(item) ? exchange->number : NULL;
}

const char *steer_kept(struct exchange *exchange, struct arena *arena, const char *name)
{
    const char *text = steer_given(exchange, name);
    return text == NULL ? NULL : arena_text(arena, str_of(text));
}

bool steer_number(struct exchange *exchange, const char *name, int64_t *number,
                  struct err *err)
{
    const char *text = steer_given(exchange, name);
    return text == NULL || str_to_int(str_of(text), -1, INT32_MAX, number, err) ||
           err_add(err, "%s", name);
}

void steer_print(cJSON *tree, struct buf *out)
{
    char *text = cJSON_PrintUnformatted(tree);
    buf_text(out, text);
    buf_char(out, '\n');
    cJSON_free(text);
    cJSON_Delete(tree);
}

void steer_put_text(cJSON *object, const char *name, const char *text)
{
    cJSON_AddItemToObject(object, name,
                          text == NULL ? cJSON_CreateNull() : cJSON_CreateString(text));
}
