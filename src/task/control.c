/* A server on the unix socket, and a thread for each lane that does one task at a time.
 * A backfill takes hours: it has a lane of its own and holds nobody up. See control.h.
 */
#include "task/control.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "daemon/site_call.h"
#include "http/server.h"

#include <inttypes.h>
#include <stdlib.h>

enum { TASK_BODY_MAX = 4 << 20, ENDED_KEPT = 8 };

/* Kept for a while: who handed it in asks a moment later, and others may come between.
 */
struct ended_task {
    int64_t number; /* 0: none */
    struct task_outcome outcome;
    struct err err;
};

/* The tasks of one kind, one at a time. */
struct lane {
    struct control *control;
    struct task_setting setting;
    pthread_t thread;
    bool started;
    /* Under the control's mutex: */
    int64_t number; /* of the task at hand or last done */
    bool waiting, running;
    cJSON *request; /* of the waiting task */
    struct task_progress progress;
};

enum { LANE_SHORT, LANE_LONG, LANES };

struct control {
    struct site *site;
    char *socket_path;
    struct server *server;
    pthread_mutex_t mutex; /* guards what follows */
    pthread_cond_t wake;
    bool ending;
    int64_t number; /* of the task handed in last; no daemon before had it */
    struct lane lanes[LANES];
    struct ended_task ended[ENDED_KEPT]; /* the last few */
    size_t ended_count;
};

static struct lane *lane_of(struct control *control, const struct task *task)
{
    return &control->lanes[task->kind == TASK_BACKFILL ? LANE_LONG : LANE_SHORT];
}

static void note_progress(void *context, const struct task_progress *progress)
{
    struct lane *lane = context;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&lane->control->mutex);
    lane->progress = *progress;
}

static void answer_json(struct response *response, int status, cJSON *tree)
{
    response->status = status;
    response->content_type = "application/json";
    json_write(&response->body, tree, false);
    cJSON_Delete(tree);
}

static bool post_task(void *context, const struct request *request,
                      struct response *response, struct err *err)
{
    struct control *control = context;
    struct task task;
    CLEANUP(json_done) cJSON *object = NULL;
    if (!json_read(request->body, &object, err) ||
        !task_read(object, request->arena, &task, err))
        return false;
    struct lane *lane = lane_of(control, &task);
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&control->mutex);
    if (lane->waiting || lane->running || control->ending)
        return err_set(err, ERR_BUSY,
                       "the daemon is busy with another task; try again later");
    lane->request = object;
    object = NULL;
    lane->waiting = true;
    lane->number = ++control->number;
    lane->progress = (struct task_progress){ .what = "starting" };
    pthread_cond_broadcast(&control->wake);
    cJSON *answer = cJSON_CreateObject();
    json_set_int(answer, "task", lane->number);
    answer_json(response, 202, answer);
    return true;
}

static cJSON *describe_running(const struct task_progress *progress)
{
    cJSON *tree = cJSON_CreateObject();
    json_set_text(tree, "state", "running");
    json_set_text(tree, "what", progress->what);
    json_set_int(tree, "done", progress->done);
    json_set_int(tree, "total", progress->total);
    json_set_int(tree, "records", progress->records);
    return tree;
}

static cJSON *describe_ended(const struct ended_task *task)
{
    cJSON *tree = cJSON_CreateObject();
    json_set_text(tree, "state", "done");
    json_set_int(tree, "exit", task->outcome.code);
    if (task->outcome.report != NULL)
        cJSON_AddItemToObject(tree, "report",
                              cJSON_Duplicate(task->outcome.report, true));
    else
        json_set_text(tree, "error", task->err.text);
    return tree;
}

/* The description of a task that runs or has ended; NULL: there is none. */
static cJSON *describe(const struct control *control, int64_t number)
{
    for (size_t i = 0; i < LANES; i++) {
        const struct lane *lane = &control->lanes[i];
        if (lane->number == number && (lane->waiting || lane->running))
            return describe_running(&lane->progress);
    }
    for (size_t i = 0; i < ENDED_KEPT; i++)
        if (control->ended[i].number == number)
            return describe_ended(&control->ended[i]);
    return NULL;
}

static bool get_task(void *context, const struct request *request,
                     struct response *response, struct err *err)
{
    struct control *control = context;
    int64_t number;
    if (!str_to_int(str_of(request->arguments[0]), 1, INT64_MAX, &number, err))
        return false;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&control->mutex);
    cJSON *tree = describe(control, number);
    if (tree == NULL)
        return err_set(err, ERR_NOT_FOUND, "there is no task %" PRId64, number);
    answer_json(response, 200, tree);
    return true;
}

static bool get_status(void *context, const struct request *request,
                       struct response *response, struct err *err)
{
    struct control *control = context;
    response->status = 200;
    response->content_type = "application/json";
    return site_call(control->site, request->path, request->arena, &response->body,
                     err);
}

static void answer_error(void *context, const struct request *request, int status,
                         const struct err *err, struct response *response)
{
    (void)context;
    (void)request;
    cJSON *tree = cJSON_CreateObject();
    json_set_text(tree, "error", err->text);
    answer_json(response, status, tree);
}

static const struct route routes[] = {
    { METHOD_POST, "/task", post_task },
    { METHOD_GET, "/task/{id}", get_task },
    { METHOD_GET, "/api/v1/status", get_status },
};

/* The next task, or NULL when the daemon ends. */
static cJSON *take_request(struct lane *lane)
{
    struct control *control = lane->control;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&control->mutex);
    while (!lane->waiting && !control->ending)
        pthread_cond_wait(&control->wake, &control->mutex);
    if (control->ending)
        return NULL;
    cJSON *request = lane->request;
    lane->request = NULL;
    lane->waiting = false;
    lane->running = true;
    return request;
}

static void finish(struct lane *lane, const struct task_outcome *outcome,
                   const struct err *err)
{
    struct control *control = lane->control;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&control->mutex);
    struct ended_task *ended = &control->ended[control->ended_count++ % ENDED_KEPT];
    cJSON_Delete(ended->outcome.report);
    *ended = (struct ended_task){ lane->number, *outcome, *err };
    lane->running = false;
}

static void *lane_body(void *argument)
{
    struct lane *lane = argument;
    cJSON *request;
    while ((request = take_request(lane)) != NULL) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        CLEANUP(json_done) cJSON *object = request;
        struct task_outcome outcome = { .code = FAILED };
        struct err err = { 0 };
        struct task task;
        if (!task_read(object, &arena, &task, &err) ||
            !task_run(&task, &lane->setting, &outcome, &err)) {
            outcome = (struct task_outcome){ .code = FAILED };
            log_warn("task failed why=\"%s\"", err.text);
        }
        finish(lane, &outcome, &err);
    }
    return NULL;
}

static bool open_server(struct control *control, struct err *err)
{
    struct server_options options = {
        .socket_path = control->socket_path,
        .threads = 1,
        .request_body_max = TASK_BODY_MAX,
        .connections_max = 16,
        .routes = routes,
        .route_count = COUNT_OF(routes),
        .context = control,
        .error_page = answer_error,
    };
    return server_open(&options, &control->server, err);
}

static void start_lane(struct control *control, struct lane *lane,
                       const struct task_setting *setting)
{
    lane->control = control;
    lane->setting = *setting;
    lane->setting.progress = note_progress;
    lane->setting.context = lane;
    lane->thread = thread_start("control", lane_body, lane);
    lane->started = true;
}

bool control_open(const char *socket_path, const struct task_setting *setting,
                  struct site *site, struct control **ret_control, struct err *err)
{
    struct control *control = mem_alloc(sizeof *control);
    control->site = site;
    control->socket_path = mem_text(socket_path);
    control->number = clock_now();
    pthread_mutex_init(&control->mutex, NULL);
    pthread_cond_init(&control->wake, NULL);
    if (!open_server(control, err)) {
        control_close(control);
        return false;
    }
    for (size_t i = 0; i < LANES; i++)
        start_lane(control, &control->lanes[i], setting);
    *ret_control = control;
    return true;
}

static void tell_ending(struct control *control)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&control->mutex);
    control->ending = true;
    pthread_cond_broadcast(&control->wake);
}

void control_close(struct control *control)
{
    if (control == NULL)
        return;
    tell_ending(control);
    for (size_t i = 0; i < LANES; i++)
        if (control->lanes[i].started)
            pthread_join(control->lanes[i].thread, NULL);
    server_close(control->server);
    for (size_t i = 0; i < LANES; i++)
        cJSON_Delete(control->lanes[i].request);
    for (size_t i = 0; i < ENDED_KEPT; i++)
        cJSON_Delete(control->ended[i].outcome.report);
    pthread_cond_destroy(&control->wake);
    pthread_mutex_destroy(&control->mutex);
    free(control->socket_path);
    free(control);
}
