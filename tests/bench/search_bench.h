/* A data folder that is searched, and what it is asked: the parts of search_bench. */
#ifndef BENCH_SEARCH_BENCH_H
#define BENCH_SEARCH_BENCH_H

#include "commands.h"
#include "store/store.h"

struct bench {
    struct store *store;
    const char *dir;
    int32_t today; /* for "last week" in a query */
};

typedef bool bench_command(void *bench, struct command_call *call, struct err *err);

/* search_bench_ask.c: each TIMES times, except titles, suggest and keywords. */
bench_command bench_find;    /* TIMES SHOW QUERY: the index alone */
bench_command bench_page;    /* TIMES SHOW QUERY: counts and records as well */
bench_command bench_titles;  /* SHOW QUERY: key and title of each that is found */
bench_command bench_suggest; /* QUERY */
bench_command bench_related; /* TIMES KEY */
bench_command bench_list;    /* TIMES CATEGORY DAY [WORDS]: a list, all of it */

/* search_bench_write.c */
bench_command bench_put;      /* FILE: papers as JSON Lines, in one write */
bench_command bench_announce; /* CATEGORY DAY FILE: keys, one a line */
bench_command bench_link;     /* what was stored: its twins */
bench_command bench_twins;    /* KEY */

/* search_bench_documents.c */
bench_command bench_documents; /* FILE: what the peers are to index */

#endif
