/* What an ingest has found in the lines of [venues], as JSON and as lines on the
 * terminal. See task_report.h. */
#include "task_report.h"

#include <inttypes.h>

/* The counts of an import, less what means something else here. */
static cJSON *line_json(const struct venue_line_report *line)
{
    cJSON *object = task_report_import(&line->import);
    cJSON_DeleteItemFromObjectCaseSensitive(object, "unchanged");
    cJSON_DeleteItemFromObjectCaseSensitive(object, "seconds");
    json_set_text(object, "name", line->name);
    json_set_text(object, "kind", line->kind);
    json_set_bool(object, "unchanged", line->unchanged);
    json_set_bool(object, "paused", line->paused);
    json_set_text(object, "problem", line->problem);
    return object;
}

void task_report_venues(const struct venue_harvest_report *report, cJSON *list)
{
    for (size_t i = 0; i < report->count; i++)
        cJSON_AddItemToArray(list, line_json(&report->items[i]));
}

static const char *text_of(const cJSON *object, const char *name)
{
    const char *text =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return text ? text : "";
}

static int64_t number_of(const cJSON *object, const char *name)
{
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(number) ? (int64_t)number->valuedouble : 0;
}

static bool is_true(const cJSON *object, const char *name)
{
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, name));
}

static void print_line(const cJSON *line)
{
    const cJSON *error;
    printf("%s (%s): ", text_of(line, "name"), text_of(line, "kind"));
    if (*text_of(line, "problem") != '\0')
        printf("could not be read: %s\n", text_of(line, "problem"));
    else if (is_true(line, "unchanged"))
        printf("nothing new\n");
    else
        printf("%" PRId64 " papers read, %" PRId64 " added, %" PRId64 " changed%s\n",
               number_of(line, "read"), number_of(line, "added"),
               number_of(line, "changed"),
               is_true(line, "paused") ? "; the next ingest goes on" : "");
    cJSON_ArrayForEach(error, cJSON_GetObjectItemCaseSensitive(line, "errors"))
        printf("  %s: %s\n", text_of(error, "where"), text_of(error, "why"));
}

void task_report_print_venues(const cJSON *venues)
{
    const cJSON *line;
    cJSON_ArrayForEach(line, venues) print_line(line);
}
