/* The commands that a bibliography uses outside math, by name: const tables. Used by
 * text/tex_bib.c. Pure. */
#ifndef TEXT_TEX_BIB_COMMAND_H
#define TEXT_TEX_BIB_COMMAND_H

#include "base/str.h"

enum tex_bib_kind {
    TEX_BIB_OTHER,    /* not known */
    TEX_BIB_STYLE,    /* \emph, \bfseries: as if it were not there */
    TEX_BIB_TEXT,     /* \textendash: stands for `text` */
    TEX_BIB_ARGUMENT, /* \footnote{…}, \begin{itemize}: goes, its argument too */
};

struct tex_bib_command {
    enum tex_bib_kind kind;
    struct str text;
};
/* `name` is without its backslash. */
struct tex_bib_command tex_bib_command_read(struct str name);

#endif
