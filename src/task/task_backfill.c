/* The backfill as a task: its JSON form, and a gate of its own where there is no
 * daemon. See task_parts.h. */
#include "task/task_parts.h"

#include "task/task_report.h"

void backfill_task_put(const struct backfill_task *task, cJSON *object)
{
    json_set_text(object, "set", task->set);
    json_set_day(object, "from", task->from);
    json_set_day(object, "until", task->until);
    json_set_bool(object, "again", task->again);
}

static bool read_day(const cJSON *object, const char *name, struct arena *arena,
                     int32_t *ret_day, struct err *err)
{
    const char *text;
    if (!json_get_text_or_null(object, name, DAY_TEXT_SIZE, arena, &text, err))
        return false;
    *ret_day = DAY_NONE;
    return text == NULL || day_from_text(str_of(text), ret_day, err);
}

bool backfill_task_read(const cJSON *object, struct arena *arena,
                        struct backfill_task *ret_task, struct err *err)
{
    struct backfill_task task;
    const char *text;
    char set[OAI_SET_SIZE] = "";
    if (!json_get_text(object, "set", OAI_SET_SIZE, arena, &text, err) ||
        !read_day(object, "from", arena, &task.from, err) ||
        !read_day(object, "until", arena, &task.until, err) ||
        !json_get_bool_or(object, "again", false, &task.again, err))
        return false;
    if (text[0] != '\0' && !oai_set_read(str_of(text), set, err))
        return false;
    task.set = arena_text(arena, str_of(set));
    *ret_task = task;
    return true;
}

static void tell_progress(void *context, const char *what, int64_t done, int64_t total,
                          int64_t records)
{
    task_say(context, what, done, total, records);
}

static void arxiv_done(struct arxiv **arxiv)
{
    arxiv_close(*arxiv);
}

bool backfill_task_run(const struct backfill_task *task,
                       const struct task_setting *setting,
                       struct task_outcome *ret_outcome, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(arxiv_done) struct arxiv *own = NULL;
    struct arxiv_options gate = task_ingest_options(setting).arxiv;
    struct backfill_report report;
    struct task_setting given = *setting;
    if (setting->arxiv == NULL && !arxiv_open(&gate, &own, err))
        return false;
    struct backfill_options options = {
        .store = setting->store,
        .arxiv = own ? own : setting->arxiv,
        .stop = setting->stop,
        .set = task->set,
        .from = task->from,
        .until = task->until,
        .again = task->again,
        .progress = tell_progress,
        .context = &given,
    };
    task_say(setting, "harvesting", 0, 0, 0);
    if (!backfill_run(&options, &arena, &report, err))
        return false;
    ret_outcome->report = task_report_backfill(&report);
    ret_outcome->code = report.problem == NULL ? DONE : INCOMPLETE;
    return true;
}
