/* The formats by name; see format.h. */
#include "proceedings/format.h"

static const struct proceedings_format *const formats[] = {
    &proceedings_acl,
    &proceedings_bibtex,
    &proceedings_json,
};

const struct proceedings_format *proceedings_find(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}
