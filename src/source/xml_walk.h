/* Foreign XML as events, by a streaming parser without a tree: what all XML dialects
 * share.
 *
 * Knows no elements. Bytes are cleaned first (xml_clean.h) and read as UTF-8 whatever
 * they declare. Refuses (ERR_INVALID) what is no XML at all, and any DOCTYPE, so that
 * there are no entities and no external references. A document that is cut off or goes
 * wrong somewhere has been told as far as it was well-formed. Pure. */
#ifndef SOURCE_XML_WALK_H
#define SOURCE_XML_WALK_H

#include "base/arena.h"
#include "base/err.h"

struct xml_attributes {
    const unsigned char *const *rows;
    int count;
};
/* References in it are not read: an ampersand is &#38;. Empty if there is none of that
 * name. */
struct str xml_attribute(const struct xml_attributes *attributes, const char *name);

struct xml_element {
    const char *space, *name; /* "" without a namespace; the local name */
    struct xml_attributes attributes;
    int depth; /* 1: the root */
};

/* Each is given `context`. False (with err) ends the walk; of the first element: it is
 * not what was expected. */
struct xml_walker {
    const char *expected, *kind; /* for errors: "a feed", "feed of arXiv" */
    bool (*start)(void *context, const struct xml_element *element, struct err *err);
    void (*text)(void *context, struct str text);
    bool (*end)(void *context, int depth, struct err *err);
    void *context;
};

/* Does now what the library would do at its first use. Call it before a sandbox closes
 * and before threads start. */
void xml_walk_prepare(void);

/* *ret_whole: the root was closed and nothing was wrong. */
NODISCARD bool xml_walk(struct str bytes, const struct xml_walker *walker,
                        bool *ret_whole, struct err *err);

#endif
