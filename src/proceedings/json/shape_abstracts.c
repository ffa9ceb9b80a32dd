/* One member of a virtual site's file of abstracts; see json_abstracts.h. */
#include "proceedings/json/json_abstracts.h"
#include "proceedings/json/json_member.h"
#include "proceedings/json/json_shape.h"

enum { NAME_MAX = 12 };

static bool is_id(struct str name)
{
    bool has_digit = false;
    for (size_t i = 0; i < name.len; i++) {
        if (!char_is_letter(name.ptr[i]) && !char_is_digit(name.ptr[i]))
            return false;
        has_digit |= char_is_digit(name.ptr[i]);
    }
    return name.len <= NAME_MAX && has_digit;
}

/* {"12345": "text"} or {"12345": {"abstract": "text"}} alone. */
static bool is_member(const cJSON *record)
{
    const cJSON *only = record->child;
    return only != NULL && only->next == NULL && is_id(str_of(only->string)) &&
           (cJSON_IsString(only) || json_member_is_text(only, "abstract"));
}

/* {"id": 12345, "abstract": "text"}, without a title. */
static struct str id_of(struct arena *arena, const cJSON *record)
{
    struct str id = json_member_id(arena, record, "id");
    return id.len > 0 ? id : json_member_id(arena, record, "uid");
}

static bool is_item(const cJSON *record)
{
    return json_member_is_text(record, "abstract") && !json_member(record, "title") &&
           !json_member(record, "name") &&
           (json_member(record, "id") || json_member(record, "uid"));
}

static bool recognises(const cJSON *record)
{
    return is_member(record) || is_item(record);
}

static bool read_abstract(const cJSON *record, struct json_reading *reading,
                          struct err *err)
{
    const cJSON *only = record->child;
    reading->is_kept = true;
    if (!is_member(record))
        return json_abstracts_add(reading->abstracts, id_of(reading->arena, record),
                                  json_member_text(record, "abstract"), err);
    struct str text = cJSON_IsString(only) ? str_of(only->valuestring)
                                           : json_member_text(only, "abstract");
    return json_abstracts_add(reading->abstracts, str_of(only->string), text, err);
}

const struct json_shape shape_abstracts = { recognises, read_abstract };
