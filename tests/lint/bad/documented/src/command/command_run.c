/* A command. */
const struct command command_run = {
    .name = "fly",
};
