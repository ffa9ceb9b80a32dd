/* Bar, count, rate and time left, repainted ten times a second at most. See terminal.h.
 */
#include "terminal.h"

#include "base/clock.h"

#include <inttypes.h>
#include <unistd.h>

enum { PAINT_EVERY_US = 100000, BAR_WIDTH = 24 };

struct terminal terminal_start(void)
{
    return (struct terminal){ .shown = isatty(STDERR_FILENO),
                              .started_us = clock_monotonic_us() };
}

static void paint_bar(const struct task_progress *progress, double seconds)
{
    char bar[BAR_WIDTH + 1];
    double part = (double)progress->done / (double)progress->total;
    int full = (int)(part * BAR_WIDTH);
    double left = part > 0 ? seconds / part - seconds : 0;
    double rate = seconds > 0 ? (double)progress->records / seconds : 0;
    for (int i = 0; i < BAR_WIDTH; i++)
        bar[i] = i < full ? '#' : '.';
    bar[BAR_WIDTH] = '\0';
    fprintf(stderr, "\r\033[K%s [%s] %3.0f %%  %" PRId64 "  %.0f/s  %.0f s left",
            progress->what, bar, part * 100, progress->records, rate, left);
}

void terminal_progress(void *context, const struct task_progress *progress)
{
    struct terminal *terminal = context;
    int64_t now = clock_monotonic_us();
    if (!terminal->shown || now - terminal->painted_us < PAINT_EVERY_US)
        return;
    terminal->painted_us = now;
    if (progress->total > 0)
        paint_bar(progress, (double)(now - terminal->started_us) / 1e6);
    else
        fprintf(stderr, "\r\033[K%s …", progress->what);
}

void terminal_end(struct terminal *terminal)
{
    if (terminal->shown && terminal->painted_us > 0)
        fprintf(stderr, "\r\033[K");
}
