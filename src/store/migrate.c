/* Migrations; see migrate.h. The schema's number is SQLite's user_version, which is
 * part of the transaction; the application id tells our files from others. */
#include "store/migrate.h"

#include "store/db.h"

#include <assert.h>

enum { APPLICATION_ID = 0x70666564 }; /* "pfed" */

struct migration {
    const char *path;
    const char *sql;
};

#define EMBED(stem, path, size, ...) { path, (const char[]){ __VA_ARGS__ 0 } },
static const struct migration migrations[] = {
#include "schema.def"
};
#undef EMBED

static bool read_number(struct db *db, const char *sql, int *ret_number,
                        struct err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool ok = sqlite3_prepare_v2(db->sqlite, sql, -1, &stmt, NULL) == SQLITE_OK &&
              sqlite3_step(stmt) == SQLITE_ROW;
    if (ok)
        *ret_number = sqlite3_column_int(stmt, 0);
    else
        db_failed(db, "reading the database's version", err);
    sqlite3_finalize(stmt);
    return ok;
}

static bool run_script(struct db *db, const char *sql, const char *path,
                       struct err *err)
{
    return sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK ||
           db_failed(db, path, err);
}

static bool apply(struct db *db, size_t number, struct err *err)
{
    char version[64];
    snprintf(version, sizeof version, "PRAGMA user_version = %zu", number + 1);
    if (!db_begin_write(db, err))
        return false;
    if (run_script(db, migrations[number].sql, migrations[number].path, err) &&
        run_script(db, version, migrations[number].path, err) && db_commit(db, err))
        return true;
    db_roll_back(db);
    return false;
}

static bool check_origin(struct db *db, int version, struct err *err)
{
    int id = 0, objects = 0;
    if (!read_number(db, "PRAGMA application_id", &id, err) ||
        !read_number(db, "SELECT count(*) FROM sqlite_schema", &objects, err))
        return false;
    if (version < 0 || (size_t)version > COUNT_OF(migrations))
        return err_set(err, ERR_BROKEN,
                       "the database has schema %d, this program knows %zu: it was "
                       "written by a newer program",
                       version, COUNT_OF(migrations));
    if (version == 0 ? objects > 0 || id != 0 : id != APPLICATION_ID)
        return err_set(err, ERR_BROKEN, "the database belongs to another program");
    return true;
}

bool migrate(struct db *db, struct err *err)
{
    int version = 0;
    if (!read_number(db, "PRAGMA user_version", &version, err) ||
        !check_origin(db, version, err))
        return false;
    for (size_t i = (size_t)version; i < COUNT_OF(migrations); i++)
        if (!apply(db, i, err))
            return false;
    return true;
}
