/* FAQs that are being written: what every watcher of one sees, made once.
 *
 * The workers tell (faq_live_watch), readers follow: an event stream for pages and
 * scripts, and papers.cool's plain stream. A FAQ that waits tells its place in the
 * queue each second in which it changed. Nothing here outlives the process: what counts
 * is in the store. Thread-safe.
 *
 * Events (each with an id "EPOCH-OFFSET", so that a reader who comes back goes on where
 * he was; after a restart of the program the stream begins anew, with `state`): state
 * {"state","position","progress","reason","questions":6} question {"number","question"}
 * asked; forget what was written of that answer piece    {"number","text"} Markdown, to
 * be shown as text answer   {"number","question","markdown","html","truncated"}  stored
 *   done     {"state","reason"}        the last one: done, truncated, failed, none */
#ifndef SITE_FAQ_LIVE_H
#define SITE_FAQ_LIVE_H

#include "http/stream.h"
#include "model/faq_watch.h"
#include "store/store.h"

struct faq_live;

struct faq_live *faq_live_open(struct store *store);
void faq_live_close(struct faq_live *live); /* NULL is fine */
struct faq_watch faq_live_watch(struct faq_live *live);

enum live_form { LIVE_EVENTS, LIVE_PLAIN };
/* The stream of a FAQ that is queued or running: fills `ret_answer` with a hold.
 * `last_id` is the Last-Event-ID of a reader who comes back, or NULL. ERR_NOT_FOUND: no
 * job of that paper and language is ready or running. */
NODISCARD bool faq_live_follow(struct faq_live *live, const char *key,
                               const char *language, enum live_form form,
                               const char *last_id, struct stream_answer *ret_answer,
                               struct err *err);
/* 0 to 1 while it is written, by answers and the length of the one under way. */
double faq_live_progress(struct faq_live *live, int64_t job, int questions);
/* Text of the answer under way, for pages without a script; "" where there is none. */
const char *faq_live_begun(struct faq_live *live, int64_t job, struct arena *arena);

#endif
