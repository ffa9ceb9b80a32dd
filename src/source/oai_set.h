/* OAI-PMH sets and arXiv's categories: "cs", "cs:cs:CL", "physics:hep-lat",
 * "physics:cond-mat:str-el". A set holds whatever has the category, first or not. Pure.
 */
#ifndef SOURCE_OAI_SET_H
#define SOURCE_OAI_SET_H

#include "model/category.h"

enum { OAI_SET_SIZE = 64 };

/* A set as OAI-PMH writes it, an archive, or a category ("cs.CL", "cs.NA"). ERR_INVALID
 * if arXiv has none such. */
NODISCARD bool oai_set_read(struct str text, char ret_set[OAI_SET_SIZE],
                            struct err *err);
/* The set of a category, and that of its archive. */
void oai_set_of_category(const struct category *category, char ret_set[OAI_SET_SIZE]);
void oai_set_of_archive(const struct category *category, char ret_set[OAI_SET_SIZE]);
/* Is every paper of the second set one of the first? "" holds everything. */
bool oai_set_holds(const char *set, const char *other);

#endif
