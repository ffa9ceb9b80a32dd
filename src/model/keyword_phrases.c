/* Phrases among the words of a paper; see keyword_parts.h. */
#include "model/keyword_parts.h"

#include "base/hash.h"

#include <string.h>

enum {
    PHRASE_SLOTS = 8192, /* a power of two over two phrases a word */
    SEEN_TWICE = 2,
};

struct phrases {
    struct keyword_text *text;
    uint16_t *slots; /* 0 = free, else index + 1 */
    /* By word of the text: the three-word phrase, plus one, that starts there. */
    uint16_t *longer;
};

static uint64_t hash_of(const struct keyword_token *tokens, uint32_t words)
{
    uint64_t hash = HASH_START;
    for (uint32_t i = 0; i < words; i++)
        hash = (hash ^ tokens[i].term) * UINT64_C(0x9E3779B97F4A7C15);
    return hash;
}

static bool is_same(const struct keyword_phrase *phrase,
                    const struct keyword_token *tokens, uint32_t words)
{
    bool same = phrase->words == words;
    for (uint32_t i = 0; same && i < words; i++)
        same = phrase->tokens[i].term == tokens[i].term;
    return same;
}

static bool is_same_spelling(const struct keyword_phrase *phrase,
                             const struct keyword_token *tokens)
{
    bool same = true;
    for (uint32_t i = 0; i < phrase->words; i++)
        same &= phrase->tokens[i].form == tokens[i].form;
    return same;
}

/* Counts one more of a phrase; its number, plus one. */
static uint16_t count_phrase(struct phrases *phrases,
                             const struct keyword_token *tokens, uint32_t words)
{
    struct keyword_text *text = phrases->text;
    size_t at = hash_of(tokens, words) >> 51;
    while (phrases->slots[at] != 0 &&
           !is_same(&text->phrases[phrases->slots[at] - 1], tokens, words))
        at = (at + 1) & (PHRASE_SLOTS - 1);
    if (phrases->slots[at] == 0) {
        text->phrases[text->phrase_count].words = words;
        phrases->slots[at] = (uint16_t)++text->phrase_count;
    }
    struct keyword_phrase *phrase = &text->phrases[phrases->slots[at] - 1];
    if (phrase->votes == 0)
        phrase->tokens = tokens;
    phrase->votes +=
        phrase->votes == 0 || is_same_spelling(phrase, tokens) ? 1 : UINT32_MAX;
    phrase->count++;
    phrase->in_title |= tokens[0].is_title;
    return phrases->slots[at];
}
_Static_assert(PHRASE_SLOTS == 1 << (64 - 51), "the hash's upper bits are the slot");

/* A word made with hyphens is not cut: of "gamma-ray spectra" no phrase is "ray
 * spectra". */
static bool cuts_hyphen(const struct keyword_text *text, size_t at, uint32_t words)
{
    return text->tokens[at].joint == JOINT_HYPHEN ||
           (at + words < text->token_count &&
            text->tokens[at + words].joint == JOINT_HYPHEN);
}

/* Words in one piece of text that could be a term; something in them must tell. */
static bool is_candidate(const struct keyword_text *text, size_t at, uint32_t words)
{
    bool tells = false;
    if (at + words > text->token_count || cuts_hyphen(text, at, words))
        return false;
    for (uint32_t i = 0; i < words; i++) {
        const struct keyword_token *token = &text->tokens[at + i];
        if (!token->is.in_phrases || (i > 0 && token->joint == JOINT_NONE))
            return false;
        for (uint32_t j = 0; j < i; j++)
            if (text->tokens[at + j].term == token->term)
                return false;
        tells |= !token->is.is_dull;
    }
    return tells;
}

static bool is_in_longer(const struct phrases *phrases, size_t at)
{
    const struct keyword_text *text = phrases->text;
    uint16_t here = phrases->longer[at], before = at > 0 ? phrases->longer[at - 1] : 0;
    return (here > 0 && text->phrases[here - 1].count >= SEEN_TWICE) ||
           (before > 0 && text->phrases[before - 1].count >= SEEN_TWICE);
}

/* Of what stands once, in the title, "counting matchings" and "targets irradiated" are
 * no terms. */
static bool is_title_term(const struct keyword_phrase *phrase)
{
    const struct keyword_token *first = &phrase->tokens[0], *last = &phrase->tokens[1];
    return phrase->in_title && phrase->words == 2 && !first->is.is_dull &&
           !last->is.is_dull && !str_ends(first->bytes, LIT("ing")) &&
           !str_ends(last->bytes, LIT("ed"));
}

/* Keeps those that were met often enough. */
static void keep_phrases(struct keyword_text *text)
{
    size_t kept = 0;
    for (size_t i = 0; i < text->phrase_count; i++)
        if (text->phrases[i].count >= SEEN_TWICE || is_title_term(&text->phrases[i]))
            text->phrases[kept++] = text->phrases[i];
    text->phrase_count = kept;
}

void keyword_text_find_phrases(struct arena *arena, struct keyword_text *text)
{
    struct phrases phrases = { .text = text };
    phrases.slots = ARENA_ARRAY(arena, uint16_t, PHRASE_SLOTS);
    phrases.longer = ARENA_ARRAY(arena, uint16_t, text->token_count + 1);
    text->phrases =
        ARENA_ARRAY(arena, struct keyword_phrase, 2 * text->token_count + 1);
    for (size_t i = 0; i < text->token_count; i++)
        if (is_candidate(text, i, KEYWORD_PHRASE_MAX))
            phrases.longer[i] =
                count_phrase(&phrases, &text->tokens[i], KEYWORD_PHRASE_MAX);
    for (size_t i = 0; i < text->token_count; i++)
        if (is_candidate(text, i, 2) && !is_in_longer(&phrases, i))
            count_phrase(&phrases, &text->tokens[i], 2);
    keep_phrases(text);
}
