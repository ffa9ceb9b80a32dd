/* Asks a data folder from within, as fast as it answers, for scripts/bench search:
 *   search_bench FOLDER
 * Commands come line by line (commands.h); search_bench.h says which. */
#include "search_bench.h"

#include "base/clock.h"

int main(int count, char **words)
{
    static const struct command commands[] = {
        { "find", bench_find },
        { "page", bench_page },
        { "titles", bench_titles },
        { "suggest", bench_suggest },
        { "related", bench_related },
        { "list", bench_list },
        { "put", bench_put },
        { "announce", bench_announce },
        { "link", bench_link },
        { "twins", bench_twins },
        { "documents", bench_documents },
    };
    if (count != 2) {
        fprintf(stderr, "usage: search_bench FOLDER\n");
        return 2;
    }
    struct bench bench = { .dir = words[1], .today = utc_day(clock_now()) };
    const struct store_options options = { .dir = words[1], .readers = 2 };
    struct err err = { 0 };
    if (!store_open(&options, &bench.store, &err)) {
        fprintf(stderr, "search_bench: %s\n", err.text);
        return 1;
    }
    commands_serve(commands, COUNT_OF(commands), &bench);
    store_close(bench.store);
    return 0;
}
