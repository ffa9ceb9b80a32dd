/* What an ingest has found in the lines of [venues], as JSON and as lines on the
 * terminal. See task_report.h. */
#include "task_report.h"
#include "task_report_parts.h"

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

static void print_line(const cJSON *line)
{
    const cJSON *error;
    printf("%s (%s): ", report_text(line, "name"), report_text(line, "kind"));
    if (*report_text(line, "problem") != '\0')
        printf("could not be read: %s\n", report_text(line, "problem"));
    else if (report_flag(line, "unchanged"))
        printf("nothing new\n");
    else
        printf("%" PRId64 " papers read, %" PRId64 " added, %" PRId64 " changed%s\n",
               report_number(line, "read"), report_number(line, "added"),
               report_number(line, "changed"),
               report_flag(line, "paused") ? "; the next ingest goes on" : "");
    cJSON_ArrayForEach(error, cJSON_GetObjectItemCaseSensitive(line, "errors"))
        printf("  %s: %s\n", report_text(error, "where"), report_text(error, "why"));
}

void task_report_print_venues(const cJSON *venues)
{
    const cJSON *line;
    cJSON_ArrayForEach(line, venues) print_line(line);
}
