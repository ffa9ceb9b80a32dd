/* paperfeed token: who may ask for FAQs without a visitor's limits, and who may steer
 * the queue. */
#include "base/hash.h"
#include "command/command_task.h"
#include "command/commands.h"

static const struct cli_option options[] = {
    { "admin", NULL, "add: the token may also retry, cancel and pause on /queue" },
};

static bool read_words(const struct cli *cli, struct token_task *ret_task,
                       struct err *err)
{
    struct token_task task = {
        .name = cli->word_count > 1 ? cli->words[1] : NULL,
        .role = cli_value(cli, "admin") != NULL ? TOKEN_ADMIN : TOKEN_READER,
    };
    if (!token_action_read(str_of(cli->words[0]), &task.action) ||
        (task.action == TOKEN_ACTION_LIST) != (task.name == NULL) ||
        (task.role == TOKEN_ADMIN && task.action != TOKEN_ACTION_ADD))
        return err_set(err, ERR_INVALID, "usage: paperfeed token %s",
                       cli->command->arguments);
    *ret_task = task;
    return true;
}

/* The one time that the token is seen. */
static void show_new(cJSON *report, const struct token_task *task, const char *token,
                     bool json)
{
    json_set_text(report, "role", token_role_name(task->role));
    json_set_text(report, "token", token);
    if (json)
        command_print(report, json);
    else
        printf("%s\n\nThis is %s's token (%s). It is not kept and cannot be shown "
               "again.\n",
               token, task->name, token_role_name(task->role));
}

static enum exit_code run(const struct cli *cli)
{
    CLEANUP(json_done) cJSON *report = NULL;
    struct err err = { 0 };
    struct task task = { .kind = TASK_TOKEN, .day = DAY_NONE };
    char token[TOKEN_TEXT_SIZE];
    if (!read_words(cli, &task.token, &err))
        return cli_fail(USAGE, &err);
    if (task.token.action != TOKEN_ACTION_ADD)
        return command_task(cli, &task);
    uint64_t chance[TOKEN_CHANCE];
    for (size_t i = 0; i < TOKEN_CHANCE; i++)
        chance[i] = random_bits();
    token_make(chance, token);
    token_hash(str_of(token), task.token.hash);
    enum exit_code code = command_outcome(cli, &task, &report);
    if (report != NULL)
        show_new(report, &task.token, token, cli->json);
    return code;
}

const struct command command_token = {
    .name = "token",
    .arguments = "add NAME [--admin] | list | remove NAME",
    .summary =
        "Tokens let readers ask for FAQs first and without a visitor's limits. A new\n"
        "one is printed once; only its hash is stored.",
    .options = options,
    .option_count = COUNT_OF(options),
    .words_min = 1,
    .words_max = 2,
    .run = run,
};
