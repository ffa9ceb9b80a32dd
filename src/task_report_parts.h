/* What the parts of task_report.h share: reading a report's tree back, to print it. For
 * them only. */
#ifndef TASK_REPORT_PARTS_H
#define TASK_REPORT_PARTS_H

#include "text/json.h"

/* A member; "", -1 and false where it is not there or is something else. */
const char *report_text(const cJSON *report, const char *name);
int64_t report_number(const cJSON *report, const char *name);
bool report_flag(const cJSON *report, const char *name);

#endif
