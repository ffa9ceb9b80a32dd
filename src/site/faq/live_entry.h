/* One FAQ that is queued or being written: its two streams, and what they have told so
 * far. Not thread-safe: faq_live.c holds its lock. */
#ifndef SITE_LIVE_ENTRY_H
#define SITE_LIVE_ENTRY_H

#include "base/buf.h"
#include "site/faq/faq_live.h"
#include "site/faq/faq_plain.h"

struct live_entry {
    struct live_entry *next;
    const struct template_set *templates;
    int64_t job;
    uint64_t epoch; /* of this entry's events */
    struct stream_log *events, *plain;
    bool begun; /* a worker has it */
    enum faq_state state;
    int64_t position;
    int questions;
    int answers; /* told */
    int asked;   /* number of the question under way; 0: none */
    char *question;
    struct buf text;   /* of its answer */
    bool block_open;   /* plain: its answer is not closed yet */
    size_t plain_sent; /* of the text; blanks at its ends are held back */
    struct plain_text plain_text;
    int idle; /* looks at which nobody followed */
};

struct live_entry *live_entry_new(const struct template_set *templates, int64_t job,
                                  int questions);
/* Ends both streams: who follows them holds them himself. */
void live_entry_free(struct live_entry *entry);

/* In the queue, at that place (0: not known). Told where it is news. */
void live_entry_queued(struct live_entry *entry, int64_t position, const char *why);
/* A worker has it, and has not said so yet. */
void live_entry_taken(struct live_entry *entry);
/* A worker has it: with the answers that are stored already. */
void live_entry_began(struct live_entry *entry, const struct faq *faq);
void live_entry_asked(struct live_entry *entry, int number, const char *question);
void live_entry_piece(struct live_entry *entry, struct str text);
void live_entry_answered(struct live_entry *entry, const struct faq_answer *answer);
/* The last that its streams tell. */
void live_entry_done(struct live_entry *entry, enum faq_state state, const char *why);

#endif
