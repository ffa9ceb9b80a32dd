/* paperfeed config: the effective configuration, or the questions in force. */
#include "command/commands.h"
#include "config/questions_file.h"
#include "text/json.h"

static const struct cli_option options[] = {
    { "questions", NULL, "print the question sets instead, as a file of questions" },
};

static void print_config(const struct config *config, bool json, struct buf *out)
{
    if (!json) {
        config_print(config, out);
        return;
    }
    CLEANUP(json_done) cJSON *tree = config_json(config);
    json_write(out, tree, false);
}

static void print_questions(const struct config *config, bool json, struct buf *out)
{
    if (!json) {
        questions_print(&config->questions, out);
        return;
    }
    CLEANUP(json_done) cJSON *tree = questions_json(&config->questions);
    json_write(out, tree, false);
}

static enum exit_code run(const struct cli *cli)
{
    CLEANUP(buf_done) struct buf text = buf_upto(8 << 20);
    struct err err = { 0 };
    struct config config;
    if (!cli_config(cli, &config, &err))
        return cli_fail(USAGE, &err);
    if (cli_value(cli, "questions") != NULL)
        print_questions(&config, cli->json, &text);
    else
        print_config(&config, cli->json, &text);
    fwrite(text.ptr, 1, text.len, stdout);
    config_done(&config);
    return DONE;
}

const struct command command_config = {
    .name = "config",
    .arguments = "[--questions]",
    .summary = "Prints the effective configuration as INI; exit 2 if it is not valid.",
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
