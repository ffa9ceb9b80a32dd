/* Tasks: their JSON form and how each is done. See task.h. */
#include "task/task_parts.h"

#include "task/task_report.h"

#include <string.h>

enum { PATH_BYTES_MAX = 4096, FILES_MAX = CLI_WORDS_MAX };

static const char *const kind_names[] = {
    [TASK_INGEST] = "ingest", [TASK_IMPORT] = "import", [TASK_BACKFILL] = "backfill",
    [TASK_CHECK] = "check",   [TASK_BACKUP] = "backup", [TASK_TOKEN] = "token",
};

cJSON *task_json(const struct task *task)
{
    cJSON *object = cJSON_CreateObject();
    json_set_text(object, "kind", kind_names[task->kind]);
    json_set_day(object, "date", task->day);
    cJSON *files = json_set_list(object, "files");
    for (size_t i = 0; i < task->files.count; i++)
        json_add_text(files, task->files.items[i]);
    if (task->kind == TASK_IMPORT)
        import_task_put(&task->import, json_set_object(object, "import"));
    if (task->kind == TASK_TOKEN)
        token_task_put(&task->token, json_set_object(object, "token"));
    if (task->kind == TASK_BACKFILL)
        backfill_task_put(&task->backfill, json_set_object(object, "backfill"));
    return object;
}

static bool read_kind(const cJSON *object, struct arena *arena,
                      enum task_kind *ret_kind, struct err *err)
{
    const char *name;
    if (!json_get_text(object, "kind", 20, arena, &name, err))
        return false;
    for (size_t i = 0; i < COUNT_OF(kind_names); i++) {
        if (strcmp(name, kind_names[i]) == 0) {
            *ret_kind = (enum task_kind)i;
            return true;
        }
    }
    return err_set(err, ERR_INVALID, "there is no task “%s”", name);
}

static bool read_files(const cJSON *object, struct arena *arena,
                       struct text_list *ret_files, struct err *err)
{
    const cJSON *list = NULL, *item;
    if (!json_get_list_or_empty(object, "files", FILES_MAX, &list, err))
        return false;
    cJSON_ArrayForEach(item, list)
    {
        if (!cJSON_IsString(item) || strlen(item->valuestring) > PATH_BYTES_MAX)
            return err_set(err, ERR_INVALID, "files: expected a list of paths");
        ARENA_PUSH(arena, ret_files, arena_text(arena, str_of(item->valuestring)));
    }
    return true;
}

bool task_read(const cJSON *object, struct arena *arena, struct task *ret_task,
               struct err *err)
{
    struct task task = { .day = DAY_NONE };
    const char *date;
    if (!read_kind(object, arena, &task.kind, err) ||
        !json_get_text_or_null(object, "date", 20, arena, &date, err) ||
        !read_files(object, arena, &task.files, err))
        return false;
    if (date != NULL && !day_from_text(str_of(date), &task.day, err))
        return false;
    if (task.kind == TASK_IMPORT &&
        !import_task_read(cJSON_GetObjectItemCaseSensitive(object, "import"), arena,
                          &task.import, err))
        return false;
    if (task.kind == TASK_TOKEN &&
        !token_task_read(cJSON_GetObjectItemCaseSensitive(object, "token"), arena,
                         &task.token, err))
        return false;
    if (task.kind == TASK_BACKFILL &&
        !backfill_task_read(cJSON_GetObjectItemCaseSensitive(object, "backfill"), arena,
                            &task.backfill, err))
        return false;
    *ret_task = task;
    return true;
}

void task_say(const struct task_setting *setting, const char *what, int64_t done,
              int64_t total, int64_t records)
{
    struct task_progress progress = { .done = done,
                                      .total = total,
                                      .records = records };
    snprintf(progress.what, sizeof progress.what, "%s", what);
    if (setting->progress != NULL)
        setting->progress(setting->context, &progress);
}

static cJSON *report_done(const char *what)
{
    cJSON *report = cJSON_CreateObject();
    json_set_text(report, "result", what);
    return report;
}

static bool run_check(const struct task_setting *setting,
                      struct task_outcome *ret_outcome, struct err *err)
{
    task_say(setting, "checking the database", 0, 0, 0);
    if (!store_check(setting->store, true, err))
        return false;
    ret_outcome->report = report_done("the database is whole");
    ret_outcome->code = DONE;
    return true;
}

static bool run_backup(const struct task *task, const struct task_setting *setting,
                       struct task_outcome *ret_outcome, struct err *err)
{
    if (task->files.count != 1)
        return err_set(err, ERR_INVALID, "backup needs one file");
    task_say(setting, "copying the database", 0, 0, 0);
    if (!store_backup(setting->store, task->files.items[0], err))
        return false;
    ret_outcome->report = report_done("the copy is complete and checked");
    ret_outcome->code = DONE;
    return true;
}

bool task_run(const struct task *task, const struct task_setting *setting,
              struct task_outcome *ret_outcome, struct err *err)
{
    switch (task->kind) { /* no default: -Wswitch */
    case TASK_INGEST:
        return task_run_ingest(task, setting, ret_outcome, err);
    case TASK_IMPORT:
        return import_task_run(task, setting, ret_outcome, err);
    case TASK_BACKFILL:
        return backfill_task_run(&task->backfill, setting, ret_outcome, err);
    case TASK_CHECK:
        return run_check(setting, ret_outcome, err);
    case TASK_BACKUP:
        return run_backup(task, setting, ret_outcome, err);
    case TASK_TOKEN:
        return token_task_run(&task->token, setting, ret_outcome, err);
    }
    return err_set(err, ERR_INVALID, "unknown task");
}
