/* /ledger?category=&date=&from=&until=: the proof, row by row; without dates the last
 * two weeks of announcements. */
#include "site/list/view_ledger.h"

#include "site/list/ledger_card.h"
#include "site/status/poll_state.h"
#include "site/words.h"

enum {
    ROWS_MAX = 20000,
    DAYS_USUAL = 14, /* announcement days shown without from= */
    DAYS_RANGE_MAX = 400,
};

struct ledger_ask {
    const struct category *category; /* NULL: all */
    int32_t from, until;             /* DAY_NONE: not said */
};

static bool read_day(const struct request *request, const char *name, int32_t *ret_day,
                     struct err *err)
{
    const char *text = request_param(request, name);
    if (text == NULL || text[0] == '\0')
        return true;
    return day_from_text(str_of(text), ret_day, err) ||
           err_add(err, "parameter %s", name);
}

static bool read_category(const struct request *request, struct ledger_ask *ask,
                          struct err *err)
{
    const char *code = request_param(request, "category");
    if (code == NULL || code[0] == '\0')
        return true;
    ask->category = category_find(str_of(code));
    return ask->category != NULL ||
           err_set(err, ERR_INVALID,
                   "parameter category: “%.40s” is not an arXiv category", code);
}

/* The last day that is asked for; where it was not said, the newest there can be. */
static int32_t last_day(const struct ledger_ask *ask, int64_t now)
{
    int32_t newest = eastern_day(now) + 2;
    if (ask->until != DAY_NONE)
        return ask->until;
    return ask->from > newest ? ask->from : newest;
}

static bool check_range(const struct ledger_ask *ask, int64_t now, struct err *err)
{
    int32_t until = last_day(ask, now);
    if (ask->from == DAY_NONE)
        return true;
    if (ask->from > until)
        return err_set(err, ERR_INVALID,
                       "parameter from is later than parameter until");
    return until - ask->from <= DAYS_RANGE_MAX ||
           err_set(err, ERR_INVALID, "parameter from: at most %d days before until",
                   DAYS_RANGE_MAX);
}

static bool read_ask(const struct request *request, struct ledger_ask *ret_ask,
                     struct err *err)
{
    struct ledger_ask ask = { .from = DAY_NONE, .until = DAY_NONE };
    int32_t date = DAY_NONE;
    if (!read_category(request, &ask, err) || !read_day(request, "date", &date, err) ||
        !read_day(request, "from", &ask.from, err) ||
        !read_day(request, "until", &ask.until, err))
        return false;
    if (date != DAY_NONE)
        ask.from = ask.until = date;
    if (!check_range(&ask, request->now, err))
        return false;
    *ret_ask = ask;
    return true;
}

/* The last rows may belong to a day that was cut in two. */
static void drop_cut_day(struct ledger_list *rows)
{
    int32_t last = rows->items[rows->count - 1].day;
    while (rows->count > 0 && rows->items[rows->count - 1].day == last)
        rows->count--;
}

/* Keeps the newest `days` days; true if something was dropped. */
static bool keep_days(struct ledger_list *rows, size_t days)
{
    size_t seen = 0;
    for (size_t i = 0; i < rows->count; i++) {
        bool first = i == 0 || rows->items[i].day != rows->items[i - 1].day;
        seen += first;
        if (seen > days) {
            rows->count = i;
            return true;
        }
    }
    return false;
}

static bool read_rows(struct view *view, const struct ledger_ask *ask,
                      struct ledger_list *ret_rows, bool *ret_older, struct err *err)
{
    struct ledger_list rows = { 0 };
    struct ledger_query query = {
        .from = ask->from, /* DAY_NONE is before every day */
        .until = last_day(ask, view->now),
        .category = ask->category != NULL ? ask->category->code : NULL,
        .limit = ROWS_MAX,
    };
    if (!ledger_store_list(view->db, &query, view->arena, &rows, err))
        return false;
    *ret_older = false;
    if (rows.count == ROWS_MAX) {
        drop_cut_day(&rows);
        *ret_older = true;
    }
    if (ask->from == DAY_NONE && keep_days(&rows, DAYS_USUAL))
        *ret_older = true;
    *ret_rows = rows;
    return true;
}

void view_ledger_record(cJSON *object, const struct ledger_row *row)
{
    json_set_day(object, "date", row->day);
    json_set_text(object, "category", row->category);
    json_set_text(object, "section", section_name(row->section));
    if (row->announced >= 0)
        json_set_int(object, "announced", row->announced);
    else
        json_set_null(object, "announced");
    json_set_int(object, "stored", row->stored);
    cJSON *missing = json_set_list(object, "missing");
    for (size_t i = 0; i < row->missing.count; i++)
        json_add_text(missing, row->missing.items[i]);
    json_set_text(object, "source", ledger_source_name(row->source));
    json_set_time(object, "checked_at", row->checked_at);
}

void view_ledger_add_row(struct view *view, cJSON *list, const struct ledger_row *row,
                         bool first)
{
    cJSON *object = json_add_object(list);
    view_ledger_record(object, row);
    ledger_card_set(object, view->arena, row, first, view->now);
}

static bool is_open(const struct ledger_row *row)
{
    return row->announced < 0 || !ledger_row_is_complete(row);
}

/* Unseen days first, then by how much is missing, then newest. */
static int64_t badness(const struct ledger_row *row)
{
    return row->announced < 0 ? INT64_MAX : row->announced - row->stored;
}

static int by_badness(const void *a, const void *b)
{
    const struct ledger_row *first = *(const struct ledger_row *const *)a;
    const struct ledger_row *second = *(const struct ledger_row *const *)b;
    int64_t x = badness(first), y = badness(second);
    if (x != y)
        return x > y ? -1 : 1;
    if (first->day != second->day)
        return first->day > second->day ? -1 : 1;
    return first < second ? -1 : first > second;
}

static void set_attention(struct view *view, const struct ledger_list *rows)
{
    const struct ledger_row **open =
        ARENA_ARRAY(view->arena, const struct ledger_row *, rows->count);
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++)
        if (is_open(&rows->items[i]))
            open[count++] = &rows->items[i];
    if (count > 0)
        qsort(open, count, sizeof *open, by_badness);
    cJSON *list = json_set_list(view->page, "attention");
    for (size_t i = 0; i < count; i++)
        view_ledger_add_row(view, list, open[i], true);
    json_set_bool(view->page, "has_attention", count > 0);
}

static const char *lacking_text(struct arena *arena, int64_t missing, int64_t unseen)
{
    const char *papers = arena_printf(
        arena, "%s still missing",
        words_count(arena, missing, "announced paper is", "announced papers are"));
    const char *lists = arena_printf(
        arena, "%s not seen", words_count(arena, unseen, "list was", "lists were"));
    if (unseen == 0)
        return arena_printf(arena, "%s.", papers);
    if (missing == 0)
        return arena_printf(arena, "%s.", lists);
    return arena_printf(arena, "%s, and %s.", papers, lists);
}

static int key_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A paper may be missing from several lists and counts once; what a listing counted and
 * did not show has no id. */
static int64_t count_missing(struct arena *arena, const struct ledger_list *rows)
{
    struct text_list keys = { 0 };
    int64_t missing = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct ledger_row *row = &rows->items[i];
        int64_t unnamed = row->announced - row->stored - (int64_t)row->missing.count;
        missing += unnamed > 0 ? unnamed : 0;
        for (size_t j = 0; j < row->missing.count; j++)
            ARENA_PUSH(arena, &keys, row->missing.items[j]);
    }
    if (keys.count > 0)
        qsort(keys.items, keys.count, sizeof *keys.items, key_order);
    for (size_t i = 0; i < keys.count; i++)
        missing += i == 0 || strcmp(keys.items[i], keys.items[i - 1]) != 0;
    return missing;
}

void view_ledger_summary(struct view *view, const struct ledger_list *rows,
                         const char *whole)
{
    int64_t missing = count_missing(view->arena, rows), unseen = 0;
    for (size_t i = 0; i < rows->count; i++)
        unseen += rows->items[i].announced < 0;
    bool ok = missing == 0 && unseen == 0;
    if (ok && whole == NULL) {
        json_set_null(view->page, "summary");
        return;
    }
    cJSON *summary = json_set_object(view->page, "summary");
    json_set_bool(summary, "ok", ok);
    json_set_text(summary, "text",
                  ok ? whole : lacking_text(view->arena, missing, unseen));
}

static const char *whole_text(struct arena *arena, const struct ledger_list *rows)
{
    int64_t stored = 0;
    for (size_t i = 0; i < rows->count; i++)
        stored += rows->items[i].stored;
    if (rows->count == 0)
        return NULL;
    return arena_printf(arena, "All %s announcements below are here.",
                        words_number(arena, stored));
}

static const char *ledger_url(struct view *view, const struct ledger_ask *ask,
                              int32_t from, int32_t until)
{
    const char *url = "/ledger";
    if (ask->category != NULL)
        url = view_url_with(view->arena, url, "category", ask->category->code);
    if (from != DAY_NONE)
        url = view_url_with(view->arena, url, "from", words_date(view->arena, from));
    if (until != DAY_NONE)
        url = view_url_with(view->arena, url, "until", words_date(view->arena, until));
    return url;
}

static void set_page(struct view *view, const struct ledger_ask *ask,
                     const struct ledger_list *rows, bool has_older)
{
    struct page_head head = {
        .title = "Ledger",
        .description =
            "What arXiv announced and what is stored here, by day and category",
        .branch = "arxiv",
        .canonical_url = ledger_url(view, ask, ask->from, ask->until),
    };
    view_head(view, &head);
    view_ledger_summary(view, rows, whole_text(view->arena, rows));
    set_attention(view, rows);
    json_set_bool(view->page, "has_days", rows->count > 0);
    json_set_null(view->page, "empty");
    if (rows->count == 0)
        view_empty(view, "The ledger has no row for this yet.",
                   "It is written as announcements are read.", NULL, NULL);
    bool older = has_older && rows->count > 0;
    int32_t last = older ? rows->items[rows->count - 1].day : DAY_NONE;
    json_set_text(view->page, "older_url",
                  older ? ledger_url(view, ask, DAY_NONE, last - 1) : NULL);
    json_set_text(view->page, "older_text", older ? "Older days" : NULL);
}

bool view_ledger_tree(struct view *view, struct err *err)
{
    struct ledger_ask ask = { 0 };
    struct ledger_list rows = { 0 };
    struct poll_state poll;
    bool has_older = false;
    store_read_deadline(view->db, VIEW_DEADLINE_LONG_MS);
    if (!read_ask(view->request, &ask, err) ||
        !read_rows(view, &ask, &rows, &has_older, err) ||
        !poll_state_get(view, NULL, &poll, err))
        return false;
    view->template = "ledger";
    view->keep_seconds = VIEW_KEEP_AGES;
    cJSON *days = json_set_list(view->root, "days");
    for (size_t i = 0; i < rows.count; i++) {
        bool first = i == 0 || rows.items[i].day != rows.items[i - 1].day;
        view_ledger_add_row(view, days, &rows.items[i], first);
    }
    set_page(view, &ask, &rows, has_older);
    poll_state_notice(view, &poll);
    return true;
}
