/* Tags of HTML and JATS in texts that are meant to be plain: abstracts of journals,
 * titles that exporters mark up. Only tags of the table are tags; what else stands
 * between angle brackets is text ("a <b and c> d" of a formula as well). Pure. */
#ifndef TEXT_HTML_TAG_H
#define TEXT_HTML_TAG_H

#include "base/str.h"

/* What a tag does to the words around it. */
enum html_breaks { HTML_NO_BREAK, HTML_SPACE, HTML_PARAGRAPH };

/* The bytes of the tag that `text` begins with, an opening or a closing one; 0: it is
 * none. At most some hundred bytes are looked at. */
size_t html_tag_length(struct str text, enum html_breaks *ret_breaks);

#endif
