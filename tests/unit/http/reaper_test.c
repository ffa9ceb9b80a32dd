/* Deadlines of descriptors: who is shut down and who is left alone. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "http/reaper.h"

#include <sys/socket.h>
#include <unistd.h>

enum { HOUR_MS = 3600 * 1000 };

static bool is_shut(int fd)
{
    char byte;
    return recv(fd, &byte, 1, MSG_DONTWAIT) == 0;
}

static void only_the_overdue_are_shut_down_and_once(void **state)
{
    (void)state;
    struct reaper reaper;
    struct watch watches[3] = { { .deadline_ms = 100 },
                                { .deadline_ms = 200 },
                                { .deadline_ms = REAPER_NEVER } };
    int ends[3][2];
    reaper_open(&reaper, HOUR_MS);
    for (size_t i = 0; i < COUNT_OF(watches); i++) {
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends[i]), 0);
        watches[i].fd = ends[i][0];
        reaper_add(&reaper, &watches[i]);
    }
    assert_int_equal(reaper_pass(&reaper, 99), 0);
    assert_int_equal(reaper_pass(&reaper, 150), 1);
    assert_int_equal(reaper_pass(&reaper, 150), 0);
    assert_true(is_shut(ends[0][1]));
    assert_false(is_shut(ends[1][1]));
    reaper_remove(&reaper, &watches[1]);
    assert_int_equal(reaper_pass(&reaper, INT64_MAX), 0);
    assert_false(is_shut(ends[1][1]));
    reaper_remove(&reaper, &watches[0]);
    reaper_remove(&reaper, &watches[2]);
    reaper_close(&reaper);
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        close(ends[i][0]), close(ends[i][1]);
}

static void the_busy_are_counted(void **state)
{
    (void)state;
    struct reaper reaper;
    struct watch busy = { .fd = -1, .busy = true }, idle = { .fd = -1 };
    reaper_open(&reaper, HOUR_MS);
    reaper_add(&reaper, &busy);
    reaper_add(&reaper, &idle);
    assert_int_equal(reaper_busy(&reaper), 1);
    idle.busy = true;
    assert_int_equal(reaper_busy(&reaper), 2);
    reaper_remove(&reaper, &busy);
    assert_int_equal(reaper_busy(&reaper), 1);
    reaper_remove(&reaper, &idle);
    reaper_close(&reaper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_overdue_are_shut_down_and_once),
        cmocka_unit_test(the_busy_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
