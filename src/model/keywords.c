/* The weighing and choosing of a paper's keywords; see keywords.h. */
#include "model/keywords.h"

#include "base/buf.h"
#include "model/keyword_parts.h"
#include "text/letter.h"

#include <math.h>
#include <stdlib.h>

enum { TITLE_COUNT = 2, SLIP_DOCS = 2, KEYWORDS_BYTES_MAX = 2000 };

static const float RARE_DOCS = 3;    /* as rare as a word can usefully be */
static const float ONCE_EVER = 0.4F; /* of one that no other paper holds */
static const float ONCE = 0.7F;      /* of a word that stands once, not in the title */
static const float MOST_KNOWN = 0.55F; /* of a phrase, when it is one chosen before */

/* A word or a phrase that could be chosen. */
struct choice {
    float score;
    const struct keyword_term *term;     /* of a word */
    const struct keyword_phrase *phrase; /* of a phrase */
};
struct weighing {
    struct keyword_text *text;
    float *rarity;  /* by term */
    float too_rare; /* of a word that hardly any other paper holds: a slip of the pen */
    bool *in_phrase; /* by term: part of a phrase that was chosen */
    struct choice *choices;
    size_t count;
};

static bool is_known(const struct term_source *source)
{
    return source != NULL && source->docs > 0 && source->docs_with != NULL;
}

static float rarity_of_docs(const struct term_source *source, uint64_t with)
{
    if (!is_known(source) || with > source->docs)
        return is_known(source) ? 0 : 1;
    return logf(((float)source->docs + RARE_DOCS) / ((float)with + RARE_DOCS));
}

static float rarity_of(const struct term_source *source, struct str term)
{
    return rarity_of_docs(
        source, is_known(source) ? source->docs_with(source->context, term) : 0);
}

static float frequency(uint32_t count, bool in_title)
{
    float weight = (float)count + (in_title ? (float)TITLE_COUNT : 0.0F);
    return log2f(1 + weight);
}

/* The rarity of terms that may be named, or stand in a phrase. */
static void weigh_terms(struct arena *arena, struct weighing *weighing,
                        const struct term_source *source)
{
    weighing->too_rare = rarity_of_docs(source, SLIP_DOCS);
    const struct keyword_text *text = weighing->text;
    bool *is_asked = ARENA_ARRAY(arena, bool, text->term_count + 1);
    weighing->rarity = ARENA_ARRAY(arena, float, text->term_count + 1);
    for (size_t i = 0; i < text->token_count; i++) {
        uint32_t term = text->tokens[i].term;
        if (!text->tokens[i].is.in_phrases || is_asked[term])
            continue;
        is_asked[term] = true;
        weighing->rarity[term] = rarity_of(source, text->terms[term].term);
    }
}

static bool is_keyword(const struct keyword_term *term)
{
    return term->is_word && !term->is_common;
}

static float term_score(const struct weighing *weighing, size_t index)
{
    const struct keyword_term *term = &weighing->text->terms[index];
    float score = frequency(term->count, term->in_title) * weighing->rarity[index];
    if (term->count > 1 || term->in_title)
        return score;
    return score * (weighing->rarity[index] >= weighing->too_rare ? ONCE_EVER : ONCE);
}

/* A phrase is about as rare as its rarest words; more words say more. */
static float phrase_score(const struct weighing *weighing,
                          const struct keyword_phrase *phrase)
{
    float sum = 0;
    for (uint32_t i = 0; i < phrase->words; i++)
        sum += weighing->rarity[phrase->tokens[i].term];
    return frequency(phrase->count, phrase->in_title) * sum /
           sqrtf((float)phrase->words);
}

static int best_first(const void *a, const void *b)
{
    const struct choice *left = a, *right = b;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    return (left->phrase == NULL) - (right->phrase == NULL);
}

static void gather(struct arena *arena, struct weighing *weighing)
{
    const struct keyword_text *text = weighing->text;
    weighing->choices =
        ARENA_ARRAY(arena, struct choice, text->term_count + text->phrase_count + 1);
    for (size_t i = 0; i < text->phrase_count; i++)
        weighing->choices[weighing->count++] =
            (struct choice){ phrase_score(weighing, &text->phrases[i]), NULL,
                             &text->phrases[i] };
    for (size_t i = 0; i < text->term_count; i++)
        if (is_keyword(&text->terms[i]))
            weighing->choices[weighing->count++] =
                (struct choice){ term_score(weighing, i), &text->terms[i], NULL };
    qsort(weighing->choices, weighing->count, sizeof *weighing->choices, best_first);
}

/* Takes the words of a phrase; false if it says mostly what another phrase said. */
static bool take_phrase(struct weighing *weighing, const struct keyword_phrase *phrase)
{
    float known = 0, sum = 0;
    for (uint32_t i = 0; i < phrase->words; i++) {
        uint32_t term = phrase->tokens[i].term;
        sum += weighing->rarity[term];
        known += weighing->in_phrase[term] ? weighing->rarity[term] : 0;
    }
    if (known > sum * MOST_KNOWN)
        return false;
    for (uint32_t i = 0; i < phrase->words; i++)
        weighing->in_phrase[phrase->tokens[i].term] = true;
    return true;
}

static bool is_word_of(const struct weighing *weighing, const struct choice *word,
                       const struct keyword_phrase *phrase)
{
    for (uint32_t i = 0; word->phrase == NULL && i < phrase->words; i++)
        if (&weighing->text->terms[phrase->tokens[i].term] == word->term)
            return true;
    return false;
}

/* Names a phrase in place of its words that were named alone. */
static size_t name_phrase(const struct weighing *weighing, struct choice *named,
                          size_t count, const struct choice *choice)
{
    size_t kept = 0;
    bool placed = false;
    for (size_t i = 0; i < count; i++) {
        bool is_part = is_word_of(weighing, &named[i], choice->phrase);
        if (!is_part)
            named[kept++] = named[i];
        else if (!placed)
            named[kept++] = *choice;
        placed |= is_part;
    }
    if (!placed)
        named[kept++] = *choice;
    return kept;
}

/* Chooses from the best on. */
static size_t choose(struct weighing *weighing, struct choice named[KEYWORDS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < weighing->count && count < KEYWORDS_MAX; i++) {
        const struct choice *choice = &weighing->choices[i];
        if (choice->phrase == NULL) {
            if (!weighing->in_phrase[choice->term - weighing->text->terms])
                named[count++] = *choice;
        } else if (take_phrase(weighing, choice->phrase)) {
            count = name_phrase(weighing, named, count, choice);
        }
    }
    return count;
}

static void write_choice(struct buf *out, const struct choice *choice)
{
    if (choice->phrase == NULL) {
        letter_lower_text(out, choice->term->bytes);
        return;
    }
    for (uint32_t i = 0; i < choice->phrase->words; i++) {
        if (i > 0)
            buf_char(out, ' ');
        letter_lower_text(out, choice->phrase->tokens[i].bytes);
    }
}

const char *keywords_find(struct arena *arena, struct analyser *analyser,
                          const char *title, const char *abstract,
                          const struct term_source *source)
{
    CLEANUP(arena_done) struct arena scratch = { 0 };
    CLEANUP(buf_done) struct buf out = buf_upto(KEYWORDS_BYTES_MAX);
    struct weighing weighing = { .text = keyword_text_read(&scratch, analyser, title,
                                                           abstract) };
    struct choice named[KEYWORDS_MAX];
    keyword_text_find_phrases(&scratch, weighing.text);
    weigh_terms(&scratch, &weighing, source);
    weighing.in_phrase = ARENA_ARRAY(&scratch, bool, weighing.text->term_count + 1);
    gather(&scratch, &weighing);
    size_t count = choose(&weighing, named);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buf_char(&out, ',');
        write_choice(&out, &named[i]);
    }
    return arena_text(arena, buf_str(&out));
}
