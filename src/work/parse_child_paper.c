/* The half of parse_child.h whose answer is one object: a full text, safe HTML. */
#include "text/markdown.h"
#include "work/parse_child_parts.h"

/* A PDF is printed by a process of the child's own, with its own 20 seconds. */
enum { PAPER_WALL_MS = 60000, PAPER_CPU_SECONDS = 20, PAPER_ANSWER_MAX = 32 << 20 };
enum { MARKDOWN_WALL_MS = 20000, MARKDOWN_CPU_SECONDS = 5, HTML_MAX = 24 << 20 };

struct object_run {
    struct str bytes; /* what has not been given yet */
    struct buf answer;
};

static bool give_bytes(void *context, struct str *ret_piece, struct err *err)
{
    (void)err;
    struct object_run *run = context;
    *ret_piece = run->bytes;
    run->bytes = LIT("");
    return true;
}

static bool take_output(void *context, struct str piece, struct err *err)
{
    struct buf *answer = &((struct object_run *)context)->answer;
    buf_add(answer, piece);
    return !answer->full ||
           err_set(err, ERR_LIMIT, "the parser's answer is over %d MiB",
                   PAPER_ANSWER_MAX >> 20);
}

static bool run_for_object(const char *format, struct str bytes,
                           const struct process_limits *limits, struct stop *stop,
                           cJSON **ret_object, struct err *err)
{
    struct parse_arguments arguments = parse_arguments(format, NULL, 0);
    struct object_run run = { bytes, buf_upto(PAPER_ANSWER_MAX) };
    const struct process_task process = {
        .argv = arguments.items,
        .limits = *limits,
        .input = give_bytes,
        .output = take_output,
        .context = &run,
        .stop = stop,
    };
    bool fine = process_run(&process, err) || parse_restore_code(err);
    if (fine && !json_read(buf_str(&run.answer), ret_object, err)) {
        err->code = ERR_BROKEN;
        fine = err_add(err, "the parser's answer cannot be read");
    }
    buf_done(&run.answer);
    return fine;
}

bool parse_child_text(const char *format, struct str bytes, struct stop *stop,
                      struct arena *arena, struct paper_text *ret_text, struct err *err)
{
    const struct process_limits limits = { .memory = PARSE_MEMORY_MAX,
                                           .cpu_seconds = PAPER_CPU_SECONDS,
                                           .wall_ms = PAPER_WALL_MS };
    CLEANUP(json_done) cJSON *object = NULL;
    if (!run_for_object(format, bytes, &limits, stop, &object, err))
        return false;
    if (paper_text_read(object, arena, ret_text, err))
        return true;
    err->code = ERR_BROKEN;
    return err_add(err, "the parser's answer cannot be read");
}

static bool run_markdown(struct str markdown, struct stop *stop, struct arena *arena,
                         const char **ret_html, struct err *err)
{
    const struct process_limits limits = { .memory = PARSE_MEMORY_MAX,
                                           .cpu_seconds = MARKDOWN_CPU_SECONDS,
                                           .wall_ms = MARKDOWN_WALL_MS };
    CLEANUP(json_done) cJSON *object = NULL;
    return run_for_object("markdown", markdown, &limits, stop, &object, err) &&
           json_get_text(object, "html", HTML_MAX, arena, ret_html, err);
}

const char *parse_child_markdown(struct str markdown, struct stop *stop,
                                 struct arena *arena)
{
    const char *html = NULL;
    struct err ignored = { 0 };
    if (run_markdown(markdown, stop, arena, &html, &ignored))
        return html;
    CLEANUP(buf_done) struct buf plain = buf_upto(HTML_MAX);
    markdown_plain_to_html(markdown, &plain);
    return arena_text(arena, buf_str(&plain));
}
