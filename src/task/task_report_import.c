/* What an import has found. See task_report.h. */
#include "task/task_report.h"

#include "text/json.h"

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
