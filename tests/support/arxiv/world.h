/* The world that fake_arxiv plays: days, and on each day what is announced.
 *
 * Text is kept as readers see it (UTF-8, math as TeX); the feed's renderer turns
 * accents into TeX as arXiv's feeds do. Read-only once made, so any thread may look.
 * Day 0 holds papers that arXiv knows but does not announce; days count from 1. */
#ifndef SUPPORT_WORLD_H
#define SUPPORT_WORLD_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"

struct name_list {
    const char **items;
    size_t count, capacity;
};

/* A version of a paper. Absent texts are NULL. */
struct fake_paper {
    const char *id;
    int version;
    const char *title, *abstract, *comment, *journal_ref, *doi, *license, *affiliation;
    struct name_list authors, categories; /* categories: primary first */
    int64_t published, updated;
};

enum fake_action { ACTION_NEW, ACTION_CROSS, ACTION_REPLACE };

struct fake_event {
    const struct fake_paper *paper; /* as it is from this day on */
    enum fake_action action;
    const char *cross_to; /* ACTION_CROSS: the category it was added to */
};

struct fake_day {
    int32_t date; /* the listing day; DAY_NONE for day 0 */
    struct fake_event *items;
    size_t count, capacity;
};

struct fake_world {
    struct arena arena;
    struct fake_day *items; /* [0] is what was before */
    size_t count, capacity;
};

void world_done(struct fake_world *world);

struct seed_wish {
    uint64_t seed;
    size_t days, per_day;
    int32_t last_day;       /* rolled back to a weekday */
    const char *categories; /* "cs.CL,cs.LG" */
};
/* Invents a world; the same wish gives the same world. */
void world_from_seed(const struct seed_wish *wish, struct fake_world *ret_world);
/* Reads the day files of a folder, in name order (world_replay.c says their form). */
NODISCARD bool world_from_folder(const char *folder, struct fake_world *ret_world,
                                 struct err *err);

/* What somebody asks a feed or listing for: categories and archives. */
struct category_wish {
    struct name_list names;
};
struct category_wish category_wish_read(struct arena *arena, const char *text);
bool category_wish_has(const struct category_wish *wish, const char *category);

enum fake_section { IN_NEW, IN_CROSS, IN_REPLACE, IN_REPLACE_CROSS, IN_SECTIONS };
const char *fake_section_name(enum fake_section section);

struct fake_entry {
    const struct fake_paper *paper;
    enum fake_section section;
};
struct fake_entries {
    struct fake_entry *items;
    size_t count, capacity;
};
/* What `wish` was told on that day, in arXiv's order. */
struct fake_entries world_announced(const struct fake_world *world, size_t day,
                                    const struct category_wish *wish,
                                    struct arena *arena);
/* The paper as arXiv knows it on that day; version 0 = the latest. NULL: not known. */
const struct fake_paper *world_paper(const struct fake_world *world, size_t day,
                                     struct str id, int version);
bool world_knows_category(const struct fake_world *world, const char *category);

#endif
