/* Forced into every file: calls that we do not make, and what to use instead.
 * (The idea is git's.) Numbers: str_to_int. Text: buf, arena_printf, snprintf. Time:
 * base/clock.h. Processes: base/process.h. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok strtok_r
#pragma GCC poison atoi atol atoll atof strtol strtoll strtoul strtoull
#pragma GCC poison gmtime localtime ctime asctime gmtime_r localtime_r mktime
#pragma GCC poison system popen

#undef NDEBUG

#endif
