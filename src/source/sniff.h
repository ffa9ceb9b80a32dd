/* Names what was found where something else was expected: "an empty body", "an HTML
 * page titled “…”", "the text “Rate exceeded.”". Pure. */
#ifndef SOURCE_SNIFF_H
#define SOURCE_SNIFF_H

#include "base/arena.h"

/* The start of a text as an error may quote it: whole characters, a line's worth. */
struct str sniff_quote(struct str text);

/* What packed the file that begins so ("gzip"); NULL: nothing that we know. */
const char *sniff_packer(struct str bytes);

const char *sniff(struct arena *arena, struct str bytes);

#endif
