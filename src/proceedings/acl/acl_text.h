/* The text of an element of the Anthology's files: formulas between dollars, all other
 * inline markup (fixed-case, b, i, url) left out and its text kept. Behind acl.c. */
#ifndef PROCEEDINGS_ACL_TEXT_H
#define PROCEEDINGS_ACL_TEXT_H

#include "base/buf.h"
#include "source/xml_walk.h"

struct acl_text {
    struct buf text, math;
    int depth, math_depth; /* of the element, of a formula in it; 0: outside of one */
};

struct acl_text acl_text_init(void);
void acl_text_done(struct acl_text *text);

/* The element itself, and then what the walk tells until it ends. */
void acl_text_begin(struct acl_text *text, int depth);
void acl_text_start(struct acl_text *text, const struct xml_element *element);
void acl_text_add(struct acl_text *text, struct str piece);
/* True: that was the end of the element itself. */
bool acl_text_end(struct acl_text *text, int depth);
/* Is the walk inside of the element? */
static inline bool acl_text_open(const struct acl_text *text)
{
    return text->depth != 0;
}
/* What was gathered; ERR_LIMIT over PROCEEDINGS_RECORD_MAX. */
NODISCARD bool acl_text_take(const struct acl_text *text, struct arena *arena,
                             struct str *ret_text, struct err *err);

#endif
