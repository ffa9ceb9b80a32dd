/* The stored paper of an entry; see venue_match.h. A bounded number of index probes,
 * however many papers the edition has. */
#include "store/venue/venue_match.h"

#include "base/hash.h"
#include "text/analysis.h"

enum {
    NAMES_MAX = 200, /* of a list, that are compared */
    NAME_KEY_MAX = 4 * PAPER_NAME_MAX,
    TITLE_KEY_MAX = 4 * PAPER_TITLE_MAX,
};

int64_t venue_match_title(struct db *db, const char *title)
{
    char key[TITLE_KEY_MAX];
    size_t len = analyser_key(db->analyser, str_of(title), key, sizeof key);
    return len == 0 ? 0 : (int64_t)hash_add(HASH_START, (struct str){ key, len });
}

static bool is_suffix(struct str word)
{
    static const struct str suffixes[] = { LIT("jr"), LIT("sr"), LIT("ii"), LIT("iii"),
                                           LIT("iv") };
    for (size_t i = 0; i < COUNT_OF(suffixes); i++)
        if (str_eq(word, suffixes[i]))
            return true;
    return false;
}

/* The ends of a name: "ada", "lovelace". */
struct ends {
    struct str first, last;
};

static struct ends ends_of(struct arena *arena, struct analyser *analyser,
                           const char *name)
{
    char key[NAME_KEY_MAX];
    size_t len = analyser_key(analyser, str_of(name), key, sizeof key);
    struct str rest = str_of(arena_text(arena, (struct str){ key, len }));
    struct ends ends = { .first = str_cut(&rest, ' ') };
    ends.last = ends.first;
    while (rest.len > 0) {
        struct str word = str_cut(&rest, ' ');
        if (!is_suffix(word))
            ends.last = word;
    }
    return ends;
}

struct names {
    struct ends *items;
    size_t count;
};

static struct names names_of(struct arena *arena, struct analyser *analyser,
                             const struct text_list *list)
{
    struct names names = { .count = list->count < NAMES_MAX ? list->count : NAMES_MAX };
    names.items = ARENA_ARRAY(arena, struct ends, names.count);
    for (size_t i = 0; i < names.count; i++)
        names.items[i] = ends_of(arena, analyser, list->items[i]);
    return names;
}

static bool same_family(const struct ends *a, const struct ends *b)
{
    return a->last.len > 0 && b->last.len > 0 &&
           (str_eq(a->last, b->last) || str_eq(a->last, b->first) ||
            str_eq(a->first, b->last));
}

/* Two names of one family: the last word of one, without "jr", is the last word of the
 * other, or its first. True where one list is empty. */
static bool match_authors(struct analyser *analyser, const struct text_list *a,
                          const struct text_list *b)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct names left = names_of(&arena, analyser, a);
    struct names right = names_of(&arena, analyser, b);
    for (size_t i = 0; i < left.count; i++)
        for (size_t j = 0; j < right.count; j++)
            if (same_family(&left.items[i], &right.items[j]))
                return true;
    return left.count == 0 || right.count == 0;
}

static bool can_be_compared(const struct venue_id *a, const struct venue_id *b)
{
    struct str source = venue_key_source(a->key);
    return str_eq(source, venue_key_source(b->key)) &&
           (!str_eq(source, LIT("LIST")) || a->teller == b->teller);
}

bool venue_match_sources(const struct venue_ids *stored, const struct venue_ids *told)
{
    for (size_t i = 0; i < stored->count; i++)
        for (size_t j = 0; j < told->count; j++)
            if (can_be_compared(&stored->items[i], &told->items[j]))
                return false;
    return true;
}

static struct venue_ids told_ids(struct arena *arena, const struct venue_entry *entry)
{
    struct venue_ids ids = { 0 };
    struct venue_id id = { entry->paper.key, entry->dialect };
    ARENA_PUSH(arena, &ids, id);
    for (size_t i = 0; i < entry->ids.count; i++) {
        id.key = entry->ids.items[i];
        ARENA_PUSH(arena, &ids, id);
    }
    return ids;
}

bool venue_match_id(struct db *db, const char *id, int64_t *ret_row, struct err *err)
{
    int64_t row = 0;
    if (!db_number(db, SQL_PAPER_ID_FIND,
                   ARGS(db_text(":key", id), db_int(":branch", BRANCH_VENUE)), &row,
                   err))
        return false;
    *ret_row = row;
    return true;
}

bool venue_match_titled(struct db *db, const struct venue_entry *entry, int64_t edition,
                        struct venue_titled *ret_titled, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct venue_titled titled = { .count = 0 };
    db_query(db, SQL_EDITION_TITLE_LIST,
             ARGS(db_int(":edition", edition),
                  db_int(":title", venue_match_title(db, entry->paper.title)),
                  db_int(":limit", VENUE_TITLED_MAX)),
             &rows, err);
    while (rows_next(&rows))
        titled.rows[titled.count++] = row_int(&rows);
    *ret_titled = titled;
    return rows_ok(&rows);
}

bool venue_match_means(struct db *db, const struct venue_entry *entry, int64_t row,
                       bool *ret_means, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct venue_record record;
    struct venue_ids stored = { 0 }, told = told_ids(&arena, entry);
    if (!venue_record_get(db, row, &arena, &record, err) ||
        !venue_record_ids(db, row, &arena, &stored, err))
        return false;
    struct venue_id own = { record.state.paper.key, record.key_teller };
    ARENA_PUSH(&arena, &stored, own);
    *ret_means =
        venue_match_sources(&stored, &told) &&
        match_authors(db->analyser, &record.state.paper.authors, &entry->paper.authors);
    return true;
}

static bool find_by_title(struct db *db, const struct venue_entry *entry,
                          int64_t edition, int64_t *ret_row, struct err *err)
{
    struct venue_titled titled;
    bool meant = false;
    if (!venue_match_titled(db, entry, edition, &titled, err))
        return false;
    for (size_t i = 0; i < titled.count && !meant; i++) {
        if (!venue_match_means(db, entry, titled.rows[i], &meant, err))
            return false;
        if (meant)
            *ret_row = titled.rows[i];
    }
    return true;
}

bool venue_match_find(struct db *db, const struct venue_entry *entry, int64_t edition,
                      int64_t *ret_row, struct err *err)
{
    int64_t row = 0;
    if (!venue_match_id(db, entry->paper.key, &row, err))
        return false;
    for (size_t i = 0; i < entry->ids.count && row == 0; i++)
        if (!venue_match_id(db, entry->ids.items[i], &row, err))
            return false;
    if (row == 0 && edition != 0 && !find_by_title(db, entry, edition, &row, err))
        return false;
    *ret_row = row;
    return true;
}
