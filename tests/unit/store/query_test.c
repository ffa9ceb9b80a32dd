/* Every statement of sql/query/ prepares against the migrated schema, and none walks a
 * whole table or sorts without saying why that is well. */
#include "store/db.h"
#include "store/test_store.h"

#include <dirent.h>

enum { STATEMENT_MAX = 64 << 10 };

static const char *const folder = CASES "/../../sql/query";

struct statements {
    sqlite3 *sqlite;
    size_t seen;
    char text[STATEMENT_MAX];
};

static void read_statement(struct statements *all, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t size = fread(all->text, 1, sizeof all->text - 1, file);
    fclose(file);
    assert_in_range(size, 1, sizeof all->text - 2);
    all->text[size] = '\0';
}

static bool is_slow(const char *step)
{
    return strncmp(step, "SCAN", 4) == 0 || strstr(step, "TEMP B-TREE") != NULL;
}

static void check_plan(struct statements *all, const char *name)
{
    char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", all->text);
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(all->sqlite, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s: %s", name, sqlite3_errmsg(all->sqlite));
    bool excused = strstr(all->text, "-- scan-ok: ") != NULL, slow = false;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *step = (const char *)sqlite3_column_text(stmt, 3);
        slow |= is_slow(step);
        if (is_slow(step) && !excused)
            fail_msg("%s: %s", name, step);
    }
    if (excused && !slow)
        fail_msg("%s has an excuse and needs none", name);
    sqlite3_finalize(stmt);
    sqlite3_free(sql);
}

static void check_file(struct statements *all, const char *name)
{
    const char *tail = NULL;
    sqlite3_stmt *stmt = NULL;
    read_statement(all, name);
    if (strncmp(all->text, "-- ", 3) != 0)
        fail_msg("%s does not begin with a sentence", name);
    if (sqlite3_prepare_v2(all->sqlite, all->text, -1, &stmt, &tail) != SQLITE_OK)
        fail_msg("%s: %s", name, sqlite3_errmsg(all->sqlite));
    if (stmt == NULL || *tail != '\0')
        fail_msg("%s is not one statement", name);
    for (int i = 1; i <= sqlite3_bind_parameter_count(stmt); i++)
        assert_non_null(sqlite3_bind_parameter_name(stmt, i));
    sqlite3_finalize(stmt);
    check_plan(all, name);
    all->seen++;
}

static void every_statement_fits_the_schema_and_uses_an_index(void **state)
{
    struct test_store *test = *state;
    struct statements *all = calloc(1, sizeof *all);
    assert_non_null(all);
    struct db *db = NULL;
    test_close(test);
    assert_ok(test,
              db_open(test_path(test, "paperfeed.db"), DB_WRITER, &db, &test->err));
    all->sqlite = db->sqlite;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir))
        if (strstr(entry->d_name, ".sql") != NULL)
            check_file(all, entry->d_name);
    closedir(dir);
    db_close(db);
    assert_true(all->seen > 60);
    free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(every_statement_fits_the_schema_and_uses_an_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
