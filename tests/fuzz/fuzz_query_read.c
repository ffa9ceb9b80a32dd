/* Any bytes as a search and as a preference: a tree within its bounds, words within
 * theirs. */
#include "check_query.h"

#include <stdlib.h>

enum { TODAY = 20250 };

static struct analyser *analyser;

static void free_analyser(void)
{
    analyser_free(analyser);
}

static void open_once(void)
{
    if (analyser != NULL)
        return;
    analyser = analyser_new();
    assert(atexit(free_analyser) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct str text = { (const char *)bytes, len };
    struct rank_words words;
    struct err err = { 0 };
    open_once();
    struct query *query = query_read(&arena, analyser, text, TODAY);
    check_query(query);
    struct rank_words asked = query_rank_words(&arena, query);
    check_rank_words(&asked);
    if (rank_words_read(&arena, analyser, text, &words, &err))
        check_rank_words(&words);
    else
        assert(err.code == ERR_INVALID && err.text[0] != '\0');
    return 0;
}
