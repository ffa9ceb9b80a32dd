/* OAI-PMH over the played world: what is asked, which records that is, and how tokens
 * carry it from page to page: in the manner of arXiv's present server (the question
 * itself, with an offset into its last day) or of the one before (a number that the
 * server remembers). */
#ifndef SUPPORT_OAI_H
#define SUPPORT_OAI_H

#include "render.h"

/* A record that has changed on that day without an announcement. */
struct oai_touch {
    const char *id;
    int32_t day;
};

/* How the server plays it; lists are only ever replaced whole. */
struct oai_play {
    size_t page; /* records a page; identifiers: 8 times as many; 0: 100 */
    bool old;
    bool expired, loops, endless; /* for this answer alone */
    int32_t bulk;                 /* the datestamp of all older papers; 0: their own */
    struct name_list deleted;
    struct {
        struct oai_touch *items;
        size_t count, capacity;
    } touched;
    struct name_list asked; /* old server: the questions behind its tokens */
    uint64_t answers;       /* so far */
};

struct oai_ask {
    const char *verb, *prefix, *set, *identifier; /* "" = not given */
    int32_t from, until;
    size_t skip;       /* new server: of the day `from`; old: of the whole list */
    bool goes_on;      /* by a token */
    const char *error; /* the protocol's code, and its words; NULL: none */
    const char *reason;
};

struct oai_record {
    const struct fake_paper *paper;
    int32_t day; /* its datestamp */
    bool deleted;
};
struct oai_list {
    struct oai_record *items;
    size_t count, capacity;
    size_t size; /* of the whole list, of which this is what is left */
};

/* The question of an address, or that of its token. */
struct oai_ask oai_ask_read(const struct oai_play *play,
                            const char *(*given)(void *context, const char *name),
                            void *context, struct arena *arena);
/* What is left of the question's list, by day, then id. */
struct oai_list oai_list(const struct scene *scene, const struct oai_play *play,
                         const struct oai_ask *ask, struct arena *arena);
struct oai_record oai_record_of(const struct scene *scene, const struct oai_play *play,
                                const char *id); /* paper NULL: none */
/* The token after `count` records of the list. */
const char *oai_token(const struct oai_play *play, const struct oai_ask *ask,
                      const struct oai_list *list, size_t count, struct arena *arena);
/* The question as one text, for the old server's memory. */
const char *oai_ask_text(const struct oai_ask *ask, struct arena *arena);

void render_oai(const struct scene *scene, const struct oai_play *play,
                const struct oai_ask *ask, struct answer *answer);

#endif
