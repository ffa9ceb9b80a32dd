/* [PDF] and [FAQ] counters: papers.cool's POST /<branch>/star. A click of one network
 * on one paper counts once a day; clicks are summed up in memory and written every few
 * seconds. Thread-safe. */
#ifndef SITE_CLICKS_H
#define SITE_CLICKS_H

#include "http/router.h"
#include "store/paper/counter_store.h"

enum click { CLICK_PDF, CLICK_FAQ, CLICK_COUNT };

struct clicks_book;
struct clicks_book *clicks_open(struct store *store);
void clicks_close(struct clicks_book *book); /* writes what is left; NULL is fine */
void clicks_flush(struct clicks_book *book); /* now */

/* One more of that network, or (`back`) its click of today taken back; false: it
 * changes nothing. Days are UTC days of `now`. */
bool clicks_count(struct clicks_book *book, uint64_t network, const char *key,
                  enum click click, bool back, int64_t now);
/* What is not written yet. */
int64_t clicks_pending(struct clicks_book *book, const char *key, enum click click);

/* /<branch>/star?key=pdf|kimi|unstar&paper=ID&delta=±1 */
route_handler star_post;

#endif
