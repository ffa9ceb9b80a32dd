/* Any bytes as a paper, a title on the first line: keywords within their bounds. */
#include "base/utf8.h"
#include "model/keywords.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static struct analyser *analyser;

static void free_analyser(void)
{
    analyser_free(analyser);
}

static uint64_t docs_with(void *context, struct str term)
{
    (void)context;
    assert(term.len > 0 && term.len <= TERM_BYTES_MAX);
    return term.len % 7 * (unsigned char)term.ptr[0];
}

static void check_keywords(const char *list)
{
    struct str rest = str_of(list);
    size_t count = 0;
    assert(utf8_valid(rest));
    for (; rest.len > 0; count++) {
        struct str keyword = str_cut(&rest, ',');
        assert(keyword.len >= 2);
        assert(keyword.ptr[0] != ' ' && keyword.ptr[keyword.len - 1] != ' ');
    }
    assert(count <= KEYWORDS_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    if (analyser == NULL) {
        analyser = analyser_new();
        assert(atexit(free_analyser) == 0);
    }
    struct str rest = { (const char *)bytes, len };
    const char *title = arena_text(&arena, str_cut(&rest, '\n'));
    const char *abstract = arena_text(&arena, rest);
    const struct term_source source = { len % 3 * 500, docs_with, NULL };
    check_keywords(keywords_find(&arena, analyser, title, abstract, &source));
    return 0;
}
