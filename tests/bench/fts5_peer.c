/* The peer that SQLite brings along: FTS5 with its own bm25(), over the documents that
 * the search bench hands to all (tests/bench/search.mjs):
 *   fts5_peer DATABASE
 * Commands: build FILE; find TIMES QUERY OTHERWISE [FIRST LAST], rows first … last in
 * date order. OTHERWISE, if there is one, is asked too where not enough was found.
 * Its table is at its best: contentless, optimised; `ORDER BY bm25()` is faster here
 * than `ORDER BY rank`, which sorts every hit. */
#include "commands.h"

#include "base/clock.h"

#include <inttypes.h>
#include <sqlite3.h>

enum { SHOW = 20, CACHE_KIB = 200000 };

static const char setup[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                            "PRAGMA mmap_size = 8000000000;"
                            "CREATE VIRTUAL TABLE IF NOT EXISTS f USING fts5"
                            " (title, authors, abstract, facets, content = '',"
                            " tokenize = 'porter unicode61 remove_diacritics 2');";
static const char find_all[] = "SELECT rowid FROM f WHERE f MATCH ?1"
                               " ORDER BY bm25(f, 3.0, 2.0, 1.0, 0.0) LIMIT ?2";
static const char find_between[] = "SELECT rowid FROM f WHERE f MATCH ?1"
                                   " AND rowid BETWEEN ?3 AND ?4"
                                   " ORDER BY bm25(f, 3.0, 2.0, 1.0, 0.0) LIMIT ?2";

struct peer {
    sqlite3 *sqlite;
    sqlite3_stmt *all, *between;
};

static bool failed(struct peer *peer, struct err *err)
{
    return err_set(err, ERR_BROKEN, "%s", sqlite3_errmsg(peer->sqlite));
}

static bool exec(struct peer *peer, const char *sql, struct err *err)
{
    return sqlite3_exec(peer->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK ||
           failed(peer, err);
}

/* A line: row, day, categories, title, authors, abstract. */
static bool add_line(sqlite3_stmt *insert, struct str line)
{
    struct err err = { 0 };
    int64_t row;
    if (!str_to_int(str_cut(&line, '\t'), 1, INT64_MAX, &row, &err))
        return false;
    str_cut(&line, '\t');
    sqlite3_bind_int64(insert, 1, row);
    static const int column[] = { 5, 2, 3, 4 };
    for (size_t i = 0; i < COUNT_OF(column); i++) {
        struct str text = str_cut(&line, '\t');
        sqlite3_bind_text(insert, column[i], text.ptr, (int)text.len, SQLITE_TRANSIENT);
    }
    bool done = sqlite3_step(insert) == SQLITE_DONE;
    sqlite3_reset(insert);
    return done;
}

static bool add_file(FILE *file, sqlite3_stmt *insert)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t len;
    bool ok = true;
    while (ok && (len = getline(&line, &size, file)) > 0)
        ok = add_line(insert, (struct str){ line, (size_t)len - 1 });
    free(line);
    return ok;
}

static bool build(void *context, struct command_call *call, struct err *err)
{
    struct peer *peer = context;
    FILE *file = fopen(call->words[0], "r");
    if (file == NULL)
        return err_set(err, ERR_INVALID, "cannot read %s", call->words[0]);
    sqlite3_stmt *insert = NULL;
    bool ok = exec(peer, "BEGIN", err) &&
              (sqlite3_prepare_v2(peer->sqlite,
                                  "INSERT INTO f (rowid, title, authors, abstract,"
                                  " facets) VALUES (?1, ?2, ?3, ?4, ?5)",
                                  -1, &insert, NULL) == SQLITE_OK ||
               failed(peer, err)) &&
              (add_file(file, insert) || failed(peer, err));
    sqlite3_finalize(insert);
    fclose(file);
    return ok && exec(peer, "INSERT INTO f (f) VALUES ('optimize'); COMMIT", err);
}

struct find {
    struct peer *peer;
    struct command_call *call;
    int64_t hits;
};

static bool count_hits(struct find *find, const char *text, struct err *err)
{
    struct peer *peer = find->peer;
    bool is_between = find->call->words[3][0] != '\0';
    sqlite3_stmt *stmt = is_between ? peer->between : peer->all;
    sqlite3_bind_text(stmt, 1, text, -1, SQLITE_STATIC);
    sqlite3_bind_int(stmt, 2, SHOW);
    if (is_between) {
        sqlite3_bind_int64(stmt, 3, command_number(find->call, 3, INT64_MAX));
        sqlite3_bind_int64(stmt, 4, command_number(find->call, 4, INT64_MAX));
    }
    find->hits = 0;
    while (sqlite3_step(stmt) == SQLITE_ROW)
        find->hits++;
    return sqlite3_reset(stmt) == SQLITE_OK || failed(peer, err);
}

static bool find_once(void *context, struct err *err)
{
    struct find *find = context;
    const char *otherwise = find->call->words[2];
    if (!count_hits(find, find->call->words[1], err))
        return false;
    return find->hits >= SHOW || otherwise[0] == '\0' ||
           count_hits(find, otherwise, err);
}

static bool find(void *context, struct command_call *call, struct err *err)
{
    struct find find = { .peer = context, .call = call };
    if (!command_time(call, command_number(call, 0, 1000), find_once, &find, err))
        return false;
    json_set_int(call->answer, "hits", find.hits);
    return true;
}

static bool open_peer(struct peer *peer, const char *path, struct err *err)
{
    char cache[64];
    snprintf(cache, sizeof cache, "PRAGMA cache_size = -%d", CACHE_KIB);
    return (sqlite3_open(path, &peer->sqlite) == SQLITE_OK || failed(peer, err)) &&
           exec(peer, setup, err) && exec(peer, cache, err) &&
           (sqlite3_prepare_v2(peer->sqlite, find_all, -1, &peer->all, NULL) ==
                SQLITE_OK ||
            failed(peer, err)) &&
           (sqlite3_prepare_v2(peer->sqlite, find_between, -1, &peer->between, NULL) ==
                SQLITE_OK ||
            failed(peer, err));
}

int main(int count, char **words)
{
    static const struct command commands[] = { { "build", build }, { "find", find } };
    struct peer peer = { 0 };
    struct err err = { 0 };
    if (count != 2)
        return 2;
    if (!open_peer(&peer, words[1], &err)) {
        fprintf(stderr, "fts5_peer: %s\n", err.text);
        return 1;
    }
    commands_serve(commands, COUNT_OF(commands), &peer);
    sqlite3_finalize(peer.all);
    sqlite3_finalize(peer.between);
    sqlite3_close(peer.sqlite);
    return 0;
}
