/* A task's report on the terminal, for people. */
#ifndef PRINT_REPORT_H
#define PRINT_REPORT_H

#include <cjson/cJSON.h>

/* Any task's report, as task_report.h makes it; members that it lacks say nothing. */
void print_report(const cJSON *report);

#endif
