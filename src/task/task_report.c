/* See task_report.h. */
#include "task/task_report.h"

#include "site/list/view_ledger.h"
#include "text/json.h"

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

static void put_venues(const struct venue_harvest_report *report, cJSON *list)
{
    for (size_t i = 0; i < report->count; i++)
        cJSON_AddItemToArray(list, line_json(&report->items[i]));
}

cJSON *task_report_ingest(const struct ingest_report *report)
{
    cJSON *object = cJSON_CreateObject();
    cJSON *days = json_set_list(object, "days");
    for (size_t i = 0; i < report->rows.count; i++)
        view_ledger_record(json_add_object(days), &report->rows.items[i]);
    cJSON *problems = json_set_list(object, "problems");
    for (size_t i = 0; i < report->poll.problems.count; i++) {
        cJSON *problem = json_add_object(problems);
        json_set_text(problem, "source", report->poll.problems.items[i].source);
        json_set_text(problem, "what", report->poll.problems.items[i].what);
    }
    put_venues(&report->venues, json_set_list(object, "venues"));
    json_set_bool(object, "complete", report->complete);
    json_set_int(object, "added", report->poll.added);
    json_set_int(object, "changed", report->poll.changed);
    return object;
}

void task_report_harvest(const struct nightly_report *report, cJSON *object)
{
    json_set_int(object, "read", report->counts.read);
    json_set_int(object, "added", report->counts.added);
    json_set_int(object, "changed", report->counts.changed);
    json_set_bool(object, "done", report->done);
    json_set_text(object, "problem", report->problem);
}

void task_report_nightly(const struct faq_nightly_report *report, cJSON *object)
{
    json_set_int(object, "queued", report->queued);
    json_set_int(object, "waiting", report->waiting);
    json_set_bool(object, "budget_reached", report->budget_reached);
}

cJSON *task_report_backfill(const struct backfill_report *report)
{
    cJSON *object = task_report_import(&report->counts);
    bool done = report->next > report->until;
    json_set_day(object, "from", report->from);
    json_set_day(object, "until", report->until);
    json_set_day(object, "next", done ? DAY_NONE : report->next);
    json_set_text(object, "problem", report->problem);
    return object;
}
