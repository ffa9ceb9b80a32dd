/* The logic-less mustache subset that pages are written in (mustache(5)):
 * {{name}} {{a.b}} {{.}} {{#list}}…{{/list}} {{^list}}…{{/list}} {{>partial}} {{! … }}
 * and {{{name_html}}}, accepted only for names that end in _html.
 *
 * All templates are parsed once into flat lists of steps; an unknown tag, an unclosed
 * section or a missing partial fails then, not at midnight. Rendering is pure and
 * thread-safe. */
#ifndef TEXT_TEMPLATE_H
#define TEXT_TEMPLATE_H

#include "base/buf.h"
#include "text/json.h"

struct template_set;

struct template_source {
    const char *name; /* "list", "card": the file name without .html */
    struct str text;
};

/* ERR_BROKEN names template, line and tag. The texts must outlive the set. */
NODISCARD bool template_set_open(const struct template_source *sources, size_t count,
                                 struct template_set **ret_set, struct err *err);
void template_set_close(struct template_set *set); /* NULL is fine */

/* Renders template `name` (must exist) with `tree`. Values are looked up from the
 * innermost scope outwards; false, null, "", 0-length lists and absent names are empty.
 * Text and numbers are HTML-escaped. Two million steps (lists within lists within
 * themselves) fill `out`, as its ceiling does. */
void template_render(const struct template_set *set, const char *name,
                     const cJSON *tree, struct buf *out);

#endif
