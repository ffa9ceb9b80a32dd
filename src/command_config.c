/* paperfeed config: the effective configuration. */
#include "commands.h"
#include "text/json.h"

static enum exit_code run(const struct cli *cli)
{
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 20);
    struct err err = { 0 };
    struct config config;
    if (!cli_config(cli, &config, &err))
        return cli_fail(USAGE, &err);
    if (cli->json) {
        CLEANUP(json_done) cJSON *tree = config_json(&config);
        json_write(&text, tree, false);
    } else {
        config_print(&config, &text);
    }
    fwrite(text.ptr, 1, text.len, stdout);
    config_done(&config);
    return DONE;
}

const struct command command_config = {
    .name = "config",
    .arguments = "",
    .summary = "Prints the effective configuration as INI; exit 2 if it is not valid.",
    .run = run,
};
