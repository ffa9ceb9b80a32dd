/* Which parts of a text a reader was looking for. Words count as the index has them
 * (text/analysis.h), so what is marked is what was found: the same stem, the words of a
 * phrase side by side. Formulas and addresses are left alone. */
#ifndef SITE_MARKS_H
#define SITE_MARKS_H

#include "model/query.h"
#include "text/json.h"

struct marker;
/* Lives in the arena; the analyser must outlive it. */
struct marker *marker_new(struct arena *arena, struct analyser *analyser);
/* What the query asks for; not what it excludes. Words that every text holds count only
 * where nothing else was asked for. */
void marker_add_query(struct marker *marker, const struct query *query);
/* The words with a weight above 0. */
void marker_add_words(struct marker *marker, const struct rank_words *words);

/* Sets `name` to [{text, mark}], which is the whole text; to [] where nothing is to be
 * marked, or where `marker` is NULL. */
void marker_set(struct marker *marker, cJSON *object, const char *name,
                enum query_field field, const char *text);

#endif
