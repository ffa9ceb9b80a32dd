/* arXiv's exact serialisations of a scene: what it would answer at this moment.
 * Pure: a scene in, bytes out. */
#ifndef SUPPORT_RENDER_H
#define SUPPORT_RENDER_H

#include "world.h"

#include "base/buf.h"

/* What arXiv shows now, and how it fails to. */
struct scene {
    const struct fake_world *world;
    size_t day;        /* of the world; the listing shows it */
    bool weekend;      /* the feeds are already on the empty day after */
    bool stale;        /* the feed shows the batch before, under today's date */
    size_t feed_limit; /* arXiv cuts feeds at 2000, at the wrong end */
    size_t short_by;   /* listing: so many entries less than its headings say */
    size_t api_drops;  /* API: so many of the asked ids are left out */
    size_t api_extra;  /* API: all twice, and so many papers that nobody asked for */
    bool addressed;    /* the paper speaks to the model that reads it, in white */
    const struct name_list *withheld; /* not in feed and API */
    const struct name_list *bare;     /* not even a <dd> in the listing */
};
bool scene_has(const struct name_list *names, const char *id);

struct answer {
    int status;
    const char *content_type;
    const char *location; /* redirects */
    struct buf body;
};

enum { ANSWER_MAX = 64 << 20 };

void render_rss(const struct scene *scene, const char *query, struct answer *answer);
void render_atom(const struct scene *scene, const char *query, struct answer *answer);
/* skip and show as in the query string; NULL = not given. */
void render_listing(const struct scene *scene, const char *category, const char *skip,
                    const char *show, struct answer *answer);
void render_api(const struct scene *scene, const char *id_list, const char *start,
                const char *max_results, struct answer *answer);
void render_api_error(const char *message, const char *slug, struct answer *answer);

/* The paper named "2401.01234" or "2401.01234v2" as known now; NULL: none. */
const struct fake_paper *scene_paper(const struct scene *scene, const char *name);
/* A paper whose number ends with 0 or 5 has only a PDF. */
bool paper_has_html(const struct fake_paper *paper);
void render_html(const struct scene *scene, const char *name, struct answer *answer);
void render_pdf(const struct scene *scene, const char *name, struct answer *answer);
void render_missing(struct answer *answer); /* arXiv's 404 */

/* Text for XML and for HTML as arXiv's template engine escapes it. */
void xml_text(struct buf *out, const char *text);
void html_text(struct buf *out, const char *text);
/* Accented letters as TeX, then as XML text: how feeds carry them. */
void xml_tex_text(struct buf *out, const char *text);

#endif
