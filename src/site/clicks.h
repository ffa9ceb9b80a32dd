/* [PDF] and [FAQ] counters: papers.cool's POST /<branch>/star. A click of one network
 * on one paper counts once a day; clicks are summed up in memory and written every few
 * seconds. Thread-safe. */
#ifndef SITE_CLICKS_H
#define SITE_CLICKS_H

#include "http/router.h"
#include "store/counter_store.h"

struct clicks_book;
struct clicks_book *clicks_open(struct store *store);
void clicks_close(struct clicks_book *book); /* writes what is left; NULL is fine */
void clicks_flush(struct clicks_book *book); /* now */

route_handler star_post; /* /<branch>/star?key=pdf|kimi|unstar&paper=ID&delta=±1 */

#endif
