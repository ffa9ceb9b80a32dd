/* A program that measures, asked line by line: "find 5<tab>graph theory" comes in on
 * standard input, one line of JSON goes out, so that a script can ask several such
 * programs in turn. */
#ifndef BENCH_COMMANDS_H
#define BENCH_COMMANDS_H

#include "text/json.h"

/* Words of a line behind the command's name, between tabs; absent ones are empty. */
enum { COMMAND_WORDS_MAX = 6 };
struct command_call {
    const char *words[COMMAND_WORDS_MAX];
    struct arena *arena; /* of this call */
    cJSON *answer;       /* to be filled */
};
struct command {
    const char *name;
    bool (*run)(void *context, struct command_call *call, struct err *err);
};

/* Until the end of the input. A failure is answered as {"error": "…"}. */
void commands_serve(const struct command *commands, size_t count, void *context);

/* A word as a number; out of bounds ends the program. */
int64_t command_number(const struct command_call *call, size_t word, int64_t max);
/* Runs `once` so many times and tells the time of each as "us". */
typedef bool command_timed(void *context, struct err *err);
NODISCARD bool command_time(struct command_call *call, int64_t times,
                            command_timed *once, void *context, struct err *err);

#endif
