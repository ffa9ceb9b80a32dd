/* One SQLite connection: its settings, its prepared statements, and the only way in
 * which the stores speak to it.
 *
 * A statement is called by its name with typed, named arguments, all of which must be
 * given. Columns are read in order by a cursor, never by number. A connection belongs
 * to one thread at a time. Only this folder includes this header. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "store/query.h"

#include <sqlite3.h>

struct analyser;
struct index_notes;
struct index_snapshot;
struct reader_pool;
struct term_counts;

struct db {
    sqlite3 *sqlite;
    sqlite3_stmt *statements[SQL_COUNT];
    const struct index_snapshot *index; /* of a read; NULL: no index */
    struct analyser *analyser;          /* with the connection */
    struct index_notes *notes;          /* of the writer (index_keeper.h) */
    struct term_counts *counts;         /* of the writer (term_counts.h) */
    bool touched;             /* a page has changed since the part of a write began */
    bool rehearsing;          /* the part of a write will be undone */
    int64_t deadline;         /* monotonic µs, 0 = none */
    struct err refusal;       /* of a read whose snapshot could not be had */
    struct reader_pool *pool; /* that a reader goes back to */
    struct db *next_free;
};

enum db_use { DB_WRITER, DB_READER };
NODISCARD bool db_open(const char *path, enum db_use use, struct db **ret_db,
                       struct err *err);
void db_close(struct db *db); /* NULL is fine */
/* A new file for a copy of the whole database; sqlite3_close ends it, also after a
 * failure. */
NODISCARD bool db_open_copy(const char *path, sqlite3 **ret_sqlite, struct err *err);

/* Turns SQLite's last result on this connection into an error; returns false. */
bool db_failed(struct db *db, const char *doing, struct err *err);

struct db_arg {
    const char *name;
    int type; /* SQLITE_INTEGER, SQLITE_TEXT, SQLITE_BLOB, SQLITE_NULL */
    int64_t number;
    struct str text;
};
struct db_args {
    const struct db_arg *items;
    size_t count;
};
#define ARGS(...)                                                                      \
    ((struct db_args){ (const struct db_arg[]){ __VA_ARGS__ },                         \
                       sizeof((const struct db_arg[]){ __VA_ARGS__ }) /                \
                           sizeof(struct db_arg) })
#define NO_ARGS ((struct db_args){ NULL, 0 })

struct db_arg db_int(const char *name, int64_t number);
struct db_arg db_text(const char *name, const char *text); /* NULL is NULL */
struct db_arg db_bytes(const char *name, struct str bytes);
struct db_arg db_time(const char *name, int64_t time); /* 0 is NULL */
struct db_arg db_day(const char *name, int32_t day);   /* DAY_NONE is NULL */

/* Runs a statement that gives no rows. */
NODISCARD bool db_run(struct db *db, enum sql sql, struct db_args args,
                      struct err *err);
/* Rows that the last db_run changed. */
int64_t db_changes(const struct db *db);

/* A statement that gives rows. A failure on the way sets `err` and ends the rows:
 *   CLEANUP(rows_done) struct rows rows = { 0 };
 *   db_query(db, SQL_X, ARGS(…), &rows, err);
 *   while (rows_next(&rows)) …
 *   return rows_ok(&rows);
 * The texts given as arguments must live until then. */
struct rows {
    struct db *db;
    sqlite3_stmt *stmt;
    enum sql sql;
    struct err *err;
    int column;
    bool failed;
};
void db_query(struct db *db, enum sql sql, struct db_args args, struct rows *ret_rows,
              struct err *err);
bool rows_next(struct rows *rows);
bool rows_ok(const struct rows *rows);
void rows_done(struct rows *rows);

/* The next column of the row. All must be read before rows_next. */
int64_t row_int(struct rows *rows);
bool row_bool(struct rows *rows);
int32_t row_day(struct rows *rows);        /* NULL is DAY_NONE */
bool row_is_null(const struct rows *rows); /* the next column; does not take it */
struct str row_view(struct rows *rows);    /* until rows_next or rows_done */
struct str row_bytes(struct rows *rows);   /* likewise, of a BLOB */
const char *row_text(struct rows *rows, struct arena *arena); /* NULL is NULL */
/* The number of an enum with `count` members; another one ends the rows as ERR_BROKEN.
 */
int row_enum(struct rows *rows, int count);

/* One number; 0 rows or NULL leave *ret_number as it is. */
NODISCARD bool db_number(struct db *db, enum sql sql, struct db_args args,
                         int64_t *ret_number, struct err *err);
/* Is there a row? */
NODISCARD bool db_has(struct db *db, enum sql sql, struct db_args args, bool *ret_has,
                      struct err *err);

/* Transactions. A part is a nested one that can be undone alone. */
NODISCARD bool db_begin_write(struct db *db, struct err *err);
NODISCARD bool db_begin_read(struct db *db, struct err *err);
NODISCARD bool db_commit(struct db *db, struct err *err);
void db_roll_back(struct db *db);
bool db_in_transaction(const struct db *db);
NODISCARD bool db_begin_part(struct db *db, struct err *err);
NODISCARD bool db_end_part(struct db *db, struct err *err);
NODISCARD bool db_undo_part(struct db *db, struct err *err);

/* Checks of the whole file: what is wrong first is the error. */
NODISCARD bool db_check(struct db *db, bool full, struct err *err);
/* Makes the file stand alone, without -wal beside it. */
NODISCARD bool db_leave_wal(struct db *db, struct err *err);

#endif
