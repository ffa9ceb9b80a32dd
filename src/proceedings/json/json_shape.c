/* The shapes, the most particular first; see json_shape.h. */
#include "proceedings/json/json_shape.h"

static const struct json_shape *const shapes[] = {
    &shape_openreview, &shape_abstracts,  &shape_virtual,
    &shape_csl,        &shape_paperlists, &shape_own,
};

const struct json_shape *json_shape_of(const cJSON *record)
{
    for (size_t i = 0; i < COUNT_OF(shapes); i++)
        if (shapes[i]->recognises(record))
            return shapes[i];
    return NULL;
}
