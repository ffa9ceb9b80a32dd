/* Names of authors, in whatever form; see json_fields.h. */
#include "proceedings/json/json_fields.h"
#include "proceedings/json/json_member.h"
#include "proceedings/json/json_words.h"
#include "source/entry.h"

enum { NAMES_TEXT_MAX = 1 << 20 };

/* Entities end in ";": they are read before names are told apart by it. */
static void split_names(struct json_reading *reading, struct str raw)
{
    struct str text = json_words_decoded(reading->arena, str_upto(raw, NAMES_TEXT_MAX));
    char separator = str_find_char(text, ';') < text.len ? ';' : ',';
    while (text.len > 0)
        entry_add_author(reading->arena, &reading->entry, str_cut(&text, separator));
}

static void add_name(struct json_reading *reading, struct str name)
{
    entry_add_author(reading->arena, &reading->entry,
                     json_words_decoded(reading->arena, name));
}

/* "given" and "family", with what CSL keeps apart. */
static struct str whole_name(struct arena *arena, const cJSON *person)
{
    static const char *const parts[] = { "given", "dropping-particle",
                                         "non-dropping-particle", "family", "suffix" };
    const char *name = "";
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        struct str part = str_upto(json_member_text(person, parts[i]), PAPER_NAME_MAX);
        if (part.len > 0)
            name = arena_printf(arena, "%s%s%.*s", name, name[0] != '\0' ? " " : "",
                                STR_ARG(part));
    }
    return str_of(name);
}

static void add_person(struct json_reading *reading, const cJSON *person)
{
    static const char *const names[] = { "fullname", "literal", "name", NULL };
    struct str name = json_member_first(person, names);
    if (name.len == 0)
        name = whole_name(reading->arena, person);
    add_name(reading, name);
}

void json_fields_authors(struct json_reading *reading, const cJSON *names)
{
    const cJSON *name = NULL;
    if (cJSON_IsString(names))
        split_names(reading, str_of(names->valuestring));
    if (!cJSON_IsArray(names))
        return;
    cJSON_ArrayForEach(name, names)
    {
        if (cJSON_IsString(name))
            add_name(reading, str_of(name->valuestring));
        else if (cJSON_IsObject(name))
            add_person(reading, name);
    }
}
