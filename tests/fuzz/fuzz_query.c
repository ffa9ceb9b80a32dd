/* Any bytes as a reader's search, asked of a real store: an answer within its bounds,
 * never an error, since FTS5 must not see the reader's text as its own language. */
#include "store/search/search_store.h"

#include <assert.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

enum { NOW = 1777000000, DAY = 20567, SHOW = 3 };

static struct store *store;
static char folder[] = "/tmp/paperfeed-fuzz-XXXXXX";

static const char *const titles[] = {
    "Attention and the art of NOT waiting",
    "Graph neural networks AND other OR-shaped things",
    "Über naïve Bäume: a 2nd look at x1 NEAR y2",
    "大规模 语言 模型",
    "On $O(n^2)$ sorting, again",
};

static bool put_papers(struct db *db, void *context, struct err *err)
{
    (void)context;
    for (size_t i = 0; i < COUNT_OF(titles); i++) {
        char key[20];
        const char *names[] = { "Ada Lovelace" }, *codes[] = { "cs.CL" };
        enum paper_change change;
        snprintf(key, sizeof key, "2401.0000%zu", i + 1);
        const struct paper paper = { .key = key,
                                     .version = 1,
                                     .title = titles[i],
                                     .abstract = "We show that it is so.",
                                     .authors = { names, 1, 1 },
                                     .categories = { codes, 1, 1 },
                                     .primary_category = "cs.CL",
                                     .announced = DAY_NONE };
        if (!paper_store_put(db, &paper, DAY, NOW, &change, err))
            return false;
    }
    return true;
}

static int remove_entry(const char *path, const struct stat *stat, int flag,
                        struct FTW *ftw)
{
    (void)stat, (void)flag, (void)ftw;
    return remove(path);
}

static void close_all(void)
{
    store_close(store);
    nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static void open_once(void)
{
    struct err err;
    if (store != NULL)
        return;
    assert(mkdtemp(folder) != NULL && atexit(close_all) == 0);
    const struct store_options options = { .dir = folder, .readers = 1 };
    assert(store_open(&options, &store, &err));
    assert(store_write(store, put_papers, NULL, &err));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct query text = { .text = arena_text(
                              &arena, (struct str){ (const char *)bytes, len }) };
    struct search_query query = { .query = &text, .show = SHOW };
    struct search_page page;
    struct err err = { 0 };
    open_once();
    CLEANUP(store_read_end) struct db *db = store_read_begin(store);
    assert(search_store_find(db, &query, &arena, &page, &err));
    assert(page.total >= 0 && page.total <= (int64_t)COUNT_OF(titles));
    assert(page.papers.count <= SHOW && (int64_t)page.papers.count <= page.total);
    return 0;
}
