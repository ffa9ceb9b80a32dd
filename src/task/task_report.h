/* Reports of tasks, as JSON. */
#ifndef TASK_REPORT_H
#define TASK_REPORT_H

#include "faq/faq_nightly.h"
#include "task/task.h"
#include "work/backfill/backfill.h"
#include "work/backfill/harvest_nightly.h"
#include "work/import/importer.h"

/* Each becomes a tree that the caller frees with json_done, or the members of one that
 * he has. */
cJSON *task_report_ingest(const struct ingest_report *report);
void task_report_harvest(const struct nightly_report *report, cJSON *object);
void task_report_nightly(const struct faq_nightly_report *report, cJSON *object);
cJSON *task_report_import(const struct import_report *report);
cJSON *task_report_backfill(const struct backfill_report *report);

#endif
