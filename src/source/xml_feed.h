/* RSS 2.0 and Atom 1.0 as lists of named texts, by a streaming parser without a tree.
 *
 * Knows no papers: it says which elements stand in the head and in each entry. Refuses
 * (ERR_INVALID) what is no such feed and any DOCTYPE, so that there are no entities
 * and no external references. Half an entry is never told of. */
#ifndef SOURCE_XML_FEED_H
#define SOURCE_XML_FEED_H

#include "base/arena.h"
#include "base/err.h"

/* An element by its local name; `text` is its term attribute where it has one. */
struct xml_field {
    const char *name;
    struct str text;
};

struct xml_part {
    struct xml_field *items;
    size_t count, capacity;
};

/* The first field of that name; empty if there is none. */
struct str xml_part_text(const struct xml_part *part, const char *name);

struct xml_feed {
    bool is_rss; /* else Atom */
    bool whole;  /* the root was closed and nothing was wrong */
    struct xml_part head;
};

/* Told of each whole entry, with the head as far as it is known; the part is valid
 * during the call. False (with err) ends the reading. */
typedef bool xml_entry(void *context, const struct xml_feed *feed,
                       const struct xml_part *part, struct err *err);

NODISCARD bool xml_feed_read(struct str bytes, struct arena *arena, xml_entry *entry,
                             void *context, struct xml_feed *ret_feed, struct err *err);

#endif
