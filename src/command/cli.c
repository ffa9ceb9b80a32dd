/* Reading of arguments, by the command's table. See cli.h. */
#include "command/cli.h"

#include <assert.h>
#include <string.h>

static const struct cli_option shared_options[] = {
    { "config", "FILE", "configuration (default: /etc/paperfeed.ini if it is there)" },
    { "data", "DIR", "the data folder" },
    { "json", NULL, "report as JSON" },
    { "help", NULL, "this text" },
};
enum shared_option { SHARED_CONFIG, SHARED_DATA, SHARED_JSON, SHARED_HELP };

static bool find_option(const struct cli_option *options, size_t count, struct str name,
                        size_t *ret_index)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(name, str_of(options[i].name))) {
            *ret_index = i;
            return true;
        }
    }
    return false;
}

static void set_shared(struct cli *cli, enum shared_option option, const char *value)
{
    switch (option) {
    case SHARED_CONFIG:
        cli->config_file = value;
        break;
    case SHARED_DATA:
        cli->data = value;
        break;
    case SHARED_JSON:
        cli->json = true;
        break;
    case SHARED_HELP:
        cli->help = true;
        break;
    }
}

/* One "--name", "--name value" or "--name=value"; *at moves past a value of its own. */
static bool read_option(struct cli *cli, int argc, char **argv, int *at,
                        struct err *err)
{
    struct str rest = str_from(str_of(argv[*at]), 2);
    struct str name = str_cut(&rest, '=');
    bool inside = argv[*at][2 + name.len] == '=';
    const char *value = argv[*at] + 2 + name.len + (inside ? 1 : 0);
    size_t index = 0;
    bool shared = find_option(shared_options, COUNT_OF(shared_options), name, &index);
    if (!shared &&
        !find_option(cli->command->options, cli->command->option_count, name, &index))
        return err_set(err, ERR_INVALID, "%s has no option --%.*s", cli->command->name,
                       STR_ARG(str_upto(name, 40)));
    const struct cli_option *option =
        shared ? &shared_options[index] : &cli->command->options[index];
    if (option->argument == NULL && inside)
        return err_set(err, ERR_INVALID, "--%s takes no value", option->name);
    if (option->argument != NULL && !inside) {
        if (*at + 1 >= argc)
            return err_set(err, ERR_INVALID, "--%s needs %s", option->name,
                           option->argument);
        value = argv[++*at];
    }
    if (shared)
        set_shared(cli, (enum shared_option)index, value);
    else
        cli->values[index] = value;
    return true;
}

static bool check_words(const struct cli *cli, struct err *err)
{
    const struct command *command = cli->command;
    if (cli->help || (cli->word_count >= command->words_min &&
                      cli->word_count <= command->words_max))
        return true;
    return err_set(err, ERR_INVALID, "usage: paperfeed %s %s", command->name,
                   command->arguments);
}

bool cli_read(const struct command *command, int argc, char **argv, struct cli *ret_cli,
              struct err *err)
{
    struct cli cli = { .command = command };
    bool only_words = false;
    size_t words = 0;
    for (int at = 0; at < argc; at++) {
        if (only_words || strncmp(argv[at], "--", 2) != 0)
            argv[words++] = argv[at];
        else if (argv[at][2] == '\0')
            only_words = true;
        else if (!read_option(&cli, argc, argv, &at, err))
            return false;
    }
    cli.words = (const char *const *)argv;
    cli.word_count = words;
    if (!check_words(&cli, err))
        return false;
    *ret_cli = cli;
    return true;
}

const char *cli_value(const struct cli *cli, const char *name)
{
    size_t index = 0;
    bool known = find_option(cli->command->options, cli->command->option_count,
                             str_of(name), &index);
    assert(known);
    return cli->values[index];
}

bool cli_config(const struct cli *cli, struct config *ret_config, struct err *err)
{
    size_t index = 0;
    struct config_flags flags = { .file = cli->config_file, .data = cli->data };
    if (find_option(cli->command->options, cli->command->option_count, LIT("listen"),
                    &index))
        flags.listen = cli->values[index];
    return config_load(&flags, ret_config, err);
}

static void print_options(const struct cli_option *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char left[40];
        snprintf(left, sizeof left, "--%s %s", options[i].name,
                 options[i].argument ? options[i].argument : "");
        printf("  %-22s %s\n", left, options[i].help);
    }
}

void cli_help(const struct command *command)
{
    printf("paperfeed %s %s\n%s\n\n", command->name, command->arguments,
           command->summary);
    print_options(command->options, command->option_count);
    print_options(shared_options, COUNT_OF(shared_options));
}

enum exit_code cli_fail(enum exit_code code, const struct err *err)
{
    fprintf(stderr, "paperfeed: %s\n", err->text);
    return code;
}
