/* A paper's text as keywords.h weighs it: its words in a row, each different term once,
 * and the phrases that could be terms. */
#ifndef MODEL_KEYWORD_PARTS_H
#define MODEL_KEYWORD_PARTS_H

#include "base/arena.h"
#include "text/analysis.h"

enum {
    KEYWORD_TOKENS_MAX = 1500, /* words of a paper that are looked at */
    KEYWORD_PHRASE_MAX = 3,    /* words in a phrase */
};

enum keyword_joint { JOINT_NONE, JOINT_BLANK, JOINT_HYPHEN };

/* What a spelling can be a keyword of. */
struct keyword_verdict {
    bool in_phrases; /* may be part of a phrase */
    bool is_dull;    /* tells nothing alone */
    bool is_common;  /* because all papers hold it */
};

/* A word where it stands. */
struct keyword_token {
    struct str bytes;         /* as written */
    uint64_t form;            /* a hash of its folded form */
    uint32_t term;            /* index into terms */
    enum keyword_joint joint; /* to the word before */
    bool is_title;
    struct keyword_verdict is;
};
struct keyword_term {
    struct str term; /* stemmed */
    struct str bytes;
    uint64_t form;  /* of the spelling met most often, which `bytes` shows */
    uint32_t votes; /* how many more have been met of it than of others */
    uint32_t count; /* in title and abstract */
    bool in_title;
    bool is_word;         /* not dull somewhere */
    bool is_common;       /* in some spelling: "model" where "modeler" stands too */
    uint64_t judged_form; /* the verdict on it is known */
    struct keyword_verdict judged;
};
struct keyword_phrase {
    const struct keyword_token *tokens; /* of the spelling met most often */
    uint32_t words, votes, count;
    bool in_title;
};
struct keyword_text {
    struct keyword_token *tokens;
    struct keyword_term *terms;
    struct keyword_phrase *phrases;
    size_t token_count, term_count, phrase_count;
};

/* The words and terms of a paper. */
struct keyword_text *keyword_text_read(struct arena *arena, struct analyser *analyser,
                                       const char *title, const char *abstract);
/* Finds the phrases: two words that stand together in the title or twice, three that
 * stand together twice. What is always part of a longer phrase is none. */
void keyword_text_find_phrases(struct arena *arena, struct keyword_text *text);

#endif
