/* The command line: a const table of commands, each with its options, and what all of
 * them share (--config, --data, --json, --help). */
#ifndef CLI_H
#define CLI_H

#include "base/err.h"
#include "config/config.h"

#include <stdbool.h>
#include <stddef.h>

/* What the program ends with. */
enum exit_code { DONE = 0, FAILED = 1, USAGE = 2, INCOMPLETE = 3 };

struct cli_option {
    const char *name;     /* "date" for --date */
    const char *argument; /* "D"; NULL: a flag */
    const char *help;
};

enum { CLI_OPTIONS_MAX = 16, CLI_WORDS_MAX = 10000 };

struct cli;
struct command {
    const char *name, *arguments, *summary;
    const struct cli_option *options;
    size_t option_count;
    size_t words_min, words_max; /* positional arguments */
    enum exit_code (*run)(const struct cli *cli);
};

struct cli {
    const struct command *command;
    const char
        *values[CLI_OPTIONS_MAX]; /* by place in command->options; "" for a flag */
    const char *config_file, *data;
    bool json, help;
    const char *const *words;
    size_t word_count;
};

/* ERR_INVALID says what was not understood. */
NODISCARD bool cli_read(const struct command *command, int argc, char **argv,
                        struct cli *ret_cli, struct err *err);
/* NULL when not given. The option must be in the command's table. */
const char *cli_value(const struct cli *cli, const char *name);
/* Loads the configuration with this command line's flags. */
NODISCARD bool cli_config(const struct cli *cli, struct config *ret_config,
                          struct err *err);
void cli_help(const struct command *command);

/* "paperfeed: what was wrong" on standard error; returns the code. */
enum exit_code cli_fail(enum exit_code code, const struct err *err);

#endif
