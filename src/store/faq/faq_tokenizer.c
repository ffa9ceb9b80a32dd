/* The tokenizer; see faq_tokenizer.h. Each table of a connection has an analyser of its
 * own. A word of a prefix query is folded and keeps its end. */
#include "store/faq/faq_tokenizer.h"

#include "text/analysis.h"

typedef int take_word(void *context, int flags, const char *word, int len, int start,
                      int end);

static int tokenizer_open(void *context, const char **arguments, int count,
                          Fts5Tokenizer **ret_tokenizer)
{
    (void)context, (void)arguments, (void)count;
    *ret_tokenizer = (Fts5Tokenizer *)analyser_new();
    return SQLITE_OK;
}

static void tokenizer_close(Fts5Tokenizer *tokenizer)
{
    analyser_free((struct analyser *)tokenizer);
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags,
                    const char *text, int len, take_word *take)
{
    struct analyser *analyser = (struct analyser *)tokenizer;
    struct word word;
    int result = SQLITE_OK;
    analyser_start(analyser, (struct str){ text, (size_t)len });
    while (result == SQLITE_OK && analyser_next(analyser, &word)) {
        struct str told = flags & FTS5_TOKENIZE_PREFIX ? word.form : word.term;
        result =
            take(context, 0, told.ptr, (int)told.len, (int)word.start, (int)word.end);
    }
    return result;
}

bool faq_tokenizer_register(fts5_api *api)
{
    fts5_tokenizer tokenizer = { tokenizer_open, tokenizer_close, tokenize };
    return api->xCreateTokenizer(api, "paperfeed", NULL, &tokenizer, NULL) == SQLITE_OK;
}
