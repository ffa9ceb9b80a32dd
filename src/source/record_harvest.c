/* The reading half trusts nothing; see record_harvest.h. */
#include "source/record_harvest.h"
#include "source/oai_venue.h"
#include "source/record_parts.h"

#include "model/arxiv_id.h"

enum { CODE_MAX = 64, WORDS_MAX = 2000, WHERE_MAX = 500, LIST_MAX = INT32_MAX };

static void write_broken(const struct source_harvest *harvest, cJSON *list)
{
    for (size_t i = 0; i < harvest->broken.count; i++) {
        cJSON *problem = json_add_object(list);
        json_set_text(problem, "where", harvest->broken.items[i].where);
        json_set_text(problem, "why", harvest->broken.items[i].why);
    }
}

void record_harvest_write(const struct source_harvest *harvest, cJSON *object)
{
    json_set_text(object, "error", harvest->error);
    json_set_text(object, "why", harvest->why);
    json_set_text(object, "token", harvest->token);
    record_set_count(object, "list_size", harvest->list_size, 0);
    record_set_count(object, "cursor", harvest->cursor, 0);
    record_write_list(object, "identifiers", &harvest->identifiers);
    if (harvest->sets.count > 0)
        RECORD_WRITE_GROUPS(json_set_list(object, "sets"), harvest->sets);
    json_set_int(object, "broken_count", harvest->broken_count);
    write_broken(harvest, json_set_list(object, "broken"));
}

static bool read_identifiers(const cJSON *object, struct arena *arena,
                             struct source_harvest *harvest, struct err *err)
{
    const cJSON *list = NULL, *item = NULL;
    if (!json_get_list_or_empty(object, "identifiers", SOURCE_ENTRIES_MAX, &list, err))
        return false;
    cJSON_ArrayForEach(item, list)
    {
        struct str key = str_of(cJSON_IsString(item) ? item->valuestring : NULL);
        if (!arxiv_id_is_canonical(key) && !oai_venue_is(key))
            return err_set(err, ERR_INVALID, "“identifiers” may hold names of records");
        ARENA_PUSH(arena, &harvest->identifiers, arena_text(arena, key));
    }
    return true;
}

static bool read_broken(const cJSON *object, struct arena *arena,
                        struct source_harvest *harvest, struct err *err)
{
    const cJSON *list = NULL, *item = NULL;
    if (!json_get_int_or(object, "broken_count", 0, SOURCE_ENTRIES_MAX, 0,
                         &harvest->broken_count, err) ||
        !json_get_list_or_empty(object, "broken", SOURCE_PROBLEMS_MAX, &list, err))
        return false;
    cJSON_ArrayForEach(item, list)
    {
        struct source_problem problem;
        if (!json_get_text(item, "where", WHERE_MAX, arena, &problem.where, err) ||
            !json_get_text(item, "why", WORDS_MAX, arena, &problem.why, err))
            return false;
        ARENA_PUSH(arena, &harvest->broken, problem);
    }
    return true;
}

static bool read_sets(const cJSON *object, struct arena *arena,
                      struct source_harvest *harvest, struct err *err)
{
    const cJSON *list = NULL, *item = NULL;
    struct source_group set;
    if (!json_get_list_or_empty(object, "sets", SOURCE_GROUPS_MAX, &list, err))
        return false;
    cJSON_ArrayForEach(item, list)
    {
        if (!record_read_group(item, arena, &set, err))
            return false;
        ARENA_PUSH(arena, &harvest->sets, set);
    }
    return true;
}

bool record_harvest_read(const cJSON *object, struct arena *arena,
                         struct source_harvest *ret_harvest, struct err *err)
{
    struct source_harvest harvest = { .is_page = cJSON_IsObject(object) };
    if (!harvest.is_page) {
        *ret_harvest = harvest;
        return true;
    }
    if (!json_get_text_or_null(object, "error", CODE_MAX, arena, &harvest.error, err) ||
        !json_get_text_or_null(object, "why", WORDS_MAX, arena, &harvest.why, err) ||
        !json_get_text_or_null(object, "token", SOURCE_TOKEN_MAX, arena, &harvest.token,
                               err) ||
        !json_get_int_or(object, "list_size", 0, LIST_MAX, -1, &harvest.list_size,
                         err) ||
        !json_get_int_or(object, "cursor", 0, LIST_MAX, -1, &harvest.cursor, err) ||
        !read_identifiers(object, arena, &harvest, err) ||
        !read_sets(object, arena, &harvest, err) ||
        !read_broken(object, arena, &harvest, err))
        return false;
    *ret_harvest = harvest;
    return true;
}
