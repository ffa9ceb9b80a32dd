/* A harvest's days in windows: arithmetic on struct harvest, no clock, no store.
 *
 * A window is a calendar month. arXiv's tokens count records within a day, so one that
 * changes while its window is read (it moves to today's) shifts what comes after it by
 * one place, and a page may begin behind a record that nobody got. Windows of a day
 * would make that seldom, not impossible: a day of all arXiv is two or three pages, and
 * one of 2005 ninety thousand records; and the 7,700 days would cost 6.5 hours of empty
 * answers at 3 seconds each. So windows are long, their pages few more than the records
 * need, and one that took several pages is held against a list of its identifiers
 * (twenty thousand a page) when it is done; what it left out is asked for by name. */
#ifndef WORK_HARVEST_WINDOW_H
#define WORK_HARVEST_WINDOW_H

#include "store/arxiv/harvest_store.h"

/* arXiv's earliest datestamp: it refuses anything before. */
int32_t harvest_first_day(void);

/* From scratch. `until` may lie before `from`: then there is nothing to do. */
struct harvest harvest_new(enum harvest_kind kind, const char *set, int32_t from,
                           int32_t until, int64_t now);
/* More days, if `until` is later than what it has. One that was done counts anew and
 * asks for its last day once more: what arXiv's copies lacked then is there now. */
void harvest_extend(struct harvest *harvest, int32_t until, int64_t now);

/* The window begins anew: its token has expired, or its pages make no sense. What they
 * have brought stays known. */
void harvest_restart_window(struct harvest *harvest);
/* The pages have come to their end: is the window to be held against a list? */
bool harvest_needs_check(const struct harvest *harvest);
void harvest_begin_check(struct harvest *harvest);
void harvest_end_window(struct harvest *harvest, int64_t now);

/* The thousandth parts of its days that are done, of all; `inside`: of the window at
 * work, in thousandth parts of it. */
int64_t harvest_done(const struct harvest *harvest, int64_t inside);
int64_t harvest_total(const struct harvest *harvest);

#endif
