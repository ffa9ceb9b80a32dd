/* Which days have a list; see list_store.h. Days of announcement count; a set that was
 * never announced here has days of submission instead. */
#include "store/list/list_store.h"

#include "store/db.h"
#include "store/paper/paper_record.h"

enum direction { PREVIOUS, NEXT };

static int32_t nearer(enum direction direction, int32_t a, int32_t b)
{
    if (a == DAY_NONE || b == DAY_NONE)
        return a == DAY_NONE ? b : a;
    return (a > b) == (direction == PREVIOUS) ? a : b;
}

static bool announced_day(struct db *db, const char *category, enum direction direction,
                          int32_t day, int32_t *day_found, struct err *err)
{
    int64_t found = DAY_NONE;
    bool ok =
        direction == PREVIOUS
            ? db_number(db, SQL_LEDGER_PREVIOUS,
                        ARGS(db_text(":category", category), db_int(":before", day)),
                        &found, err)
            : db_number(db, SQL_LEDGER_NEXT,
                        ARGS(db_text(":category", category), db_int(":after", day)),
                        &found, err);
    *day_found = nearer(direction, *day_found, (int32_t)found);
    return ok;
}

static bool submitted_day(struct db *db, const char *category, enum direction direction,
                          int32_t day, int32_t *day_found, struct err *err)
{
    int64_t row = -1;
    int64_t from = paper_first_row(day);
    bool ok =
        direction == PREVIOUS
            ? db_number(db, SQL_PAPER_CATEGORY_PREVIOUS,
                        ARGS(db_text(":category", category), db_int(":before", from)),
                        &row, err)
            : db_number(db, SQL_PAPER_CATEGORY_NEXT,
                        ARGS(db_text(":category", category),
                             db_int(":from", from + PAPER_DAY_MAX + 1)),
                        &row, err);
    int32_t found = row < 0 ? DAY_NONE : (int32_t)(row >> PAPER_DAY_SHIFT);
    *day_found = nearer(direction, *day_found, found);
    return ok;
}

static bool nearest_day(struct db *db, const struct category_set *set, bool announced,
                        enum direction direction, int32_t *ret_day, struct err *err)
{
    int32_t start = *ret_day, found = DAY_NONE;
    for (size_t i = 0; i < set->include_count; i++) {
        const char *category = set->include[i]->code;
        bool ok = announced
                      ? announced_day(db, category, direction, start, &found, err)
                      : submitted_day(db, category, direction, start, &found, err);
        if (!ok)
            return false;
    }
    *ret_day = found;
    return true;
}

static bool latest_day(struct db *db, const struct category_set *set, bool announced,
                       int32_t *ret_day, struct err *err)
{
    int32_t day = INT32_MAX;
    if (!nearest_day(db, set, announced, PREVIOUS, &day, err))
        return false;
    *ret_day = day;
    return true;
}

bool list_store_latest_day(struct db *db, const struct category_set *set,
                           int32_t *ret_day, struct err *err)
{
    int32_t day = DAY_NONE;
    if (!latest_day(db, set, true, &day, err) ||
        (day == DAY_NONE && !latest_day(db, set, false, &day, err)))
        return false;
    *ret_day = day;
    return true;
}

bool list_store_days_around(struct db *db, const struct category_set *set, int32_t day,
                            int32_t *ret_previous, int32_t *ret_next, struct err *err)
{
    int32_t latest = DAY_NONE, previous = day, next = day;
    if (!latest_day(db, set, true, &latest, err))
        return false;
    bool announced = latest != DAY_NONE;
    if (!nearest_day(db, set, announced, PREVIOUS, &previous, err) ||
        !nearest_day(db, set, announced, NEXT, &next, err))
        return false;
    *ret_previous = previous;
    *ret_next = next;
    return true;
}
