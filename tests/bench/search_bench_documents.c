/* The documents as the store holds them, for the peers to index, and how much text they
 * have. A reader of its own: no store gives all papers away. */
#include "search_bench.h"

#include <inttypes.h>
#include <sqlite3.h>

static const char every_paper[] =
    "SELECT id, id >> 20, categories, title, coalesce(authors, ''),"
    " coalesce(abstract, ''), key FROM paper ORDER BY id";
enum { COLUMNS = 7, TEXT_FROM = 3, TEXT_UNTIL = 6 };
static const char table_bytes[] = "SELECT coalesce(sum(pgsize), 0) FROM dbstat"
                                  " WHERE name IN ('index_segment', 'index_dead')";

/* A column of a line; names stand on lines of their own in the store. */
static size_t write_column(FILE *file, const unsigned char *text)
{
    size_t len = 0;
    for (; text[len] != '\0'; len++) {
        if (text[len] == '\n')
            fputc(';', file);
        fputc(text[len] < ' ' ? ' ' : text[len], file);
    }
    return len;
}

static int64_t write_paper(FILE *file, sqlite3_stmt *stmt)
{
    int64_t text_bytes = 0;
    for (int column = 0; column < COLUMNS; column++) {
        size_t bytes = write_column(file, sqlite3_column_text(stmt, column));
        fputc(column == COLUMNS - 1 ? '\n' : '\t', file);
        if (column >= TEXT_FROM && column < TEXT_UNTIL)
            text_bytes += (int64_t)bytes;
    }
    return text_bytes;
}

static bool write_papers(FILE *file, sqlite3 *sqlite, struct command_call *call,
                         struct err *err)
{
    sqlite3_stmt *stmt = NULL;
    int64_t papers = 0, text_bytes = 0;
    if (sqlite3_prepare_v2(sqlite, every_paper, -1, &stmt, NULL) != SQLITE_OK)
        return err_set(err, ERR_BROKEN, "%s", sqlite3_errmsg(sqlite));
    for (; sqlite3_step(stmt) == SQLITE_ROW; papers++)
        text_bytes += write_paper(file, stmt);
    json_set_int(call->answer, "papers", papers);
    json_set_int(call->answer, "text_bytes", text_bytes);
    return sqlite3_finalize(stmt) == SQLITE_OK ||
           err_set(err, ERR_BROKEN, "%s", sqlite3_errmsg(sqlite));
}

/* Of the tables beside the index's files. */
static bool tell_tables(sqlite3 *sqlite, struct command_call *call, struct err *err)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(sqlite, table_bytes, -1, &stmt, NULL) != SQLITE_OK ||
        sqlite3_step(stmt) != SQLITE_ROW)
        return err_set(err, ERR_BROKEN, "%s", sqlite3_errmsg(sqlite));
    json_set_int(call->answer, "table_bytes", sqlite3_column_int64(stmt, 0));
    sqlite3_finalize(stmt);
    return true;
}

bool bench_documents(void *context, struct command_call *call, struct err *err)
{
    const struct bench *bench = context;
    const char *path = arena_printf(call->arena, "%s/paperfeed.db", bench->dir);
    FILE *file = fopen(call->words[0], "w");
    sqlite3 *sqlite = NULL;
    if (file == NULL)
        return err_set(err, ERR_INVALID, "cannot write %s", call->words[0]);
    bool ok =
        sqlite3_open_v2(path, &sqlite, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
            ? write_papers(file, sqlite, call, err) && tell_tables(sqlite, call, err)
            : err_set(err, ERR_BROKEN, "%s", sqlite3_errmsg(sqlite));
    sqlite3_close(sqlite);
    return fclose(file) == 0 && ok;
}
