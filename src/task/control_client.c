/* POST, then ask how it goes until it is done. See control_client.h. */
#include "task/control_client.h"

#include "net/local_client.h"

#include <inttypes.h>

enum { ASK_AGAIN_MS = 100, OUTCOME_TEXT_MAX = 1000 };

const char *control_path(const struct config *config, struct arena *arena)
{
    return arena_printf(arena, "%s/control.sock", config->dir);
}

static bool call(const struct local_call *given, int expected, struct arena *arena,
                 cJSON **ret_tree, struct err *err)
{
    int status;
    struct str body;
    const char *why = "no reason given";
    struct err ignored;
    if (!local_call(given, arena, &status, &body, err) ||
        !json_read(body, ret_tree, err))
        return false;
    if (status == expected)
        return true;
    if (!json_get_text(*ret_tree, "error", OUTCOME_TEXT_MAX, arena, &why, &ignored))
        why = "no reason given";
    return err_set(err, status == 503 ? ERR_BUSY : ERR_INVALID, "%s", why);
}

bool control_hand_over(const char *socket_path, const struct task *task,
                       int64_t *ret_number, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *object = task_json(task);
    CLEANUP(json_done) cJSON *answer = NULL;
    CLEANUP(buf_done) struct buf text = buf_upto(4 << 20);
    json_write(&text, object, false);
    struct local_call post = { .socket_path = socket_path,
                               .target = "/task",
                               .post = text.ptr };
    return call(&post, 202, &arena, &answer, err) &&
           json_get_int(answer, "task", 1, INT64_MAX >> 11, ret_number, err);
}

static bool read_progress(const cJSON *answer, struct arena *arena,
                          struct task_progress *ret_progress, struct err *err)
{
    const char *what;
    struct task_progress progress = { .done = 0 };
    if (!json_get_text(answer, "what", sizeof progress.what, arena, &what, err) ||
        !json_get_int(answer, "done", 0, INT64_MAX >> 11, &progress.done, err) ||
        !json_get_int(answer, "total", 0, INT64_MAX >> 11, &progress.total, err) ||
        !json_get_int(answer, "records", 0, INT64_MAX >> 11, &progress.records, err))
        return false;
    snprintf(progress.what, sizeof progress.what, "%s", what);
    *ret_progress = progress;
    return true;
}

static bool read_outcome(cJSON *answer, struct arena *arena,
                         struct task_outcome *ret_outcome, struct err *err)
{
    int64_t code;
    const char *why;
    if (!json_get_int(answer, "exit", DONE, INCOMPLETE, &code, err))
        return false;
    cJSON *report = cJSON_DetachItemFromObjectCaseSensitive(answer, "report");
    if (report == NULL) {
        return json_get_text(answer, "error", OUTCOME_TEXT_MAX, arena, &why, err) &&
               err_set(err, ERR_BROKEN, "%s", why);
    }
    *ret_outcome = (struct task_outcome){ report, (enum exit_code)code };
    return true;
}

/* One look; *ret_done: the task has ended, and this is how. */
static bool look(const struct control_watch *watch, bool *ret_done,
                 struct task_outcome *ret_outcome, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *answer = NULL;
    struct task_progress now;
    const char *state;
    struct local_call ask = { .socket_path = watch->socket_path,
                              .target = arena_printf(&arena, "/task/%" PRId64,
                                                     watch->number) };
    if (!call(&ask, 200, &arena, &answer, err))
        return err->code == ERR_UPSTREAM &&
               err_set(err, ERR_BROKEN, "the daemon ended before it was done");
    if (!json_get_text(answer, "state", 20, &arena, &state, err))
        return false;
    *ret_done = str_eq(str_of(state), LIT("done"));
    if (*ret_done)
        return read_outcome(answer, &arena, ret_outcome, err);
    if (!read_progress(answer, &arena, &now, err))
        return false;
    watch->progress(watch->context, &now);
    return true;
}

bool control_follow(const struct control_watch *watch, struct task_outcome *ret_outcome,
                    struct err *err)
{
    bool done = false;
    while (look(watch, &done, ret_outcome, err)) {
        if (done)
            return true;
        if (stop_wait(watch->stop, ASK_AGAIN_MS))
            return err_set(err, ERR_BUSY, "not waited for: the daemon goes on with it");
    }
    return false;
}
