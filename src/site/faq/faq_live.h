/* FAQs that are being written: what every watcher of one sees, made once.
 *
 * The workers tell (faq_live_watch), readers follow: an event stream for pages and
 * scripts, and papers.cool's plain stream. A FAQ that waits tells its place in the
 * queue each second in which it changed. Nothing here outlives the process: what counts
 * is in the store. Thread-safe.
 *
 * Events (each with an id "EPOCH-OFFSET", so that a reader who comes back goes on where
 * he was; after a restart of the program the stream begins anew, with `state`):
 *   state    {"state","position","progress","reason","questions":6}
 *   question {"number","question"}  asked; forget what was written of that answer
 *   piece    {"number","text"}      Markdown, to be shown as text
 *   answer   {"number","question","markdown","html","truncated"}  stored; html null
 *            where it was too large for a stream
 *   done     {"state","reason"}     the last one: done, truncated, failed, none */
#ifndef SITE_FAQ_LIVE_H
#define SITE_FAQ_LIVE_H

#include "http/stream.h"
#include "model/faq_watch.h"
#include "model/job.h"
#include "store/store.h"
#include "text/template.h"

enum {
    LIVE_LOG_MAX = 8 << 20,    /* bytes of one stream */
    LIVE_PIECES_MAX = 4 << 20, /* what is left is for answers, which matter more */
    LIVE_HTML_ROOM = 2 << 20, /* an answer's HTML comes along while that much is left */
};

struct faq_live;

/* The templates draw papers.cool's stream; they must outlive it. */
struct faq_live *faq_live_open(struct store *store,
                               const struct template_set *templates);
void faq_live_close(struct faq_live *live); /* NULL is fine */
struct faq_watch faq_live_watch(struct faq_live *live);

enum live_form { LIVE_EVENTS, LIVE_PLAIN };
struct live_follow {
    const struct job *job; /* ready or running */
    int64_t position;      /* of a ready one; 0 = not known */
    int questions;         /* that will be asked; 0 = not known */
    enum live_form form;
    const char *last_id; /* Last-Event-ID of a reader who comes back, or NULL */
};
/* Fills `ret_answer` with a hold. Should the job have ended meanwhile, the stream says
 * so within a second. */
void faq_live_follow(struct faq_live *live, const struct live_follow *ask,
                     struct stream_answer *ret_answer);

/* What is known of the answer under way. */
struct faq_live_text {
    int number; /* 0: no question is under way */
    const char *question, *text;
    size_t length; /* of the text */
    int answers;   /* stored before it */
};
/* false: nothing is known of that job. Texts are copied. */
bool faq_live_text(struct faq_live *live, int64_t job, struct arena *arena,
                   struct faq_live_text *ret_text);
/* 0 to 1, by answers and the length of the one under way. Pure. */
double faq_live_progress(int answers, size_t length, int questions);

/* What its thread does each second while a FAQ is waited for or written: tells places
 * in the queue, ends streams whose jobs ended untold (cancelled ones: their worker
 * learns of it later), forgets those that wait and that nobody follows. For tests. */
void faq_live_look(struct faq_live *live);
/* A job was cancelled: its thread looks now. */
void faq_live_wake(struct faq_live *live);

#endif
