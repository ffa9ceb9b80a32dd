/* The import as a task: its JSON form, and the work. See task_parts.h. */
#include "task/task_parts.h"

#include "task/task_report.h"
#include "work/import/importer.h"

enum { FORMAT_MAX = 20 };

void import_task_put(const struct import_task *task, cJSON *object)
{
    json_set_text(object, "format", task->format);
    json_set_text(object, "venue", task->series);
    if (task->year != 0)
        json_set_int(object, "year", task->year);
    json_set_bool(object, "dry_run", task->dry_run);
    json_set_bool(object, "move", task->move);
}

static bool read_edition(const cJSON *object, struct arena *arena,
                         struct import_task *task, struct err *err)
{
    const char *series;
    int64_t year = 0;
    if (!json_get_text_or_null(object, "venue", VENUE_SERIES_MAX, arena, &series,
                               err) ||
        !json_get_int_or(object, "year", VENUE_YEAR_MIN, VENUE_YEAR_MAX, 0, &year, err))
        return false;
    task->year = (int)year;
    return series == NULL ||
           venue_series_read(arena, str_of(series), &task->series, err);
}

bool import_task_read(const cJSON *object, struct arena *arena,
                      struct import_task *ret_task, struct err *err)
{
    struct import_task task = { 0 };
    if (!json_get_text(object, "format", FORMAT_MAX, arena, &task.format, err) ||
        !read_edition(object, arena, &task, err) ||
        !json_get_bool_or(object, "dry_run", false, &task.dry_run, err) ||
        !json_get_bool_or(object, "move", false, &task.move, err))
        return false;
    if (!import_format_exists(task.format))
        return err_set(err, ERR_INVALID, "formats are: %s", import_formats);
    *ret_task = task;
    return true;
}

static void tell_progress(void *context, int64_t done, int64_t total, int64_t records)
{
    task_say(context, "importing", done, total, records);
}

bool import_task_run(const struct task *task, const struct task_setting *setting,
                     struct task_outcome *ret_outcome, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct import_report report;
    struct task_setting given = *setting;
    const struct import_options options = {
        .store = setting->store,
        .stop = setting->stop,
        .format = task->import.format,
        .files = task->files.items,
        .file_count = task->files.count,
        .series = task->import.series,
        .year = task->import.year,
        .dry_run = task->import.dry_run,
        .move = task->import.move,
        .progress = tell_progress,
        .context = &given,
    };
    if (!import_run(&options, &arena, &report, err))
        return false;
    ret_outcome->report = task_report_import(&report);
    ret_outcome->code = report.refused == 0 ? DONE : FAILED;
    return true;
}
