/* Texts that carry a little HTML ("<p>We <em>show</em> …</p>") where plain ones are
 * meant: abstracts of journals. Tags (text/html_tag.h) are left out, a new paragraph
 * begins on an indented line of its own, as entry_text wants it. Entities stay as
 * written. Pure, linear. */
#ifndef SOURCE_HTML_DROP_H
#define SOURCE_HTML_DROP_H

#include "base/arena.h"

struct str html_drop_tags(struct arena *arena, struct str text);

#endif
