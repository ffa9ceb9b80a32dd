/* See print_report.h. */
#include "command/print_report.h"

#include "text/json.h"

#include <inttypes.h>

enum { EDITIONS_SHOWN = 40 };

/* A member; "", -1 and false where it is not there or is something else. */
static const char *report_text(const cJSON *report, const char *name)
{
    const char *text =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(report, name));
    return text ? text : "";
}

static int64_t report_number(const cJSON *report, const char *name)
{
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(report, name);
    return cJSON_IsNumber(number) ? (int64_t)number->valuedouble : -1;
}

static bool report_flag(const cJSON *report, const char *name)
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

static void print_reasons(const cJSON *report)
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

static void print_editions(const cJSON *report)
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

/* What became of a line of [venues]. */
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

static void print_venues(const cJSON *venues)
{
    const cJSON *line;
    cJSON_ArrayForEach(line, venues) print_line(line);
}

void print_report(const cJSON *report)
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
    print_reasons(report);
    print_counts(report);
    print_editions(report);
    if (harvest != NULL)
        print_harvest(harvest);
    print_venues(cJSON_GetObjectItemCaseSensitive(report, "venues"));
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
