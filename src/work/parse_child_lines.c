/* A child whose answer is lines: how it is started, how what it prints is cut and read,
 * and how its error comes back. See parse_child_parts.h. */
#include "base/mem.h"
#include "work/parse_child_parts.h"

#include <assert.h>
#include <stdlib.h>

enum { LINE_MAX_BYTES = 16 << 20 };

struct parse_talker {
    const struct parse_lines *lines;
    struct buf line; /* whose end has not come yet */
    struct process *process;
};

bool parse_answer_broken(struct err *err)
{
    err->code = ERR_BROKEN;
    return err_add(err, "the parser's answer cannot be read");
}

static bool end_line(struct parse_talker *talker, struct err *err)
{
    CLEANUP(json_done) cJSON *object = NULL;
    if (talker->line.full)
        return err_set(err, ERR_LIMIT, "the parser's answer has a line over %d MiB",
                       LINE_MAX_BYTES >> 20);
    if (!json_read(buf_str(&talker->line), &object, err))
        return parse_answer_broken(err);
    buf_clear(&talker->line);
    return talker->lines->take(talker->lines->context, object, err);
}

static bool take_piece(void *context, struct str piece, struct err *err)
{
    struct parse_talker *talker = context;
    while (piece.len > 0) {
        size_t end = str_find_char(piece, '\n');
        buf_add(&talker->line, str_upto(piece, end));
        if ((end < piece.len || talker->line.full) && !end_line(talker, err))
            return false;
        piece = str_from(piece, end + 1);
    }
    return true;
}

static bool give_piece(void *context, struct str *ret_piece, struct err *err)
{
    const struct parse_lines *lines = ((struct parse_talker *)context)->lines;
    return lines->input(lines->context, ret_piece, err);
}

/* Is nothing left of an unfinished line? */
static bool check_end(const struct parse_talker *talker, struct err *err)
{
    return talker->line.len == 0 ||
           err_set(err, ERR_BROKEN, "the parser's answer is cut off");
}

static struct process_task task_of(struct parse_talker *talker)
{
    return (struct process_task){
        .argv = talker->lines->arguments.items,
        .limits = talker->lines->limits,
        .input = give_piece,
        .output = take_piece,
        .context = talker,
        .stop = talker->lines->stop,
    };
}

bool parse_lines_run(const struct parse_lines *lines, struct err *err)
{
    struct parse_talker talker = { lines, buf_upto(LINE_MAX_BYTES), NULL };
    const struct process_task task = task_of(&talker);
    bool fine =
        process_run(&task, err) ? check_end(&talker, err) : parse_restore_code(err);
    buf_done(&talker.line);
    return fine;
}

bool parse_talker_open(const struct parse_lines *lines,
                       struct parse_talker **ret_talker, struct err *err)
{
    struct parse_talker *talker = mem_alloc(sizeof *talker);
    *talker = (struct parse_talker){ lines, buf_upto(LINE_MAX_BYTES), NULL };
    const struct process_task task = task_of(talker);
    if (!process_open(&task, &talker->process, err)) {
        parse_talker_close(talker);
        return false;
    }
    *ret_talker = talker;
    return true;
}

bool parse_talker_talk(struct parse_talker *talker, const bool *over, struct err *err)
{
    return process_talk(talker->process, over, err) ? check_end(talker, err)
                                                    : parse_restore_code(err);
}

bool parse_talker_is_waiting(const struct parse_talker *talker)
{
    return process_is_waiting(talker->process);
}

int64_t parse_talker_cpu_seconds(const struct parse_talker *talker)
{
    return process_cpu_seconds(talker->process);
}

void parse_talker_close(struct parse_talker *talker)
{
    if (talker == NULL)
        return;
    process_close(talker->process);
    buf_done(&talker->line);
    free(talker);
}

/* "upstream: arXiv says …" as the child wrote it on standard error. */
bool parse_restore_code(struct err *err)
{
    struct str words = str_of(err->text);
    for (int code = ERR_INVALID; err->code == ERR_INVALID && code <= ERR_BROKEN;
         code++) {
        struct str rest = words;
        if (str_skip(&rest, str_of(err_code_name((enum err_code)code))) &&
            str_skip(&rest, LIT(": "))) {
            char text[sizeof err->text];
            snprintf(text, sizeof text, "%.*s", STR_ARG(rest));
            return err_set(err, (enum err_code)code, "%s", text);
        }
    }
    return false;
}

/* A system without seccomp needs the operator's word: see src/parse/sandbox.h. */
static bool may_do_without_filter(void)
{
    const char *sandbox = getenv("PAPERFEED_SANDBOX");
    return sandbox != NULL && strcmp(sandbox, "off") == 0;
}

struct parse_arguments parse_arguments(const char *format,
                                       const struct parse_option *options,
                                       size_t option_count)
{
    struct parse_arguments arguments = { { "/proc/self/exe", "parse", "--document",
                                           format } };
    size_t count = 4;
    assert(count + 2 * option_count + 2 <= PARSE_ARGUMENTS_MAX);
    for (size_t i = 0; i < option_count; i++) {
        if (options[i].value == NULL)
            continue;
        arguments.items[count++] = options[i].name;
        arguments.items[count++] = options[i].value;
    }
    if (may_do_without_filter())
        arguments.items[count++] = "--no-sandbox";
    return arguments;
}

void parse_arguments_add(struct parse_arguments *arguments, const char *flag)
{
    size_t count = 0;
    while (arguments->items[count] != NULL)
        count++;
    assert(count + 1 < PARSE_ARGUMENTS_MAX);
    arguments->items[count] = flag;
}
