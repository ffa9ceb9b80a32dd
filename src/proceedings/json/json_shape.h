/* The kinds of records that JSON proceedings are written in. Which one a record is of
 * shows in the names of its members, record by record. */
#ifndef PROCEEDINGS_JSON_SHAPE_H
#define PROCEEDINGS_JSON_SHAPE_H

#include "proceedings/json/json_fields.h"

struct json_shape {
    bool (*recognises)(const cJSON *record);
    /* Fills the reading: an entry, or left_out, or is_kept. ERR_INVALID: the record is
     * broken; ERR_NOT_FOUND: nobody says of which edition it is. */
    bool (*read)(const cJSON *record, struct json_reading *reading, struct err *err);
};

extern const struct json_shape shape_openreview, shape_virtual, shape_abstracts,
    shape_csl, shape_paperlists, shape_own;

/* NULL: it is of none. */
const struct json_shape *json_shape_of(const cJSON *record);

#endif
