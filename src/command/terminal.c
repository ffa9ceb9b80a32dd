/* Bar, count, rate and time left, repainted ten times a second at most. See terminal.h.
 */
#include "command/terminal.h"

#include "base/clock.h"

#include <inttypes.h>
#include <unistd.h>

enum { PAINT_EVERY_US = 100000, BAR_WIDTH = 24 };

struct terminal terminal_start(void)
{
    return (struct terminal){ .shown = isatty(STDERR_FILENO),
                              .started_us = clock_monotonic_us() };
}

/* "40 s", "12 min", "3 h 20 min". */
static void put_span(double seconds, char *out, size_t size)
{
    int64_t minutes = (int64_t)(seconds / 60 + 0.5);
    if (seconds < 100)
        snprintf(out, size, "%.0f s", seconds);
    else if (minutes < 100)
        snprintf(out, size, "%" PRId64 " min", minutes);
    else
        snprintf(out, size, "%" PRId64 " h %" PRId64 " min", minutes / 60,
                 minutes % 60);
}

static void put_bar(double part, char out[BAR_WIDTH + 1])
{
    int full = (int)(part * BAR_WIDTH);
    for (int i = 0; i < BAR_WIDTH; i++)
        out[i] = i < full ? '#' : '.';
    out[BAR_WIDTH] = '\0';
}

/* A task that goes on where another run stopped: its pace is that of this run. */
static void paint_bar(const struct terminal *terminal,
                      const struct task_progress *progress, double seconds)
{
    char bar[BAR_WIDTH + 1], left[40] = "?";
    double now = (double)(progress->done - terminal->first_done);
    double still = (double)(progress->total - progress->done);
    double part = (double)progress->done / (double)progress->total;
    double rate = seconds > 0
                      ? (double)(progress->records - terminal->first_records) / seconds
                      : 0;
    put_bar(part, bar);
    if (now > 0)
        put_span(still / now * seconds, left, sizeof left);
    fprintf(stderr, "\r\033[K%s [%s] %3.0f %%  %" PRId64 "  %.0f/s  %s left",
            progress->what, bar, part * 100, progress->records, rate, left);
}

static void begin_counting(struct terminal *terminal,
                           const struct task_progress *progress)
{
    if (terminal->counting)
        return;
    terminal->counting = true;
    terminal->started_us = clock_monotonic_us();
    terminal->first_done = progress->done;
    terminal->first_records = progress->records;
}

void terminal_progress(void *context, const struct task_progress *progress)
{
    struct terminal *terminal = context;
    int64_t now = clock_monotonic_us();
    if (progress->total > 0)
        begin_counting(terminal, progress);
    if (!terminal->shown || now - terminal->painted_us < PAINT_EVERY_US)
        return;
    terminal->painted_us = now;
    if (progress->total > 0)
        paint_bar(terminal, progress, (double)(now - terminal->started_us) / 1e6);
    else
        fprintf(stderr, "\r\033[K%s …", progress->what);
}

void terminal_end(struct terminal *terminal)
{
    if (terminal->shown && terminal->painted_us > 0)
        fprintf(stderr, "\r\033[K");
}
