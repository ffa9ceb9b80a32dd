/* Lines in, JSON out; see commands.h. */
#include "commands.h"

#include "base/clock.h"

enum { ANSWER_MAX = 64 << 20 };

static void split(struct command_call *call, struct str rest)
{
    for (size_t i = 0; i < COMMAND_WORDS_MAX; i++)
        call->words[i] = arena_text(call->arena, str_cut(&rest, '\t'));
}

static bool run(const struct command *commands, size_t count, void *context,
                struct command_call *call, struct str line, struct err *err)
{
    struct str name = str_cut(&line, '\t');
    split(call, line);
    for (size_t i = 0; i < count; i++)
        if (str_eq(name, str_of(commands[i].name)))
            return commands[i].run(context, call, err);
    return err_set(err, ERR_INVALID, "no command %.*s", STR_ARG(name));
}

static void answer(const cJSON *tree)
{
    CLEANUP(buf_done) struct buf out = buf_upto(ANSWER_MAX);
    json_write(&out, tree, false);
    fwrite(out.ptr, 1, out.len, stdout);
    fflush(stdout);
}

static void serve_line(const struct command *commands, size_t count, void *context,
                       struct str line)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *tree = cJSON_CreateObject();
    struct command_call call = { .arena = &arena, .answer = tree };
    struct err err = { 0 };
    if (!run(commands, count, context, &call, line, &err))
        json_set_text(tree, "error", err.text);
    answer(tree);
}

void commands_serve(const struct command *commands, size_t count, void *context)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t len;
    while ((len = getline(&line, &size, stdin)) > 0)
        serve_line(commands, count, context,
                   str_trim((struct str){ line, (size_t)len }));
    free(line);
}

int64_t command_number(const struct command_call *call, size_t word, int64_t max)
{
    struct err err = { 0 };
    int64_t number = 0;
    if (!str_to_int(str_of(call->words[word]), 0, max, &number, &err)) {
        fprintf(stderr, "word %zu: %s\n", word, err.text);
        exit(2);
    }
    return number;
}

bool command_time(struct command_call *call, int64_t times, command_timed *once,
                  void *context, struct err *err)
{
    cJSON *list = json_set_list(call->answer, "us");
    for (int64_t i = 0; i < times; i++) {
        int64_t started = clock_monotonic_us();
        if (!once(context, err))
            return false;
        cJSON_AddItemToArray(
            list, cJSON_CreateNumber((double)(clock_monotonic_us() - started)));
    }
    return true;
}
