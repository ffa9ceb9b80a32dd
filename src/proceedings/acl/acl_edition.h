/* Which editions a file of the ACL Anthology has papers of, and what their volumes are
 * called: "2024.findings" tells of a part of ACL.2024, EACL.2024 and NAACL.2024. Behind
 * acl.c. Facts: the Anthology's ids (aclanthology.org/info/ids). Pure. */
#ifndef PROCEEDINGS_ACL_EDITION_H
#define PROCEEDINGS_ACL_EDITION_H

#include "proceedings/acl/acl_volume.h"

struct acl_editions {
    struct source_edition *items;
    size_t count, capacity;
};

/* Fills what acl_volume.h leaves open, and tells the editions in the order of the file.
 */
void acl_editions_find(struct arena *arena, struct acl_collection *collection,
                       struct acl_editions *ret_editions);
/* Where a paper stands in its edition: by file (the conference's own, workshops of that
 * time, Findings), volume and place in it; `paper` from 1. */
int64_t acl_position(const struct acl_collection *collection, size_t volume,
                     int64_t paper);
/* "2024.acl-long.1", "P19-1001", "W19-3201"; NULL: no id of the Anthology. */
const char *acl_paper_id(struct arena *arena, const struct acl_collection *collection,
                         size_t volume, const char *paper);

/* The series that the Anthology calls "emnlp", "dash" or "alt" (no algorithms there).
 * ERR_INVALID: no name of one. */
NODISCARD bool acl_series_read(struct arena *arena, struct str venue,
                               const char **ret_series, struct err *err);
/* What a volume is called in its edition, by its id and its title alone: "Long",
 * "Student Research Workshop", or NULL. */
const char *acl_group_by_id(struct str id);
const char *acl_group_by_title(struct arena *arena, const struct acl_volume *volume);
/* Its title as a group: without "Proceedings of the", cut at a word. */
const char *acl_group_of_words(struct arena *arena, const char *title, size_t max);

#endif
