/* A file of the ACL Anthology as its list of volumes, their papers only counted: what
 * must be known before the first paper is told. Behind acl.c. */
#ifndef PROCEEDINGS_ACL_VOLUME_H
#define PROCEEDINGS_ACL_VOLUME_H

#include "proceedings/format.h"
#include "source/xml_walk.h"

enum { ACL_VOLUMES_MAX = SOURCE_GROUPS_MAX };

struct acl_volume {
    const char *id;    /* "long", "1"; "": none that one could have */
    const char *title; /* "Proceedings of the 57th Annual …" */
    const char *venue; /* "acl": its first one that is not ws; "ws"; NULL: none */
    const char *year, *issue; /* NULL: not said */
    int64_t papers;
    /* What acl_edition.h makes of it: */
    const char *edition; /* "ACL.2024", or NULL, and why: */
    const char *problem;
    const char *group; /* "Long"; NULL: it has no name of its own */
    int edition_year;
};

struct acl_collection {
    const char *id; /* "2024.acl", "P19"; "" */
    struct {
        struct acl_volume *items;
        size_t count, capacity;
    } volumes;
    struct {
        struct acl_event {
            const char *id, *title; /* "acl-2024"; NULL: not said */
        } * items;
        size_t count, capacity;
    } events;
    bool whole; /* false: cut off or not well-formed; as far as it goes */
};

/* ERR_INVALID: no collection. ERR_LIMIT: over ACL_VOLUMES_MAX volumes or
 * SOURCE_ENTRIES_MAX papers. */
NODISCARD bool acl_collection_read(struct str bytes, struct arena *arena,
                                   struct acl_collection *ret_collection,
                                   struct err *err);
/* "P19", "W19": a letter and a year, as before 2020. */
bool acl_is_old_style(const char *collection);
/* The element's id; "" if it is none that the Anthology could have given. */
const char *acl_id(struct arena *arena, const struct xml_element *element);
/* Ends unless that element may begin a file of the Anthology. */
NODISCARD bool acl_root_check(const struct xml_element *element, struct err *err);

#endif
