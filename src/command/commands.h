/* The commands, a file each; main.c holds the table. */
#ifndef COMMANDS_H
#define COMMANDS_H

#include "command/cli.h"

extern const struct command command_run, command_ingest, command_import,
    command_backfill, command_status, command_check, command_backup, command_config,
    command_token;

#endif
