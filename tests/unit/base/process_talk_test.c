/* Children that are talked to several times. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/process.h"

#include <sched.h>
#include <signal.h>

/* A talk with cat is over when a line has come back. */
struct chat {
    const char *argv[4];
    const char *says[2]; /* the pieces of a talk's input; NULL: over */
    size_t at;
    struct buf heard;
    bool over;
};

static bool say(void *context, struct str *ret_piece, struct err *err)
{
    struct chat *chat = context;
    (void)err;
    const char *piece = chat->at < COUNT_OF(chat->says) ? chat->says[chat->at++] : NULL;
    *ret_piece = str_of(piece);
    return true;
}

static bool hear(void *context, struct str piece, struct err *err)
{
    struct chat *chat = context;
    (void)err;
    buf_add(&chat->heard, piece);
    chat->over = str_find_char(buf_str(&chat->heard), '\n') < chat->heard.len;
    return true;
}

static struct process *open_chat(struct chat *chat, const char *program)
{
    chat->argv[0] = "/bin/sh";
    chat->argv[1] = "-c";
    chat->argv[2] = program;
    const struct process_task task = {
        .argv = chat->argv, .input = say, .output = hear, .context = chat
    };
    struct process *process = NULL;
    struct err err = { 0 };
    if (!process_open(&task, &process, &err))
        fail_msg("%s", err.text);
    return process;
}

static bool talk(struct process *process, struct chat *chat, const char *first,
                 const char *second, struct err *err)
{
    chat->says[0] = first;
    chat->says[1] = second;
    chat->at = 0;
    chat->over = false;
    buf_clear(&chat->heard);
    return process_talk(process, &chat->over, err);
}

static void a_child_is_talked_to_several_times(void **state)
{
    (void)state;
    struct chat chat = { .heard = buf_upto(1000) };
    struct process *cat = open_chat(&chat, "exec cat");
    for (int i = 0; i < 3; i++) {
        struct err err = { 0 };
        if (!talk(cat, &chat, "of ", "tea\n", &err))
            fail_msg("%s", err.text);
        assert_string_equal(chat.heard.ptr, "of tea\n");
    }
    assert_true(process_is_waiting(cat));
    assert_int_equal(process_cpu_seconds(cat), 0);
    process_close(cat);
    buf_done(&chat.heard);
}

static void a_child_that_ends_within_a_talk_is_an_error(void **state)
{
    (void)state;
    static const struct {
        const char *program;
        enum err_code code;
    } ends[] = {
        { "read a; exit 0", ERR_BROKEN },
        { "read a; echo $a; exit 0", ERR_BROKEN },
        { "read a; echo no tea >&2; exit 1", ERR_INVALID },
        { "read a; kill -9 $$", ERR_LIMIT },
    };
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        struct chat chat = { .heard = buf_upto(1000) };
        struct err err = { 0 };
        struct process *child = open_chat(&chat, ends[i].program);
        bool fine = talk(child, &chat, "tea\n", NULL, &err) &&
                    talk(child, &chat, "milk\n", NULL, &err);
        if (fine || err.code != ends[i].code)
            fail_msg("%s: %d, %s", ends[i].program, err.code, err.text);
        process_close(child);
        buf_done(&chat.heard);
    }
}

/* Each says its number and waits for a signal. */
static void a_child_that_ends_or_speaks_unasked_is_not_waiting(void **state)
{
    (void)state;
    static const char *const programs[] = {
        "trap 'exit 0' USR1; read a; echo $$; sleep 1000 >&2 & wait",
        "trap 'exec >&-; read b' USR1; read a; echo $$; sleep 1000 >&2 & wait",
        "trap 'echo more; read b' USR1; read a; echo $$; sleep 1000 >&2 & wait",
    };
    for (size_t i = 0; i < COUNT_OF(programs); i++) {
        struct chat chat = { .heard = buf_upto(1000) };
        struct err err = { 0 };
        int64_t pid = 0;
        struct process *child = open_chat(&chat, programs[i]);
        if (!talk(child, &chat, "tea\n", NULL, &err) ||
            !str_to_int(str_trim(buf_str(&chat.heard)), 2, INT32_MAX, &pid, &err))
            fail_msg("%s", err.text);
        assert_true(process_is_waiting(child));
        kill((pid_t)pid, SIGUSR1);
        while (process_is_waiting(child))
            sched_yield();
        process_close(child);
        buf_done(&chat.heard);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_child_is_talked_to_several_times),
        cmocka_unit_test(a_child_that_ends_within_a_talk_is_an_error),
        cmocka_unit_test(a_child_that_ends_or_speaks_unasked_is_not_waiting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
