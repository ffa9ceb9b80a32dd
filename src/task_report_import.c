/* What an import has found, as JSON and as lines on the terminal. See task_report.h. */
#include "task_report.h"
#include "task_report_parts.h"

#include <inttypes.h>

enum { EDITIONS_SHOWN = 40 };

static void put_reasons(const struct import_report *report, cJSON *list)
{
    for (size_t i = 0; i < report->reasons.count; i++) {
        cJSON *reason = json_add_object(list);
        json_set_text(reason, "why", report->reasons.items[i].why);
        json_set_int(reason, "count", report->reasons.items[i].count);
    }
}

static void put_editions(const struct import_report *report, cJSON *list)
{
    for (size_t i = 0; i < report->editions.count; i++) {
        const struct import_edition *told = &report->editions.items[i];
        cJSON *edition = json_add_object(list);
        json_set_text(edition, "name", told->name);
        json_set_int(edition, "papers", told->papers);
        json_set_int(edition, "abstracts", told->abstracts);
        json_set_int(edition, "groups", told->groups);
        if (told->declared >= 0)
            json_set_int(edition, "declared", told->declared);
        else
            json_set_null(edition, "declared");
    }
}

cJSON *task_report_import(const struct import_report *report)
{
    const struct {
        const char *name;
        int64_t count;
    } counts[] = {
        { "read", report->read },       { "added", report->added },
        { "changed", report->changed }, { "unchanged", report->unchanged },
        { "skipped", report->skipped }, { "duplicate", report->duplicate },
    };
    cJSON *object = cJSON_CreateObject();
    for (size_t i = 0; i < COUNT_OF(counts); i++)
        json_set_int(object, counts[i].name, counts[i].count);
    if (report->refused > 0)
        json_set_int(object, "refused", report->refused);
    put_reasons(report, json_set_list(object, "reasons"));
    put_editions(report, json_set_list(object, "editions"));
    cJSON *errors = json_set_list(object, "errors");
    for (size_t i = 0; i < report->errors.count; i++) {
        cJSON *error = json_add_object(errors);
        json_set_text(error, "where", report->errors.items[i].where);
        json_set_text(error, "why", report->errors.items[i].why);
    }
    cJSON_AddNumberToObject(object, "seconds",
                            (double)(int64_t)(report->seconds * 100 + 0.5) / 100);
    return object;
}

void task_report_print_reasons(const cJSON *report)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(report, "reasons"))
        printf("%" PRId64 " left out: %s\n", report_number(item, "count"),
               report_text(item, "why"));
}

/* "ACL.2024: 933 papers of 940, 5 groups, all have abstracts" */
static void print_edition(const cJSON *edition)
{
    int64_t papers = report_number(edition, "papers");
    int64_t abstracts = report_number(edition, "abstracts");
    int64_t groups = report_number(edition, "groups");
    int64_t declared = report_number(edition, "declared");
    printf("%s: %" PRId64 " paper%s", report_text(edition, "name"), papers,
           papers == 1 ? "" : "s");
    if (declared > papers)
        printf(" of %" PRId64, declared);
    if (groups > 0)
        printf(", %" PRId64 " group%s", groups, groups == 1 ? "" : "s");
    if (papers > 0 && abstracts == papers)
        printf(", all have abstracts\n");
    else if (abstracts == 0)
        printf(", none has an abstract\n");
    else
        printf(", %" PRId64 " with abstract\n", abstracts);
}

void task_report_print_editions(const cJSON *report)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(report, "editions"), *item;
    int shown = 0;
    cJSON_ArrayForEach(item, list)
    {
        if (shown++ == EDITIONS_SHOWN)
            break;
        print_edition(item);
    }
    if (shown > EDITIONS_SHOWN)
        printf("and %d more editions\n", cJSON_GetArraySize(list) - EDITIONS_SHOWN);
}
