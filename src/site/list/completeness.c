/* Adds ledger rows up. Of one category the rows say it all; in a union or difference a
 * paper may stand in several rows, so there the list itself is counted, and each
 * missing key once. */
#include "site/list/completeness.h"

#include "model/arxiv_id.h"
#include "site/paper/view_paper.h"
#include "site/status/poll_state.h"
#include "site/words.h"
#include "store/paper/paper_store.h"

enum { MISSING_SHOWN = 10, UNREAD_SHOWN = 3, MISSING_LOOKED_UP = 2000 };

struct sum {
    const struct completeness_ask *ask;
    struct arena *arena;
    struct completeness here;
    int64_t unnamed;                /* counted by the listing, but not shown by it */
    bool has_row[CATEGORY_SET_MAX]; /* of set->include */
};

static size_t place_in_set(const struct category_set *set, const char *code)
{
    size_t i = 0;
    while (i < set->include_count && strcmp(set->include[i]->code, code) != 0)
        i++;
    return i;
}

static void add_row(struct sum *sum, const struct ledger_row *row)
{
    size_t place = place_in_set(sum->ask->set, row->category);
    if (place == sum->ask->set->include_count)
        return;
    sum->has_row[place] = true;
    sum->here.known = true;
    if (row->announced < 0) {
        sum->here.unseen = true;
        return;
    }
    if (!sum->ask->sections[row->section])
        return;
    sum->here.announced += row->announced;
    sum->here.stored += row->stored;
    int64_t unnamed = row->announced - row->stored - (int64_t)row->missing.count;
    sum->unnamed += unnamed > 0 ? unnamed : 0;
    for (size_t i = 0; i < row->missing.count; i++)
        ARENA_PUSH(sum->arena, &sum->here.missing, row->missing.items[i]);
}

static bool is_excluded(const struct category_set *set, const struct paper *paper)
{
    for (size_t i = 0; i < set->exclude_count; i++)
        if (text_list_has(&paper->categories, set->exclude[i]->code))
            return true;
    return false;
}

static int key_order(const void *a, const void *b)
{
    return arxiv_id_order(*(const char *const *)a, *(const char *const *)b);
}

static void keep_each_once(struct text_list *keys)
{
    if (keys->count == 0)
        return;
    qsort(keys->items, keys->count, sizeof *keys->items, key_order);
    size_t kept = 1;
    for (size_t i = 1; i < keys->count; i++)
        if (strcmp(keys->items[i], keys->items[kept - 1]) != 0)
            keys->items[kept++] = keys->items[i];
    keys->count = kept;
}

/* A missing paper of which the announcement told may belong to an excluded category. */
static bool drop_excluded(struct sum *sum, struct db *db, struct err *err)
{
    struct text_list *missing = &sum->here.missing;
    size_t kept = 0;
    for (size_t i = 0; i < missing->count; i++) {
        struct paper paper = { 0 };
        struct err none = { 0 };
        bool known = i < MISSING_LOOKED_UP &&
                     paper_store_get(db, missing->items[i], sum->arena, &paper, &none);
        if (none.code != ERR_NONE && none.code != ERR_NOT_FOUND) {
            *err = none;
            return false;
        }
        if (!known || !is_excluded(sum->ask->set, &paper))
            missing->items[kept++] = missing->items[i];
    }
    missing->count = kept;
    return true;
}

static bool count_each_once(struct sum *sum, struct db *db, struct err *err)
{
    keep_each_once(&sum->here.missing);
    if (sum->ask->set->exclude_count > 0 && !drop_excluded(sum, db, err))
        return false;
    sum->here.stored = sum->ask->total - sum->ask->waiting;
    sum->here.announced =
        sum->here.stored + (int64_t)sum->here.missing.count + sum->unnamed;
    return true;
}

/* A category without a row had a quiet day if its sources answered after another
 * category's announcement had come; else we do not know. */
static bool find_unread(struct sum *sum, struct db *db, struct err *err)
{
    const struct category_set *set = sum->ask->set;
    struct poll_cursors cursors = { 0 };
    if (!poll_store_list_cursors(db, sum->arena, &cursors, err))
        return false;
    int64_t came = INT64_MAX;
    for (size_t i = 0; i < set->include_count; i++) {
        int64_t changed =
            poll_state_of_category(&cursors, set->include[i]->code).changed_at;
        if (sum->has_row[i] && changed > 0 && changed < came)
            came = changed;
    }
    for (size_t i = 0; i < set->include_count; i++) {
        int64_t checked =
            poll_state_of_category(&cursors, set->include[i]->code).checked_at;
        if (!sum->has_row[i] && checked < came)
            ARENA_PUSH(sum->arena, &sum->here.unread, set->include[i]->code);
    }
    return true;
}

static bool read_rows(struct sum *sum, struct db *db, struct err *err)
{
    const struct category_set *set = sum->ask->set;
    struct ledger_query query = {
        .from = sum->ask->day,
        .until = sum->ask->day,
        .category = set->include_count == 1 ? set->include[0]->code : NULL,
        .limit = CATEGORY_SET_MAX * SECTION_COUNT,
    };
    struct ledger_list rows = { 0 };
    if (!ledger_store_list(db, &query, sum->arena, &rows, err))
        return false;
    for (size_t i = 0; i < rows.count; i++)
        add_row(sum, &rows.items[i]);
    return true;
}

bool completeness_get(struct db *db, const struct completeness_ask *ask,
                      struct arena *arena, struct completeness *ret, struct err *err)
{
    struct sum sum = { .ask = ask,
                       .arena = arena,
                       .here = { .waiting = ask->waiting } };
    bool is_one = ask->set->include_count == 1 && ask->set->exclude_count == 0;
    if (!read_rows(&sum, db, err))
        return false;
    if (sum.here.known && !is_one && !count_each_once(&sum, db, err))
        return false;
    if (sum.here.known && !is_one && !find_unread(&sum, db, err))
        return false;
    sum.here.complete = sum.here.known && !sum.here.unseen &&
                        sum.here.unread.count == 0 &&
                        sum.here.stored >= sum.here.announced;
    *ret = sum.here;
    return true;
}

void completeness_record(cJSON *object, const struct completeness *here)
{
    if (here->known)
        json_set_int(object, "announced", here->announced);
    else
        json_set_null(object, "announced");
    json_set_int(object, "stored", here->stored);
    cJSON *missing = json_set_list(object, "missing");
    for (size_t i = 0; i < here->missing.count; i++)
        json_add_text(missing, here->missing.items[i]);
    json_set_bool(object, "complete", here->complete);
}

void completeness_missing(cJSON *object, struct arena *arena,
                          const struct text_list *missing)
{
    cJSON *list = json_set_list(object, "missing");
    size_t shown = missing->count < MISSING_SHOWN ? missing->count : MISSING_SHOWN;
    for (size_t i = 0; i < shown; i++) {
        cJSON *item = json_add_object(list);
        json_set_text(item, "id", missing->items[i]);
        json_set_text(item, "sep", i == 0 ? "" : ", ");
        json_set_text(item, "url",
                      view_paper_key_url(arena, BRANCH_ARXIV, missing->items[i]));
    }
    const char *more = arena_printf(
        arena, "and %s more", words_number(arena, (int64_t)(missing->count - shown)));
    json_set_text(object, "missing_more", missing->count > shown ? more : NULL);
}

static const char *unread_text(struct arena *arena, const struct completeness *here)
{
    size_t shown =
        here->unread.count < UNREAD_SHOWN ? here->unread.count : UNREAD_SHOWN;
    const char *names = words_joined(arena, here->unread.items, shown, ", ");
    if (here->unread.count == shown)
        return names;
    return arena_printf(arena, "%s and %zu more", names, here->unread.count - shown);
}

static const char *badge_text(struct arena *arena, const struct completeness *here)
{
    const char *announced = words_number(arena, here->announced);
    const char *text;
    if (here->unseen)
        text = "the announcement of this day was not seen";
    else if (here->announced == 0)
        text = "nothing was announced in these sections";
    else if (here->stored < here->announced)
        text = arena_printf(arena, "%s of %s announced",
                            words_number(arena, here->stored), announced);
    else
        text = here->announced == 1
                   ? "the one announced paper is here"
                   : arena_printf(arena, "all %s announced papers are here", announced);
    if (here->unread.count > 0)
        text = arena_printf(arena, "%s, nothing was read for %s", text,
                            unread_text(arena, here));
    return here->missing.count > 0 ? arena_printf(arena, "%s;", text) : text;
}

/* A list read a moment ago: no row of ids. What stands on it lacks its details only. */
static void summarise_missing(cJSON *badge, struct arena *arena,
                              const struct completeness *here)
{
    int64_t count = (int64_t)here->missing.count;
    const char *what = here->waiting >= count ? "details of " : "";
    json_set_list(badge, "missing");
    json_set_text(badge, "missing_more",
                  arena_printf(arena, "%s%s", what, words_number(arena, count)));
}

void completeness_badge(cJSON *page, struct arena *arena,
                        const struct completeness *here, const char *url)
{
    if (!here->known) {
        json_set_null(page, "ledger");
        return;
    }
    cJSON *badge = json_set_object(page, "ledger");
    json_set_bool(badge, "ok", here->complete);
    json_set_text(badge, "text", badge_text(arena, here));
    json_set_text(badge, "url", url);
    if (here->missing.count > MISSING_SHOWN)
        summarise_missing(badge, arena, here);
    else
        completeness_missing(badge, arena, &here->missing);
    const char *after = NULL;
    if (here->missing.count > 0)
        after = here->missing.count == 1 ? "is being fetched" : "are being fetched";
    json_set_text(badge, "missing_after", after);
}
