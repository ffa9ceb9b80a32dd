/* The proceedings that fake_venues plays: editions of a few series, each with invented
 * papers, groups and authors that only the seed decides. The same paper has one id in
 * every form in which it is served. Made once, read-only afterwards. */
#ifndef SUPPORT_PROCEEDINGS_H
#define SUPPORT_PROCEEDINGS_H

#include "arxiv/world.h"

struct venue_paper {
    size_t number;   /* within its edition, from 1 */
    const char *id;  /* "k3bQ9xZpLm": OpenReview's */
    const char *key; /* "almeida24a": PMLR's */
    int64_t article; /* OJS' */
    const char *title, *abstract;
    struct name_list authors, keywords;
    size_t group;      /* of its edition's groups */
    const char *award; /* NULL: none */
    bool is_twin;      /* of an arXiv paper */
};

/* A part of the programme, as each of the sources calls it. */
struct venue_group {
    const char *shown;  /* "Oral", "Long", "Humans and AI" */
    const char *native; /* "long", "AAAI:HAI"; NULL: as shown */
    unsigned share;     /* of 100 papers */
};

struct venue_edition {
    const char *series;
    int year;
    int volume; /* PMLR's; 0: not there */
    const struct venue_group *groups;
    size_t group_count;
    struct {
        struct venue_paper *items;
        size_t count, capacity;
    } papers;
};

struct proceedings {
    struct arena arena;
    struct venue_edition *items;
    size_t count, capacity;
};

struct proceedings_wish {
    uint64_t seed;
    size_t papers;                  /* an edition */
    const struct fake_world *arxiv; /* some papers are twins of its; NULL: none */
};
void proceedings_make(const struct proceedings_wish *wish, struct proceedings *ret_all);
void proceedings_done(struct proceedings *all);

/* In any case of the series' letters; NULL: there is none. */
const struct venue_edition *proceedings_find(const struct proceedings *all,
                                             struct str series, int64_t year);
const struct venue_edition *proceedings_volume(const struct proceedings *all,
                                               int64_t volume);

#endif
