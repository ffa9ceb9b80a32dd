/* Reports of tasks: as JSON, and as the text that the command prints of that JSON. */
#ifndef TASK_REPORT_H
#define TASK_REPORT_H

#include "faq/faq_nightly.h"
#include "task.h"
#include "work/backfill.h"
#include "work/harvest_nightly.h"
#include "work/importer.h"
#include "work/venue_harvest.h"

/* Each becomes a tree that the caller frees with json_done, or the members of one that
 * he has. */
cJSON *task_report_ingest(const struct ingest_report *report);
void task_report_harvest(const struct nightly_report *report, cJSON *object);
void task_report_venues(const struct venue_harvest_report *report, cJSON *list);
void task_report_nightly(const struct faq_nightly_report *report, cJSON *object);
cJSON *task_report_import(const struct import_report *report);
cJSON *task_report_backfill(const struct backfill_report *report);

/* What an import left out, and the editions that it told of; of any report that has
 * them. */
void task_report_print_reasons(const cJSON *report);
void task_report_print_editions(const cJSON *report);

/* What became of each line of [venues]. */
void task_report_print_venues(const cJSON *venues);

/* For people; any task's report. */
void task_report_print(const cJSON *report);

#endif
