/* The alarm clock of the last four seconds; see last_call.h. */
#include "daemon/last_call.h"

#include "command/cli.h"

#include <signal.h>
#include <unistd.h>

enum { SECONDS_LEFT = 4 };

/* Async-signal-safe calls only. */
static void leave(int number)
{
    static const char words[] =
        "paperfeed: stopped in the middle of its work, as by a crash\n";
    (void)number;
    if (write(STDERR_FILENO, words, sizeof words - 1) < 0)
        _exit(FAILED);
    _exit(FAILED);
}

void last_call(void)
{
    signal(SIGALRM, leave);
    alarm(SECONDS_LEFT);
}
