/* The papers of an Anthology file as raw texts, one after the other. Behind acl.c. */
#ifndef PROCEEDINGS_ACL_PAPER_H
#define PROCEEDINGS_ACL_PAPER_H

#include "proceedings/acl/acl_volume.h"

/* Texts are empty where the file has none. */
struct acl_paper {
    const char *id; /* "1" */
    size_t volume;  /* index in the collection */
    int64_t number; /* in its volume, from 1 */
    struct str title, abstract, pages, url, doi, code;
    struct text_list awards;
    struct {
        struct acl_name {
            struct str first, last;
        } * items;
        size_t count, capacity;
    } names;
    bool retracted;      /* or removed */
    const char *problem; /* why it cannot be read; NULL: it can */
};

/* Told of each whole paper; valid during the call. False (with err) ends the reading.
 */
typedef bool acl_tell(void *context, const struct acl_paper *paper, struct err *err);

NODISCARD bool acl_papers_read(struct str bytes, acl_tell *tell, void *context,
                               struct err *err);

#endif
