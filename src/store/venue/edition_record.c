/* Rows of editions and of their groups; see edition_record.h. */
#include "store/venue/edition_record.h"

#include "model/paper.h"

static bool find(struct db *db, enum sql sql, struct db_args args, struct arena *arena,
                 int64_t *id, const char **name, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, sql, args, &rows, err);
    if (rows_next(&rows)) {
        *id = row_int(&rows);
        *name = row_text(&rows, arena);
    }
    return rows_ok(&rows);
}

bool edition_record_find(struct db *db, const char *name, struct arena *arena,
                         struct edition_row *ret_edition, struct err *err)
{
    struct edition_row edition = { .name = name };
    if (!find(db, SQL_EDITION_FIND, ARGS(db_text(":name", name)), arena, &edition.id,
              &edition.name, err))
        return false;
    *ret_edition = edition;
    return true;
}

bool edition_record_make(struct db *db, struct edition_row *edition, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct str series;
    int year;
    if (edition->id != 0)
        return true;
    if (!paper_edition(edition->name, &series, &year))
        return err_set(err, ERR_INVALID, "%s is no edition", edition->name);
    return db_number(db, SQL_EDITION_INSERT,
                     ARGS(db_text(":name", edition->name),
                          db_text(":series", arena_text(&arena, series)),
                          db_int(":year", year)),
                     &edition->id, err);
}

bool edition_record_count(struct db *db, int64_t edition, int64_t papers,
                          int64_t abstracts, int64_t now, struct err *err)
{
    return db_run(db, SQL_EDITION_ADD_PAPERS,
                  ARGS(db_int(":papers", papers), db_int(":abstracts", abstracts),
                       db_int(":now", now), db_int(":edition", edition)),
                  err);
}

bool edition_record_find_group(struct db *db, int64_t edition, const char *name,
                               struct arena *arena, struct group_row *ret_group,
                               struct err *err)
{
    struct group_row group = { .name = name };
    if (!find(db, SQL_EDITION_GROUP_FIND,
              ARGS(db_int(":edition", edition), db_text(":name", name)), arena,
              &group.id, &group.name, err))
        return false;
    *ret_group = group;
    return true;
}

bool edition_record_has_room(struct db *db, int64_t edition, bool *ret_room,
                             struct err *err)
{
    int64_t count = 0;
    if (!db_number(
            db, SQL_EDITION_GROUP_COUNT,
            ARGS(db_int(":edition", edition), db_int(":limit", EDITION_GROUPS_MAX)),
            &count, err))
        return false;
    *ret_room = count < EDITION_GROUPS_MAX;
    return true;
}

bool edition_record_make_group(struct db *db, int64_t edition, const char *name,
                               int64_t *ret_group, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct group_row group = { 0 };
    if (name != NULL &&
        !(edition_record_find_group(db, edition, name, &arena, &group, err) &&
          (group.id != 0 ||
           db_number(db, SQL_EDITION_GROUP_INSERT,
                     ARGS(db_int(":edition", edition), db_text(":name", name)),
                     &group.id, err))))
        return false;
    *ret_group = group.id;
    return true;
}
