/* Texts of JSON proceedings as people should read them: the quotes of a spreadsheet,
 * entities that were escaped twice and tags are taken away before the text is read as
 * the rest of the program reads texts (source/entry.h). Pure; NULL: nothing is left. */
#ifndef PROCEEDINGS_JSON_WORDS_H
#define PROCEEDINGS_JSON_WORDS_H

#include "base/arena.h"

/* One line. */
const char *json_words_line(struct arena *arena, struct str raw, size_t max);
/* Paragraphs stay; so does "a<b". The heading "Abstract" goes. */
const char *json_words_abstract(struct arena *arena, struct str raw);

/* Entities decoded, twice where one level left "&amp;#x27;": a text as it is before it
 * is split at its separators. */
struct str json_words_decoded(struct arena *arena, struct str raw);
/* Letters alone, in small, at most `size - 1`: for tables. */
void json_words_fold(struct str text, char *folded, size_t size);

#endif
