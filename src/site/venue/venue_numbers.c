/* Adds editions up; see venue_numbers.h. */
#include "site/venue/venue_numbers.h"

#include "site/venue/edition_record.h"

bool venue_numbers_get(struct db *db, struct arena *arena,
                       struct venue_numbers *ret_numbers, struct err *err)
{
    struct venue_numbers numbers = { 0 };
    struct edition_list all = { 0 };
    if (!edition_store_list(db, arena, &all, err) ||
        !venue_source_list(db, arena, &numbers.sources, err))
        return false;
    numbers.editions = (int64_t)all.count;
    for (size_t i = 0; i < all.count; i++) {
        const struct edition *edition = &all.items[i];
        numbers.series +=
            i == 0 || strcmp(edition->series, all.items[i - 1].series) != 0;
        numbers.papers += edition->papers;
        numbers.abstracts += edition->abstracts;
        numbers.lacking += edition_lacks(edition);
    }
    *ret_numbers = numbers;
    return true;
}

void venue_numbers_set(cJSON *object, const struct venue_numbers *numbers)
{
    json_set_int(object, "series", numbers->series);
    json_set_int(object, "editions", numbers->editions);
    json_set_int(object, "papers", numbers->papers);
    json_set_int(object, "abstracts", numbers->abstracts);
    json_set_int(object, "lacking", numbers->lacking);
}

bool venue_source_fails(const struct venue_source *source)
{
    return source->failed_at != 0 && source->failed_at >= source->checked_at;
}

void venue_numbers_sources(cJSON *list, const struct venue_numbers *numbers)
{
    for (size_t i = 0; i < numbers->sources.count; i++) {
        const struct venue_source *source = &numbers->sources.items[i];
        cJSON *object = json_add_object(list);
        json_set_text(object, "name", source->name);
        json_set_text(object, "url", source->url);
        json_set_time(object, "checked_at", source->checked_at);
        json_set_time(object, "changed_at", source->changed_at);
        json_set_time(object, "failed_at", source->failed_at);
        json_set_text(object, "problem",
                      venue_source_fails(source) ? source->problem : NULL);
    }
}
