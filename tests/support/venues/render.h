/* The forms in which sites serve proceedings, and how fake_venues bends them now. Pure:
 * an edition in, bytes out. */
#ifndef SUPPORT_VENUES_RENDER_H
#define SUPPORT_VENUES_RENDER_H

#include "proceedings.h"

#include "base/buf.h"

#include <cjson/cJSON.h>

enum { ANSWER_MAX = 128 << 20 };

struct answer {
    int status;
    const char *content_type;
    struct buf body;
};

/* How it is played at the moment. */
struct venue_play {
    int64_t shown;       /* papers of an edition that are out; 0: all */
    bool no_abstracts;   /* not in the events: a file beside them has them */
    bool doubled;        /* each record stands there twice */
    int64_t page_size;   /* events a page; 0: all are on one */
    const char *next;    /* what stands before a next page's number; "?page=" */
    int64_t page;        /* that is asked for, from 1 */
    int64_t oai_page;    /* records a page, and five times as many names */
    int64_t oai_broken;  /* an article that cannot be printed; 0: none */
    int64_t oai_touched; /* an article that changed `today`, into the next group */
    int32_t today;
    bool token_expired; /* for this answer alone */
};
/* How many of its papers are out. */
size_t play_count(const struct venue_play *play, const struct venue_edition *edition);

void render_acl(const struct venue_edition *edition, const struct venue_play *play,
                struct answer *answer);
/* PMLR: the published file, or the editors' own with sections and OpenReview's ids. */
void render_bib(const struct venue_edition *edition, const struct venue_play *play,
                bool is_editors, struct answer *answer);
void render_events(const struct venue_edition *edition, const struct venue_play *play,
                   struct answer *answer);
void render_abstracts(const struct venue_edition *edition,
                      const struct venue_play *play, struct answer *answer);

/* OpenReview: a page of notes in the form of API 1 or 2; edition NULL: an empty list.
 */
struct notes_ask {
    int api;
    size_t offset, limit;
};
void render_notes(const struct venue_edition *edition, const struct venue_play *play,
                  const struct notes_ask *ask, struct answer *answer);

/* OJS: what OAI-PMH asks for; NULL: not given. */
struct ojs_ask {
    const char *series, *verb, *token, *from, *identifier;
};
void render_ojs(const struct proceedings *all, const struct venue_play *play,
                const struct ojs_ask *ask, struct answer *answer);

void render_json(cJSON *tree, struct answer *answer); /* deletes the tree */
void xml_text(struct buf *out, const char *text);
/* "Almeida, Ana" */
void family_first(struct buf *out, const char *name);

#endif
