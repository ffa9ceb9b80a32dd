/* CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html), as
 * Zotero, Crossref and pandoc write it. */
#include "proceedings/json/json_member.h"
#include "proceedings/json/json_shape.h"

static bool is_person(const cJSON *author)
{
    return cJSON_IsObject(author) && (json_member_is_text(author, "family") ||
                                      json_member_is_text(author, "literal") ||
                                      json_member_is_text(author, "given"));
}

static bool recognises(const cJSON *record)
{
    const cJSON *authors = json_member(record, "author");
    bool has_people =
        cJSON_IsArray(authors) && (authors->child == NULL || is_person(authors->child));
    bool is_dated = cJSON_IsObject(json_member(record, "issued"));
    return json_member_text(record, "title").len > 0 &&
           json_member_is_text(record, "type") &&
           (has_people || is_dated || json_member(record, "container-title") != NULL);
}

/* {"date-parts": [[2024, 5, 7]]} */
static int year_of(const cJSON *record)
{
    const cJSON *parts = json_member(json_member(record, "issued"), "date-parts");
    const cJSON *first = cJSON_GetArrayItem(parts, 0);
    const cJSON *year = cJSON_GetArrayItem(first, 0);
    if (cJSON_IsNumber(year) && year->valuedouble >= VENUE_YEAR_MIN &&
        year->valuedouble <= VENUE_YEAR_MAX)
        return (int)year->valuedouble;
    return cJSON_IsString(year) ? venue_year(str_of(year->valuestring)) : 0;
}

static void read_addresses(struct json_reading *reading, const cJSON *record)
{
    const cJSON *custom = json_member(record, "custom");
    json_fields_page(reading, json_member_text(record, "URL"));
    json_fields_pdf(reading, json_member_text(custom, "pdf"));
    json_fields_doi(reading, json_member_text(record, "DOI"));
}

static void read_words(struct json_reading *reading, const cJSON *record)
{
    const cJSON *custom = json_member(record, "custom");
    struct str group = json_member_text(custom, "group");
    if (group.len == 0)
        group = json_member_text(record, "section");
    json_fields_title(reading, json_member_text(record, "title"));
    json_fields_abstract(reading, json_member_text(record, "abstract"));
    json_fields_authors(reading, json_member(record, "author"));
    json_fields_subjects(reading, json_member(record, "keyword"));
    json_fields_group(reading, group, LIT(""));
}

/* The year of publication is the edition's only where nobody else says one: papers come
 * out after their conference. */
static bool read_csl(const cJSON *record, struct json_reading *reading, struct err *err)
{
    const struct json_home *home = reading->home;
    bool has_year = home->ask->year != 0 || home->header.year != 0;
    if (!json_fields_start(reading, VENUE_CSL, NULL, has_year ? 0 : year_of(record),
                           err))
        return false;
    if (reading->left_out != NULL)
        return true;
    read_words(reading, record);
    read_addresses(reading, record);
    return json_fields_finish(reading, json_member_id(reading->arena, record, "id"),
                              err);
}

const struct json_shape shape_csl = { recognises, read_csl };
