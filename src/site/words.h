/* Numbers, days and addresses as words: what a view tree holds, ready to print, so that
 * templates stay without logic. Texts live in the caller's arena. Pure. */
#ifndef SITE_WORDS_H
#define SITE_WORDS_H

#include "base/arena.h"
#include "base/clock.h"

const char *words_number(struct arena *arena, int64_t number); /* "2,960" */
/* "1 paper", "2,960 papers" */
const char *words_count(struct arena *arena, int64_t count, const char *one,
                        const char *many);
/* "two" … "ten", then digits. */
const char *words_small(struct arena *arena, int64_t number);
/* "0.0123", "12.00": millionths as an amount of a currency that we do not know. */
const char *words_money(struct arena *arena, int64_t millionths);
const char *words_bytes(struct arena *arena, int64_t bytes); /* "1.9 GB" */

const char *words_date(struct arena *arena, int32_t day); /* "2026-04-24" */
const char *words_day(struct arena *arena, int32_t day);  /* "Friday 24 April 2026" */
const char *words_day_year(struct arena *arena, int32_t day);  /* "Fri 24 Apr 2026" */
const char *words_day_short(struct arena *arena, int32_t day); /* "Fri 24 Apr" */
const char *words_time(struct arena *arena,
                       int64_t time); /* "2026-04-24 04:12:03 UTC" */
/* "04:12 UTC", or "04:12 UTC on Fri 24 Apr" where that is not the day of `now`. */
const char *words_clock(struct arena *arena, int64_t time, int64_t now);
const char *words_age(struct arena *arena, int64_t seconds); /* "8 minutes ago" */

/* Everything but unreserved characters escaped; / and @ kept where `path`. */
const char *words_escaped(struct arena *arena, const char *text, bool path);
/* The same behind `start`, a path that is written already. */
const char *words_path(struct arena *arena, const char *start, const char *text,
                       bool path);
/* The address if a browser may follow it: http or https, no blank; else NULL. */
const char *words_web_url(const char *url);
/* At most `max` bytes, cut at a character, with an ellipsis where something was cut. */
const char *words_excerpt(struct arena *arena, const char *text, size_t max);
/* The texts with `separator` between them. */
const char *words_joined(struct arena *arena, const char *const *items, size_t count,
                         const char *separator);

#endif
