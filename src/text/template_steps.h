/* What a template is after parsing: a flat list of steps. Between template_parse.c,
 * which makes it, and template.c, which walks it. */
#ifndef TEXT_TEMPLATE_STEPS_H
#define TEXT_TEMPLATE_STEPS_H

#include "base/arena.h"
#include "text/template.h"

enum step_kind {
    STEP_TEXT,  /* name is the text itself */
    STEP_VALUE, /* escaped */
    STEP_RAW,
    STEP_SECTION,  /* length leads to its STEP_END */
    STEP_INVERTED, /* so does this one's */
    STEP_END,      /* pair is where it was opened */
    STEP_PARTIAL,
};

struct step {
    enum step_kind kind;
    struct str name;
    size_t line;
    size_t length, pair;
    struct template *partial;
};

struct template
{
    const char *name;
    struct step *steps;
    size_t count, capacity;
    bool measured, measuring; /* while the set is opened */
    size_t depth;
};

NODISCARD bool template_parse(const struct template_source *source, struct arena *arena,
                              struct template *ret_template, struct err *err);
/* ERR_BROKEN: "list.html line 3: “x” is not a template". */
bool template_broken(const struct template *template, size_t line, struct str tag,
                     const char *why, struct err *err);

#endif
