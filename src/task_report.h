/* Reports of tasks: as JSON, and as the text that the command prints of that JSON. */
#ifndef TASK_REPORT_H
#define TASK_REPORT_H

#include "task.h"
#include "work/importer.h"

cJSON *task_report_ingest(const struct ingest_report *report);
cJSON *task_report_import(const struct import_report *report);

/* For people; any task's report. */
void task_report_print(const cJSON *report);

#endif
