/* The words of invented papers: believable, and awkward in the ways that real metadata
 * is (accents, math, ligatures of TeX, mononyms, suffixes). Const tables. */
#ifndef SUPPORT_SEED_WORDS_H
#define SUPPORT_SEED_WORDS_H

#include <stddef.h>

struct word_list {
    const char *const *items;
    size_t count;
};

extern const struct word_list given_names, family_names, single_names, suffixes;
extern const struct word_list systems, adjectives, methods, tasks, things, properties;
/* Titles and sentences with holes: @a adjective, @m method, @t task, @o things,
 * @p property, @s system; a capital letter begins the word with one. */
extern const struct word_list title_forms, opening_sentences, middle_sentences,
    closing_sentences;
extern const struct word_list comments, withdrawals, journals, licenses, affiliations;
extern const struct word_list other_categories;

#endif
