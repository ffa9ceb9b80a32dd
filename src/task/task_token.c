/* Tokens of readers and administrators: added, listed, removed. See task_parts.h. */
#include "task/task_parts.h"

#include <string.h>

enum { HASH_TEXT_SIZE = 2 * TOKEN_HASH_SIZE + 1 };

static const char *const action_names[] = {
    [TOKEN_ACTION_ADD] = "add",
    [TOKEN_ACTION_LIST] = "list",
    [TOKEN_ACTION_REMOVE] = "remove",
};

bool token_action_read(struct str name, enum token_action *ret_action)
{
    for (size_t i = 0; i < COUNT_OF(action_names); i++) {
        if (str_eq(name, str_of(action_names[i]))) {
            *ret_action = (enum token_action)i;
            return true;
        }
    }
    return false;
}

static void hash_to_text(const uint8_t hash[TOKEN_HASH_SIZE],
                         char ret_text[HASH_TEXT_SIZE])
{
    for (size_t i = 0; i < TOKEN_HASH_SIZE; i++)
        snprintf(ret_text + 2 * i, 3, "%02x", hash[i]);
}

static bool hash_from_text(const char *text, uint8_t ret_hash[TOKEN_HASH_SIZE],
                           struct err *err)
{
    uint8_t hash[TOKEN_HASH_SIZE];
    bool ok = strlen(text) == 2 * TOKEN_HASH_SIZE;
    for (size_t i = 0; ok && i < TOKEN_HASH_SIZE; i++) {
        int high = char_hex(text[2 * i]), low = char_hex(text[2 * i + 1]);
        ok = high >= 0 && low >= 0;
        hash[i] = ok ? (uint8_t)(high * 16 + low) : 0;
    }
    if (!ok)
        return err_set(err, ERR_INVALID, "hash: expected %d hex digits",
                       2 * TOKEN_HASH_SIZE);
    memcpy(ret_hash, hash, sizeof hash);
    return true;
}

void token_task_put(const struct token_task *task, cJSON *object)
{
    json_set_text(object, "action", action_names[task->action]);
    json_set_text(object, "name", task->name);
    json_set_bool(object, "admin", task->role == TOKEN_ADMIN);
    if (task->action == TOKEN_ACTION_ADD) {
        char text[HASH_TEXT_SIZE];
        hash_to_text(task->hash, text);
        json_set_text(object, "hash", text);
    }
}

bool token_task_read(const cJSON *object, struct arena *arena,
                     struct token_task *ret_task, struct err *err)
{
    struct token_task task = { .role = TOKEN_READER };
    const char *action, *hash;
    bool admin;
    if (!json_get_text(object, "action", 20, arena, &action, err) ||
        !json_get_text_or_null(object, "name", TOKEN_NAME_MAX, arena, &task.name,
                               err) ||
        !json_get_bool_or(object, "admin", false, &admin, err) ||
        !json_get_text_or_null(object, "hash", HASH_TEXT_SIZE, arena, &hash, err))
        return false;
    if (!token_action_read(str_of(action), &task.action) ||
        (task.action != TOKEN_ACTION_LIST && task.name == NULL))
        return err_set(err, ERR_INVALID, "a token is added, listed or removed by name");
    if (task.action == TOKEN_ACTION_ADD &&
        !hash_from_text(hash ? hash : "", task.hash, err))
        return false;
    task.role = admin ? TOKEN_ADMIN : TOKEN_READER;
    *ret_task = task;
    return true;
}

static bool change(struct db *db, void *context, struct err *err)
{
    const struct token_task *task = context;
    return task->action == TOKEN_ACTION_ADD
               ? token_store_add(db, task->name, task->role, task->hash, clock_now(),
                                 err)
               : token_store_remove(db, task->name, err);
}

static void put_token(cJSON *object, const struct token *token)
{
    json_set_text(object, "name", token->name);
    json_set_text(object, "role", token_role_name(token->role));
    json_set_time(object, "created", token->created);
}

static bool list(struct store *store, cJSON *report, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(store_read_end) struct db *db = store_read_begin(store);
    struct token_list tokens;
    if (!token_store_list(db, &arena, &tokens, err))
        return false;
    cJSON *items = json_set_list(report, "tokens");
    for (size_t i = 0; i < tokens.count; i++)
        put_token(json_add_object(items), &tokens.items[i]);
    return true;
}

bool token_task_run(const struct token_task *task, const struct task_setting *setting,
                    struct task_outcome *ret_outcome, struct err *err)
{
    CLEANUP(json_done) cJSON *report = cJSON_CreateObject();
    struct token_task given = *task;
    if (task->action == TOKEN_ACTION_LIST) {
        if (!list(setting->store, report, err))
            return false;
    } else {
        if (!store_write(setting->store, change, &given, err))
            return false;
        json_set_text(report, "name", task->name);
        json_set_text(report, "result",
                      task->action == TOKEN_ACTION_ADD ? "added" : "removed");
    }
    ret_outcome->report = report;
    ret_outcome->code = DONE;
    report = NULL;
    return true;
}
