/* One member of a virtual site's file of abstracts; see json_abstracts.h. */
#include "proceedings/json_abstracts.h"
#include "proceedings/json_member.h"
#include "proceedings/json_shape.h"

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
static bool recognises(const cJSON *record)
{
    const cJSON *only = record->child;
    return only != NULL && only->next == NULL && is_id(str_of(only->string)) &&
           (cJSON_IsString(only) || json_member_is_text(only, "abstract"));
}

static bool read_abstract(const cJSON *record, struct json_reading *reading,
                          struct err *err)
{
    const cJSON *only = record->child;
    struct str text = cJSON_IsString(only) ? str_of(only->valuestring)
                                           : json_member_text(only, "abstract");
    reading->is_kept = true;
    return json_abstracts_add(reading->abstracts, str_of(only->string), text, err);
}

const struct json_shape shape_abstracts = { recognises, read_abstract };
