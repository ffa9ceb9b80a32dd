/* Records to JSON, JSON to lines on the terminal. See task_report.h. */
#include "task_report.h"
#include "task_report_parts.h"

#include "site/view_ledger.h"

#include <inttypes.h>

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
    task_report_venues(&report->venues, json_set_list(object, "venues"));
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

const char *report_text(const cJSON *report, const char *name)
{
    const char *text =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(report, name));
    return text ? text : "";
}

int64_t report_number(const cJSON *report, const char *name)
{
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(report, name);
    return cJSON_IsNumber(number) ? (int64_t)number->valuedouble : -1;
}

bool report_flag(const cJSON *report, const char *name)
{
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(report, name));
}

static void print_day(const cJSON *day)
{
    const cJSON *missing = cJSON_GetObjectItemCaseSensitive(day, "missing"), *key;
    int64_t announced = report_number(day, "announced");
    printf("%s  %-12s %-14s", report_text(day, "date"), report_text(day, "category"),
           report_text(day, "section"));
    if (announced < 0)
        printf("not seen: a day without announcement, or a missed one");
    else
        printf("%5" PRId64 " of %5" PRId64, report_number(day, "stored"), announced);
    cJSON_ArrayForEach(key, missing)
        printf("%s %s", key == missing->child ? "   missing:" : ",", key->valuestring);
    printf("\n");
}

static void print_counts(const cJSON *report)
{
    const cJSON *item;
    bool first = true;
    cJSON_ArrayForEach(item, report)
    {
        if (!cJSON_IsNumber(item))
            continue;
        printf("%s%.10g %s", first ? "" : ", ", item->valuedouble, item->string);
        first = false;
    }
    if (!first)
        printf("\n");
}

/* A night without it harms no list: a notice, not a failure. */
static void print_harvest(const cJSON *harvest)
{
    printf("harvest: %" PRId64 " papers read, %" PRId64 " added, %" PRId64
           " changed%s\n",
           report_number(harvest, "read"), report_number(harvest, "added"),
           report_number(harvest, "changed"),
           report_flag(harvest, "done") ? "" : "; the next ingest goes on");
    if (*report_text(harvest, "problem") != '\0')
        printf("harvest: %s\n", report_text(harvest, "problem"));
}

static void print_nightly(const cJSON *faq)
{
    printf("FAQs: %" PRId64 " queued, %" PRId64 " waiting%s\n",
           report_number(faq, "queued"), report_number(faq, "waiting"),
           report_flag(faq, "budget_reached") ? "; the budget does not pay for more"
                                              : "");
}

/* How far a backfill has come. */
static void print_place(const cJSON *report)
{
    const char *next = report_text(report, "next");
    if (*next != '\0')
        printf("stopped before %s; the next backfill goes on there: %s\n", next,
               report_text(report, "problem"));
    else
        printf("complete: every day from %s to %s\n", report_text(report, "from"),
               report_text(report, "until"));
}

static void print_tokens(const cJSON *tokens)
{
    const cJSON *token;
    if (tokens->child == NULL)
        printf("there is no token\n");
    cJSON_ArrayForEach(token, tokens)
        printf("%-20s %-8s %s\n", report_text(token, "name"),
               report_text(token, "role"), report_text(token, "created"));
}

void task_report_print(const cJSON *report)
{
    const cJSON *faq = cJSON_GetObjectItemCaseSensitive(report, "faq");
    const cJSON *harvest = cJSON_GetObjectItemCaseSensitive(report, "harvest");
    const cJSON *tokens = cJSON_GetObjectItemCaseSensitive(report, "tokens");
    const cJSON *item, *days = cJSON_GetObjectItemCaseSensitive(report, "days");
    cJSON_ArrayForEach(item, days) print_day(item);
    if (days != NULL && days->child == NULL)
        printf("the ledger has nothing of that day\n");
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(report, "problems"))
        printf("%s could not be read: %s\n", report_text(item, "source"),
               report_text(item, "what"));
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(report, "errors"))
        printf("%s: %s\n", report_text(item, "where"), report_text(item, "why"));
    task_report_print_reasons(report);
    print_counts(report);
    task_report_print_editions(report);
    if (harvest != NULL)
        print_harvest(harvest);
    task_report_print_venues(cJSON_GetObjectItemCaseSensitive(report, "venues"));
    if (faq != NULL)
        print_nightly(faq);
    if (tokens != NULL)
        print_tokens(tokens);
    if (cJSON_HasObjectItem(report, "next"))
        print_place(report);
    if (cJSON_HasObjectItem(report, "result"))
        printf("%s\n", report_text(report, "result"));
    if (cJSON_HasObjectItem(report, "complete"))
        printf("%s\n", report_flag(report, "complete")
                           ? "complete: everything announced is stored"
                           : "not complete");
}
