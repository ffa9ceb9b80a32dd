/* A process that was told to stop is gone within five seconds, whatever it is at: a
 * check of a large database, a file on a disk that does not answer. The database
 * survives that as it survives a crash. */
#ifndef LAST_CALL_H
#define LAST_CALL_H

/* From now on there are four seconds left to end in order; then the process ends with
 * FAILED. Any thread; some thread must not block SIGALRM. */
void last_call(void);

#endif
