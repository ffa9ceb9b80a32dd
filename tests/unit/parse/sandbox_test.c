/* The sandbox from inside: a process that has entered it tries to get out. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/attr.h"
#include "parse/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_CONFINED = 99 };

static long open_file(void)
{
    return open("/etc/passwd", O_RDONLY | O_CLOEXEC);
}

static long write_file(void)
{
    return open("/tmp/paperfeed-test-escape", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
}

static long open_old_way(void)
{
    return syscall(SYS_open, "/etc/passwd", O_RDONLY);
}

static long speak_internet(void)
{
    return socket(AF_INET, SOCK_STREAM, 0);
}

static long speak_to_neighbour(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0);
}

static long pair_up(void)
{
    int ends[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
}

static long make_child(void)
{
    return syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

static long become_another(void)
{
    char *const none[] = { NULL };
    return execve("/bin/true", none, none);
}

static long kill_parent(void)
{
    return kill(getppid(), 0);
}

static long watch_parent(void)
{
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}

static long copy_stream(void)
{
    return dup(STDIN_FILENO);
}

static long run_made_code(void)
{
    void *page =
        mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page == MAP_FAILED ? -1 : 0;
}

static long write_elsewhere(void)
{
    return write(0, "x", 1);
}

static const struct {
    const char *name;
    long (*attempt)(void);
    bool sanitizer_may;
} attempts[] = {
    { "open a file", open_file, true },
    { "make a file", write_file, true },
    { "open a file the old way", open_old_way, true },
    { "speak internet", speak_internet, false },
    { "speak to a neighbour", speak_to_neighbour, false },
    { "make a pair of sockets", pair_up, false },
    { "make a child", make_child, false },
    { "become another program", become_another, false },
    { "signal its parent", kill_parent, false },
    { "watch its parent", watch_parent, false },
    { "copy a stream", copy_stream, false },
    { "run code that it made", run_made_code, true },
    { "write where it should read", write_elsewhere, true },
};

/* The number of the first attempt that was not refused with EPERM; 0: all were. */
static int try_all(void)
{
    for (size_t i = 0; i < COUNT_OF(attempts); i++) {
        if (HAS_SANITIZER && attempts[i].sanitizer_may)
            continue;
        errno = 0;
        if (attempts[i].attempt() >= 0 || errno != EPERM)
            return (int)i + 1;
    }
    return 0;
}

/* The exit code of a child that has entered the sandbox and then done `work`. */
static int confined(int (*work)(void))
{
    const struct sandbox_limits limits = { .cpu_seconds = 10 };
    int code = 0;
    pid_t pid = fork();
    if (pid == 0) {
        struct err err;
        _exit(sandbox_enter(&limits, &err) ? work() : NOT_CONFINED);
    }
    assert_true(pid > 0);
    assert_int_equal(waitpid(pid, &code, 0), pid);
    assert_true(WIFEXITED(code));
    assert_int_not_equal(WEXITSTATUS(code), NOT_CONFINED);
    return WEXITSTATUS(code);
}

static void no_way_out_is_open(void **state)
{
    (void)state;
    if (HAS_SANITIZER)
        print_message("a sanitizer needs files: those attempts are left out\n");
    int failed = confined(try_all);
    if (failed > 0)
        fail_msg("the confined process could %s", attempts[failed - 1].name);
}

static void what_is_tried_works_outside(void **state)
{
    (void)state;
    long (*const harmless[])(void) = { open_file,          open_old_way, speak_internet,
                                       speak_to_neighbour, pair_up,      kill_parent,
                                       copy_stream,        run_made_code };
    for (size_t i = 0; i < COUNT_OF(harmless); i++) {
        errno = 0;
        assert_true(harmless[i]() >= 0 || errno != EPERM);
    }
}

static int allocate_and_speak(void)
{
    volatile char *page =
        mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    page[0] = 1;
    return write(STDOUT_FILENO, "", 0) == 0 ? 0 : 1;
}

static void work_goes_on_inside(void **state)
{
    (void)state;
    assert_int_equal(confined(allocate_and_speak), 0);
}

static int raise_limits(void)
{
    const struct rlimit wide = { RLIM_INFINITY, RLIM_INFINITY };
    return setrlimit(RLIMIT_CPU, &wide) != 0 ? 0 : 1;
}

static void a_limit_cannot_be_raised_again(void **state)
{
    (void)state;
    if (HAS_SANITIZER) {
        print_message("a sanitizer asks for its limits: left out\n");
        return;
    }
    assert_int_equal(confined(raise_limits), 0);
}

/* The other cell: what a foreign program could do once it runs. */
static long read_own_library(void)
{
    return open("/etc/ld.so.cache", O_RDONLY | O_CLOEXEC);
}

static long list_folder(void)
{
    return open("/etc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static long look_at_processes(void)
{
    return open("/proc/self/environ", O_RDONLY | O_CLOEXEC);
}

static long write_where_it_reads(void)
{
    return open("/usr/lib/paperfeed-test-escape", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
}

static long remove_file(void)
{
    return unlink("/tmp/paperfeed-test-escape");
}

static long make_thread_or_child(void)
{
    return fork();
}

static long limit_parent(void)
{
    const struct rlimit none = { 0, 0 };
    return prlimit(getppid(), RLIMIT_CPU, &none, NULL);
}

static const struct {
    const char *name;
    long (*attempt)(void);
    int refusal;
} program_attempts[] = {
    { "open a file", open_file, EACCES },
    { "make a file", write_file, EACCES },
    { "list a folder", list_folder, EACCES },
    { "look at processes", look_at_processes, EACCES },
    { "write where it reads", write_where_it_reads, EACCES },
    { "remove a file", remove_file, EPERM },
    { "become another program", become_another, EACCES },
    { "speak internet", speak_internet, EPERM },
    { "speak to a neighbour", speak_to_neighbour, EPERM },
    { "make a pair of sockets", pair_up, EPERM },
    { "make a child", make_child, EPERM },
    { "fork", make_thread_or_child, EPERM },
    { "signal its parent", kill_parent, EPERM },
    { "watch its parent", watch_parent, EPERM },
    { "limit its parent", limit_parent, EPERM },
};

static int try_all_as_program(void)
{
    if (read_own_library() < 0)
        return (int)COUNT_OF(program_attempts) + 1;
    for (size_t i = 0; i < COUNT_OF(program_attempts); i++) {
        errno = 0;
        if (program_attempts[i].attempt() >= 0 || errno != program_attempts[i].refusal)
            return (int)i + 1;
    }
    return 0;
}

/* The exit code of a child in a program's cell. */
static int confined_as(const char *program, int (*work)(void))
{
    const struct sandbox_program cell = { .path = program, .cpu_seconds = 10 };
    int code = 0;
    pid_t pid = fork();
    if (pid == 0) {
        struct err err;
        _exit(sandbox_enter_program(&cell, &err) ? work() : NOT_CONFINED);
    }
    assert_true(pid > 0);
    assert_int_equal(waitpid(pid, &code, 0), pid);
    assert_true(WIFEXITED(code));
    assert_int_not_equal(WEXITSTATUS(code), NOT_CONFINED);
    return WEXITSTATUS(code);
}

/* That cell needs Landlock, which an old kernel or a container's may lack. */
static bool has_landlock(void)
{
    errno = 0;
    if (syscall(SYS_landlock_create_ruleset, NULL, 0,
                LANDLOCK_CREATE_RULESET_VERSION) >= 1)
        return true;
    print_message("this kernel has no Landlock (%s): left out\n", strerror(errno));
    return false;
}

static void a_programs_cell_has_no_way_out_either(void **state)
{
    (void)state;
    if (!has_landlock())
        return;
    int failed = confined_as("/bin/sh", try_all_as_program);
    if (failed > (int)COUNT_OF(program_attempts))
        fail_msg("the program could not read its libraries");
    if (failed > 0)
        fail_msg("the program could %s", program_attempts[failed - 1].name);
}

/* Without its complaints: where they went into a file, the limit on files would end it
 * before it gets to its exit code. */
static int run_shell(const char *script)
{
    close(STDERR_FILENO);
    char *const none[] = { NULL };
    const char *const words[] = { "/bin/sh", "-c", script, NULL };
    execve(words[0], (char *const *)(uintptr_t)words, none);
    return 98;
}

static int shell_that_ends_well(void)
{
    return run_shell("exit 7");
}

static int shell_that_reads(void)
{
    return run_shell("read line < /etc/passwd || exit 8");
}

static int shell_that_writes(void)
{
    return run_shell(": > /tmp/paperfeed-test-escape || exit 8");
}

static int shell_that_starts(void)
{
    return run_shell("/bin/true; test $? -ne 0 && exit 8");
}

static void a_shell_in_that_cell_runs_and_can_do_nothing(void **state)
{
    (void)state;
    if (!has_landlock())
        return;
    assert_int_equal(confined_as("/bin/sh", shell_that_ends_well), 7);
    assert_int_not_equal(confined_as("/bin/sh", shell_that_reads), 0);
    assert_int_not_equal(confined_as("/bin/sh", shell_that_writes), 0);
    assert_int_not_equal(confined_as("/bin/sh", shell_that_starts), 0);
    assert_int_not_equal(access("/tmp/paperfeed-test-escape", F_OK), 0);
}

static int shell_that_is_another(void)
{
    char *const none[] = { NULL };
    const char *const words[] = { "/bin/cat", "/etc/passwd", NULL };
    execve(words[0], (char *const *)(uintptr_t)words, none);
    return errno == EACCES ? 0 : 98;
}

static void only_the_named_program_can_be_become(void **state)
{
    (void)state;
    if (!has_landlock())
        return;
    assert_int_equal(confined_as("/bin/sh", shell_that_is_another), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_tried_works_outside),
        cmocka_unit_test(no_way_out_is_open),
        cmocka_unit_test(work_goes_on_inside),
        cmocka_unit_test(a_limit_cannot_be_raised_again),
        cmocka_unit_test(a_programs_cell_has_no_way_out_either),
        cmocka_unit_test(a_shell_in_that_cell_runs_and_can_do_nothing),
        cmocka_unit_test(only_the_named_program_can_be_become),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
