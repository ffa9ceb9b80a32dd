/* Texts that carry a little HTML ("<p>We <em>show</em> …</p>") where plain ones are
 * meant: abstracts of journals. Tags of the table are left out, a new paragraph begins
 * on an indented line of its own, as entry_text wants it; what else stands between
 * angle brackets is text ("a <b" of a formula as well). Entities stay as written. Pure,
 * linear. */
#ifndef SOURCE_HTML_DROP_H
#define SOURCE_HTML_DROP_H

#include "base/arena.h"

struct str html_drop_tags(struct arena *arena, struct str text);

#endif
