/* Rows of the harvesters; see venue_source_store.h. */
#include "store/venue/venue_source_store.h"

#include "store/db.h"

static struct venue_source read_source(struct rows *rows, struct arena *arena)
{
    struct venue_source source = { .name = row_text(rows, arena) };
    source.url = row_text(rows, arena);
    source.etag = row_text(rows, arena);
    source.last_modified = row_text(rows, arena);
    source.cursor = row_text(rows, arena);
    source.from_day = row_day(rows);
    source.checked_at = row_int(rows);
    source.changed_at = row_int(rows);
    source.failed_at = row_int(rows);
    source.problem = row_text(rows, arena);
    return source;
}

bool venue_source_get(struct db *db, const char *name, const char *url,
                      struct arena *arena, struct venue_source *ret_source,
                      struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct venue_source source = { .name = name, .url = url, .from_day = DAY_NONE };
    db_query(db, SQL_VENUE_SOURCE_GET,
             ARGS(db_text(":name", name), db_text(":url", url)), &rows, err);
    if (rows_next(&rows))
        source = read_source(&rows, arena);
    if (!rows_ok(&rows))
        return false;
    *ret_source = source;
    return true;
}

bool venue_source_put(struct db *db, const struct venue_source *source, struct err *err)
{
    const char *cursor = source->cursor;
    return db_run(
        db, SQL_VENUE_SOURCE_PUT,
        ARGS(db_text(":name", source->name), db_text(":url", source->url),
             db_text(":etag", source->etag),
             db_text(":last_modified", source->last_modified),
             db_text(":cursor", cursor != NULL && cursor[0] != '\0' ? cursor : NULL),
             db_day(":from_day", source->from_day),
             db_int(":checked_at", source->checked_at),
             db_int(":changed_at", source->changed_at),
             db_int(":failed_at", source->failed_at),
             db_text(":problem", source->problem)),
        err);
}

bool venue_source_forget(struct db *db, const char *name, const char *url,
                         struct err *err)
{
    return db_run(db, SQL_VENUE_SOURCE_FORGET,
                  ARGS(db_text(":name", name), db_text(":url", url)), err);
}

bool venue_source_list(struct db *db, struct arena *arena,
                       struct venue_source_list *ret_list, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct venue_source_list list = { 0 };
    db_query(db, SQL_VENUE_SOURCE_LIST, NO_ARGS, &rows, err);
    while (rows_next(&rows)) {
        struct venue_source source = read_source(&rows, arena);
        ARENA_PUSH(arena, &list, source);
    }
    if (!rows_ok(&rows))
        return false;
    *ret_list = list;
    return true;
}
