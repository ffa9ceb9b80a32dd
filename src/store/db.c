/* The connection; see db.h. Settings follow SQLite's advice on security and what was
 * measured for this program (docs/architecture.md). */
#include "store/db.h"

#include "base/mem.h"
#include "store/faq/faq_tokenizer.h"
#include "text/analysis.h"

#include <assert.h>

struct statement {
    const char *name, *sql;
};
#define EMBED(stem, path, size, ...)                                                   \
    [SQL_##stem] = { path, (const char[]){ __VA_ARGS__ 0 } },
static const struct statement statements[] = {
#include "query.def"
};
#undef EMBED
_Static_assert(COUNT_OF(statements) == SQL_COUNT, "a text for each name");

static const char writer_settings[] =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;"
    "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0;"
    "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;"
    "PRAGMA journal_size_limit = 67108864; PRAGMA secure_delete = FAST;"
    "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 0;";
static const char reader_settings[] =
    "PRAGMA busy_timeout = 5000; PRAGMA query_only = ON; PRAGMA trusted_schema = OFF;"
    "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 0;";

static enum err_code code_of(int result)
{
    switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_BUSY;
    case SQLITE_INTERRUPT:
    case SQLITE_TOOBIG:
        return ERR_LIMIT;
    default:
        return ERR_BROKEN;
    }
}

bool db_failed(struct db *db, const char *doing, struct err *err)
{
    int result = sqlite3_extended_errcode(db->sqlite);
    if ((result & 0xff) == SQLITE_INTERRUPT)
        return err_set(err, ERR_LIMIT, "this takes too long here (%s)", doing);
    return err_set(err, code_of(result), "%s: %s (%d)", doing,
                   sqlite3_errmsg(db->sqlite), result);
}

static bool run_text(struct db *db, const char *sql, struct err *err)
{
    return sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK ||
           db_failed(db, sql, err);
}

/* What the first row of a pragma says, or that it has none (`good` NULL). */
static bool check_pragma(struct db *db, const char *sql, const char *good,
                         struct err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool ok = sqlite3_prepare_v2(db->sqlite, sql, -1, &stmt, NULL) == SQLITE_OK;
    int result = ok ? sqlite3_step(stmt) : SQLITE_ERROR;
    if (result == SQLITE_ROW) {
        const char *found = (const char *)sqlite3_column_text(stmt, 0);
        ok = good != NULL && found != NULL && strcmp(found, good) == 0;
        if (!ok)
            err_set(err, ERR_BROKEN, "%s: %s", sql, found ? found : "NULL");
    } else {
        ok = (result == SQLITE_DONE && good == NULL) || db_failed(db, sql, err);
    }
    sqlite3_finalize(stmt);
    return ok;
}

static bool set_up(struct db *db, enum db_use use, struct err *err)
{
    const char *settings = use == DB_READER ? reader_settings : writer_settings;
    if (sqlite3_exec(db->sqlite, settings, NULL, NULL, NULL) != SQLITE_OK)
        return db_failed(db, "opening it", err);
    return check_pragma(db, "PRAGMA journal_mode", "wal", err);
}

/* FTS5 hands its interface out through a pointer bound to a statement. */
static bool register_tokenizer(struct db *db, struct err *err)
{
    fts5_api *api = NULL;
    sqlite3_stmt *stmt = NULL;
    bool ok = sqlite3_prepare_v2(db->sqlite, "SELECT fts5(?1)", -1, &stmt, NULL) ==
                  SQLITE_OK &&
              sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL) == SQLITE_OK &&
              sqlite3_step(stmt) == SQLITE_ROW && api != NULL &&
              faq_tokenizer_register(api);
    sqlite3_finalize(stmt);
    return ok || db_failed(db, "making its words known", err);
}

static void defend(sqlite3 *sqlite, enum db_use use)
{
    sqlite3_extended_result_codes(sqlite, 1);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, use == DB_READER, NULL);
    sqlite3_limit(sqlite, SQLITE_LIMIT_SQL_LENGTH, 100000);
    sqlite3_limit(sqlite, SQLITE_LIMIT_LENGTH, 64 << 20);
    sqlite3_limit(sqlite, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(sqlite, SQLITE_LIMIT_VARIABLE_NUMBER, 1000);
}

/* Asked often enough to end a query in time, seldom enough to cost nothing. */
static int is_late(void *context)
{
    const struct db *db = context;
    return db->deadline != 0 && clock_monotonic_us() > db->deadline;
}

bool db_open(const char *path, enum db_use use, struct db **ret_db, struct err *err)
{
    int flags = SQLITE_OPEN_NOMUTEX;
    flags |= use == DB_READER ? SQLITE_OPEN_READONLY
                              : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    struct db *db = mem_alloc(sizeof *db);
    int result = sqlite3_open_v2(path, &db->sqlite, flags, NULL);
    if (result != SQLITE_OK) {
        err_set(err, code_of(result), "%s cannot be opened: %s", path,
                sqlite3_errstr(result));
        db_close(db);
        return false;
    }
    defend(db->sqlite, use);
    if (use == DB_READER)
        sqlite3_progress_handler(db->sqlite, 1000, is_late, db);
    db->analyser = analyser_new();
    if (!set_up(db, use, err) || !register_tokenizer(db, err)) {
        db_close(db);
        return err_add(err, "%s", path);
    }
    *ret_db = db;
    return true;
}

void db_close(struct db *db)
{
    if (db == NULL)
        return;
    for (int i = 0; i < SQL_COUNT; i++)
        sqlite3_finalize(db->statements[i]);
    int result = sqlite3_close(db->sqlite);
    assert(result == SQLITE_OK);
    analyser_free(db->analyser);
    free(db);
}

/* The copy is brought to the disk at the end, in one go. */
bool db_open_copy(const char *path, sqlite3 **ret_sqlite, struct err *err)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int result = sqlite3_open_v2(path, ret_sqlite, flags, NULL);
    if (result == SQLITE_OK)
        result =
            sqlite3_exec(*ret_sqlite, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
    return result == SQLITE_OK || err_set(err, ERR_BROKEN, "%s cannot be written: %s",
                                          path, sqlite3_errstr(result));
}

struct db_arg db_int(const char *name, int64_t number)
{
    return (struct db_arg){ .name = name, .type = SQLITE_INTEGER, .number = number };
}

struct db_arg db_text(const char *name, const char *text)
{
    return (struct db_arg){ .name = name,
                            .type = text == NULL ? SQLITE_NULL : SQLITE_TEXT,
                            .text = str_of(text) };
}

struct db_arg db_bytes(const char *name, struct str bytes)
{
    return (struct db_arg){ .name = name, .type = SQLITE_BLOB, .text = bytes };
}

struct db_arg db_time(const char *name, int64_t time)
{
    return (struct db_arg){ .name = name,
                            .type = time == 0 ? SQLITE_NULL : SQLITE_INTEGER,
                            .number = time };
}

struct db_arg db_day(const char *name, int32_t day)
{
    return (struct db_arg){ .name = name,
                            .type = day == DAY_NONE ? SQLITE_NULL : SQLITE_INTEGER,
                            .number = day };
}

static int bind(sqlite3_stmt *stmt, int index, const struct db_arg *arg)
{
    if (arg->type == SQLITE_NULL)
        return sqlite3_bind_null(stmt, index);
    if (arg->type == SQLITE_INTEGER)
        return sqlite3_bind_int64(stmt, index, arg->number);
    const char *bytes = arg->text.ptr ? arg->text.ptr : "";
    if (arg->type == SQLITE_BLOB)
        return sqlite3_bind_blob64(stmt, index, bytes, arg->text.len, SQLITE_STATIC);
    return sqlite3_bind_text64(stmt, index, bytes, arg->text.len, SQLITE_STATIC,
                               SQLITE_UTF8);
}

static bool bind_all(sqlite3_stmt *stmt, struct db_args args)
{
    assert(args.count == (size_t)sqlite3_bind_parameter_count(stmt));
    uint64_t given = 0;
    int failed = SQLITE_OK;
    for (size_t i = 0; i < args.count; i++) {
        int index = sqlite3_bind_parameter_index(stmt, args.items[i].name);
        assert(index > 0 && index < 64 && (given >> index & 1) == 0);
        given |= UINT64_C(1) << index;
        failed |= bind(stmt, index, &args.items[i]);
    }
    return failed == SQLITE_OK;
}

static bool prepare(struct db *db, enum sql sql, struct db_args args, struct err *err)
{
    if (db->refusal.code != ERR_NONE) {
        *err = db->refusal;
        return false;
    }
    sqlite3_stmt **stmt = &db->statements[sql];
    if (*stmt == NULL &&
        sqlite3_prepare_v3(db->sqlite, statements[sql].sql, -1,
                           SQLITE_PREPARE_PERSISTENT, stmt, NULL) != SQLITE_OK)
        return db_failed(db, statements[sql].name, err);
    assert(!sqlite3_stmt_busy(*stmt));
    return bind_all(*stmt, args) || db_failed(db, statements[sql].name, err);
}

bool db_run(struct db *db, enum sql sql, struct db_args args, struct err *err)
{
    if (!prepare(db, sql, args, err))
        return false;
    sqlite3_stmt *stmt = db->statements[sql];
    int result = sqlite3_step(stmt);
    assert(result != SQLITE_ROW);
    bool ok = result == SQLITE_DONE || db_failed(db, statements[sql].name, err);
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
    return ok;
}

int64_t db_changes(const struct db *db)
{
    return sqlite3_changes64(db->sqlite);
}

void db_query(struct db *db, enum sql sql, struct db_args args, struct rows *ret_rows,
              struct err *err)
{
    *ret_rows = (struct rows){ .db = db, .sql = sql, .err = err };
    if (prepare(db, sql, args, err))
        ret_rows->stmt = db->statements[sql];
    else
        ret_rows->failed = true;
}

bool rows_next(struct rows *rows)
{
    if (rows->failed || rows->stmt == NULL)
        return false;
    assert(rows->column == 0 || rows->column == sqlite3_column_count(rows->stmt));
    rows->column = 0;
    int result = sqlite3_step(rows->stmt);
    if (result == SQLITE_ROW)
        return true;
    rows->failed = result != SQLITE_DONE;
    if (rows->failed)
        db_failed(rows->db, statements[rows->sql].name, rows->err);
    rows_done(rows);
    return false;
}

bool rows_ok(const struct rows *rows)
{
    return !rows->failed;
}

void rows_done(struct rows *rows)
{
    if (rows->stmt == NULL)
        return;
    sqlite3_reset(rows->stmt);
    sqlite3_clear_bindings(rows->stmt);
    rows->stmt = NULL;
}

int64_t row_int(struct rows *rows)
{
    return sqlite3_column_int64(rows->stmt, rows->column++);
}

bool row_bool(struct rows *rows)
{
    return row_int(rows) != 0;
}

bool row_is_null(const struct rows *rows)
{
    return sqlite3_column_type(rows->stmt, rows->column) == SQLITE_NULL;
}

int32_t row_day(struct rows *rows)
{
    bool absent = row_is_null(rows);
    int64_t day = row_int(rows);
    return absent || day <= INT32_MIN || day > INT32_MAX ? DAY_NONE : (int32_t)day;
}

struct str row_view(struct rows *rows)
{
    int column = rows->column++;
    const char *text = (const char *)sqlite3_column_text(rows->stmt, column);
    return (struct str){ text, (size_t)sqlite3_column_bytes(rows->stmt, column) };
}

struct str row_bytes(struct rows *rows)
{
    int column = rows->column++;
    const char *bytes = sqlite3_column_blob(rows->stmt, column);
    return (struct str){ bytes, (size_t)sqlite3_column_bytes(rows->stmt, column) };
}

const char *row_text(struct rows *rows, struct arena *arena)
{
    struct str text = row_view(rows);
    return text.ptr == NULL ? NULL : arena_text(arena, text);
}

int row_enum(struct rows *rows, int count)
{
    int64_t number = row_int(rows);
    if (number >= 0 && number < count)
        return (int)number;
    rows->failed = true;
    err_set(rows->err, ERR_BROKEN, "%s: the database holds the unknown number %lld",
            statements[rows->sql].name, (long long)number);
    return 0;
}

bool db_number(struct db *db, enum sql sql, struct db_args args, int64_t *ret_number,
               struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, sql, args, &rows, err);
    if (rows_next(&rows) && !row_is_null(&rows))
        *ret_number = row_int(&rows);
    return rows_ok(&rows);
}

bool db_has(struct db *db, enum sql sql, struct db_args args, bool *ret_has,
            struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, sql, args, &rows, err);
    bool has = rows_next(&rows);
    if (!rows_ok(&rows))
        return false;
    *ret_has = has;
    return true;
}

bool db_begin_write(struct db *db, struct err *err)
{
    return run_text(db, "BEGIN IMMEDIATE", err);
}

/* BEGIN alone takes no snapshot: the first read does. */
bool db_begin_read(struct db *db, struct err *err)
{
    if (!run_text(db, "BEGIN", err))
        return false;
    if (run_text(db, "SELECT 1 FROM sqlite_schema LIMIT 1", err))
        return true;
    db_roll_back(db);
    return false;
}

bool db_commit(struct db *db, struct err *err)
{
    return run_text(db, "COMMIT", err);
}

bool db_in_transaction(const struct db *db)
{
    return !sqlite3_get_autocommit(db->sqlite);
}

void db_roll_back(struct db *db)
{
    if (db_in_transaction(db))
        sqlite3_exec(db->sqlite, "ROLLBACK", NULL, NULL, NULL);
}

bool db_begin_part(struct db *db, struct err *err)
{
    return run_text(db, "SAVEPOINT part", err);
}

bool db_end_part(struct db *db, struct err *err)
{
    return run_text(db, "RELEASE part", err);
}

bool db_undo_part(struct db *db, struct err *err)
{
    return run_text(db, "ROLLBACK TO part; RELEASE part", err);
}

bool db_check(struct db *db, bool full, struct err *err)
{
    if (!full)
        return check_pragma(db, "PRAGMA quick_check(1)", "ok", err);
    return check_pragma(db, "PRAGMA integrity_check(1)", "ok", err) &&
           check_pragma(db, "PRAGMA foreign_key_check", NULL, err);
}

bool db_leave_wal(struct db *db, struct err *err)
{
    return check_pragma(db, "PRAGMA journal_mode = DELETE", "delete", err);
}
