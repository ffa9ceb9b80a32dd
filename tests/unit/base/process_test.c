/* Child processes: what goes in and out, and each way in which one can end. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Input of `left` bytes made by counting, output kept or only hashed. */
struct talk {
    size_t left, made, taken;
    uint64_t hash_in, hash_out;
    char piece[50000];
    struct buf output;
    bool input_fails, output_fails;
    struct stop *stop_at_output;
};

static bool give_input(void *context, struct str *ret_piece, struct err *err)
{
    struct talk *talk = context;
    if (talk->input_fails)
        return err_set(err, ERR_UPSTREAM, "no more input to be had");
    size_t len = talk->left < sizeof talk->piece ? talk->left : sizeof talk->piece;
    for (size_t i = 0; i < len; i++)
        talk->piece[i] = (char)((talk->made + i) * 2654435761U >> 24);
    *ret_piece = (struct str){ talk->piece, len };
    talk->left -= len;
    talk->made += len;
    talk->hash_in = hash_add(talk->hash_in, *ret_piece);
    return true;
}

static bool take_output(void *context, struct str piece, struct err *err)
{
    struct talk *talk = context;
    if (talk->output_fails)
        return err_set(err, ERR_NOT_FOUND, "unwanted output");
    if (talk->stop_at_output != NULL)
        stop_now(talk->stop_at_output);
    talk->taken += piece.len;
    talk->hash_out = hash_add(talk->hash_out, piece);
    buf_add(&talk->output, piece);
    return true;
}

static struct talk talk_of(size_t input)
{
    return (struct talk){ .left = input,
                          .hash_in = HASH_START,
                          .hash_out = HASH_START,
                          .output = buf_upto(10000) };
}

static bool run_shell(const char *script, struct process_limits limits,
                      struct talk *talk, struct stop *stop, struct err *err)
{
    const char *const argv[] = { "/bin/sh", "-c", script, NULL };
    struct process_task task = { .argv = argv,
                                 .limits = limits,
                                 .input = give_input,
                                 .output = take_output,
                                 .context = talk,
                                 .stop = stop };
    return process_run(&task, err);
}

/* What the script writes. */
static void shell_says(const char *script, const char *wanted)
{
    struct err err = { 0 };
    struct talk talk = talk_of(0);
    bool fine = run_shell(script, (struct process_limits){ 0 }, &talk, NULL, &err);
    assert_string_equal(err.text, "");
    assert_true(fine);
    assert_string_equal(buf_str(&talk.output).ptr, wanted);
    buf_done(&talk.output);
}

static void shell_fails(const char *script, struct process_limits limits,
                        enum err_code code, const char *text)
{
    struct err err = { 0 };
    struct talk talk = talk_of(0);
    assert_false(run_shell(script, limits, &talk, NULL, &err));
    buf_done(&talk.output);
    assert_string_equal(err.text, text);
    assert_int_equal(err.code, code);
}

static void five_megabytes_go_in_and_come_out_unchanged(void **state)
{
    (void)state;
    struct err err = { 0 };
    struct talk talk = talk_of(5 << 20);
    const char *const argv[] = { "/bin/cat", NULL };
    struct process_task task = {
        .argv = argv, .input = give_input, .output = take_output, .context = &talk
    };
    assert_true(process_run(&task, &err));
    buf_done(&talk.output);
    assert_int_equal(talk.taken, 5 << 20);
    assert_int_equal(talk.hash_in, talk.hash_out);
}

static void a_child_that_writes_before_it_reads_does_not_hang_us(void **state)
{
    (void)state;
    struct err err = { 0 };
    struct talk talk = talk_of(1 << 20);
    assert_true(run_shell("head -c 1000000 /dev/zero; cat >/dev/null",
                          (struct process_limits){ .wall_ms = 30000 }, &talk, NULL,
                          &err));
    buf_done(&talk.output);
    assert_int_equal(talk.taken, 1000000);
    assert_int_equal(talk.made, 1 << 20);
}

static void a_child_need_not_read_its_input(void **state)
{
    (void)state;
    struct err err = { 0 };
    struct talk talk = talk_of(5 << 20);
    assert_true(run_shell("exec 0<&-; echo enough", (struct process_limits){ 0 }, &talk,
                          NULL, &err));
    assert_string_equal(talk.output.ptr, "enough\n");
    assert_true(talk.made < 5 << 20);
    buf_done(&talk.output);
}

static void input_and_output_may_be_left_out(void **state)
{
    (void)state;
    struct err err = { 0 };
    const char *const argv[] = { "/bin/sh", "-c", "cat; echo dropped", NULL };
    struct process_task task = { .argv = argv };
    assert_true(process_run(&task, &err));
}

static void what_is_written_just_before_the_end_arrives(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++)
        shell_says("exec 0<&-; printf last", "last");
}

static void a_child_may_close_its_output_and_work_on(void **state)
{
    (void)state;
    shell_fails("exec >&- 2>&- <&-; exit 4", (struct process_limits){ 0 }, ERR_BROKEN,
                "sh ended with 4: it did not say why");
}

static void exit_1_means_that_the_input_was_bad_and_says_why(void **state)
{
    static const struct {
        const char *script, *text;
    } cases[] = {
        { "echo first >&2; echo 'paperfeed parse: no root element' >&2; exit 1",
          "no root element" },
        { "printf 'no end of line' >&2; exit 1", "no end of line" },
        { "printf 'the reason\\n\\n\\n' >&2; exit 1", "the reason" },
        { "printf 'a\\033[31mb\\r\\n' >&2; exit 1", "a [31mb" },
        { "printf '\\377\\376 latin' >&2; exit 1", "?? latin" },
        { "exit 1", "it did not say why" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        shell_fails(cases[i].script, (struct process_limits){ 0 }, ERR_INVALID,
                    cases[i].text);
}

static void last_words_are_cut_to_400_bytes(void **state)
{
    (void)state;
    char wanted[401];
    memset(wanted, '0', 400);
    wanted[400] = '\0';
    shell_fails("head -c 300000 /dev/zero | tr '\\0' 0 >&2; exit 1",
                (struct process_limits){ 0 }, ERR_INVALID, wanted);
}

static void every_other_end_is_broken(void **state)
{
    (void)state;
    struct process_limits none = { 0 };
    shell_fails("echo odd >&2; exit 3", none, ERR_BROKEN, "sh ended with 3: odd");
    shell_fails("kill -SEGV $$", none, ERR_BROKEN,
                "sh died of SIGSEGV: it did not say why");
    shell_fails("echo assertion >&2; kill -ABRT $$", none, ERR_BROKEN,
                "sh died of SIGABRT: assertion");
}

static void a_program_that_is_not_there_cannot_be_started(void **state)
{
    (void)state;
    struct err err = { 0 };
    const char *const argv[] = { "/nowhere/at-all", NULL };
    struct process_task task = { .argv = argv };
    assert_false(process_run(&task, &err));
    assert_int_equal(err.code, ERR_BROKEN);
    assert_string_equal(err.text,
                        "cannot start /nowhere/at-all: No such file or directory");
}

static void a_child_out_of_memory_met_a_limit(void **state)
{
    (void)state;
    shell_fails("echo 'out of memory' >&2; kill -ABRT $$",
                (struct process_limits){ .memory = 1 << 30 }, ERR_LIMIT,
                "sh needs more than 1073741824 bytes of memory");
    shell_fails("kill -KILL $$", (struct process_limits){ 0 }, ERR_LIMIT,
                "sh was killed, most likely for its memory");
}

static void limits_hold_in_the_child(void **state)
{
    (void)state;
    struct err err = { 0 };
    struct talk talk = talk_of(0);
    struct process_limits limits = { .memory = 512 << 20, .cpu_seconds = 7 };
    assert_true(run_shell("ulimit -v; ulimit -t; ulimit -n; ulimit -c", limits, &talk,
                          NULL, &err));
    assert_string_equal(talk.output.ptr, "524288\n7\n32\n0\n");
    buf_done(&talk.output);
}

static void no_limit_is_set_where_none_is_asked_for(void **state)
{
    (void)state;
    shell_says("ulimit -v", "unlimited\n");
}

static void processor_time_ends(void **state)
{
    (void)state;
    shell_fails("while :; do :; done", (struct process_limits){ .cpu_seconds = 1 },
                ERR_LIMIT, "sh used more than 1 s of processor time");
}

static void time_ends_and_takes_grandchildren_along(void **state)
{
    (void)state;
    shell_fails("sleep 1000 & sleep 1000", (struct process_limits){ .wall_ms = 100 },
                ERR_LIMIT, "sh took longer than 100 ms");
}

static void too_much_output_ends_it(void **state)
{
    (void)state;
    struct err err = { 0 };
    struct talk talk = talk_of(0);
    struct process_limits limits = { .output_max = 100000 };
    assert_false(run_shell("cat /dev/zero", limits, &talk, NULL, &err));
    assert_int_equal(err.code, ERR_LIMIT);
    assert_string_equal(err.text, "sh wrote more than 100000 bytes");
    assert_true(talk.taken <= 100000);
    buf_done(&talk.output);
}

static void what_input_or_output_reports_comes_first(void **state)
{
    (void)state;
    struct err err = { 0 };
    struct talk talk = talk_of(10);
    talk.input_fails = true;
    assert_false(
        run_shell("cat; exit 1", (struct process_limits){ 0 }, &talk, NULL, &err));
    assert_int_equal(err.code, ERR_UPSTREAM);
    talk = talk_of(10);
    talk.output_fails = true;
    assert_false(
        run_shell("cat; exit 1", (struct process_limits){ 0 }, &talk, NULL, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void stopping_ends_a_child_that_would_sleep(void **state)
{
    (void)state;
    struct stop stop;
    struct err err = { 0 };
    struct talk talk = talk_of(0);
    stop_init(&stop);
    talk.stop_at_output = &stop;
    assert_false(run_shell("echo here; sleep 1000", (struct process_limits){ 0 }, &talk,
                           &stop, &err));
    assert_int_equal(err.code, ERR_BUSY);
    assert_false(
        run_shell("echo never", (struct process_limits){ 0 }, &talk, &stop, &err));
    assert_int_equal(err.code, ERR_BUSY);
    assert_string_equal(talk.output.ptr, "here\n");
    buf_done(&talk.output);
    stop_done(&stop);
}

static void the_end_of_the_child_is_the_end_whatever_it_left_behind(void **state)
{
    (void)state;
    shell_says("sleep 1000 & echo done", "done\n");
}

static void the_environment_is_empty(void **state)
{
    (void)state;
    setenv("PAPERFEED_SECRET", "x", 1);
    shell_says("exec /usr/bin/env -u PWD -u OLDPWD -u _ -u SHLVL", "");
}

static void no_other_descriptor_is_handed_down(void **state)
{
    (void)state;
    int leaky = fcntl(STDERR_FILENO, F_DUPFD, 57);
    assert_int_equal(leaky, 57);
    shell_says("for f in 0 1 2 3 4 5 6 7 57; do test -e /proc/self/fd/$f && echo $f; "
               "done; exit 0",
               "0\n1\n2\n");
    close(leaky);
}

static void closed_standard_streams_of_ours_do_no_harm(void **state)
{
    (void)state;
    int saved = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 40);
    close(STDIN_FILENO);
    shell_says("echo fine; exec cat", "fine\n");
    if (saved >= 0) {
        dup2(saved, STDIN_FILENO);
        close(saved);
    }
}

static void signals_are_as_at_the_start_and_privileges_cannot_grow(void **state)
{
    (void)state;
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigaddset(&term, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &term, &before);
    signal(SIGHUP, SIG_IGN);
    shell_says("grep -E '^(SigBlk|SigIgn|NoNewPrivs)' /proc/self/status",
               "SigBlk:\t0000000000000000\n"
               "SigIgn:\t0000000000000000\n"
               "NoNewPrivs:\t1\n");
    signal(SIGHUP, SIG_DFL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void our_own_signals_stay_as_they_were(void **state)
{
    (void)state;
    struct err err = { 0 };
    struct talk talk = talk_of(5 << 20);
    sigset_t now, pending;
    assert_true(
        run_shell("exec 0<&-", (struct process_limits){ 0 }, &talk, NULL, &err));
    buf_done(&talk.output);
    pthread_sigmask(SIG_BLOCK, NULL, &now);
    sigpending(&pending);
    assert_int_equal(sigismember(&now, SIGPIPE), 0);
    assert_int_equal(sigismember(&pending, SIGPIPE), 0);
}

static bool tell_pid(void *context, struct str piece, struct err *err)
{
    const int *end = context;
    return write(*end, piece.ptr, piece.len) >= 0 ||
           err_set(err, ERR_BROKEN, "no pipe");
}

/* Runs a child that would sleep for long, and tells its id through `end`. */
static void run_sleeper(int end)
{
    struct err err;
    const char *const argv[] = { "/bin/sh", "-c", "echo $$; exec sleep 1000", NULL };
    struct process_task task = { .argv = argv, .output = tell_pid, .context = &end };
    _exit(process_run(&task, &err) ? 0 : 1);
}

static void the_child_dies_when_we_are_killed(void **state)
{
    (void)state;
    int ends[2], status = 0;
    char text[20] = "";
    struct err err;
    int64_t sleeper = 0;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), 0);
    pid_t parent = fork();
    if (parent == 0)
        run_sleeper(ends[1]);
    ssize_t len = read(ends[0], text, sizeof text);
    assert_true(len > 0);
    assert_true(str_to_int(str_trim((struct str){ text, (size_t)len }), 2, INT32_MAX,
                           &sleeper, &err));
    kill(parent, SIGKILL);
    assert_int_equal(waitpid(parent, &status, 0), parent);
    assert_int_equal(waitpid((pid_t)sleeper, &status, 0), sleeper); /* now ours */
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_megabytes_go_in_and_come_out_unchanged),
        cmocka_unit_test(a_child_that_writes_before_it_reads_does_not_hang_us),
        cmocka_unit_test(a_child_need_not_read_its_input),
        cmocka_unit_test(input_and_output_may_be_left_out),
        cmocka_unit_test(what_is_written_just_before_the_end_arrives),
        cmocka_unit_test(a_child_may_close_its_output_and_work_on),
        cmocka_unit_test(exit_1_means_that_the_input_was_bad_and_says_why),
        cmocka_unit_test(last_words_are_cut_to_400_bytes),
        cmocka_unit_test(every_other_end_is_broken),
        cmocka_unit_test(a_program_that_is_not_there_cannot_be_started),
        cmocka_unit_test(a_child_out_of_memory_met_a_limit),
        cmocka_unit_test(limits_hold_in_the_child),
        cmocka_unit_test(no_limit_is_set_where_none_is_asked_for),
        cmocka_unit_test(processor_time_ends),
        cmocka_unit_test(time_ends_and_takes_grandchildren_along),
        cmocka_unit_test(too_much_output_ends_it),
        cmocka_unit_test(what_input_or_output_reports_comes_first),
        cmocka_unit_test(stopping_ends_a_child_that_would_sleep),
        cmocka_unit_test(the_end_of_the_child_is_the_end_whatever_it_left_behind),
        cmocka_unit_test(the_environment_is_empty),
        cmocka_unit_test(no_other_descriptor_is_handed_down),
        cmocka_unit_test(closed_standard_streams_of_ours_do_no_harm),
        cmocka_unit_test(signals_are_as_at_the_start_and_privileges_cannot_grow),
        cmocka_unit_test(our_own_signals_stay_as_they_were),
        cmocka_unit_test(the_child_dies_when_we_are_killed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
