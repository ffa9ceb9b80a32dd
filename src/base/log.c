/* Log lines; see log.h. Control characters of foreign text are shown as '?'. */
#include "base/log.h"

#include "base/clock.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum log_level most_detail = LOG_LEVEL_INFO;

void log_upto(enum log_level level)
{
    most_detail = level;
}

static const char *level_word(enum log_level level)
{
    switch (level) {
    case LOG_LEVEL_ERROR:
        return "error";
    case LOG_LEVEL_WARN:
        return "warn";
    case LOG_LEVEL_INFO:
        return "info";
    case LOG_LEVEL_DEBUG:
        return "debug";
    }
    return "?";
}

static int start_line(char *line, size_t size, enum log_level level)
{
    if (getenv("JOURNAL_STREAM") != NULL)
        return snprintf(line, size, "<%d>", (int)level);
    char now[TIME_TEXT_SIZE];
    time_to_text(clock_now(), now);
    return snprintf(line, size, "%s %-5s ", now, level_word(level));
}

void log_line(enum log_level level, const char *format, ...)
{
    if (level > most_detail)
        return;
    char line[1200];
    int start = start_line(line, sizeof line - 1, level);
    va_list args;
    va_start(args, format);
    vsnprintf(line + start, sizeof line - 1 - (size_t)start, format, args);
    va_end(args);
    size_t len = strlen(line);
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)line[i] < 0x20 || line[i] == 0x7F)
            line[i] = '?';
    line[len++] = '\n';
    if (write(STDERR_FILENO, line, len) < 0)
        return; /* nowhere left to say it */
}
