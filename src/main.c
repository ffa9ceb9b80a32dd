/* The table of commands. */
#include "command/commands.h"
#include "parse/command_parse.h"

#include <string.h>

static const struct command *const commands[] = {
    &command_run,      &command_ingest, &command_import,
    &command_backfill, &command_status, &command_check,
    &command_backup,   &command_config, &command_token,
};

static void print_help(void)
{
    printf("paperfeed %s: a self-hosted site for skimming new papers\n\n",
           PAPERFEED_VERSION);
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        struct str summary = str_of(commands[i]->summary);
        struct str line = str_cut(&summary, '\n');
        printf("  paperfeed %-9s %.*s\n", commands[i]->name, STR_ARG(line));
    }
    printf("  paperfeed %-9s %s\n\nEach answers --help.\n", "parse",
           "Reads a foreign document, prints its records as JSON Lines.");
}

static enum exit_code run_command(const struct command *command, int argc, char **argv)
{
    struct cli cli;
    struct err err = { 0 };
    if (!cli_read(command, argc, argv, &cli, &err))
        return cli_fail(USAGE, &err);
    if (cli.help) {
        cli_help(command);
        return DONE;
    }
    enum exit_code code = command->run(&cli);
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    err_set(&err, ERR_BROKEN, "standard output cannot be written");
    return cli_fail(FAILED, &err);
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    if (strcmp(name, "parse") == 0)
        return command_parse(argc - 2, argv + 2);
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        if (strcmp(name, commands[i]->name) == 0)
            return (int)run_command(commands[i], argc - 2, argv + 2);
    if (strcmp(name, "--version") == 0) {
        printf("paperfeed %s\n", PAPERFEED_VERSION);
        return DONE;
    }
    if (name[0] != '\0' && strcmp(name, "--help") != 0 && strcmp(name, "help") != 0) {
        struct err err;
        err_set(&err, ERR_INVALID, "there is no command “%.40s”; see paperfeed --help",
                name);
        return cli_fail(USAGE, &err);
    }
    print_help();
    return name[0] != '\0' ? DONE : USAGE;
}
